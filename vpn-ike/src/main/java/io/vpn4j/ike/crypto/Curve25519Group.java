package io.vpn4j.ike.crypto;

import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.KeyExchangeMethod;
import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import org.bouncycastle.math.ec.rfc7748.X25519;

/**
 * Curve25519 (RFC 8031): X25519 of RFC 7748.
 *
 * <p>Without a provider of the user's it is Bouncy Castle's X25519 on plain octets, which is
 * constant-time and takes a quarter of the time of the JDK 17's, and hardly anything of it where
 * the point is the generator. To a given provider keys go in their RFC 8410 encodings, the only
 * form that all providers read.
 */
final class Curve25519Group extends DiffieHellman {
  private static final int OCTETS = 32;

  /** Everything of a {@code SubjectPublicKeyInfo} before the 32 octets (RFC 8410 section 4). */
  private static final byte[] PUBLIC_PREFIX = HexFormat.of().parseHex("302a300506032b656e032100");

  /** Everything of a {@code OneAsymmetricKey} before the 32 octets (RFC 8410 section 7). */
  private static final byte[] PRIVATE_PREFIX =
      HexFormat.of().parseHex("302e020100300506032b656e04220420");

  private static final BigInteger P =
      BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));

  /**
   * The u coordinates of the points whose order divides 8, on the curve and on its twist. Private
   * values are multiples of 8, so with these, and only with these, every shared secret is zero.
   */
  private static final Set<BigInteger> LOW_ORDER =
      Set.of(
          BigInteger.ZERO,
          BigInteger.ONE,
          P.subtract(BigInteger.ONE),
          new BigInteger("00b8495f16056286fdb1329ceb8d09da6ac49ff1fae35616aeb8413b7c7aebe0", 16),
          new BigInteger("57119fd0dd4e22d8868e1c58c45c44045bef839c55b1d0b1248c50a3bc959c5f", 16));

  Curve25519Group() {
    super(KeyExchangeMethod.CURVE25519, "X25519", "X25519");
  }

  /** Any 32 octets are a private value; the computation masks them (RFC 7748 section 5). */
  @Override
  Keys newKeys(IkeCrypto crypto) {
    byte[] privateValue = new byte[OCTETS];
    crypto.random().nextBytes(privateValue);
    if (crypto.provider().isEmpty()) {
      byte[] publicValue = new byte[OCTETS];
      X25519.generatePublicKey(privateValue, 0, publicValue, 0);
      return new Keys(privateValue, publicValue);
    }
    byte[] basePoint = new byte[OCTETS];
    basePoint[0] = 9;
    return new Keys(privateValue, agreeWithGenerator(crypto, privateValue, encoded(basePoint)));
  }

  /**
   * Any other 32 octets are a public value: the high bit is ignored and u is taken modulo p (RFC
   * 7748 section 5).
   */
  @Override
  PublicKey peerKey(IkeCrypto crypto, byte[] peerValue) throws InvalidKeyExchangeException {
    checkLength(peerValue);
    if (LOW_ORDER.contains(coordinate(peerValue).mod(P))) {
      throw invalid(InvalidKeyExchangeException.Reason.LOW_ORDER);
    }
    return crypto.provider().isEmpty()
        ? new PublicValue(peerValue.clone())
        : publicKey(crypto, encoded(peerValue));
  }

  /** The zero test of RFC 7748 section 6.1, without a branch on single octets of the secret. */
  @Override
  byte[] agree(IkeCrypto crypto, byte[] privateValue, PublicKey peer)
      throws InvalidKeyExchangeException {
    byte[] secret;
    if (peer instanceof PublicValue value) {
      secret = new byte[OCTETS];
      X25519.scalarMult(privateValue, 0, value.octets, 0, secret, 0);
    } else {
      secret = super.agree(crypto, privateValue, peer);
    }
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
  PrivateKey privateKey(IkeCrypto crypto, byte[] privateValue) {
    byte[] encoded = concat(PRIVATE_PREFIX, privateValue);
    try {
      return privateKey(crypto, new PKCS8EncodedKeySpec(encoded));
    } finally {
      Arrays.fill(encoded, (byte) 0);
    }
  }

  @Override
  int secretOctets() {
    return OCTETS;
  }

  /** Little-endian, without the high bit. */
  private static BigInteger coordinate(byte[] value) {
    byte[] bigEndian = new byte[OCTETS];
    for (int i = 0; i < OCTETS; i++) {
      bigEndian[i] = value[OCTETS - 1 - i];
    }
    bigEndian[0] &= 0x7f;
    return new BigInteger(1, bigEndian);
  }

  private static X509EncodedKeySpec encoded(byte[] publicValue) {
    return new X509EncodedKeySpec(concat(PUBLIC_PREFIX, publicValue));
  }

  /** The 32 octets as they are. */
  private static final class PublicValue implements PublicKey {
    private static final long serialVersionUID = 1;

    private final byte[] octets;

    /** Takes {@code octets} over. */
    PublicValue(byte[] octets) {
      this.octets = octets;
    }

    @Override
    public String getAlgorithm() {
      return "X25519";
    }

    @Override
    public String getFormat() {
      return "RAW";
    }

    @Override
    public byte[] getEncoded() {
      return octets.clone();
    }
  }

  private static byte[] concat(byte[] prefix, byte[] value) {
    byte[] all = Arrays.copyOf(prefix, prefix.length + value.length);
    System.arraycopy(value, 0, all, prefix.length, value.length);
    return all;
  }
}
