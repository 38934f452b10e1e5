package io.vpn4j.routing.bgp.message;

import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import java.util.List;
import java.util.stream.Collectors;

/**
 * LARGE_COMMUNITIES: labels on a route with room for AS numbers of four octets (RFC 8092).
 *
 * @param octets twelve octets for each community, in the order received; at least one community
 * @param partial whether somebody on the way did not know the attribute
 */
public record LargeCommunities(Octets octets, boolean partial) implements PathAttribute {
  /**
   * @throws IllegalArgumentException unless the octets are one or more whole communities
   */
  public LargeCommunities {
    FixedItems.require("LARGE_COMMUNITIES", octets, LargeCommunity.OCTETS);
  }

  /**
   * An attribute of our own, in that order.
   *
   * @throws IllegalArgumentException if there is no community
   */
  public static LargeCommunities of(LargeCommunity... communities) {
    return of(List.of(communities));
  }

  /**
   * An attribute of our own, in that order.
   *
   * @throws IllegalArgumentException if there is no community
   */
  public static LargeCommunities of(List<LargeCommunity> communities) {
    return new LargeCommunities(
        FixedItems.encode(communities, LargeCommunity.OCTETS, LargeCommunity::encode), false);
  }

  static LargeCommunities decode(int flags, WireReader in) throws MalformedMessageException {
    return new LargeCommunities(
        FixedItems.decode("LARGE_COMMUNITIES", in, LargeCommunity.OCTETS),
        AttributeFlags.isPartial(flags));
  }

  /** How many there are, at least 1. */
  public int size() {
    return octets.length() / LargeCommunity.OCTETS;
  }

  /** The community at {@code index}. */
  public LargeCommunity get(int index) {
    return LargeCommunity.at(octets, index * LargeCommunity.OCTETS);
  }

  /** All of them, in the order received. */
  public List<LargeCommunity> list() {
    return FixedItems.list(size(), this::get);
  }

  /** Whether {@code community} is among them. */
  public boolean contains(LargeCommunity community) {
    for (int i = 0; i < size(); i++) {
      if (get(i).equals(community)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public AttributeType type() {
    return AttributeType.LARGE_COMMUNITIES;
  }

  @Override
  public int flags() {
    return AttributeFlags.optionalTransitive(partial);
  }

  @Override
  public int valueLength(CodecContext context) {
    return octets.length();
  }

  @Override
  public void encodeValue(WireWriter out, CodecContext context) {
    out.octets(octets);
  }

  /** The communities with blanks between. */
  @Override
  public String toString() {
    return list().stream().map(LargeCommunity::toString).collect(Collectors.joining(" "));
  }
}
