package io.vpn4j.ike.puzzle;

import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.PrfAlgorithm;
import io.vpn4j.ike.crypto.Prf;
import io.vpn4j.ike.message.NotifyPayload;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.ike.message.Proposal;
import io.vpn4j.ike.message.PuzzleSolutionPayload;
import io.vpn4j.ike.message.SaPayload;
import io.vpn4j.ike.message.Transform;
import io.vpn4j.ike.message.TransformType;
import io.vpn4j.model.wire.Octets;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A puzzle: find four keys for which the PRF of the cookie ends in zero bits (RFC 8019 section
 * 8.1).
 *
 * @param prf the PRF, one of those that the initiator offered
 * @param difficulty how many bits at the end of each result must be zero, 0 to 255; 0 leaves it to
 *     the initiator
 */
public record Puzzle(PrfAlgorithm prf, int difficulty) {
  private static final int OCTETS = 3;

  /**
   * @throws IllegalArgumentException if the difficulty is out of range
   */
  public Puzzle {
    if (difficulty < 0 || difficulty > 255) {
      throw new IllegalArgumentException("difficulty " + difficulty + " is not in 0 to 255");
    }
  }

  /**
   * A puzzle for whoever offers {@code sa}; none if no PRF there is known here, and then no key
   * exchange with it comes about either (RFC 8019 section 7.1.1.2).
   */
  public static Optional<Puzzle> forOffer(SaPayload sa, int difficulty) {
    return sa.proposals().stream()
        .flatMap(Puzzle::prfs)
        .findFirst()
        .map(prf -> new Puzzle(prf, difficulty));
  }

  private static Stream<PrfAlgorithm> prfs(Proposal proposal) {
    return proposal.transforms(TransformType.PRF).stream()
        .map(Transform::id)
        .flatMap(id -> known(id).stream());
  }

  private static Optional<PrfAlgorithm> known(int transformId) {
    return Stream.of(PrfAlgorithm.values())
        .filter(prf -> prf.transformId() == transformId)
        .findFirst();
  }

  /** Reads the data of a PUZZLE notification; nothing if it is no puzzle or not one for us. */
  public static Optional<Puzzle> of(NotifyPayload notify) {
    if (notify.data().length() != OCTETS) {
      return Optional.empty();
    }
    ByteBuffer data = notify.data().asByteBuffer();
    return known(data.getShort() & 0xffff).map(prf -> new Puzzle(prf, data.get() & 0xff));
  }

  /** The notification that asks for a solution. */
  public NotifyPayload notification() {
    ByteBuffer data = ByteBuffer.allocate(OCTETS);
    data.putShort((short) prf.transformId()).put((byte) difficulty);
    return NotifyPayload.of(NotifyType.PUZZLE, Octets.of(data.flip()));
  }

  /**
   * Whether {@code solution} solves this puzzle about {@code cookie}: four keys that differ, none
   * longer than the PRF prefers (RFC 8019 section 8.2), each with a result that ends in enough zero
   * bits. Costs four PRFs at most.
   */
  public boolean isSolvedBy(PuzzleSolutionPayload solution, IkeCrypto crypto, Octets cookie) {
    List<Octets> keys = solution.keys();
    if (new HashSet<>(keys).size() < keys.size() || keys.get(0).length() > prf.outputOctets()) {
      return false;
    }
    Prf function = Prf.of(crypto, prf);
    byte[] data = cookie.toByteArray();
    return keys.stream()
        .allMatch(key -> trailingZeroBits(function.apply(key.toByteArray(), data)) >= difficulty);
  }

  static int trailingZeroBits(byte[] result) {
    int bits = 0;
    for (int i = result.length - 1; i >= 0; i--) {
      if (result[i] != 0) {
        return bits + Integer.numberOfTrailingZeros(result[i]);
      }
      bits += Byte.SIZE;
    }
    return bits;
  }
}
