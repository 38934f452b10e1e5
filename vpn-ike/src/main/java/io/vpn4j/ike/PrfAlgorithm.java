package io.vpn4j.ike;

/** Pseudorandom functions (IKEv2 transform type 2). */
public enum PrfAlgorithm {
  /** PRF-HMAC-SHA1 (RFC 2104). */
  HMAC_SHA1(2, "HmacSHA1", 20),
  /** PRF-HMAC-SHA2-256 (RFC 4868). */
  HMAC_SHA2_256(5, "HmacSHA256", 32),
  /** PRF-HMAC-SHA2-384 (RFC 4868). */
  HMAC_SHA2_384(6, "HmacSHA384", 48),
  /** PRF-HMAC-SHA2-512 (RFC 4868). */
  HMAC_SHA2_512(7, "HmacSHA512", 64);

  private final int transformId;
  private final String jcaName;
  private final int outputOctets;

  PrfAlgorithm(int transformId, String jcaName, int outputOctets) {
    this.transformId = transformId;
    this.jcaName = jcaName;
    this.outputOctets = outputOctets;
  }

  /** The IANA number of the transform. */
  public int transformId() {
    return transformId;
  }

  /** The name that {@code javax.crypto.Mac} knows. */
  public String jcaName() {
    return jcaName;
  }

  /** Octets of the output, which is the preferred key length too (RFC 4868 section 2.1.2). */
  public int outputOctets() {
    return outputOctets;
  }
}
