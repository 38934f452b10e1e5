package io.vpn4j.routing.bgp.message;

import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;

/**
 * MULTI_EXIT_DISC: which of several links to an AS to use, low first (RFC 4271 section 5.1.4).
 *
 * @param value 0 to 4,294,967,295
 */
public record MultiExitDisc(long value) implements PathAttribute {
  /**
   * @throws IllegalArgumentException if the number is out of range
   */
  public MultiExitDisc {
    Unsigned.require("MULTI_EXIT_DISC", value, 0xffff_ffffL);
  }

  static MultiExitDisc decode(WireReader in) throws MalformedMessageException {
    MultiExitDisc attribute = new MultiExitDisc(in.u32("MULTI_EXIT_DISC"));
    in.expectEnd("MULTI_EXIT_DISC");
    return attribute;
  }

  @Override
  public AttributeType type() {
    return AttributeType.MULTI_EXIT_DISC;
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
    out.u32(value);
  }
}
