package io.vpn4j.routing.bgp.message;

import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import java.util.List;
import java.util.stream.Collectors;

/**
 * COMMUNITIES: labels on a route (RFC 1997).
 *
 * @param octets four octets for each community, in the order received; at least one community
 * @param partial whether somebody on the way did not know the attribute
 */
public record Communities(Octets octets, boolean partial) implements PathAttribute {
  /**
   * @throws IllegalArgumentException unless the octets are one or more whole communities
   */
  public Communities {
    FixedItems.require("COMMUNITIES", octets, Community.OCTETS);
  }

  /**
   * An attribute of our own, in that order.
   *
   * @throws IllegalArgumentException if there is no community
   */
  public static Communities of(Community... communities) {
    return of(List.of(communities));
  }

  /**
   * An attribute of our own, in that order.
   *
   * @throws IllegalArgumentException if there is no community
   */
  public static Communities of(List<Community> communities) {
    return new Communities(
        FixedItems.encode(communities, Community.OCTETS, Community::encode), false);
  }

  static Communities decode(int flags, WireReader in) throws MalformedMessageException {
    return new Communities(
        FixedItems.decode("COMMUNITIES", in, Community.OCTETS), AttributeFlags.isPartial(flags));
  }

  /** How many there are, at least 1. */
  public int size() {
    return octets.length() / Community.OCTETS;
  }

  /** The community at {@code index}. */
  public Community get(int index) {
    return Community.at(octets, index * Community.OCTETS);
  }

  /** All of them, in the order received. */
  public List<Community> list() {
    return FixedItems.list(size(), this::get);
  }

  /** Whether {@code community} is among them. */
  public boolean contains(Community community) {
    for (int i = 0; i < size(); i++) {
      if (get(i).equals(community)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public AttributeType type() {
    return AttributeType.COMMUNITIES;
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
    return list().stream().map(Community::toString).collect(Collectors.joining(" "));
  }
}
