package io.vpn4j.esp;

/**
 * Encryption transforms of ESP (IKEv2 transform type 1), rated by RFC 8221 section 5.
 *
 * <p>Those that encrypt nothing say so in their names. What RFC 8221 calls MUST NOT or SHOULD NOT
 * (DES, 3DES, Blowfish and others) is not defined.
 */
public enum EspEncryption {
  /** AES-CBC, key of 128 bits (RFC 3602). RFC 8221: MUST. */
  AES_CBC_128(12, Mode.CBC, 128, 0, false),
  /** AES-CBC, key of 192 bits (RFC 3602). RFC 8221: MAY. */
  AES_CBC_192(12, Mode.CBC, 192, 0, false),
  /** AES-CBC, key of 256 bits (RFC 3602). RFC 8221: MUST. */
  AES_CBC_256(12, Mode.CBC, 256, 0, false),
  /** AES-CTR, key of 128 bits (RFC 3686). Not rated by RFC 8221. */
  AES_CTR_128(13, Mode.CTR, 128, 0, false),
  /** AES-CTR, key of 192 bits (RFC 3686). Not rated by RFC 8221. */
  AES_CTR_192(13, Mode.CTR, 192, 0, false),
  /** AES-CTR, key of 256 bits (RFC 3686). Not rated by RFC 8221. */
  AES_CTR_256(13, Mode.CTR, 256, 0, false),
  /** AES-CCM, ICV of 8 octets, key of 128 bits (RFC 4309). RFC 8221: SHOULD, for small devices. */
  AES_CCM_8_128(14, Mode.CCM, 128, 8, false),
  /** AES-CCM, ICV of 8 octets, key of 192 bits (RFC 4309). RFC 8221: MAY. */
  AES_CCM_8_192(14, Mode.CCM, 192, 8, false),
  /** AES-CCM, ICV of 8 octets, key of 256 bits (RFC 4309). RFC 8221: SHOULD, for small devices. */
  AES_CCM_8_256(14, Mode.CCM, 256, 8, false),
  /** AES-CCM, ICV of 12 octets, key of 128 bits (RFC 4309). Not rated by RFC 8221. */
  AES_CCM_12_128(15, Mode.CCM, 128, 12, false),
  /** AES-CCM, ICV of 12 octets, key of 192 bits (RFC 4309). Not rated by RFC 8221. */
  AES_CCM_12_192(15, Mode.CCM, 192, 12, false),
  /** AES-CCM, ICV of 12 octets, key of 256 bits (RFC 4309). Not rated by RFC 8221. */
  AES_CCM_12_256(15, Mode.CCM, 256, 12, false),
  /** AES-CCM, ICV of 16 octets, key of 128 bits (RFC 4309). Not rated by RFC 8221. */
  AES_CCM_16_128(16, Mode.CCM, 128, 16, false),
  /** AES-CCM, ICV of 16 octets, key of 192 bits (RFC 4309). Not rated by RFC 8221. */
  AES_CCM_16_192(16, Mode.CCM, 192, 16, false),
  /** AES-CCM, ICV of 16 octets, key of 256 bits (RFC 4309). Not rated by RFC 8221. */
  AES_CCM_16_256(16, Mode.CCM, 256, 16, false),
  /** AES-GCM, ICV of 8 octets, key of 128 bits (RFC 4106). Not rated by RFC 8221. */
  AES_GCM_8_128(18, Mode.GCM, 128, 8, false),
  /** AES-GCM, ICV of 8 octets, key of 192 bits (RFC 4106). Not rated by RFC 8221. */
  AES_GCM_8_192(18, Mode.GCM, 192, 8, false),
  /** AES-GCM, ICV of 8 octets, key of 256 bits (RFC 4106). Not rated by RFC 8221. */
  AES_GCM_8_256(18, Mode.GCM, 256, 8, false),
  /** AES-GCM, ICV of 12 octets, key of 128 bits (RFC 4106). Not rated by RFC 8221. */
  AES_GCM_12_128(19, Mode.GCM, 128, 12, false),
  /** AES-GCM, ICV of 12 octets, key of 192 bits (RFC 4106). Not rated by RFC 8221. */
  AES_GCM_12_192(19, Mode.GCM, 192, 12, false),
  /** AES-GCM, ICV of 12 octets, key of 256 bits (RFC 4106). Not rated by RFC 8221. */
  AES_GCM_12_256(19, Mode.GCM, 256, 12, false),
  /** AES-GCM, ICV of 16 octets, key of 128 bits (RFC 4106). RFC 8221: MUST. */
  AES_GCM_16_128(20, Mode.GCM, 128, 16, false),
  /** AES-GCM, ICV of 16 octets, key of 192 bits (RFC 4106). RFC 8221: MAY. */
  AES_GCM_16_192(20, Mode.GCM, 192, 16, false),
  /** AES-GCM, ICV of 16 octets, key of 256 bits (RFC 4106). RFC 8221: MUST. */
  AES_GCM_16_256(20, Mode.GCM, 256, 16, false),
  /** ChaCha20-Poly1305, always with a key of 256 bits (RFC 7634). RFC 8221: SHOULD. */
  CHACHA20_POLY1305(28, Mode.CHACHA20_POLY1305, 256, 16, false),
  /** AES-CCM, ICV of 8 octets, key of 128 bits, IV not sent (RFC 8750). Younger than RFC 8221. */
  AES_CCM_8_IIV_128(29, Mode.CCM, 128, 8, true),
  /** AES-CCM, ICV of 8 octets, key of 192 bits, IV not sent (RFC 8750). Younger than RFC 8221. */
  AES_CCM_8_IIV_192(29, Mode.CCM, 192, 8, true),
  /** AES-CCM, ICV of 8 octets, key of 256 bits, IV not sent (RFC 8750). Younger than RFC 8221. */
  AES_CCM_8_IIV_256(29, Mode.CCM, 256, 8, true),
  /** AES-GCM, ICV of 16 octets, key of 128 bits, IV not sent (RFC 8750). Younger than RFC 8221. */
  AES_GCM_16_IIV_128(30, Mode.GCM, 128, 16, true),
  /** AES-GCM, ICV of 16 octets, key of 192 bits, IV not sent (RFC 8750). Younger than RFC 8221. */
  AES_GCM_16_IIV_192(30, Mode.GCM, 192, 16, true),
  /** AES-GCM, ICV of 16 octets, key of 256 bits, IV not sent (RFC 8750). Younger than RFC 8221. */
  AES_GCM_16_IIV_256(30, Mode.GCM, 256, 16, true),
  /** ChaCha20-Poly1305, IV not sent (RFC 8750). Younger than RFC 8221. */
  CHACHA20_POLY1305_IIV(31, Mode.CHACHA20_POLY1305, 256, 16, true),
  /** No encryption: the payload is sent as it is, with a MAC (RFC 2410). RFC 8221: MUST. */
  DANGEROUSLY_UNENCRYPTED(11, Mode.NULL, 0, 0, false),
  /**
   * No encryption: AES-GMAC with a key of 128 bits over what is sent as it is (RFC 4543). Not rated
   * by RFC 8221 as encryption.
   */
  DANGEROUSLY_UNENCRYPTED_AES_GMAC_128(21, Mode.GMAC, 128, 16, false),
  /**
   * No encryption: AES-GMAC with a key of 192 bits over what is sent as it is (RFC 4543). Not rated
   * by RFC 8221 as encryption.
   */
  DANGEROUSLY_UNENCRYPTED_AES_GMAC_192(21, Mode.GMAC, 192, 16, false),
  /**
   * No encryption: AES-GMAC with a key of 256 bits over what is sent as it is (RFC 4543). Not rated
   * by RFC 8221 as encryption.
   */
  DANGEROUSLY_UNENCRYPTED_AES_GMAC_256(21, Mode.GMAC, 256, 16, false);

