package io.vpn4j.ike.crypto;

import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.KeyExchangeMethod;

/** The offer of every method that is a Diffie-Hellman group. */
final class DiffieHellmanOffer implements KeyExchange.Offer {
  private final IkeCrypto crypto;
  private final DiffieHellman group;
  private final DiffieHellman.Keys keys;

  /** Takes {@code keys} over. */
  DiffieHellmanOffer(IkeCrypto crypto, DiffieHellman group, DiffieHellman.Keys keys) {
    this.crypto = crypto;
    this.group = group;
    this.keys = keys;
  }

  @Override
  public KeyExchangeMethod method() {
    return group.method();
  }

  @Override
  public byte[] publicValue() {
    return keys.publicValue();
  }

  @Override
  public byte[] complete(byte[] peerValue) throws InvalidKeyExchangeException {
    byte[] privateValue = keys.privateValue();
    return group.peer(crypto, peerValue).agree(privateValue);
  }

  @Override
  public void destroy() {
    keys.destroy();
  }

  @Override
  public boolean isDestroyed() {
    return keys.isDestroyed();
  }

  @Override
  public String toString() {
    return "Offer[" + method() + ", redacted]";
  }
}
