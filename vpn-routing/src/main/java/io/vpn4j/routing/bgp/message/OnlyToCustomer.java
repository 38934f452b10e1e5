package io.vpn4j.routing.bgp.message;

import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import java.util.Objects;

/**
 * OTC: from here on the route goes to customers only (RFC 9234 section 5).
 *
 * @param asNumber who said so
 * @param partial whether somebody on the way did not know the attribute
 */
public record OnlyToCustomer(AsNumber asNumber, boolean partial) implements PathAttribute {
  /** Checks that nothing is missing. */
  public OnlyToCustomer {
    Objects.requireNonNull(asNumber, "asNumber");
  }

  /** An attribute of our own. */
  public OnlyToCustomer(AsNumber asNumber) {
    this(asNumber, false);
  }

  static OnlyToCustomer decode(int flags, WireReader in) throws MalformedMessageException {
    long asNumber = in.u32("ONLY_TO_CUSTOMER");
    in.expectEnd("ONLY_TO_CUSTOMER");
    return new OnlyToCustomer(AsNumber.of(asNumber), AttributeFlags.isPartial(flags));
  }

  @Override
  public AttributeType type() {
    return AttributeType.ONLY_TO_CUSTOMER;
  }

  @Override
  public int flags() {
    return AttributeFlags.optionalTransitive(partial);
  }

  @Override
  public int valueLength(CodecContext context) {
    return 4;
  }

  @Override
  public void encodeValue(WireWriter out, CodecContext context) {
    out.u32(asNumber.value());
  }
}
