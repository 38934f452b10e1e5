package io.vpn4j.ike.message;

import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import java.util.Objects;

/**
 * A payload whose type has no record here. What its critical bit demands (RFC 7296 section 2.5) is
 * for the state machine to do.
 *
 * @param type a type without a record of its own; never NONE
 * @param body all octets behind the generic payload header
 * @param bits critical bit and reserved bits
 */
public record UnknownPayload(PayloadType type, Octets body, PayloadBits bits) implements Payload {
  /**
   * @throws IllegalArgumentException if {@code type} is NONE or has a record of its own
   */
  public UnknownPayload {
    if (type.equals(PayloadType.NONE) || PayloadChain.isTyped(type)) {
      throw new IllegalArgumentException("payload type " + type + " is not an unknown one");
    }
    Objects.requireNonNull(body, "body");
    bits.requireReserved(0);
  }

  /** A payload whose critical bit is clear. */
  public UnknownPayload(PayloadType type, Octets body) {
    this(type, body, PayloadBits.NONE);
  }

  static UnknownPayload decode(PayloadType type, int headerBits, WireReader body) {
    return new UnknownPayload(type, body.rest(), PayloadBits.of(headerBits));
  }

  @Override
  public int bodyLength() {
    return body.length();
  }

  @Override
  public void encodeBody(WireWriter out) {
    out.octets(body);
  }
}
