package io.vpn4j.ike.crypto;

import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.KeyExchangeMethod;
import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.util.Arrays;
import javax.crypto.KeyAgreement;
import javax.security.auth.Destroyable;

/** A Diffie-Hellman group, computed by JCA primitives on keys built from octets. */
abstract sealed class DiffieHellman permits ModpGroup, EcpGroup, Curve25519Group {
  private final KeyExchangeMethod method;
  private final String keyName;
  private final String agreementName;

  /**
   * @param keyName what a {@code KeyFactory} calls keys of this group
   * @param agreementName what a {@code KeyAgreement} calls the computation
   */
  DiffieHellman(KeyExchangeMethod method, String keyName, String agreementName) {
    this.method = method;
    this.keyName = keyName;
    this.agreementName = agreementName;
  }

  /** The group of {@code method}. */
  static DiffieHellman of(KeyExchangeMethod method) {
    return switch (method) {
      case MODP_1024,
          MODP_1536,
          MODP_2048,
          MODP_3072,
          MODP_4096,
          MODP_6144,
          MODP_8192,
          MODP_1024_160,
          MODP_2048_224,
          MODP_2048_256 ->
          ModpGroup.of(method);
      case ECP_256, ECP_384, ECP_521 -> EcpGroup.of(method);
      case CURVE25519 -> new Curve25519Group();
    };
  }

  final KeyExchangeMethod method() {
    return method;
  }

  /** Draws a private value from {@code crypto.random()} and computes the public one. */
  abstract Keys newKeys(IkeCrypto crypto);

  /**
   * The peer's public value as a JCA key, after every test that RFC 6989 and the group's own RFC
   * ask for.
   */
  abstract PublicKey peerKey(IkeCrypto crypto, byte[] peerValue) throws InvalidKeyExchangeException;

  /** Our private value as a JCA key. */
  abstract PrivateKey privateKey(IkeCrypto crypto, byte[] privateValue);

  /** Octets of the shared secret. */
  abstract int secretOctets();

  /** The shared secret, {@link #secretOctets()} long; {@code peer} is from {@link #peerKey}. */
  byte[] agree(IkeCrypto crypto, byte[] privateValue, PublicKey peer)
      throws InvalidKeyExchangeException {
    KeyAgreement agreement = Primitives.keyAgreement(crypto, agreementName);
    try {
      // The random source is not needed, but without one JCA makes its own.
      agreement.init(privateKey(crypto, privateValue), crypto.random());
    } catch (InvalidKeyException e) {
      throw Primitives.refused(agreementName, e);
    }
    try {
      agreement.doPhase(peer, true);
    } catch (InvalidKeyException e) {
      throw invalid(InvalidKeyExchangeException.Reason.REFUSED_BY_PROVIDER);
    }
    byte[] secret = agreement.generateSecret();
    byte[] padded = leftPad(secret, secretOctets());
    Arrays.fill(secret, (byte) 0);
    return padded;
  }

  final void checkLength(byte[] peerValue) throws InvalidKeyExchangeException {
    if (peerValue.length != method.publicValueOctets()) {
      throw invalid(InvalidKeyExchangeException.Reason.WRONG_LENGTH);
    }
  }

  final InvalidKeyExchangeException invalid(InvalidKeyExchangeException.Reason reason) {
    return new InvalidKeyExchangeException(method, reason);
  }

  final PublicKey publicKey(IkeCrypto crypto, KeySpec spec) throws InvalidKeyExchangeException {
    try {
      return Primitives.keyFactory(crypto, keyName).generatePublic(spec);
    } catch (InvalidKeySpecException e) {
      throw invalid(InvalidKeyExchangeException.Reason.REFUSED_BY_PROVIDER);
    }
  }

  final PrivateKey privateKey(IkeCrypto crypto, KeySpec spec) {
    try {
      return Primitives.keyFactory(crypto, keyName).generatePrivate(spec);
    } catch (InvalidKeySpecException e) {
      throw Primitives.refused(keyName, e);
    }
  }

  /**
   * The public value that belongs to {@code privateValue}: the secret agreed with the generator.
   */
  final byte[] agreeWithGenerator(IkeCrypto crypto, byte[] privateValue, KeySpec generator) {
    try {
      return agree(crypto, privateValue, publicKey(crypto, generator));
    } catch (InvalidKeyExchangeException e) {
      throw new IllegalStateException("the JCA provider refuses the generator of " + method, e);
    }
  }

  /** {@code value} as exactly {@code octets} octets. */
  static byte[] toOctets(BigInteger value, int octets) {
    byte[] signed = value.toByteArray();
    int sign = signed[0] == 0 ? 1 : 0;
    byte[] magnitude = Arrays.copyOfRange(signed, sign, signed.length);
    Arrays.fill(signed, (byte) 0);
    byte[] padded = leftPad(magnitude, octets);
    Arrays.fill(magnitude, (byte) 0);
    return padded;
  }

  private static byte[] leftPad(byte[] value, int octets) {
    if (value.length > octets) {
      throw new IllegalStateException(
          "a value of " + value.length + " octets where " + octets + " are the most");
    }
    byte[] padded = new byte[octets];
    System.arraycopy(value, 0, padded, octets - value.length, value.length);
    return padded;
  }

  /** A private value and its public one. */
  static final class Keys implements Destroyable {
    private final byte[] privateValue;
    private final byte[] publicValue;
    private boolean destroyed;

    /** Takes both arrays over. */
    Keys(byte[] privateValue, byte[] publicValue) {
      this.privateValue = privateValue;
      this.publicValue = publicValue;
    }

    /** The array itself, not a copy. */
    byte[] privateValue() {
      if (destroyed) {
        throw new IllegalStateException("the private value is destroyed");
      }
      return privateValue;
    }

    /** A copy. */
    byte[] publicValue() {
      return publicValue.clone();
    }

    @Override
    public void destroy() {
      Arrays.fill(privateValue, (byte) 0);
      destroyed = true;
    }

    @Override
    public boolean isDestroyed() {
      return destroyed;
    }

    @Override
    public String toString() {
      return "Keys[redacted]";
    }
  }
}
