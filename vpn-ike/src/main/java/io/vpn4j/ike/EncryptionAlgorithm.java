package io.vpn4j.ike;

import java.util.OptionalInt;

/**
 * Encryption algorithms (IKEv2 transform type 1) that IKE and Child SAs may use.
 *
 * <p>RFC 8247 section 2.1 and RFC 8221 section 5 rate them. What those call MUST NOT (DES) or no
 * longer recommend (3DES) is not defined.
 */
public enum EncryptionAlgorithm {
  /** AES-CBC with a key of 128 bits (RFC 3602). */
  AES_CBC_128(12, Mode.CBC, 128, 0),
  /** AES-CBC with a key of 192 bits (RFC 3602). */
  AES_CBC_192(12, Mode.CBC, 192, 0),
  /** AES-CBC with a key of 256 bits (RFC 3602). */
  AES_CBC_256(12, Mode.CBC, 256, 0),
  /** AES-CTR with a key of 128 bits (RFC 3686, RFC 5930). */
  AES_CTR_128(13, Mode.CTR, 128, 0),
  /** AES-CTR with a key of 192 bits (RFC 3686, RFC 5930). */
  AES_CTR_192(13, Mode.CTR, 192, 0),
  /** AES-CTR with a key of 256 bits (RFC 3686, RFC 5930). */
  AES_CTR_256(13, Mode.CTR, 256, 0),
  /** AES-CCM, ICV of 8 octets, key of 128 bits (RFC 4309, RFC 5282). */
  AES_CCM_8_128(14, Mode.CCM, 128, 8),
  /** AES-CCM, ICV of 8 octets, key of 192 bits (RFC 4309, RFC 5282). */
  AES_CCM_8_192(14, Mode.CCM, 192, 8),
  /** AES-CCM, ICV of 8 octets, key of 256 bits (RFC 4309, RFC 5282). */
  AES_CCM_8_256(14, Mode.CCM, 256, 8),
  /** AES-CCM, ICV of 12 octets, key of 128 bits (RFC 4309, RFC 5282). */
  AES_CCM_12_128(15, Mode.CCM, 128, 12),
  /** AES-CCM, ICV of 12 octets, key of 192 bits (RFC 4309, RFC 5282). */
  AES_CCM_12_192(15, Mode.CCM, 192, 12),
  /** AES-CCM, ICV of 12 octets, key of 256 bits (RFC 4309, RFC 5282). */
  AES_CCM_12_256(15, Mode.CCM, 256, 12),
  /** AES-CCM, ICV of 16 octets, key of 128 bits (RFC 4309, RFC 5282). */
  AES_CCM_16_128(16, Mode.CCM, 128, 16),
  /** AES-CCM, ICV of 16 octets, key of 192 bits (RFC 4309, RFC 5282). */
  AES_CCM_16_192(16, Mode.CCM, 192, 16),
  /** AES-CCM, ICV of 16 octets, key of 256 bits (RFC 4309, RFC 5282). */
  AES_CCM_16_256(16, Mode.CCM, 256, 16),
  /** AES-GCM, ICV of 8 octets, key of 128 bits (RFC 4106, RFC 5282). */
  AES_GCM_8_128(18, Mode.GCM, 128, 8),
  /** AES-GCM, ICV of 8 octets, key of 192 bits (RFC 4106, RFC 5282). */
  AES_GCM_8_192(18, Mode.GCM, 192, 8),
  /** AES-GCM, ICV of 8 octets, key of 256 bits (RFC 4106, RFC 5282). */
  AES_GCM_8_256(18, Mode.GCM, 256, 8),
  /** AES-GCM, ICV of 12 octets, key of 128 bits (RFC 4106, RFC 5282). */
  AES_GCM_12_128(19, Mode.GCM, 128, 12),
  /** AES-GCM, ICV of 12 octets, key of 192 bits (RFC 4106, RFC 5282). */
  AES_GCM_12_192(19, Mode.GCM, 192, 12),
  /** AES-GCM, ICV of 12 octets, key of 256 bits (RFC 4106, RFC 5282). */
  AES_GCM_12_256(19, Mode.GCM, 256, 12),
  /** AES-GCM, ICV of 16 octets, key of 128 bits (RFC 4106, RFC 5282). */
  AES_GCM_16_128(20, Mode.GCM, 128, 16),
  /** AES-GCM, ICV of 16 octets, key of 192 bits (RFC 4106, RFC 5282). */
  AES_GCM_16_192(20, Mode.GCM, 192, 16),
  /** AES-GCM, ICV of 16 octets, key of 256 bits (RFC 4106, RFC 5282). */
  AES_GCM_16_256(20, Mode.GCM, 256, 16),
  /** ChaCha20-Poly1305, always with a key of 256 bits (RFC 7634). */
  CHACHA20_POLY1305(28, Mode.CHACHA20_POLY1305, 256, 16);

  /** How an algorithm turns a block or stream cipher into protection of a message. */
  public enum Mode {
    /** Cipher block chaining, with a separate integrity algorithm (RFC 3602). */
    CBC(16, 0),
    /** Counter mode, with a separate integrity algorithm (RFC 3686: nonce behind the key). */
    CTR(8, 4),
    /** Counter with CBC-MAC (RFC 4309 section 7.1: salt of 3 octets). */
    CCM(8, 3),
    /** Galois/Counter mode (RFC 4106 section 8.1: salt of 4 octets). */
    GCM(8, 4),
    /** ChaCha20 with Poly1305 (RFC 7634 section 2: salt of 4 octets). */
    CHACHA20_POLY1305(8, 4);

    private final int ivOctets;
    private final int saltOctets;

    Mode(int ivOctets, int saltOctets) {
      this.ivOctets = ivOctets;
      this.saltOctets = saltOctets;
    }
  }

  private final int transformId;
  private final Mode mode;
  private final int keyBits;
  private final int icvOctets;

  EncryptionAlgorithm(int transformId, Mode mode, int keyBits, int icvOctets) {
    this.transformId = transformId;
    this.mode = mode;
    this.keyBits = keyBits;
    this.icvOctets = icvOctets;
  }

  /** The IANA number of the transform. */
  public int transformId() {
    return transformId;
  }

  /** The mode of operation. */
  public Mode mode() {
    return mode;
  }

  /** Bits of the key without salt. */
  public int keyBits() {
    return keyBits;
  }

  /**
   * What the Key Length attribute of the transform says; empty for ChaCha20-Poly1305, whose
   * transform must come without it (RFC 7634 section 4).
   */
  public OptionalInt keyLengthAttribute() {
    return mode == Mode.CHACHA20_POLY1305 ? OptionalInt.empty() : OptionalInt.of(keyBits);
  }

  /** Octets of keying material: the key, then the salt (RFC 4106 section 8.1). */
  public int keymatOctets() {
    return keyBits / 8 + saltOctets();
  }

  /** Octets of the IV on the wire. */
  public int ivOctets() {
    return mode.ivOctets;
  }

  /** Octets of salt behind the key: with AEAD, and the nonce of AES-CTR; 0 with AES-CBC. */
  public int saltOctets() {
    return mode.saltOctets;
  }

  /** Octets of the ICV that the cipher itself makes; 0 unless AEAD. */
  public int icvOctets() {
    return icvOctets;
  }

  /** Whether the algorithm authenticates too, so that no integrity transform goes with it. */
  public boolean isAead() {
    return icvOctets > 0;
  }
}
