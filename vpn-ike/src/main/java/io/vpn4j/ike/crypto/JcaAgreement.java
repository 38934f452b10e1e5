package io.vpn4j.ike.crypto;

import io.vpn4j.ike.IkeCrypto;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.util.Arrays;
import javax.crypto.KeyAgreement;

/**
 * A Diffie-Hellman computation by JCA, on keys built from their values.
 *
 * @param keyName what a {@code KeyFactory} calls such keys
 * @param agreementName what a {@code KeyAgreement} calls the computation
 * @param secretOctets octets of the shared secret
 */
record JcaAgreement(
    DiffieHellman group,
    IkeCrypto crypto,
    Primitive primitive,
    String keyName,
    String agreementName,
    int secretOctets) {
  /** A private key of our own. */
  PrivateKey privateKey(KeySpec spec) {
    try {
      return Primitives.keyFactory(crypto, primitive, keyName).generatePrivate(spec);
    } catch (InvalidKeySpecException e) {
      throw Primitives.refused(keyName, e);
    }
  }

  /** A public key of the peer. */
  PublicKey publicKey(KeySpec spec) throws InvalidKeyExchangeException {
    try {
      return Primitives.keyFactory(crypto, primitive, keyName).generatePublic(spec);
    } catch (InvalidKeySpecException e) {
      throw group.invalid(InvalidKeyExchangeException.Reason.REFUSED_BY_PROVIDER);
    }
  }

  /** The shared secret, left-padded. */
  byte[] agree(PrivateKey privateKey, PublicKey peer) throws InvalidKeyExchangeException {
    KeyAgreement agreement = Primitives.keyAgreement(crypto, primitive, agreementName);
    try {
      // The random source is not needed, but without one JCA makes its own.
      agreement.init(privateKey, crypto.random());
    } catch (InvalidKeyException e) {
      throw Primitives.refused(agreementName, e);
    }
    try {
      agreement.doPhase(peer, true);
    } catch (InvalidKeyException e) {
      throw group.invalid(InvalidKeyExchangeException.Reason.REFUSED_BY_PROVIDER);
    }
    byte[] secret = agreement.generateSecret();
    byte[] padded = DiffieHellman.leftPad(secret, secretOctets);
    Arrays.fill(secret, (byte) 0);
    return padded;
  }

  /** The public value of a private one is the secret agreed with the generator. */
  byte[] agreeWithGenerator(PrivateKey privateKey, KeySpec generator) {
    try {
      return agree(privateKey, publicKey(generator));
    } catch (InvalidKeyExchangeException e) {
      throw new IllegalStateException(
          "the JCA provider refuses the generator of " + group.method(), e);
    }
  }
}
