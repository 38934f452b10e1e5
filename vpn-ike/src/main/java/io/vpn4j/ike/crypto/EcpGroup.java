package io.vpn4j.ike.crypto;

import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.KeyExchangeMethod;
import java.math.BigInteger;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.InvalidParameterSpecException;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/**
 * Curves over prime fields, those of NIST (RFC 5903) and Brainpool (RFC 6954): public value x | y,
 * shared secret x.
 */
final class EcpGroup extends DiffieHellman {
  private final String curveName;
  private final X9ECParameters curve;

  private EcpGroup(KeyExchangeMethod method, String curveName, X9ECParameters curve) {
    super(method);
    this.curveName = curveName;
    this.curve = curve;
  }

  static EcpGroup of(KeyExchangeMethod method) {
    return switch (method) {
      case ECP_256 -> nist(method, "secp256r1");
      case ECP_384 -> nist(method, "secp384r1");
      case ECP_521 -> nist(method, "secp521r1");
      case BRAINPOOL_256 -> brainpool(method, "brainpoolP256r1");
      case BRAINPOOL_384 -> brainpool(method, "brainpoolP384r1");
      case BRAINPOOL_512 -> brainpool(method, "brainpoolP512r1");
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
          CURVE25519,
          CURVE448,
          ML_KEM_512,
          ML_KEM_768,
          ML_KEM_1024 ->
          throw notHere(method);
    };
  }

  /** With a field arithmetic of its own, which is what makes it fast. */
  private static EcpGroup nist(KeyExchangeMethod method, String name) {
    return new EcpGroup(method, name, CustomNamedCurves.getByName(name));
  }

  private static EcpGroup brainpool(KeyExchangeMethod method, String name) {
    return new EcpGroup(method, name, ECNamedCurveTable.getByName(name));
  }

  @Override
  Keys newKeys(IkeCrypto crypto) {
    Optional<ECParameterSpec> jca = jcaParameters(crypto);
    if (jca.isPresent()) {
      return newJcaKeys(crypto, jca.get());
    }
    BigInteger d = draw(crypto.random(), curve.getN());
    org.bouncycastle.math.ec.ECPoint point =
        new FixedPointCombMultiplier().multiply(curve.getG(), d).normalize();
    return new Keys(
        toOctets(d, secretOctets()),
        value(point.getAffineXCoord().toBigInteger(), point.getAffineYCoord().toBigInteger()));
  }

  /**
   * The provider draws the private value, because JCA has no other way to a public point. The JDK's
   * and Bouncy Castle's do so from the given random source only.
   */
  private Keys newJcaKeys(IkeCrypto crypto, ECParameterSpec parameters) {
    KeyPairGenerator generator = Primitives.keyPairGenerator(crypto, Primitive.ECDH, "EC");
    try {
      generator.initialize(parameters, crypto.random());
    } catch (InvalidAlgorithmParameterException e) {
      throw Primitives.refused(curveName, e);
    }
    KeyPair pair = generator.generateKeyPair();
    if (!(pair.getPrivate() instanceof ECPrivateKey privateKey)
        || !(pair.getPublic() instanceof ECPublicKey publicKey)) {
      throw new IllegalStateException(
          "the keys of " + generator.getProvider().getName() + " for " + curveName + " are opaque");
    }
    ECPoint point = publicKey.getW();
    return new Keys(
        toOctets(privateKey.getS(), secretOctets()), value(point.getAffineX(), point.getAffineY()));
  }

  /**
   * RFC 6989 section 2.3: both coordinates below p and the point on the curve. The curves have
   * cofactor 1 and x | y cannot say "infinity", so that no test of the order is needed.
   */
  @Override
  Peer peer(IkeCrypto crypto, byte[] peerValue) throws InvalidKeyExchangeException {
    checkLength(peerValue);
    int octets = secretOctets();
    BigInteger x = new BigInteger(1, Arrays.copyOfRange(peerValue, 0, octets));
    BigInteger y = new BigInteger(1, Arrays.copyOfRange(peerValue, octets, 2 * octets));
    ECCurve equation = curve.getCurve();
    BigInteger p = equation.getField().getCharacteristic();
    if (x.compareTo(p) >= 0 || y.compareTo(p) >= 0) {
      throw invalid(InvalidKeyExchangeException.Reason.OUT_OF_RANGE);
    }
    org.bouncycastle.math.ec.ECPoint point = equation.createPoint(x, y);
    if (!point.isValid()) {
      throw invalid(InvalidKeyExchangeException.Reason.NOT_ON_CURVE);
    }
    Optional<ECParameterSpec> jca = jcaParameters(crypto);
    return jca.isPresent()
        ? jcaPeer(crypto, jca.get(), new ECPoint(x, y))
        : privateValue -> secret(point, privateValue);
  }

  private byte[] secret(org.bouncycastle.math.ec.ECPoint peer, byte[] privateValue) {
    BigInteger x =
        peer.multiply(new BigInteger(1, privateValue)).normalize().getAffineXCoord().toBigInteger();
    return toOctets(x, secretOctets());
  }

  private Peer jcaPeer(IkeCrypto crypto, ECParameterSpec parameters, ECPoint point)
      throws InvalidKeyExchangeException {
    JcaAgreement jca = new JcaAgreement(this, crypto, Primitive.ECDH, "EC", "ECDH", secretOctets());
    PublicKey peer = jca.publicKey(new ECPublicKeySpec(point, parameters));
    return privateValue ->
        jca.agree(
            jca.privateKey(new ECPrivateKeySpec(new BigInteger(1, privateValue), parameters)),
            peer);
  }

  @Override
  int secretOctets() {
    return method().offerOctets() / 2;
  }

  /**
   * Empty if the given provider lacks the curve. SunEC knows the parameters of the Brainpool curves
   * but makes no keys of them, so that it has to be tried.
   */
  private Optional<ECParameterSpec> jcaParameters(IkeCrypto crypto) {
    var parameters = Primitives.parametersIfAny(crypto, Primitive.ECDH, "EC");
    if (parameters.isEmpty()) {
      return Optional.empty();
    }
    try {
      parameters.get().init(new ECGenParameterSpec(curveName));
      ECParameterSpec found = parameters.get().getParameterSpec(ECParameterSpec.class);
      Primitives.keyPairGenerator(crypto, Primitive.ECDH, "EC").initialize(found, crypto.random());
      return Optional.of(found);
    } catch (InvalidParameterSpecException | InvalidAlgorithmParameterException e) {
      return Optional.empty();
    }
  }

  /** x | y. */
  private byte[] value(BigInteger x, BigInteger y) {
    int octets = secretOctets();
    byte[] value = Arrays.copyOf(toOctets(x, octets), 2 * octets);
    System.arraycopy(toOctets(y, octets), 0, value, octets, octets);
    return value;
  }
}
