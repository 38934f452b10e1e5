package io.vpn4j.routing.bgp.message;

import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.Ipv4Address;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import java.util.Objects;

/**
 * AS4_AGGREGATOR: AGGREGATOR as it was before a speaker of two-octet AS numbers (RFC 6793 section
 * 3).
 *
 * @param asNumber the aggregating AS
 * @param identifier the BGP Identifier of the aggregating speaker
 * @param partial whether somebody on the way did not know the attribute
 */
public record As4Aggregator(AsNumber asNumber, Ipv4Address identifier, boolean partial)
    implements PathAttribute {
  /** Checks that nothing is missing. */
  public As4Aggregator {
    Objects.requireNonNull(asNumber, "asNumber");
    Objects.requireNonNull(identifier, "identifier");
  }

  /** An attribute of our own. */
  public As4Aggregator(AsNumber asNumber, Ipv4Address identifier) {
    this(asNumber, identifier, false);
  }

  static As4Aggregator decode(int flags, WireReader in) throws MalformedMessageException {
    long asNumber = in.u32("AS4_AGGREGATOR AS number");
    int identifier = (int) in.u32("AS4_AGGREGATOR identifier");
    in.expectEnd("AS4_AGGREGATOR");
    return new As4Aggregator(
        AsNumber.of(asNumber), new Ipv4Address(identifier), AttributeFlags.isPartial(flags));
  }

  @Override
  public AttributeType type() {
    return AttributeType.AS4_AGGREGATOR;
  }

  @Override
  public int flags() {
    return AttributeFlags.optionalTransitive(partial);
  }

  @Override
  public int valueLength(CodecContext context) {
    return 8;
  }

  @Override
  public void encodeValue(WireWriter out, CodecContext context) {
    out.u32(asNumber.value()).u32(identifier.value() & 0xffff_ffffL);
  }
}
