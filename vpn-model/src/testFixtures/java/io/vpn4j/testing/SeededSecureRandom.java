package io.vpn4j.testing;

import java.security.SecureRandom;
import java.security.SecureRandomSpi;
import java.util.Random;

/** Predictable randomness behind the type that cryptography asks for, so that a run repeats. */
public final class SeededSecureRandom extends SecureRandom {
  private static final long serialVersionUID = 1L;

  /** Randomness that {@code seed} decides. */
  public SeededSecureRandom(long seed) {
    super(new Spi(seed), null);
  }

  private static final class Spi extends SecureRandomSpi {
    private static final long serialVersionUID = 1L;

    private final Random random;

    Spi(long seed) {
      this.random = new Random(seed);
    }

    @Override
    protected void engineSetSeed(byte[] seed) {
      // Whoever mixes in a seed of its own would break the repeat.
    }

    @Override
    protected void engineNextBytes(byte[] octets) {
      random.nextBytes(octets);
    }

    @Override
    protected byte[] engineGenerateSeed(int count) {
      byte[] octets = new byte[count];
      random.nextBytes(octets);
      return octets;
    }
  }
}
