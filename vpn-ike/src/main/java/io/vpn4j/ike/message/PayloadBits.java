package io.vpn4j.ike.message;

import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;

/**
 * The critical bit of a payload and the bits its RFC reserves.
 *
 * <p>Reserved bits are sent as zero and ignored on receipt (RFC 7296 section 2.5). They are kept
 * only so that a received message encodes to the very octets that came, which signatures and
 * digests cover.
 *
 * @param header the octet behind Next Payload (RFC 7296 section 3.2): the critical bit 0x80 and
 *     seven reserved bits
 * @param reserved the payload's own RESERVED field as a number; 0 where it has none
 */
public record PayloadBits(int header, int reserved) {
  /** All zero: what we send. */
  public static final PayloadBits NONE = new PayloadBits(0, 0);

  /** The critical bit alone. */
  public static final PayloadBits CRITICAL = new PayloadBits(0x80, 0);

  /** The largest value of a RESERVED field of three octets. */
  static final int RESERVED_24 = 0xff_ffff;

  /** The largest value of a RESERVED field of two octets. */
  static final int RESERVED_16 = 0xffff;

  /**
   * @throws IllegalArgumentException if a field does not fit
   */
  public PayloadBits {
    Unsigned.requireU8("payload header bits", header);
    Unsigned.require("payload reserved field", reserved, RESERVED_24);
  }

  /** Whether a receiver that does not know the payload's type must refuse the message. */
  public boolean critical() {
    return (header & 0x80) != 0;
  }

  /** The bits of a payload without a RESERVED field of its own. */
  static PayloadBits of(int header) {
    return new PayloadBits(header, 0);
  }

  /** Reads a RESERVED field of two octets. */
  static PayloadBits read16(int header, WireReader body) throws MalformedMessageException {
    return new PayloadBits(header, body.u16("reserved"));
  }

  /** Reads a RESERVED field of three octets. */
  static PayloadBits read24(int header, WireReader body) throws MalformedMessageException {
    int high = body.u8("reserved");
    return new PayloadBits(header, high << 16 | body.u16("reserved"));
  }

  /** Writes what {@link #read24} reads. */
  void writeReserved24(WireWriter out) {
    out.u8(reserved >>> 16).u16(reserved & 0xffff);
  }

  /**
   * @throws IllegalArgumentException if the payload has less room for reserved bits
   */
  void requireReserved(int max) {
    Unsigned.require("payload reserved field", reserved, max);
  }
}
