package io.vpn4j.ike.message;

import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import java.util.Objects;

/**
 * V: an identifier of the implementation (RFC 7296 section 3.12).
 *
 * @param vendorId any octets
 * @param bits critical bit and reserved bits
 */
public record VendorIdPayload(Octets vendorId, PayloadBits bits) implements Payload {
  /**
   * @throws IllegalArgumentException if a field is out of range
   */
  public VendorIdPayload {
    Objects.requireNonNull(vendorId, "vendorId");
    bits.requireReserved(0);
  }

  /** What we send. */
  public VendorIdPayload(Octets vendorId) {
    this(vendorId, PayloadBits.NONE);
  }

  static VendorIdPayload decode(int headerBits, WireReader body) {
    return new VendorIdPayload(body.rest(), PayloadBits.of(headerBits));
  }

  @Override
  public PayloadType type() {
    return PayloadType.VENDOR_ID;
  }

  @Override
  public int bodyLength() {
    return vendorId.length();
  }

  @Override
  public void encodeBody(WireWriter out) {
    out.octets(vendorId);
  }
}
