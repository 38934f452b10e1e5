package io.vpn4j.routing.bgp.message;

import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.MalformedMessageException.Kind;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;

/** ORIGIN: how the route came into BGP, the most preferred first (RFC 4271 section 5.1.1). */
public enum Origin implements PathAttribute {
  /** From the interior of the originating AS. */
  IGP(0),
  /** Learned through EGP (RFC 904). */
  EGP(1),
  /** By some other means. */
  INCOMPLETE(2);

  private final int value;

  Origin(int value) {
    this.value = value;
  }

  /** The number on the wire: 0 to 2, lower is preferred. */
  public int value() {
    return value;
  }

  static Origin decode(WireReader in) throws MalformedMessageException {
    int value = in.u8("ORIGIN");
    in.expectEnd("ORIGIN");
    return switch (value) {
      case 0 -> IGP;
      case 1 -> EGP;
      case 2 -> INCOMPLETE;
      default -> throw in.bad(Kind.BAD_VALUE, "ORIGIN", value + " is not 0 to 2");
    };
  }

  @Override
  public AttributeType type() {
    return AttributeType.ORIGIN;
  }

  @Override
  public int flags() {
    return AttributeFlags.WELL_KNOWN;
  }

  @Override
  public int valueLength(CodecContext context) {
    return 1;
  }

  @Override
  public void encodeValue(WireWriter out, CodecContext context) {
    out.u8(value);
  }
}
