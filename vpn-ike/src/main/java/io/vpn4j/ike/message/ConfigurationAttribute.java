package io.vpn4j.ike.message;

import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import java.util.Objects;

/**
 * An attribute of a Configuration payload (RFC 7296 section 3.15.1).
 *
 * @param type 0 to 32,767
 * @param value any octets; none where the sender asks for a value
 * @param reserved whether the reserved bit before the type is set; false in what we send
 */
public record ConfigurationAttribute(int type, Octets value, boolean reserved) {
  private static final int RESERVED_BIT = 0x8000;

  /**
   * @throws IllegalArgumentException if the type is out of range
   */
  public ConfigurationAttribute {
    Unsigned.require("attribute type", type, RESERVED_BIT - 1);
    Objects.requireNonNull(value, "value");
  }

  /** What we send. */
  public ConfigurationAttribute(int type, Octets value) {
    this(type, value, false);
  }

  static ConfigurationAttribute decode(WireReader in) throws MalformedMessageException {
    int reservedAndType = in.u16("attribute type");
    Octets value = in.octets(in.u16("attribute length"), "attribute value");
    return new ConfigurationAttribute(
        reservedAndType & RESERVED_BIT - 1, value, (reservedAndType & RESERVED_BIT) != 0);
  }

  int encodedLength() {
    return 4 + value.length();
  }

  void encode(WireWriter out) {
    out.u16(reserved ? type | RESERVED_BIT : type).u16(value.length()).octets(value);
  }
}
