package io.vpn4j.ike.puzzle;

import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.crypto.Prf;
import io.vpn4j.ike.message.PuzzleSolutionPayload;
import io.vpn4j.model.wire.Octets;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tries keys one after the other, in slices, so that one thread can do other things between.
 *
 * <p>The keys are numbers, padded to the length that the PRF prefers, which all PRFs take; the
 * cookie is of this exchange alone, so that nobody gains by knowing where the search begins.
 */
public final class PuzzleSolver {
  private final Prf prf;
  private final Octets cookie;
  private final int difficulty;
  private final List<Octets> keys = new ArrayList<>();
  private long next;

  /**
   * A search that has not begun.
   *
   * @param difficulty how many zero bits to look for
   */
  public PuzzleSolver(IkeCrypto crypto, Puzzle puzzle, Octets cookie, int difficulty) {
    this.prf = Prf.of(crypto, puzzle.prf());
    this.cookie = cookie;
    this.difficulty = difficulty;
  }

  /** Tries at most {@code tries} more keys; gives the solution as soon as it is complete. */
  public Optional<PuzzleSolutionPayload> tryKeys(int tries) {
    byte[] data = cookie.toByteArray();
    for (int i = 0; i < tries && keys.size() < PuzzleSolutionPayload.KEYS; i++) {
      byte[] key = new byte[prf.outputOctets()];
      ByteBuffer.wrap(key).putLong(key.length - Long.BYTES, next++);
      if (Puzzle.trailingZeroBits(prf.apply(key, data)) >= difficulty) {
        keys.add(Octets.of(key));
      }
    }
    return keys.size() == PuzzleSolutionPayload.KEYS
        ? Optional.of(new PuzzleSolutionPayload(keys))
        : Optional.empty();
  }

  /** The cookie that the puzzle is about. */
  public Octets cookie() {
    return cookie;
  }
}
