package io.vpn4j.routing.bgp.message;

import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;

/**
 * IPv6 Address Specific Extended Communities, uninterpreted (RFC 5701).
 *
 * @param octets twenty octets for each community; at least one community
 * @param partial whether somebody on the way did not know the attribute
 */
public record Ipv6ExtendedCommunities(Octets octets, boolean partial) implements PathAttribute {
  private static final int ITEM_OCTETS = 20;

  /**
   * @throws IllegalArgumentException unless the octets are one or more whole communities
   */
  public Ipv6ExtendedCommunities {
    FixedItems.require("IPV6_EXTENDED_COMMUNITIES", octets, ITEM_OCTETS);
  }

  static Ipv6ExtendedCommunities decode(int flags, WireReader in) throws MalformedMessageException {
    return new Ipv6ExtendedCommunities(
        FixedItems.decode("IPV6_EXTENDED_COMMUNITIES", in, ITEM_OCTETS),
        AttributeFlags.isPartial(flags));
  }

  @Override
  public AttributeType type() {
    return AttributeType.IPV6_EXTENDED_COMMUNITIES;
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
}
