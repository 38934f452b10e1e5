package io.vpn4j.ike.crypto;

import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.KeyExchangeMethod;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.security.auth.Destroyable;

/** A Diffie-Hellman group: keys are octet strings, whoever computes. */
abstract sealed class DiffieHellman permits ModpGroup, EcpGroup, MontgomeryGroup {
  private final KeyExchangeMethod method;

  DiffieHellman(KeyExchangeMethod method) {
    this.method = method;
  }

  /** A public value of the peer that passed every test; lives for one call only. */
  interface Peer {
    /** The shared secret, {@link DiffieHellman#secretOctets()} long. */
    byte[] agree(byte[] privateValue) throws InvalidKeyExchangeException;
  }

  /**
   * The group of {@code method}.
   *
   * @throws IllegalArgumentException if it is not a group
   */
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
      case ECP_256, ECP_384, ECP_521, BRAINPOOL_256, BRAINPOOL_384, BRAINPOOL_512 ->
          EcpGroup.of(method);
      case CURVE25519, CURVE448 -> MontgomeryGroup.of(method);
      case ML_KEM_512, ML_KEM_768, ML_KEM_1024 -> throw notHere(method);
    };
  }

  /** For a method of another kind. */
  static IllegalArgumentException notHere(KeyExchangeMethod method) {
    return new IllegalArgumentException(method + " is not a group of this kind");
  }

  final KeyExchangeMethod method() {
    return method;
  }

  /** Draws a private value from {@code crypto.random()} and computes the public one. */
  abstract Keys newKeys(IkeCrypto crypto);

  /** Tests the peer's public value as RFC 6989 and the group's own RFC ask for. */
  abstract Peer peer(IkeCrypto crypto, byte[] peerValue) throws InvalidKeyExchangeException;

  /** Octets of the shared secret. */
  abstract int secretOctets();

  final void checkLength(byte[] peerValue) throws InvalidKeyExchangeException {
    if (peerValue.length != method.offerOctets()) {
      throw invalid(InvalidKeyExchangeException.Reason.WRONG_LENGTH);
    }
  }

  final InvalidKeyExchangeException invalid(InvalidKeyExchangeException.Reason reason) {
    return new InvalidKeyExchangeException(method, reason);
  }

  /**
   * A number from 1 to {@code bound} - 1. Drawn here, not by a provider, so that a seeded random
   * source gives the same value always.
   */
  static BigInteger draw(SecureRandom random, BigInteger bound) {
    int bits = bound.subtract(BigInteger.ONE).bitLength();
    BigInteger x;
    do {
      x = new BigInteger(bits, random);
    } while (x.signum() == 0 || x.compareTo(bound) >= 0);
    return x;
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

  static byte[] leftPad(byte[] value, int octets) {
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
