package io.vpn4j.esp;

/** Encryption transforms of ESP (IKEv2 transform type 1). */
public enum EspEncryption {
  /** AES-CBC with a key of 128 bits (RFC 3602). */
  AES_CBC_128(12, 128, 0, 16, 0, 16),
  /** AES-CBC with a key of 256 bits (RFC 3602). */
  AES_CBC_256(12, 256, 0, 16, 0, 16),
  /** AES-GCM, ICV of 16 octets, key of 128 bits (RFC 4106). */
  AES_GCM_16_128(20, 128, 4, 8, 16, 4),
  /** AES-GCM, ICV of 16 octets, key of 256 bits (RFC 4106). */
  AES_GCM_16_256(20, 256, 4, 8, 16, 4);

  private final int transformId;
  private final int keyBits;
  private final int saltOctets;
  private final int ivOctets;
  private final int icvOctets;
  private final int alignmentOctets;

  EspEncryption(
      int transformId,
      int keyBits,
      int saltOctets,
      int ivOctets,
      int icvOctets,
      int alignmentOctets) {
    this.transformId = transformId;
    this.keyBits = keyBits;
    this.saltOctets = saltOctets;
    this.ivOctets = ivOctets;
    this.icvOctets = icvOctets;
    this.alignmentOctets = alignmentOctets;
  }

  /** The IANA number of the transform. */
  public int transformId() {
    return transformId;
  }

  /** Bits of the key without salt. */
  public int keyBits() {
    return keyBits;
  }

  /** Octets of keying material: the key, then the salt (RFC 4106 section 8.1). */
  public int keymatOctets() {
    return keyBits / 8 + saltOctets;
  }

  /** Octets of the IV on the wire. */
  public int ivOctets() {
    return ivOctets;
  }

  /** Octets of the ICV that the cipher itself makes; 0 unless AEAD. */
  public int icvOctets() {
    return icvOctets;
  }

  /** The ciphertext is a multiple of this many octets: a block, or 4 (RFC 4303 section 2.4). */
  public int alignmentOctets() {
    return alignmentOctets;
  }

  /** Whether the transform authenticates too. */
  public boolean isAead() {
    return icvOctets > 0;
  }
}
