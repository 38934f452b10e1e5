package io.vpn4j.ike;

/**
 * Pseudorandom functions (IKEv2 transform type 2).
 *
 * <p>RFC 8247 section 2.2 rates them. What it calls MUST NOT (HMAC-MD5) is not defined.
 */
public enum PrfAlgorithm {
  /** PRF-HMAC-SHA1 (RFC 2104). */
  HMAC_SHA1(2, 20, 20),
  /** PRF-AES128-XCBC (RFC 4434). */
  AES128_XCBC(4, 16, 16),
  /** PRF-HMAC-SHA2-256 (RFC 4868). */
  HMAC_SHA2_256(5, 32, 32),
  /** PRF-HMAC-SHA2-384 (RFC 4868). */
  HMAC_SHA2_384(6, 48, 48),
  /** PRF-HMAC-SHA2-512 (RFC 4868). */
  HMAC_SHA2_512(7, 64, 64),
  /** PRF-AES128-CMAC (RFC 4615). */
  AES128_CMAC(8, 16, 16);

  private final int transformId;
  private final int keyOctets;
  private final int outputOctets;

  PrfAlgorithm(int transformId, int keyOctets, int outputOctets) {
    this.transformId = transformId;
    this.keyOctets = keyOctets;
    this.outputOctets = outputOctets;
  }

  /** The IANA number of the transform. */
  public int transformId() {
    return transformId;
  }

  /** The preferred key length in octets: that of SK_d, SK_pi and SK_pr (RFC 7296 section 2.14). */
  public int keyOctets() {
    return keyOctets;
  }

  /** Octets of one output. */
  public int outputOctets() {
    return outputOctets;
  }
}
