package io.vpn4j.ike;

import java.security.SecureRandom;
import java.security.SecureRandomSpi;

/** Randomness with one number as its whole state (SplitMix64), so that it can be copied. */
final class PlainRandom extends SecureRandom {
  private static final long serialVersionUID = 1L;

  private long state;

  PlainRandom(long seed) {
    super(new NoSpi(), null);
    this.state = seed;
  }

  /** Never asked, since {@link #nextBytes} does without. */
  private static final class NoSpi extends SecureRandomSpi {
    private static final long serialVersionUID = 1L;

    @Override
    protected void engineSetSeed(byte[] seed) {}

    @Override
    protected void engineNextBytes(byte[] octets) {
      throw new UnsupportedOperationException();
    }

    @Override
    protected byte[] engineGenerateSeed(int count) {
      throw new UnsupportedOperationException();
    }
  }

  PlainRandom copy() {
    return new PlainRandom(state);
  }

  long state() {
    return state;
  }

  @Override
  public void nextBytes(byte[] octets) {
    long bits = 0;
    for (int i = 0; i < octets.length; i++) {
      bits = i % Long.BYTES == 0 ? mix() : bits >>> Byte.SIZE;
      octets[i] = (byte) bits;
    }
  }

  private long mix() {
    state += 0x9e3779b97f4a7c15L;
    long z = state;
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }
}
