package io.vpn4j.ike.message;

import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.MalformedMessageException.Kind;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * PS: four keys that solve a puzzle (RFC 8019 section 8.2).
 *
 * @param solution four keys of one length, one behind the other; never empty
 * @param bits critical bit and reserved bits
 */
public record PuzzleSolutionPayload(Octets solution, PayloadBits bits) implements Payload {
  /** How many keys a solution has. */
  public static final int KEYS = 4;

  /**
   * @throws IllegalArgumentException if {@code solution} is empty or not four keys of one length
   */
  public PuzzleSolutionPayload {
    Objects.requireNonNull(solution, "solution");
    if (!isFourKeys(solution.length())) {
      throw new IllegalArgumentException(
          "a solution has 4, 8, 12 ... octets, not " + solution.length());
    }
    bits.requireReserved(0);
  }

  /** What we send. */
  public PuzzleSolutionPayload(List<Octets> keys) {
    this(Octets.concat(keys.toArray(Octets[]::new)), PayloadBits.NONE);
  }

  private static boolean isFourKeys(int octets) {
    return octets > 0 && octets % KEYS == 0;
  }

  static PuzzleSolutionPayload decode(int headerBits, WireReader body)
      throws MalformedMessageException {
    if (!isFourKeys(body.remaining())) {
      throw body.bad(
          Kind.BAD_LENGTH, "puzzle solution", body.remaining() + " octets, not four keys");
    }
    return new PuzzleSolutionPayload(body.rest(), PayloadBits.of(headerBits));
  }

  /** The four keys, in order. */
  public List<Octets> keys() {
    int octets = solution.length() / KEYS;
    return IntStream.range(0, KEYS)
        .mapToObj(i -> solution.slice(i * octets, (i + 1) * octets))
        .toList();
  }

  @Override
  public PayloadType type() {
    return PayloadType.PS;
  }

  @Override
  public int bodyLength() {
    return solution.length();
  }

  @Override
  public void encodeBody(WireWriter out) {
    out.octets(solution);
  }
}
