package io.vpn4j.ike;

/**
 * Integrity algorithms (IKEv2 transform type 3).
 *
 * <p>RFC 8247 section 2.3 and RFC 8221 section 6 rate them. What those call MUST NOT (HMAC-MD5-96,
 * DES-MAC, KPDK-MD5) is not defined.
 */
public enum IntegrityAlgorithm {
  /** HMAC-SHA1-96 (RFC 2404). */
  HMAC_SHA1_96(2, 20, 12),
  /** AES-XCBC-96 (RFC 3566). */
  AES_XCBC_96(5, 16, 12),
  /** AES-CMAC-96 (RFC 4494). */
  AES_CMAC_96(8, 16, 12),
  /** HMAC-SHA2-256-128 (RFC 4868). */
  HMAC_SHA2_256_128(12, 32, 16),
  /** HMAC-SHA2-384-192 (RFC 4868). */
  HMAC_SHA2_384_192(13, 48, 24),
  /** HMAC-SHA2-512-256 (RFC 4868). */
  HMAC_SHA2_512_256(14, 64, 32);

  private final int transformId;
  private final int keyOctets;
  private final int icvOctets;

  IntegrityAlgorithm(int transformId, int keyOctets, int icvOctets) {
    this.transformId = transformId;
    this.keyOctets = keyOctets;
    this.icvOctets = icvOctets;
  }

  /** The IANA number of the transform. */
  public int transformId() {
    return transformId;
  }

  /** Octets of the key. */
  public int keyOctets() {
    return keyOctets;
  }

  /** Octets of the truncated ICV on the wire. */
  public int icvOctets() {
    return icvOctets;
  }
}
