package io.vpn4j.routing.bgp.message;

import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.Ipv4Address;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import java.util.Objects;

/**
 * AGGREGATOR: who formed an aggregate (RFC 4271 section 5.1.7).
 *
 * @param asNumber the aggregating AS; AS_TRANS where it does not fit a two-octet session
 * @param identifier the BGP Identifier of the aggregating speaker
 * @param partial whether somebody on the way did not know the attribute
 */
public record Aggregator(AsNumber asNumber, Ipv4Address identifier, boolean partial)
    implements PathAttribute {
  /** Checks that nothing is missing. */
  public Aggregator {
    Objects.requireNonNull(asNumber, "asNumber");
    Objects.requireNonNull(identifier, "identifier");
  }

  /** An attribute of our own. */
  public Aggregator(AsNumber asNumber, Ipv4Address identifier) {
    this(asNumber, identifier, false);
  }

  static Aggregator decode(int flags, WireReader in, CodecContext context)
      throws MalformedMessageException {
    long asNumber =
        context.fourOctetAs() ? in.u32("AGGREGATOR AS number") : in.u16("AGGREGATOR AS number");
    int identifier = (int) in.u32("AGGREGATOR identifier");
    in.expectEnd("AGGREGATOR");
    return new Aggregator(
        AsNumber.of(asNumber), new Ipv4Address(identifier), AttributeFlags.isPartial(flags));
  }

  @Override
  public AttributeType type() {
    return AttributeType.AGGREGATOR;
  }

  @Override
  public int flags() {
    return AttributeFlags.optionalTransitive(partial);
  }

  @Override
  public int valueLength(CodecContext context) {
    return context.asOctets() + 4;
  }

  @Override
  public void encodeValue(WireWriter out, CodecContext context) {
    FourOctetAs.encode(asNumber.value(), out, context.asOctets());
    out.u32(identifier.value() & 0xffff_ffffL);
  }
}
