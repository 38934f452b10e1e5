package io.vpn4j.model.region;

/**
 * Where identifiers and assigned addresses come from: a pure function of how many were drawn
 * before.
 *
 * <p>The same source gives the same sequence, so a list of actions replays to the same snapshots.
 * It is no source of secrets; {@link KeySource} is.
 */
@FunctionalInterface
public interface IdSource {
  /**
   * The 64 bits of draw number {@code index}. Different numbers should give different bits, or
   * creating a resource may end in one that exists.
   *
   * @param index 0, 1, 2 …
   */
  long bits(long index);

  /** 0, 1, 2 …: identifiers that are easy to read, {@code vgw-00000000000000001}. */
  static IdSource counting() {
    return index -> index + 1;
  }

  /** Well spread and without repetition; the same for the same seed. */
  static IdSource seeded(long seed) {
    // The finalizer of SplitMix64: a bijection, so no two draws are equal.
    return index -> {
      long z = seed + (index + 1) * 0x9e3779b97f4a7c15L;
      z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
      z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
      return z ^ z >>> 31;
    };
  }
}
