package io.vpn4j.ike.crypto;

import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.KeyExchangeMethod;
import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.KeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.bouncycastle.math.ec.rfc7748.X448;

/**
 * Curve25519 and Curve448 (RFC 8031): X25519 and X448 of RFC 7748.
 *
 * <p>Keys go to a provider in their RFC 8410 encodings, the only form that all providers read.
 */
final class MontgomeryGroup extends DiffieHellman {
  private static final BigInteger ONE = BigInteger.ONE;

  private static final BigInteger P25519 = ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));

  private static final BigInteger P448 =
      ONE.shiftLeft(448).subtract(ONE.shiftLeft(224)).subtract(ONE);

  private static final MontgomeryGroup X25519_GROUP =
      new MontgomeryGroup(
          KeyExchangeMethod.CURVE25519,
          "X25519",
          32,
          "302a300506032b656e032100",
          "302e020100300506032b656e04220420",
          9,
          P25519,
          new BigInteger("b8495f16056286fdb1329ceb8d09da6ac49ff1fae35616aeb8413b7c7aebe0", 16),
          new BigInteger("57119fd0dd4e22d8868e1c58c45c44045bef839c55b1d0b1248c50a3bc959c5f", 16));

  private static final MontgomeryGroup X448_GROUP =
      new MontgomeryGroup(
          KeyExchangeMethod.CURVE448,
          "X448",
          56,
          "3042300506032b656f033900",
          "3046020100300506032b656f043a0438",
          5,
          P448);

  private final String functionName;
  private final int octets;

  /** Everything of a {@code SubjectPublicKeyInfo} before the key (RFC 8410 section 4). */
  private final byte[] publicPrefix;

  /** Everything of a {@code OneAsymmetricKey} before the key (RFC 8410 section 7). */
  private final byte[] privatePrefix;

  private final int basePoint;
  private final BigInteger p;

  /**
   * The u coordinates of the points whose order divides the cofactor, on the curve and on its
   * twist: 0, 1, -1 and maybe more. Private values are multiples of the cofactor, so with these,
   * and only with these, every shared secret is zero.
   */
  private final Set<BigInteger> lowOrder;

  private MontgomeryGroup(
      KeyExchangeMethod method,
      String functionName,
      int octets,
      String publicPrefix,
      String privatePrefix,
      int basePoint,
      BigInteger p,
      BigInteger... moreOfLowOrder) {
    super(method);
    this.functionName = functionName;
    this.octets = octets;
    this.publicPrefix = HexFormat.of().parseHex(publicPrefix);
    this.privatePrefix = HexFormat.of().parseHex(privatePrefix);
    this.basePoint = basePoint;
    this.p = p;
    this.lowOrder = new HashSet<>(Arrays.asList(moreOfLowOrder));
    this.lowOrder.addAll(Set.of(BigInteger.ZERO, ONE, p.subtract(ONE)));
  }

  static MontgomeryGroup of(KeyExchangeMethod method) {
    return switch (method) {
      case CURVE25519 -> X25519_GROUP;
      case CURVE448 -> X448_GROUP;
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
          ECP_256,
          ECP_384,
          ECP_521,
          BRAINPOOL_256,
          BRAINPOOL_384,
          BRAINPOOL_512,
          ML_KEM_512,
          ML_KEM_768,
          ML_KEM_1024 ->
          throw notHere(method);
    };
  }

  /** Any octets are a private value; the computation masks them (RFC 7748 section 5). */
  @Override
  Keys newKeys(IkeCrypto crypto) {
    byte[] privateValue = new byte[octets];
    crypto.random().nextBytes(privateValue);
    Optional<JcaAgreement> jca = jca(crypto);
    if (jca.isPresent()) {
      byte[] generator = new byte[octets];
      generator[0] = (byte) basePoint;
      PrivateKey key = privateKey(jca.get(), privateValue);
      return new Keys(privateValue, jca.get().agreeWithGenerator(key, encoded(generator)));
    }
    byte[] publicValue = new byte[octets];
    if (isCurve25519()) {
      X25519.generatePublicKey(privateValue, 0, publicValue, 0);
    } else {
      X448.generatePublicKey(privateValue, 0, publicValue, 0);
    }
    return new Keys(privateValue, publicValue);
  }

  /**
   * Any other octets are a public value: of Curve25519 the high bit is ignored, and u is taken
   * modulo p (RFC 7748 section 5).
   */
  @Override
  Peer peer(IkeCrypto crypto, byte[] peerValue) throws InvalidKeyExchangeException {
    checkLength(peerValue);
    if (lowOrder.contains(coordinate(peerValue).mod(p))) {
      throw invalid(InvalidKeyExchangeException.Reason.LOW_ORDER);
    }
    Optional<JcaAgreement> jca = jca(crypto);
    if (jca.isPresent()) {
      PublicKey peer = jca.get().publicKey(encoded(peerValue));
      return privateValue -> notZero(jca.get().agree(privateKey(jca.get(), privateValue), peer));
    }
    byte[] value = peerValue.clone();
    return privateValue -> notZero(scalarMult(privateValue, value));
  }

  private byte[] scalarMult(byte[] privateValue, byte[] u) {
    byte[] secret = new byte[octets];
    if (isCurve25519()) {
      X25519.scalarMult(privateValue, 0, u, 0, secret, 0);
    } else {
      X448.scalarMult(privateValue, 0, u, 0, secret, 0);
    }
    return secret;
  }

  /** The zero test of RFC 7748 section 6, without a branch on single octets of the secret. */
  private byte[] notZero(byte[] secret) throws InvalidKeyExchangeException {
    int bits = 0;
    for (byte octet : secret) {
      bits |= octet;
    }
    if (bits == 0) {
      throw invalid(InvalidKeyExchangeException.Reason.LOW_ORDER);
    }
    return secret;
  }

  @Override
  int secretOctets() {
    return octets;
  }

  private boolean isCurve25519() {
    return method() == KeyExchangeMethod.CURVE25519;
  }

  /** Empty if no given provider has the function. */
  private Optional<JcaAgreement> jca(IkeCrypto crypto) {
    return Primitives.hasKeyAgreement(crypto, Primitive.XDH, functionName)
        ? Optional.of(
            new JcaAgreement(this, crypto, Primitive.XDH, functionName, functionName, octets))
        : Optional.empty();
  }

  private PrivateKey privateKey(JcaAgreement jca, byte[] privateValue) {
    byte[] encoded = concat(privatePrefix, privateValue);
    try {
      return jca.privateKey(new PKCS8EncodedKeySpec(encoded));
    } finally {
      Arrays.fill(encoded, (byte) 0);
    }
  }

  /** Little-endian, of Curve25519 without the high bit. */
  private BigInteger coordinate(byte[] value) {
    byte[] bigEndian = new byte[value.length];
    for (int i = 0; i < value.length; i++) {
      bigEndian[i] = value[value.length - 1 - i];
    }
    if (isCurve25519()) {
      bigEndian[0] &= 0x7f;
    }
    return new BigInteger(1, bigEndian);
  }

  private KeySpec encoded(byte[] publicValue) {
    return new X509EncodedKeySpec(concat(publicPrefix, publicValue));
  }

  private static byte[] concat(byte[] prefix, byte[] value) {
    byte[] all = Arrays.copyOf(prefix, prefix.length + value.length);
    System.arraycopy(value, 0, all, prefix.length, value.length);
    return all;
  }
}
