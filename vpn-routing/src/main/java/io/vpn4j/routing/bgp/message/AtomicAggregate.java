package io.vpn4j.routing.bgp.message;

import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;

/** ATOMIC_AGGREGATE: an aggregate has lost some ASes of its parts (RFC 4271 section 5.1.6). */
public record AtomicAggregate() implements PathAttribute {
  /** The one value. */
  public static final AtomicAggregate PRESENT = new AtomicAggregate();

  static AtomicAggregate decode(WireReader in) throws MalformedMessageException {
    in.expectEnd("ATOMIC_AGGREGATE");
    return PRESENT;
  }

  @Override
  public AttributeType type() {
    return AttributeType.ATOMIC_AGGREGATE;
  }

  @Override
  public int flags() {
    return AttributeFlags.WELL_KNOWN;
  }

  @Override
  public int valueLength(CodecContext context) {
    return 0;
  }

  @Override
  public void encodeValue(WireWriter out, CodecContext context) {
    // The attribute says all there is to say by being there.
  }
}
