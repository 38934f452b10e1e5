package io.vpn4j.esp;

/**
 * Integrity transforms of ESP (IKEv2 transform type 3), rated by RFC 8221 section 6.
 *
 * <p>What RFC 8221 calls MUST NOT (HMAC-MD5-96, DES-MAC, KPDK-MD5) is not defined.
 */
public enum EspIntegrity {
  /** None, because the encryption transform is an AEAD; goes with nothing else. */
  NONE(0, "", 0, 0),
  /** HMAC-SHA1-96 (RFC 2404). RFC 8221: MUST, and expected to be less one day. */
  HMAC_SHA1_96(2, "HmacSHA1", 20, 12),
  /** AES-XCBC-96 (RFC 3566). RFC 8221: SHOULD for small devices, else MAY. */
  AES_XCBC_96(5, "", 16, 12),
  /** AES-CMAC-96 (RFC 4494). Not rated by RFC 8221. */
  AES_CMAC_96(8, "", 16, 12),
  /** HMAC-SHA2-256-128 (RFC 4868). RFC 8221: MUST. */
  HMAC_SHA2_256_128(12, "HmacSHA256", 32, 16),
  /** HMAC-SHA2-384-192 (RFC 4868). Not rated by RFC 8221. */
  HMAC_SHA2_384_192(13, "HmacSHA384", 48, 24),
  /** HMAC-SHA2-512-256 (RFC 4868). RFC 8221: SHOULD. */
  HMAC_SHA2_512_256(14, "HmacSHA512", 64, 32);

  private final int transformId;
  private final String jcaName;
  private final int keyOctets;
  private final int icvOctets;

  EspIntegrity(int transformId, String jcaName, int keyOctets, int icvOctets) {
    this.transformId = transformId;
    this.jcaName = jcaName;
    this.keyOctets = keyOctets;
    this.icvOctets = icvOctets;
  }

  /** The IANA number of the transform. */
  public int transformId() {
    return transformId;
  }

  /** What {@code javax.crypto.Mac} calls it, if it is an HMAC. */
  String jcaName() {
    return jcaName;
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
