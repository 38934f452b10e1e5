package io.vpn4j.ike.crypto;

import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.KeyExchangeMethod;
import java.util.Arrays;
import javax.security.auth.Destroyable;

/**
 * A key exchange, in the shape that Diffie-Hellman and key encapsulation (RFC 9370) share: the
 * initiator offers a public value, the responder answers it with one of its own and has the secret
 * at once, the initiator completes with the answer.
 *
 * <p>Public values are the Key Exchange Data of a KE payload (RFC 7296 section 3.4): for MODP
 * left-padded to the length of the prime, for ECP x | y (RFC 5903 section 7, RFC 6954 section 2),
 * for Curve25519 and Curve448 the 32 or 56 octets of RFC 7748, for ML-KEM the encapsulation key one
 * way and the ciphertext the other (draft-ietf-ipsecme-ikev2-mlkem). Shared secrets are what goes
 * into SKEYSEED as g^ir: as long as the prime for MODP, the x coordinate for ECP, 32 octets for
 * Curve25519 and ML-KEM, 56 for Curve448.
 *
 * <p>Equal octets from {@link IkeCrypto#random()} give equal values as long as the same provider
 * computes.
 */
public final class KeyExchange {
  private KeyExchange() {}

  /** The initiator's half. */
  public sealed interface Offer extends Destroyable permits DiffieHellmanOffer, MlKemOffer {
    /** The method. */
    KeyExchangeMethod method();

    /** A copy of what to send. */
    byte[] publicValue();

    /**
     * The shared secret, from what the responder sent. May be called again with another answer: the
     * first one may have been forged.
     *
     * @return owned by the caller, who zeroes it
     * @throws InvalidKeyExchangeException if {@code peerValue} must not be used
     * @throws IllegalStateException after {@link #destroy()}
     */
    byte[] complete(byte[] peerValue) throws InvalidKeyExchangeException;

    /** Zeroes the private value. */
    @Override
    void destroy();
  }

  /** The responder's half. */
  public static final class Reply implements Destroyable {
    private final KeyExchangeMethod method;
    private final byte[] publicValue;
    private final byte[] sharedSecret;
    private boolean destroyed;

    Reply(KeyExchangeMethod method, byte[] publicValue, byte[] sharedSecret) {
      this.method = method;
      this.publicValue = publicValue;
      this.sharedSecret = sharedSecret;
    }

    /** The method. */
    public KeyExchangeMethod method() {
      return method;
    }

    /** A copy of what to send. */
    public byte[] publicValue() {
      return publicValue.clone();
    }

    /**
     * The shared secret: the array that this object holds, which {@link #destroy()} zeroes.
     *
     * @throws IllegalStateException after {@link #destroy()}
     */
    public byte[] sharedSecret() {
      if (destroyed) {
        throw new IllegalStateException("the secret of this exchange is destroyed");
      }
      return sharedSecret;
    }

    /** Zeroes the shared secret. */
    @Override
    public void destroy() {
      Arrays.fill(sharedSecret, (byte) 0);
      destroyed = true;
    }

    @Override
    public boolean isDestroyed() {
      return destroyed;
    }

    /** The method; nothing secret. */
    @Override
    public String toString() {
      return "Reply[" + method + ", redacted]";
    }
  }

  /** Draws a private value and computes the public one to send. */
  public static Offer offer(IkeCrypto crypto, KeyExchangeMethod method) {
    if (method.isKeyEncapsulation()) {
      return MlKemOffer.draw(crypto, method);
    }
    DiffieHellman group = DiffieHellman.of(method);
    return new DiffieHellmanOffer(crypto, group, group.newKeys(crypto));
  }

  /**
   * Answers an offer. The peer's value is checked before anything is drawn or computed.
   *
   * @param peerValue the Key Exchange Data of the initiator
   * @throws InvalidKeyExchangeException if {@code peerValue} must not be used
   */
  public static Reply reply(IkeCrypto crypto, KeyExchangeMethod method, byte[] peerValue)
      throws InvalidKeyExchangeException {
    if (method.isKeyEncapsulation()) {
      return MlKem.of(method).reply(crypto, peerValue);
    }
    DiffieHellman group = DiffieHellman.of(method);
    DiffieHellman.Peer peer = group.peer(crypto, peerValue);
    DiffieHellman.Keys keys = group.newKeys(crypto);
    try {
      return new Reply(method, keys.publicValue(), peer.agree(keys.privateValue()));
    } finally {
      keys.destroy();
    }
  }
}
