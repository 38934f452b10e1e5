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
import java.security.spec.NamedParameterSpec;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.DHParameterSpec;
import org.bouncycastle.crypto.agreement.DHStandardGroups;

/**
 * What a handshake cannot do without: two key pairs and two agreements, by the JVM's own provider,
 * which is the one that vpn-ike uses, and in the fastest way that JCA has: objects made once, keys
 * that never become octets.
 */
final class BareKeyExchange {
  private final KeyPairGenerator generator;
  private final KeyAgreement agreement;
  private final SecureRandom random = new SecureRandom();

  private BareKeyExchange(String keys, String agreement, AlgorithmParameterSpec parameters)
      throws GeneralSecurityException {
    this.generator = KeyPairGenerator.getInstance(keys);
    this.generator.initialize(parameters, random);
    this.agreement = KeyAgreement.getInstance(agreement);
  }

  static BareKeyExchange of(KeyExchangeMethod method) throws GeneralSecurityException {
    return switch (method) {
      case CURVE25519 -> new BareKeyExchange("X25519", "X25519", NamedParameterSpec.X25519);
      case ECP_256 -> new BareKeyExchange("EC", "ECDH", new ECGenParameterSpec("secp256r1"));
      case MODP_2048 -> new BareKeyExchange("DH", "DH", modp2048());
      default -> throw new IllegalArgumentException("no yardstick for " + method);
    };
  }

  /** With private values as long as those of vpn-ike, 320 bits (RFC 3526 section 8). */
  private static DHParameterSpec modp2048() {
    BigInteger p = DHStandardGroups.rfc3526_2048.getP();
    return new DHParameterSpec(p, BigInteger.TWO, 320);
  }

  void run() throws GeneralSecurityException {
    KeyPair left = generator.generateKeyPair();
    KeyPair right = generator.generateKeyPair();
    byte[] ofLeft = agree(left.getPrivate(), right.getPublic());
    byte[] ofRight = agree(right.getPrivate(), left.getPublic());
    if (!MessageDigest.isEqual(ofLeft, ofRight)) {
      throw new IllegalStateException("the two ends do not agree");
    }
  }

  private byte[] agree(PrivateKey own, PublicKey peer) throws GeneralSecurityException {
    agreement.init(own, random);
    agreement.doPhase(peer, true);
    return agreement.generateSecret();
  }
}
