package io.vpn4j.ike.message;

import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import java.util.Objects;

/**
 * SK: payloads in encrypted form (RFC 7296 section 3.14). Where the IV ends and the checksum begins
 * is for the negotiated algorithms to say.
 *
 * @param firstInner the type of the first payload inside; NONE if there is none
 * @param body initialization vector, ciphertext and integrity checksum
 * @param bits critical bit and reserved bits
 */
public record EncryptedPayload(PayloadType firstInner, Octets body, PayloadBits bits)
    implements ProtectedPayload {
  /**
   * @throws IllegalArgumentException if {@code bits} has a RESERVED field
   */
  public EncryptedPayload {
    Objects.requireNonNull(firstInner, "firstInner");
    Objects.requireNonNull(body, "body");
    bits.requireReserved(0);
  }

  /** What we send. */
  public EncryptedPayload(PayloadType firstInner, Octets body) {
    this(firstInner, body, PayloadBits.NONE);
  }

  static EncryptedPayload decode(PayloadType firstInner, int headerBits, WireReader body) {
    return new EncryptedPayload(firstInner, body.rest(), PayloadBits.of(headerBits));
  }

  @Override
  public PayloadType type() {
    return PayloadType.SK;
  }

  @Override
  public int bodyLength() {
    return body.length();
  }

  @Override
  public void encodeBody(WireWriter out) {
    out.octets(body);
  }

  /** Without the octets, which nobody can read. */
  @Override
  public String toString() {
    return "EncryptedPayload[firstInner=" + firstInner + ", " + body.length() + " octets]";
  }
}
