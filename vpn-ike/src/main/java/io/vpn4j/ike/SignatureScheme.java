package io.vpn4j.ike;

import java.util.List;

/**
 * A way to sign or to check AUTH with a private key: the authentication method on the wire and what
 * it leaves open.
 *
 * <p>Those of method 14 name their algorithm in AUTH (RFC 7427, RFC 8420); the older methods 1 and
 * 9 to 11 imply it.
 */
public enum SignatureScheme {
  /** RSASSA-PSS with SHA-256: a MUST of RFC 8247 section 4. */
  RSA_PSS_SHA2_256(14, "RSA", 2),
  /** RSASSA-PSS with SHA-384. */
  RSA_PSS_SHA2_384(14, "RSA", 3),
  /** RSASSA-PSS with SHA-512. */
  RSA_PSS_SHA2_512(14, "RSA", 4),
  /** RSASSA-PKCS1-v1_5 with SHA-256. */
  RSA_PKCS1_SHA2_256(14, "RSA", 2),
  /** RSASSA-PKCS1-v1_5 with SHA-384. */
  RSA_PKCS1_SHA2_384(14, "RSA", 3),
  /** RSASSA-PKCS1-v1_5 with SHA-512. */
  RSA_PKCS1_SHA2_512(14, "RSA", 4),
  /** ECDSA with SHA-256, on any curve. */
  ECDSA_SHA2_256(14, "EC", 2),
  /** ECDSA with SHA-384, on any curve. */
  ECDSA_SHA2_384(14, "EC", 3),
  /** ECDSA with SHA-512, on any curve. */
  ECDSA_SHA2_512(14, "EC", 4),
  /** Ed25519, which has no hash to choose (RFC 8420). */
  ED25519(14, "EdDSA", 5),
  /** Ed448, which has no hash to choose (RFC 8420). */
  ED448(14, "EdDSA", 5),
  /** Method 9: ECDSA with SHA-256 on P-256 (RFC 4754). */
  METHOD_9_ECDSA_256(9, "EC", 2),
  /** Method 10: ECDSA with SHA-384 on P-384 (RFC 4754). */
  METHOD_10_ECDSA_384(10, "EC", 3),
  /** Method 11: ECDSA with SHA-512 on P-521 (RFC 4754). */
  METHOD_11_ECDSA_521(11, "EC", 4),
  /** Method 1: RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7296 section 3.8). */
  METHOD_1_RSA_SHA2_256(1, "RSA", 2),
  /** Method 1 with SHA-384. */
  METHOD_1_RSA_SHA2_384(1, "RSA", 3),
  /** Method 1 with SHA-512. */
  METHOD_1_RSA_SHA2_512(1, "RSA", 4),
  /**
   * Method 1 with SHA-1, which is what peers without RFC 7427 use. RFC 8247 section 4.2 says MUST
   * NOT to SHA-1, so it is in no default.
   */
  MUST_NOT_METHOD_1_RSA_SHA1(1, "RSA", 1);

  /** All but those that RFC 8247 forbids; those it wants first come first. */
  public static final List<SignatureScheme> DEFAULT =
      List.of(values()).stream().filter(scheme -> scheme.hash != 1).toList();

  private final int method;
  private final String keyType;
  private final int hash;

  SignatureScheme(int method, String keyType, int hash) {
    this.method = method;
    this.keyType = keyType;
    this.hash = hash;
  }

  /** The IANA number of the authentication method: 14, or 1, 9, 10 or 11. */
  public int method() {
    return method;
  }

  /** Which keys can do it, as the JCA names them: RSA, EC or EdDSA. */
  public String keyType() {
    return keyType;
  }

  /** The IANA number of the hash algorithm (RFC 7427 section 7): 1 SHA-1 to 4 SHA-512, 5 none. */
  public int hash() {
    return hash;
  }
}
