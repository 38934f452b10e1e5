package io.vpn4j.routing.bgp.message;

import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;

/**
 * LOCAL_PREF: how much the own AS prefers the route, high first (RFC 4271 section 5.1.5).
 *
 * @param value 0 to 4,294,967,295
 */
public record LocalPref(long value) implements PathAttribute {
  /**
   * @throws IllegalArgumentException if the number is out of range
   */
  public LocalPref {
    Unsigned.require("LOCAL_PREF", value, 0xffff_ffffL);
  }

  static LocalPref decode(WireReader in) throws MalformedMessageException {
    LocalPref attribute = new LocalPref(in.u32("LOCAL_PREF"));
    in.expectEnd("LOCAL_PREF");
    return attribute;
  }

  @Override
  public AttributeType type() {
    return AttributeType.LOCAL_PREF;
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
    out.u32(value);
  }
}
