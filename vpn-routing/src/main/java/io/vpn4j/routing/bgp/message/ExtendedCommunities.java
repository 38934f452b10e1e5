package io.vpn4j.routing.bgp.message;

import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import java.util.List;
import java.util.stream.Collectors;

/**
 * EXTENDED_COMMUNITIES: typed labels on a route (RFC 4360).
 *
 * @param octets eight octets for each community, in the order received; at least one community
 * @param partial whether somebody on the way did not know the attribute
 */
public record ExtendedCommunities(Octets octets, boolean partial) implements PathAttribute {
  /**
   * @throws IllegalArgumentException unless the octets are one or more whole communities
   */
  public ExtendedCommunities {
    FixedItems.require("EXTENDED_COMMUNITIES", octets, ExtendedCommunity.OCTETS);
  }

  /**
   * An attribute of our own, in that order.
   *
   * @throws IllegalArgumentException if there is no community
   */
  public static ExtendedCommunities of(ExtendedCommunity... communities) {
    return of(List.of(communities));
  }

  /**
   * An attribute of our own, in that order.
   *
   * @throws IllegalArgumentException if there is no community
   */
  public static ExtendedCommunities of(List<ExtendedCommunity> communities) {
    return new ExtendedCommunities(
        FixedItems.encode(communities, ExtendedCommunity.OCTETS, ExtendedCommunity::encode), false);
  }

  static ExtendedCommunities decode(int flags, WireReader in) throws MalformedMessageException {
    return new ExtendedCommunities(
        FixedItems.decode("EXTENDED_COMMUNITIES", in, ExtendedCommunity.OCTETS),
        AttributeFlags.isPartial(flags));
  }

  /** How many there are, at least 1. */
  public int size() {
    return octets.length() / ExtendedCommunity.OCTETS;
  }

  /** The community at {@code index}. */
  public ExtendedCommunity get(int index) {
    return ExtendedCommunity.at(octets, index * ExtendedCommunity.OCTETS);
  }

  /** All of them, in the order received. */
  public List<ExtendedCommunity> list() {
    return FixedItems.list(size(), this::get);
  }

  /** Whether {@code community} is among them. */
  public boolean contains(ExtendedCommunity community) {
    for (int i = 0; i < size(); i++) {
      if (get(i).equals(community)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public AttributeType type() {
    return AttributeType.EXTENDED_COMMUNITIES;
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
    return list().stream().map(ExtendedCommunity::toString).collect(Collectors.joining(" "));
  }
}
