package io.vpn4j.ike;

/** Encryption algorithms (IKEv2 transform type 1) that IKE and Child SAs may use. */
public enum EncryptionAlgorithm {
  /** AES-CBC with a key of 128 bits (RFC 3602). */
  AES_CBC_128(12, 128, 16, 0, 0),
  /** AES-CBC with a key of 256 bits (RFC 3602). */
  AES_CBC_256(12, 256, 16, 0, 0),
  /** AES-GCM, ICV of 16 octets, key of 128 bits (RFC 4106, RFC 5282). */
  AES_GCM_16_128(20, 128, 8, 4, 16),
  /** AES-GCM, ICV of 16 octets, key of 256 bits (RFC 4106, RFC 5282). */
  AES_GCM_16_256(20, 256, 8, 4, 16);

  private final int transformId;
  private final int keyBits;
  private final int ivOctets;
  private final int saltOctets;
  private final int icvOctets;

  EncryptionAlgorithm(int transformId, int keyBits, int ivOctets, int saltOctets, int icvOctets) {
    this.transformId = transformId;
    this.keyBits = keyBits;
    this.ivOctets = ivOctets;
    this.saltOctets = saltOctets;
    this.icvOctets = icvOctets;
  }

  /** The IANA number of the transform. */
  public int transformId() {
    return transformId;
  }

  /** The Key Length attribute: bits of the key without salt. */
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

  /** Octets of salt behind the key; 0 unless AEAD. */
  public int saltOctets() {
    return saltOctets;
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
