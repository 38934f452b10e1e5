package io.vpn4j.routing.bgp.message;

import io.vpn4j.model.net.Ipv4Address;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import java.util.Objects;

/**
 * ORIGINATOR_ID: the BGP Identifier of who brought the route into the AS (RFC 4456 section 8).
 *
 * @param identifier any four octets
 */
public record OriginatorId(Ipv4Address identifier) implements PathAttribute {
  /** Checks that there is one. */
  public OriginatorId {
    Objects.requireNonNull(identifier, "identifier");
  }

  static OriginatorId decode(WireReader in) throws MalformedMessageException {
    OriginatorId attribute = new OriginatorId(new Ipv4Address((int) in.u32("ORIGINATOR_ID")));
    in.expectEnd("ORIGINATOR_ID");
    return attribute;
  }

  @Override
  public AttributeType type() {
    return AttributeType.ORIGINATOR_ID;
  }

  @Override
  public int flags() {
    return AttributeFlags.OPTIONAL_NON_TRANSITIVE;
  }

  @Override
  public int valueLength(CodecContext context) {
    return 4;
  }

  @Override
  public void encodeValue(WireWriter out, CodecContext context) {
    out.u32(identifier.value() & 0xffff_ffffL);
  }
}
