package io.vpn4j.routing.bgp.message;

import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How AS numbers of four octets pass through speakers that know two (RFC 6793 section 4.2). */
public final class FourOctetAs {
  /** Stands for any AS number that does not fit two octets. */
  public static final AsNumber AS_TRANS = AsNumber.of(23_456);

  private static final int MAX_TWO_OCTETS = 0xffff;

  private FourOctetAs() {}

  static void encode(long asNumber, WireWriter out, int asOctets) {
    if (asOctets == 4) {
      out.u32(asNumber);
    } else {
      out.u16((int) (asNumber > MAX_TWO_OCTETS ? AS_TRANS.value() : asNumber));
    }
  }

  /**
   * The path before it went through speakers of two octets (RFC 6793 section 4.2.3).
   *
   * <p>If AS_PATH is shorter than AS4_PATH, an old speaker has aggregated, and AS4_PATH is ignored.
   * Else the leading part of AS_PATH goes before AS4_PATH, such that the length stays.
   * Confederation segments in AS4_PATH are dropped (section 3); those that lead AS_PATH stay.
   *
   * @param asPath from a session of two octets
   * @param as4Path from the same UPDATE
   */
  public static AsPath merge(AsPath asPath, As4Path as4Path) {
    AsPath tail = new AsPath(as4Path.segments()).withoutConfederation();
    int leading = asPath.hopCount() - tail.hopCount();
    if (leading < 0) {
      return asPath;
    }
    List<AsPathSegment> merged = new ArrayList<>();
    for (AsPathSegment segment : asPath.segments()) {
      if (segment.type().isConfederation()) {
        if (leading > 0 || merged.stream().allMatch(before -> before.type().isConfederation())) {
          merged.add(segment);
        }
      } else if (segment.type() == AsPathSegment.Type.AS_SEQUENCE && leading > 0) {
        int taken = Math.min(leading, segment.size());
        merged.add(segment.slice(0, taken));
        leading -= taken;
      } else if (leading > 0) {
        merged.add(segment);
        leading--;
      }
    }
    tail.segments().forEach(segment -> append(merged, segment));
    return new AsPath(merged);
  }

  /** Two AS_SEQUENCEs in a row are one, if they fit. */
  private static void append(List<AsPathSegment> path, AsPathSegment segment) {
    int last = path.size() - 1;
    if (last >= 0
        && segment.type() == AsPathSegment.Type.AS_SEQUENCE
        && path.get(last).type() == AsPathSegment.Type.AS_SEQUENCE
        && path.get(last).size() + segment.size() <= AsPathSegment.MAX_COUNT) {
      path.set(last, path.get(last).followedBy(segment));
    } else {
      path.add(segment);
    }
  }

  /**
   * The attributes of an UPDATE with AS numbers of four octets, AS4_PATH and AS4_AGGREGATOR taken
   * in and away (RFC 6793 section 4.2.3).
   *
   * @param attributes from a session of two octets
   */
  public static List<PathAttribute> merge(List<PathAttribute> attributes) {
    Optional<Aggregator> aggregator = find(attributes, Aggregator.class);
    Optional<As4Aggregator> as4Aggregator = find(attributes, As4Aggregator.class);
    // An AGGREGATOR of another AS is younger than the AS4 attributes: all of them are void.
    boolean aggregatedByOld =
        aggregator.isPresent()
            && as4Aggregator.isPresent()
            && !aggregator.get().asNumber().equals(AS_TRANS);
    Optional<As4Path> as4Path =
        aggregatedByOld ? Optional.empty() : find(attributes, As4Path.class);
    List<PathAttribute> merged = new ArrayList<>(attributes.size());
    for (PathAttribute attribute : attributes) {
      if (attribute instanceof AsPath asPath && as4Path.isPresent()) {
        merged.add(merge(asPath, as4Path.get()));
      } else if (attribute instanceof Aggregator old
          && as4Aggregator.isPresent()
          && !aggregatedByOld) {
        As4Aggregator as4 = as4Aggregator.get();
        merged.add(new Aggregator(as4.asNumber(), as4.identifier(), old.partial()));
      } else if (!(attribute instanceof As4Path) && !(attribute instanceof As4Aggregator)) {
        merged.add(attribute);
      }
    }
    return List.copyOf(merged);
  }

  /**
   * The attributes as they go to a peer of two octets: with AS4_PATH if AS_PATH has a number that
   * does not fit, and AS4_AGGREGATOR likewise (RFC 6793 section 4.2.2).
   *
   * @param attributes with AS numbers of four octets, none of them an AS4 attribute
   */
  public static List<PathAttribute> split(List<PathAttribute> attributes) {
    List<PathAttribute> split = new ArrayList<>(attributes);
    find(attributes, AsPath.class)
        .map(AsPath::withoutConfederation)
        .filter(path -> !fits(path))
        .ifPresent(path -> split.add(new As4Path(path.segments())));
    find(attributes, Aggregator.class)
        .filter(aggregator -> !aggregator.asNumber().isTwoOctet())
        .ifPresent(a -> split.add(new As4Aggregator(a.asNumber(), a.identifier())));
    return List.copyOf(split);
  }

  private static boolean fits(AsPath path) {
    return path.segments().stream()
        .flatMapToLong(AsPathSegment::asNumbers)
        .allMatch(number -> number <= MAX_TWO_OCTETS);
  }

  private static <T extends PathAttribute> Optional<T> find(
      List<PathAttribute> attributes, Class<T> kind) {
    return attributes.stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }
}
