package io.vpn4j.examples.benchmark;

import io.vpn4j.ike.KeyExchangeMethod;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.DHParameterSpec;
import org.bouncycastle.crypto.agreement.DHStandardGroups;
import org.bouncycastle.math.ec.rfc7748.X25519;

/**
 * What a handshake cannot do without: two key pairs and two agreements, by the implementation that
 * vpn-ike uses, and in the fastest way that it has.
 */
interface BareKeyExchange {
  /** Both ends once. */
  void run() throws GeneralSecurityException;

  static BareKeyExchange of(KeyExchangeMethod method) throws GeneralSecurityException {
    return switch (method) {
      case CURVE25519 -> new OnOctets();
      case ECP_256 -> new ByJca("EC", "ECDH", new ECGenParameterSpec("secp256r1"));
      case MODP_2048 -> new ByJca("DH", "DH", ByJca.modp2048());
      default -> throw new IllegalArgumentException("no yardstick for " + method);
    };
  }

  /** Bouncy Castle's X25519. */
  final class OnOctets implements BareKeyExchange {
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

  /** The JVM's own provider, with objects made once and keys that never become octets. */
  final class ByJca implements BareKeyExchange {
    private final KeyPairGenerator generator;
    private final KeyAgreement agreement;
    private final SecureRandom random = new SecureRandom();

    ByJca(String keys, String agreement, AlgorithmParameterSpec parameters)
        throws GeneralSecurityException {
      this.generator = KeyPairGenerator.getInstance(keys);
      this.generator.initialize(parameters, random);
      this.agreement = KeyAgreement.getInstance(agreement);
    }

    /** With private values as long as those of vpn-ike, 320 bits (RFC 3526 section 8). */
    private static DHParameterSpec modp2048() {
      BigInteger p = DHStandardGroups.rfc3526_2048.getP();
      return new DHParameterSpec(p, BigInteger.TWO, 320);
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

  private static void checkAgreement(byte[] left, byte[] right) {
    if (!MessageDigest.isEqual(left, right)) {
      throw new IllegalStateException("the two ends do not agree");
    }
  }
}
