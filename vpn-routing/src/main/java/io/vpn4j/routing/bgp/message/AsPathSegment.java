package io.vpn4j.routing.bgp.message;

import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.MalformedMessageException.Kind;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * One segment of an AS_PATH: AS numbers in the order received, sets included (RFC 4271 section 4.3,
 * RFC 5065 section 3).
 *
 * <p>A full table has hundreds of thousands of these, so the numbers are kept as four octets each.
 */
public final class AsPathSegment {
  /** The most AS numbers of one segment. */
  public static final int MAX_COUNT = 255;

  /** What the order of the numbers means. */
  public enum Type {
    /** Unordered: what an aggregate went through. */
    AS_SET(1),
    /** Ordered, the nearest AS first. */
    AS_SEQUENCE(2),
    /** Ordered member ASes of a confederation. */
    AS_CONFED_SEQUENCE(3),
    /** Unordered member ASes of a confederation. */
    AS_CONFED_SET(4);

    private final int value;

    Type(int value) {
      this.value = value;
    }

    /** The number on the wire. */
    public int value() {
      return value;
    }

    /** Whether the segment stays inside a confederation. */
    public boolean isConfederation() {
      return this == AS_CONFED_SEQUENCE || this == AS_CONFED_SET;
    }

    static Type of(int value, WireReader in) throws MalformedMessageException {
      return switch (value) {
        case 1 -> AS_SET;
        case 2 -> AS_SEQUENCE;
        case 3 -> AS_CONFED_SEQUENCE;
        case 4 -> AS_CONFED_SET;
        default -> throw in.bad(Kind.BAD_VALUE, "AS_PATH segment type", value + " is not 1 to 4");
      };
    }
  }

  private final Type type;
  private final int[] asNumbers;

  private AsPathSegment(Type type, int[] asNumbers) {
    if (asNumbers.length < 1 || asNumbers.length > MAX_COUNT) {
      throw new IllegalArgumentException(
          "a segment has 1 to " + MAX_COUNT + " AS numbers, not " + asNumbers.length);
    }
    this.type = type;
    this.asNumbers = asNumbers;
  }

  /**
   * A segment of {@code asNumbers}, each 0 to 4,294,967,295.
   *
   * @throws IllegalArgumentException unless there are 1 to 255 and each is in range
   */
  public static AsPathSegment of(Type type, long... asNumbers) {
    int[] copy = new int[asNumbers.length];
    for (int i = 0; i < copy.length; i++) {
      Unsigned.require("AS number", asNumbers[i], AsNumber.MAX);
      copy[i] = (int) asNumbers[i];
    }
    return new AsPathSegment(type, copy);
  }

  /** An AS_SEQUENCE of {@code asNumbers}. */
  public static AsPathSegment sequence(long... asNumbers) {
    return of(Type.AS_SEQUENCE, asNumbers);
  }

  /** An AS_SET of {@code asNumbers}. */
  public static AsPathSegment set(long... asNumbers) {
    return of(Type.AS_SET, asNumbers);
  }

  /** What the order means. */
  public Type type() {
    return type;
  }

  /** How many AS numbers there are: 1 to 255. */
  public int size() {
    return asNumbers.length;
  }

  /** The AS number at {@code index}, 0 to 4,294,967,295. */
  public long asNumber(int index) {
    return asNumbers[index] & AsNumber.MAX;
  }

  /** All AS numbers in the order received. */
  public LongStream asNumbers() {
    return Arrays.stream(asNumbers).mapToLong(number -> number & AsNumber.MAX);
  }

  /** Whether {@code asNumber} is one of them. */
  public boolean contains(long asNumber) {
    for (int number : asNumbers) {
      if ((number & AsNumber.MAX) == asNumber) {
        return true;
      }
    }
    return false;
  }

  /** The numbers {@code from} (inclusive) to {@code to} (exclusive) as a segment of this type. */
  AsPathSegment slice(int from, int to) {
    return new AsPathSegment(type, Arrays.copyOfRange(asNumbers, from, to));
  }

  /** This segment with {@code other}'s numbers behind; both together at most 255. */
  AsPathSegment followedBy(AsPathSegment other) {
    int[] joined = Arrays.copyOf(asNumbers, asNumbers.length + other.asNumbers.length);
    System.arraycopy(other.asNumbers, 0, joined, asNumbers.length, other.asNumbers.length);
    return new AsPathSegment(type, joined);
  }

  static List<AsPathSegment> decodeAll(WireReader in, int asOctets)
      throws MalformedMessageException {
    List<AsPathSegment> segments = new ArrayList<>(1);
    while (in.hasRemaining()) {
      segments.add(decode(in, asOctets));
    }
    return segments;
  }

  private static AsPathSegment decode(WireReader in, int asOctets)
      throws MalformedMessageException {
    Type type = Type.of(in.u8("AS_PATH segment type"), in);
    int count = in.u8("AS_PATH segment length");
    if (count == 0) {
      throw in.bad(Kind.BAD_LENGTH, "AS_PATH segment length", "no AS number in the segment");
    }
    WireReader numbers = in.sub(count * asOctets, "AS_PATH segment value");
    int[] asNumbers = new int[count];
    for (int i = 0; i < count; i++) {
      long number = asOctets == 4 ? numbers.u32("AS number") : numbers.u16("AS number");
      asNumbers[i] = (int) number;
    }
    return new AsPathSegment(type, asNumbers);
  }

  static int encodedLength(List<AsPathSegment> segments, int asOctets) {
    int length = 0;
    for (AsPathSegment segment : segments) {
      length += 2 + segment.size() * asOctets;
    }
    return length;
  }

  /** A number that does not fit two octets is written as AS_TRANS (RFC 6793 section 4.2.2). */
  static void encodeAll(List<AsPathSegment> segments, WireWriter out, int asOctets) {
    for (AsPathSegment segment : segments) {
      out.u8(segment.type.value()).u8(segment.size());
      for (int i = 0; i < segment.size(); i++) {
        FourOctetAs.encode(segment.asNumber(i), out, asOctets);
      }
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AsPathSegment o
        && type == o.type
        && Arrays.equals(asNumbers, o.asNumbers);
  }

  @Override
  public int hashCode() {
    return 31 * type.value() + Arrays.hashCode(asNumbers);
  }

  /**
   * Numbers with blanks between, sets {@code {1,2}}, confederations {@code (1 2)}, {@code [1,2]}.
   */
  @Override
  public String toString() {
    String separator = type == Type.AS_SEQUENCE || type == Type.AS_CONFED_SEQUENCE ? " " : ",";
    String numbers = asNumbers().mapToObj(Long::toString).collect(Collectors.joining(separator));
    return switch (type) {
      case AS_SEQUENCE -> numbers;
      case AS_SET -> "{" + numbers + "}";
      case AS_CONFED_SEQUENCE -> "(" + numbers + ")";
      case AS_CONFED_SET -> "[" + numbers + "]";
    };
  }
}
