package io.vpn4j.ike.message;

import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import java.util.Objects;

/**
 * KE: a public value (RFC 7296 section 3.4).
 *
 * @param method the key exchange method, a transform ID of type KE
 * @param keyData the public value; its length is for the method to check
 * @param bits critical bit and the RESERVED field of two octets
 */
public record KePayload(int method, Octets keyData, PayloadBits bits) implements Payload {
  /**
   * @throws IllegalArgumentException if a field is out of range
   */
  public KePayload {
    Unsigned.requireU16("key exchange method", method);
    Objects.requireNonNull(keyData, "keyData");
    bits.requireReserved(PayloadBits.RESERVED_16);
  }

  /** What we send. */
  public KePayload(int method, Octets keyData) {
    this(method, keyData, PayloadBits.NONE);
  }

  static KePayload decode(int headerBits, WireReader body) throws MalformedMessageException {
    int method = body.u16("key exchange method");
    PayloadBits bits = PayloadBits.read16(headerBits, body);
    return new KePayload(method, body.rest(), bits);
  }

  @Override
  public PayloadType type() {
    return PayloadType.KE;
  }

  @Override
  public int bodyLength() {
    return 4 + keyData.length();
  }

  @Override
  public void encodeBody(WireWriter out) {
    out.u16(method).u16(bits.reserved()).octets(keyData);
  }
}
