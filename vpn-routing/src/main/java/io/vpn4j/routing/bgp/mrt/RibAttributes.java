package io.vpn4j.routing.bgp.mrt;

import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import io.vpn4j.routing.bgp.message.AddressFamily;
import io.vpn4j.routing.bgp.message.AttributeFlags;
import io.vpn4j.routing.bgp.message.BgpCodec;
import io.vpn4j.routing.bgp.message.CodecContext;
import io.vpn4j.routing.bgp.message.PathAttribute;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;

/**
 * The attributes of TABLE_DUMP_V2: AS numbers have four octets, and MP_REACH_NLRI is its next hop
 * alone, because family and prefix stand in the record (RFC 6396 section 4.3.4).
 */
final class RibAttributes {
  private static final int MP_REACH = 14;

  /** Any family may have any next hop: the file does not say what the session agreed on. */
  private static final CodecContext CONTEXT =
      CodecContext.FOUR_OCTET_AS.withExtendedNextHop(
          Set.of(AddressFamily.IPV4_UNICAST, AddressFamily.IPV4_MULTICAST));

  private RibAttributes() {}

  static List<PathAttribute> decode(Octets attributes, AddressFamily family)
      throws MalformedMessageException {
    return BgpCodec.decodeAttributes(withWholeMpReach(attributes, family), CONTEXT);
  }

  /**
   * Attributes whose MP_REACH_NLRI is whole but for its prefixes. Some collectors write it whole
   * themselves, which its first octet tells: an AFI begins with 0, the length of a next hop does
   * not.
   */
  private static Octets withWholeMpReach(Octets attributes, AddressFamily family)
      throws MalformedMessageException {
    WireReader in = WireReader.of(attributes);
    while (in.hasRemaining()) {
      int start = in.offset();
      int flags = in.u8("attribute flags");
      int type = in.u8("attribute type");
      boolean extended = (flags & AttributeFlags.EXTENDED_LENGTH) != 0;
      int length = extended ? in.u16("attribute length") : in.u8("attribute length");
      Octets value = in.octets(length, "attribute value");
      if (type == MP_REACH && !value.isEmpty() && value.u8(0) != 0) {
        return Octets.concat(attributes.slice(0, start), whole(flags, value, family), in.rest());
      }
    }
    return attributes;
  }

  private static Octets whole(int flags, Octets shortForm, AddressFamily family) {
    int length = 3 + shortForm.length() + 1;
    ByteBuffer octets = ByteBuffer.allocate(4 + length);
    new WireWriter(octets)
        .u8(flags | AttributeFlags.EXTENDED_LENGTH)
        .u8(MP_REACH)
        .u16(length)
        .u16(family.afi())
        .u8(family.safi())
        .octets(shortForm)
        .u8(0);
    return Octets.of(octets.flip());
  }

  /** The inverse: {@code attributes} with the short form of MP_REACH_NLRI. */
  static Octets encode(List<PathAttribute> attributes) {
    return Octets.concat(
        attributes.stream()
            .map(attribute -> BgpCodec.encodeAttributes(List.of(attribute), CONTEXT))
            .map(RibAttributes::withShortMpReach)
            .toArray(Octets[]::new));
  }

  private static Octets withShortMpReach(Octets attribute) {
    if (attribute.u8(1) != MP_REACH) {
      return attribute;
    }
    int value = (attribute.u8(0) & AttributeFlags.EXTENDED_LENGTH) != 0 ? 4 : 3;
    int nextHopLength = attribute.u8(value + 3);
    Octets nextHop = attribute.slice(value + 3, value + 4 + nextHopLength);
    return Octets.concat(
        Octets.of(
            (byte) (attribute.u8(0) & ~AttributeFlags.EXTENDED_LENGTH),
            (byte) MP_REACH,
            (byte) nextHop.length()),
        nextHop);
  }
}
