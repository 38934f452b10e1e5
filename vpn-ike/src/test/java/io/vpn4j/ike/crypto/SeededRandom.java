package io.vpn4j.ike.crypto;

import io.vpn4j.ike.IkeCrypto;
import java.security.SecureRandom;
import java.util.Random;

/** A random source that repeats itself for a seed; and without secrets in it, for tests only. */
final class SeededRandom extends SecureRandom {
  private static final long serialVersionUID = 1;

  private final Random random;

  SeededRandom(long seed) {
    this.random = new Random(seed);
  }

  static IkeCrypto crypto(long seed) {
    return IkeCrypto.of(new SeededRandom(seed));
  }

  @Override
  public void nextBytes(byte[] bytes) {
    random.nextBytes(bytes);
  }
}
