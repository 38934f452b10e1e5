package io.vpn4j.routing.bgp.message;

import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * AS_PATH: the ASes a route went through, the nearest first (RFC 4271 section 5.1.2).
 *
 * @param segments none for a route of the own AS
 */
public record AsPath(List<AsPathSegment> segments) implements PathAttribute {
  /** No AS: a route of the own AS. */
  public static final AsPath EMPTY = new AsPath(List.of());

  /** Copies the list. */
  public AsPath {
    segments = List.copyOf(segments);
  }

  /** One AS_SEQUENCE of {@code asNumbers}, or the empty path. */
  public static AsPath of(long... asNumbers) {
    return asNumbers.length == 0 ? EMPTY : new AsPath(List.of(AsPathSegment.sequence(asNumbers)));
  }

  /** RFC 7606 section 7.2 says what is malformed. */
  static AsPath decode(WireReader in, CodecContext context) throws MalformedMessageException {
    List<AsPathSegment> segments = AsPathSegment.decodeAll(in, context.asOctets());
    return segments.isEmpty() ? EMPTY : new AsPath(segments);
  }

  /**
   * The length that the decision process compares: an AS_SET counts as one (RFC 4271 section
   * 9.1.2.2), confederation segments do not count (RFC 5065 section 5.3).
   */
  public int hopCount() {
    int hops = 0;
    for (AsPathSegment segment : segments) {
      hops +=
          switch (segment.type()) {
            case AS_SEQUENCE -> segment.size();
            case AS_SET -> 1;
            case AS_CONFED_SEQUENCE, AS_CONFED_SET -> 0;
          };
    }
    return hops;
  }

  /**
   * The neighbour AS: the first number of the first AS_SEQUENCE behind confederation segments, if
   * the path begins like this.
   */
  public OptionalLong neighborAs() {
    for (AsPathSegment segment : segments) {
      if (!segment.type().isConfederation()) {
        return segment.type() == AsPathSegment.Type.AS_SEQUENCE
            ? OptionalLong.of(segment.asNumber(0))
            : OptionalLong.empty();
      }
    }
    return OptionalLong.empty();
  }

  /** The AS that originated the route: the last number, if the path ends in an AS_SEQUENCE. */
  public OptionalLong originAs() {
    if (segments.isEmpty()) {
      return OptionalLong.empty();
    }
    AsPathSegment last = segments.get(segments.size() - 1);
    return last.type() == AsPathSegment.Type.AS_SEQUENCE
        ? OptionalLong.of(last.asNumber(last.size() - 1))
        : OptionalLong.empty();
  }

  /** Whether {@code asNumber} is anywhere in the path: a loop, if it is our own. */
  public boolean contains(long asNumber) {
    for (AsPathSegment segment : segments) {
      if (segment.contains(asNumber)) {
        return true;
      }
    }
    return false;
  }

  /** Whether some segment is of a confederation. */
  public boolean hasConfederationSegment() {
    for (AsPathSegment segment : segments) {
      if (segment.type().isConfederation()) {
        return true;
      }
    }
    return false;
  }

  /**
   * The path as {@code asNumber} sends it to an external peer, {@code times} times (RFC 4271
   * section 5.1.2 b).
   *
   * @throws IllegalArgumentException if {@code times} is not 1 to 255
   */
  public AsPath prepend(long asNumber, int times) {
    long[] numbers = new long[times];
    Arrays.fill(numbers, asNumber);
    AsPathSegment front = AsPathSegment.sequence(numbers);
    List<AsPathSegment> all = new ArrayList<>(segments);
    if (!all.isEmpty()
        && all.get(0).type() == AsPathSegment.Type.AS_SEQUENCE
        && all.get(0).size() + times <= AsPathSegment.MAX_COUNT) {
      all.set(0, front.followedBy(all.get(0)));
    } else {
      all.add(0, front);
    }
    return new AsPath(all);
  }

  /** The path without what belongs to a confederation (RFC 5065 section 4.1 c). */
  public AsPath withoutConfederation() {
    return new AsPath(
        segments.stream().filter(segment -> !segment.type().isConfederation()).toList());
  }

  @Override
  public AttributeType type() {
    return AttributeType.AS_PATH;
  }

  @Override
  public int flags() {
    return AttributeFlags.WELL_KNOWN;
  }

  @Override
  public int valueLength(CodecContext context) {
    return AsPathSegment.encodedLength(segments, context.asOctets());
  }

  @Override
  public void encodeValue(WireWriter out, CodecContext context) {
    AsPathSegment.encodeAll(segments, out, context.asOctets());
  }

  /** Such as {@code 8466 3 {5204,7}}. */
  @Override
  public String toString() {
    return segments.stream().map(AsPathSegment::toString).collect(Collectors.joining(" "));
  }
}
