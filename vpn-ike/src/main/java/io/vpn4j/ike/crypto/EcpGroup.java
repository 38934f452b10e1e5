package io.vpn4j.ike.crypto;

import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.KeyExchangeMethod;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EllipticCurve;
import java.util.Arrays;

/** The NIST curves of RFC 5903: public value x | y, shared secret x. */
final class EcpGroup extends DiffieHellman {
  private static final BigInteger THREE = BigInteger.valueOf(3);

  private final String curve;

  private EcpGroup(KeyExchangeMethod method, String curve) {
    super(method, "EC", "ECDH");
    this.curve = curve;
  }

  static EcpGroup of(KeyExchangeMethod method) {
    return switch (method) {
      case ECP_256 -> new EcpGroup(method, "secp256r1");
      case ECP_384 -> new EcpGroup(method, "secp384r1");
      case ECP_521 -> new EcpGroup(method, "secp521r1");
      case MODP_1024,
          MODP_1536,
          MODP_2048,
          MODP_3072,
          MODP_4096,
          MODP_6144,
          MODP_8192,
          MODP_1024_160,
          MODP_2048_224,
          MODP_2048_256,
          CURVE25519 ->
          throw new IllegalArgumentException(method + " is not an ECP group");
    };
  }

  /**
   * The provider draws the private value, because JCA has no other way to a public point. The JDK's
   * and Bouncy Castle's do so from the given random source only.
   */
  @Override
  Keys newKeys(IkeCrypto crypto) {
    KeyPairGenerator generator = Primitives.keyPairGenerator(crypto, "EC");
    try {
      generator.initialize(new ECGenParameterSpec(curve), crypto.random());
    } catch (InvalidAlgorithmParameterException e) {
      throw Primitives.refused(curve, e);
    }
    KeyPair pair = generator.generateKeyPair();
    if (!(pair.getPrivate() instanceof ECPrivateKey privateKey)
        || !(pair.getPublic() instanceof ECPublicKey publicKey)) {
      throw new IllegalStateException(
          "the keys of " + generator.getProvider().getName() + " for " + curve + " are opaque");
    }
    int octets = secretOctets();
    byte[] publicValue = new byte[2 * octets];
    ECPoint point = publicKey.getW();
    System.arraycopy(toOctets(point.getAffineX(), octets), 0, publicValue, 0, octets);
    System.arraycopy(toOctets(point.getAffineY(), octets), 0, publicValue, octets, octets);
    return new Keys(toOctets(privateKey.getS(), octets), publicValue);
  }

  /**
   * RFC 6989 section 2.3: both coordinates below p and the point on the curve. The curves have
   * cofactor 1 and x | y cannot say "infinity", so that no test of the order is needed.
   */
  @Override
  PublicKey peerKey(IkeCrypto crypto, byte[] peerValue) throws InvalidKeyExchangeException {
    checkLength(peerValue);
    int octets = secretOctets();
    BigInteger x = new BigInteger(1, Arrays.copyOfRange(peerValue, 0, octets));
    BigInteger y = new BigInteger(1, Arrays.copyOfRange(peerValue, octets, 2 * octets));
    ECParameterSpec parameters = parameters(crypto);
    EllipticCurve equation = parameters.getCurve();
    BigInteger p = ((ECFieldFp) equation.getField()).getP();
    if (x.compareTo(p) >= 0 || y.compareTo(p) >= 0) {
      throw invalid(InvalidKeyExchangeException.Reason.OUT_OF_RANGE);
    }
    BigInteger right =
        x.modPow(THREE, p).add(equation.getA().multiply(x)).add(equation.getB()).mod(p);
    if (!y.multiply(y).mod(p).equals(right)) {
      throw invalid(InvalidKeyExchangeException.Reason.NOT_ON_CURVE);
    }
    return publicKey(crypto, new ECPublicKeySpec(new ECPoint(x, y), parameters));
  }

  @Override
  PrivateKey privateKey(IkeCrypto crypto, byte[] privateValue) {
    return privateKey(
        crypto, new ECPrivateKeySpec(new BigInteger(1, privateValue), parameters(crypto)));
  }

  @Override
  int secretOctets() {
    return method().publicValueOctets() / 2;
  }

  private ECParameterSpec parameters(IkeCrypto crypto) {
    var parameters = Primitives.parameters(crypto, "EC");
    try {
      parameters.init(new ECGenParameterSpec(curve));
      return parameters.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw Primitives.refused(curve, e);
    }
  }
}
