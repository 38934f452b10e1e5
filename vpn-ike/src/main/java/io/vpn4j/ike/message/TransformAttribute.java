package io.vpn4j.ike.message;

import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import java.util.Objects;

/**
 * An attribute of a transform (RFC 7296 section 3.3.5). The sender chooses the format; a Key Length
 * in the long one is not a Key Length.
 */
public sealed interface TransformAttribute {
  /** Bits of the key: the one attribute that RFC 7296 defines. */
  int KEY_LENGTH = 14;

  /** The Attribute Type without the format bit, 0 to 32,767. */
  int type();

  /** A Key Length attribute. */
  static TransformAttribute keyLength(int bits) {
    return new Fixed(KEY_LENGTH, bits);
  }

  /**
   * Type and value (AF is 1).
   *
   * @param type 0 to 32,767
   * @param value 0 to 65,535
   */
  record Fixed(int type, int value) implements TransformAttribute {
    /**
     * @throws IllegalArgumentException if a field is out of range
     */
    public Fixed {
      Unsigned.require("attribute type", type, MAX_TYPE);
      Unsigned.requireU16("attribute value", value);
    }
  }

  /**
   * Type, length and value (AF is 0).
   *
   * @param type 0 to 32,767
   * @param value any octets
   */
  record Variable(int type, Octets value) implements TransformAttribute {
    /**
     * @throws IllegalArgumentException if a field is out of range
     */
    public Variable {
      Unsigned.require("attribute type", type, MAX_TYPE);
      Objects.requireNonNull(value, "value");
    }
  }

  /** The largest Attribute Type: the first bit of its field is the format. */
  int MAX_TYPE = 0x7fff;

  /** Reads one attribute. */
  static TransformAttribute decode(WireReader in) throws MalformedMessageException {
    int formatAndType = in.u16("attribute type");
    int type = formatAndType & MAX_TYPE;
    if (formatAndType != type) {
      return new Fixed(type, in.u16("attribute value"));
    }
    return new Variable(type, in.octets(in.u16("attribute length"), "attribute value"));
  }

  /** Octets on the wire. */
  default int encodedLength() {
    return 4 + (this instanceof Variable variable ? variable.value().length() : 0);
  }

  /** Writes {@link #encodedLength} octets. */
  default void encode(WireWriter out) {
    if (this instanceof Variable variable) {
      out.u16(type()).u16(variable.value().length()).octets(variable.value());
    } else if (this instanceof Fixed fixed) {
      out.u16(type() | MAX_TYPE + 1).u16(fixed.value());
    }
  }
}
