package io.vpn4j.ike.message;

import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import java.util.Objects;

/**
 * EAP: one message of RFC 3748, not looked into (RFC 7296 section 3.16).
 *
 * @param message code, identifier, length, type and type data
 * @param bits critical bit and reserved bits
 */
public record EapPayload(Octets message, PayloadBits bits) implements Payload {
  /**
   * @throws IllegalArgumentException if a field is out of range
   */
  public EapPayload {
    Objects.requireNonNull(message, "message");
    bits.requireReserved(0);
  }

  /** What we send. */
  public EapPayload(Octets message) {
    this(message, PayloadBits.NONE);
  }

  static EapPayload decode(int headerBits, WireReader body) {
    return new EapPayload(body.rest(), PayloadBits.of(headerBits));
  }

  @Override
  public PayloadType type() {
    return PayloadType.EAP;
  }

  @Override
  public int bodyLength() {
    return message.length();
  }

  @Override
  public void encodeBody(WireWriter out) {
    out.octets(message);
  }

  /** Without the octets: they may carry a credential. */
  @Override
  public String toString() {
    return "EapPayload[" + message.length() + " octets]";
  }
}
