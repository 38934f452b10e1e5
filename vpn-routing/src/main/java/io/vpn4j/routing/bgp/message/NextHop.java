package io.vpn4j.routing.bgp.message;

import io.vpn4j.model.net.Ipv4Address;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import java.util.Objects;

/**
 * NEXT_HOP: where to send packets for the IPv4 prefixes of an UPDATE (RFC 4271 section 5.1.3).
 *
 * @param address any four octets
 */
public record NextHop(Ipv4Address address) implements PathAttribute {
  /** Checks that there is one. */
  public NextHop {
    Objects.requireNonNull(address, "address");
  }

  static NextHop decode(WireReader in) throws MalformedMessageException {
    NextHop attribute = new NextHop(new Ipv4Address((int) in.u32("NEXT_HOP")));
    in.expectEnd("NEXT_HOP");
    return attribute;
  }

  @Override
  public AttributeType type() {
    return AttributeType.NEXT_HOP;
  }

  @Override
  public int flags() {
    return AttributeFlags.WELL_KNOWN;
  }

  @Override
  public int valueLength(CodecContext context) {
    return 4;
  }

  @Override
  public void encodeValue(WireWriter out, CodecContext context) {
    out.u32(address.value() & 0xffff_ffffL);
  }
}
