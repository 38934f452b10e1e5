package io.vpn4j.ike.crypto;

import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.KeyExchangeMethod;
import java.util.Arrays;

/** The offer of ML-KEM: an encapsulation key. */
final class MlKemOffer implements KeyExchange.Offer {
  private final KeyExchangeMethod method;
  private final byte[] seed;
  private final byte[] encapsulationKey;
  private boolean destroyed;

  /** Takes {@code seed} over. */
  private MlKemOffer(MlKem kem, byte[] seed) {
    this.method = kem.method();
    this.seed = seed;
    this.encapsulationKey = kem.encapsulationKey(seed);
  }

  /** Draws d | z. */
  static MlKemOffer draw(IkeCrypto crypto, KeyExchangeMethod method) {
    byte[] seed = new byte[MlKem.SEED_OCTETS];
    crypto.random().nextBytes(seed);
    return new MlKemOffer(MlKem.of(method), seed);
  }

  @Override
  public KeyExchangeMethod method() {
    return method;
  }

  @Override
  public byte[] publicValue() {
    return encapsulationKey.clone();
  }

  @Override
  public byte[] complete(byte[] peerValue) throws InvalidKeyExchangeException {
    if (destroyed) {
      throw new IllegalStateException("the private value is destroyed");
    }
    return MlKem.of(method).decapsulate(seed, peerValue);
  }

  @Override
  public void destroy() {
    Arrays.fill(seed, (byte) 0);
    destroyed = true;
  }

  @Override
  public boolean isDestroyed() {
    return destroyed;
  }

  @Override
  public String toString() {
    return "Offer[" + method + ", redacted]";
  }
}
