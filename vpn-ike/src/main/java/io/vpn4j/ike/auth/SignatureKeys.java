package io.vpn4j.ike.auth;

import io.vpn4j.ike.SignatureScheme;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECFieldFp;

/** Which keys go with which schemes. */
final class SignatureKeys {
  /** RFC 8247 section 4.1: shorter ones SHOULD NOT be used. */
  static final int MIN_RSA_BITS = 2048;

  // The primes of P-256, P-384 and P-521; no other curve that the JDK knows has them.
  private static final BigInteger P256 =
      new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);
  private static final BigInteger P384 =
      BigInteger.TWO
          .pow(384)
          .subtract(BigInteger.TWO.pow(128))
          .subtract(BigInteger.TWO.pow(96))
          .add(BigInteger.TWO.pow(32))
          .subtract(BigInteger.ONE);
  private static final BigInteger P521 = BigInteger.TWO.pow(521).subtract(BigInteger.ONE);

  private SignatureKeys() {}

  /** Whether {@code key} can check what {@code scheme} signs. */
  static boolean fits(PublicKey key, SignatureScheme scheme) {
    return switch (scheme) {
      case RSA_PSS_SHA2_256, RSA_PSS_SHA2_384, RSA_PSS_SHA2_512 -> isRsa(key);
      case RSA_PKCS1_SHA2_256,
          RSA_PKCS1_SHA2_384,
          RSA_PKCS1_SHA2_512,
          METHOD_1_RSA_SHA2_256,
          METHOD_1_RSA_SHA2_384,
          METHOD_1_RSA_SHA2_512,
          MUST_NOT_METHOD_1_RSA_SHA1 ->
          // A key marked for RSASSA-PSS is for nothing else (RFC 4055 section 1.2).
          isRsa(key) && !key.getAlgorithm().equals("RSASSA-PSS");
      case ECDSA_SHA2_256, ECDSA_SHA2_384, ECDSA_SHA2_512 -> key instanceof ECPublicKey;
      case METHOD_9_ECDSA_256 -> isOnPrime(key, P256);
      case METHOD_10_ECDSA_384 -> isOnPrime(key, P384);
      case METHOD_11_ECDSA_521 -> isOnPrime(key, P521);
      case ED25519 -> edwardsCurve(key).equals("Ed25519");
      case ED448 -> edwardsCurve(key).equals("Ed448");
    };
  }

  /** Whether the hash of {@code scheme} is the one of the curve's own size, or there is none. */
  static boolean isHashOfCurve(PublicKey key, SignatureScheme scheme) {
    if (!(key instanceof ECPublicKey ec)) {
      return true;
    }
    int bits = ec.getParams().getOrder().bitLength();
    int hash = bits <= 256 ? 2 : bits <= 384 ? 3 : 4;
    return scheme.hash() == hash;
  }

  /** What makes {@code key} too weak to believe; empty text if nothing does. */
  static String weakness(PublicKey key) {
    if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() < MIN_RSA_BITS) {
      return "its RSA key has "
          + rsa.getModulus().bitLength()
          + " bits, at least "
          + MIN_RSA_BITS
          + " are wanted";
    }
    return "";
  }

  /** The kind and size of a key, for people. */
  static String describe(PublicKey key) {
    if (key instanceof RSAPublicKey rsa) {
      return key.getAlgorithm() + "-" + rsa.getModulus().bitLength();
    }
    if (key instanceof ECPublicKey ec) {
      return "EC-" + ec.getParams().getOrder().bitLength();
    }
    return key.getAlgorithm();
  }

  private static boolean isRsa(PublicKey key) {
    return key instanceof RSAPublicKey;
  }

  private static boolean isOnPrime(PublicKey key, BigInteger prime) {
    return key instanceof ECPublicKey ec
        && ec.getParams().getCurve().getField() instanceof ECFieldFp field
        && field.getP().equals(prime);
  }

  private static String edwardsCurve(PublicKey key) {
    return key instanceof EdECPublicKey ed ? ed.getParams().getName() : key.getAlgorithm();
  }
}
