package io.vpn4j.examples.benchmark;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.DHParameterSpec;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.SecretWithEncapsulation;
import org.bouncycastle.crypto.agreement.DHStandardGroups;
import org.bouncycastle.crypto.generators.MLKEMKeyPairGenerator;
import org.bouncycastle.crypto.kems.MLKEMExtractor;
import org.bouncycastle.crypto.kems.MLKEMGenerator;
import org.bouncycastle.crypto.params.MLKEMKeyGenerationParameters;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;
import org.bouncycastle.math.ec.rfc7748.X25519;

/**
 * What a handshake cannot do without: two key pairs and two agreements, by the implementation that
 * vpn-ike uses, and in the fastest way that it has: objects made once, keys that never become
 * octets.
 */
interface BareKeyExchange {
  /** Both ends once. */
  void run() throws GeneralSecurityException;

  static BareKeyExchange of(KeyExchangeCase keyExchange) throws GeneralSecurityException {
    return switch (keyExchange) {
      case X25519 -> new OfX25519();
      case P256 -> new OfP256();
      case MODP2048 -> new OfModp2048();
      case X25519_MLKEM768 -> {
        BareKeyExchange first = new OfX25519();
        BareKeyExchange second = new OfMlKem768();
        yield () -> {
          first.run();
          second.run();
        };
      }
    };
  }

  /** Bouncy Castle's X25519, which works on octets. */
  final class OfX25519 implements BareKeyExchange {
    private final SecureRandom random = new SecureRandom();

    @Override
    public void run() {
      byte[] left = new byte[X25519.SCALAR_SIZE];
      byte[] right = new byte[X25519.SCALAR_SIZE];
      random.nextBytes(left);
      random.nextBytes(right);
      checkAgreement(agree(left, publicValue(right)), agree(right, publicValue(left)));
    }

    private static byte[] publicValue(byte[] own) {
      byte[] value = new byte[X25519.POINT_SIZE];
      X25519.generatePublicKey(own, 0, value, 0);
      return value;
    }

    private static byte[] agree(byte[] own, byte[] peer) {
      byte[] secret = new byte[X25519.POINT_SIZE];
      X25519.scalarMult(own, 0, peer, 0, secret, 0);
      return secret;
    }
  }

  /** The JVM's P-256. */
  final class OfP256 implements BareKeyExchange {
    private final KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    private final KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
    private final SecureRandom random = new SecureRandom();

    OfP256() throws GeneralSecurityException {
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
    }

    @Override
    public void run() throws GeneralSecurityException {
      KeyPair left = generator.generateKeyPair();
      KeyPair right = generator.generateKeyPair();
      checkAgreement(
          agree(left.getPrivate(), right.getPublic()), agree(right.getPrivate(), left.getPublic()));
    }

    private byte[] agree(PrivateKey own, PublicKey peer) throws GeneralSecurityException {
      agreement.init(own, random);
      agreement.doPhase(peer, true);
      return agreement.generateSecret();
    }
  }

  /** The JVM's MODP group, with private values as long as those of vpn-ike. */
  final class OfModp2048 implements BareKeyExchange {
    /** RFC 3526 section 8. */
    private static final int PRIVATE_BITS = 320;

    private final KeyPairGenerator generator = KeyPairGenerator.getInstance("DH");
    private final KeyAgreement agreement = KeyAgreement.getInstance("DH");
    private final SecureRandom random = new SecureRandom();

    OfModp2048() throws GeneralSecurityException {
      BigInteger p = DHStandardGroups.rfc3526_2048.getP();
      generator.initialize(new DHParameterSpec(p, BigInteger.TWO, PRIVATE_BITS), random);
    }

    @Override
    public void run() throws GeneralSecurityException {
      KeyPair left = generator.generateKeyPair();
      KeyPair right = generator.generateKeyPair();
      checkAgreement(
          agree(left.getPrivate(), right.getPublic()), agree(right.getPrivate(), left.getPublic()));
    }

    private byte[] agree(PrivateKey own, PublicKey peer) throws GeneralSecurityException {
      agreement.init(own, random);
      agreement.doPhase(peer, true);
      return agreement.generateSecret();
    }
  }

  /** Bouncy Castle's ML-KEM: a key pair, an encapsulation and a decapsulation. */
  final class OfMlKem768 implements BareKeyExchange {
    private final MLKEMKeyPairGenerator generator = new MLKEMKeyPairGenerator();
    private final SecureRandom random = new SecureRandom();

    OfMlKem768() {
      generator.init(new MLKEMKeyGenerationParameters(random, MLKEMParameters.ml_kem_768));
    }

    @Override
    public void run() {
      AsymmetricCipherKeyPair left = generator.generateKeyPair();
      SecretWithEncapsulation right =
          new MLKEMGenerator(random).generateEncapsulated(left.getPublic());
      checkAgreement(
          new MLKEMExtractor((MLKEMPrivateKeyParameters) left.getPrivate())
              .extractSecret(right.getEncapsulation()),
          right.getSecret());
    }
  }

  private static void checkAgreement(byte[] left, byte[] right) {
    if (!MessageDigest.isEqual(left, right)) {
      throw new IllegalStateException("the two ends do not agree");
    }
  }
}