  /** How a transform uses its key. */
  enum Mode {
    /** Cipher block chaining, with a MAC (RFC 3602). */
    CBC(16, 0, 16),
    /** Counter mode, with a MAC (RFC 3686: nonce behind the key). */
    CTR(8, 4, 4),
    /** Counter with CBC-MAC (RFC 4309 section 7.1: salt of 3 octets). */
    CCM(8, 3, 4),
    /** Galois/Counter mode (RFC 4106 section 8.1: salt of 4 octets). */
    GCM(8, 4, 4),
    /** ChaCha20 with Poly1305 (RFC 7634 section 2: salt of 4 octets). */
    CHACHA20_POLY1305(8, 4, 4),
    /** Galois MAC (RFC 4543): encrypts nothing. */
    GMAC(8, 4, 4),
    /** Encrypts nothing, with a MAC (RFC 2410). */
    NULL(0, 0, 4);

    private final int ivOctets;
    private final int saltOctets;
    private final int alignmentOctets;

    Mode(int ivOctets, int saltOctets, int alignmentOctets) {
      this.ivOctets = ivOctets;
      this.saltOctets = saltOctets;
      this.alignmentOctets = alignmentOctets;
    }
  }

  private final int transformId;
  private final Mode mode;
  private final int keyBits;
  private final int icvOctets;
  private final boolean implicitIv;

  EspEncryption(int transformId, Mode mode, int keyBits, int icvOctets, boolean implicitIv) {
    this.transformId = transformId;
    this.mode = mode;
    this.keyBits = keyBits;
    this.icvOctets = icvOctets;
    this.implicitIv = implicitIv;
  }

  /** The IANA number of the transform. */
  public int transformId() {
    return transformId;
  }

  /** The mode of operation. */
  Mode mode() {
    return mode;
  }

  /** Bits of the key without salt. */
  public int keyBits() {
    return keyBits;
  }

  /** Octets of keying material: the key, then the salt (RFC 4106 section 8.1). */
  public int keymatOctets() {
    return keyBits / 8 + mode.saltOctets;
  }

  /** Octets of the IV on the wire. */
  public int ivOctets() {
    return implicitIv ? 0 : mode.ivOctets;
  }

  /** Whether the IV is not on the wire, but the sequence number is used (RFC 8750). */
  public boolean hasImplicitIv() {
    return implicitIv;
  }

  /** Octets of the ICV that the transform itself makes; 0 unless {@link #isAead()}. */
  public int icvOctets() {
    return icvOctets;
  }

  /** The ciphertext is a multiple of this many octets: a block, or 4 (RFC 4303 section 2.4). */
  public int alignmentOctets() {
    return mode.alignmentOctets;
  }

  /** What decryption takes whole: a block of CBC, or an octet, however the sender aligned. */
  int blockOctets() {
    return mode == Mode.CBC ? mode.alignmentOctets : 1;
  }

  /** Whether the transform authenticates too, so that it takes no MAC: AEADs, and AES-GMAC. */
  public boolean isAead() {
    return icvOctets > 0;
  }

  /** Whether the payload is secret on the wire. */
  public boolean encrypts() {
    return mode != Mode.NULL && mode != Mode.GMAC;
  }
}
