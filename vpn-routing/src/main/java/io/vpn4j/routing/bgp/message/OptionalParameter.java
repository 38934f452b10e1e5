package io.vpn4j.routing.bgp.message;

import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;

/** One optional parameter of an OPEN (RFC 4271 section 4.2). */
public sealed interface OptionalParameter {
  /** The number on the wire, 0 to 254. */
  int type();

  /** Octets of the value. */
  int valueLength();

  /** Writes exactly {@link #valueLength} octets. */
  void encodeValue(WireWriter out);

  /** What the sender can do (RFC 5492 section 4); several of these are as good as one. */
  record Capabilities(List<Capability> list) implements OptionalParameter {
    static final int TYPE = 2;

    /** Copies the list. */
    public Capabilities {
      list = List.copyOf(list);
    }

    @Override
    public int type() {
      return TYPE;
    }

    @Override
    public int valueLength() {
      return Capability.encodedLength(list);
    }

    @Override
    public void encodeValue(WireWriter out) {
      Capability.encodeAll(list, out);
    }
  }

  /** Anything else, to be refused (RFC 4271 section 6.2). */
  record Unknown(int type, Octets value) implements OptionalParameter {
    /**
     * @throws IllegalArgumentException if the type is out of range or has a record of its own
     */
    public Unknown {
      Unsigned.require("optional parameter type", type, 254);
      if (type == Capabilities.TYPE) {
        throw new IllegalArgumentException("capabilities are not an unknown parameter");
      }
    }

    @Override
    public int valueLength() {
      return value.length();
    }

    @Override
    public void encodeValue(WireWriter out) {
      out.octets(value);
    }
  }

  /** All that is left in {@code in}; {@code extended} lengths have two octets (RFC 9072). */
  static List<OptionalParameter> decodeAll(WireReader in, boolean extended)
      throws MalformedMessageException {
    List<OptionalParameter> all = new ArrayList<>();
    while (in.hasRemaining()) {
      int type = in.u8("optional parameter type");
      if (type == OpenMessage.EXTENDED_MARK) {
        throw in.bad(
            MalformedMessageException.Kind.BAD_ORDER, "optional parameter type", "255 is reserved");
      }
      int length =
          extended ? in.u16("optional parameter length") : in.u8("optional parameter length");
      WireReader value = in.sub(length, "optional parameter value");
      all.add(
          type == Capabilities.TYPE
              ? new Capabilities(Capability.decodeAll(value))
              : new Unknown(type, value.rest()));
    }
    return all;
  }

  static int encodedLength(List<OptionalParameter> all, boolean extended) {
    int length = 0;
    for (OptionalParameter parameter : all) {
      length += (extended ? 3 : 2) + parameter.valueLength();
    }
    return length;
  }

  static void encodeAll(List<OptionalParameter> all, WireWriter out, boolean extended) {
    for (OptionalParameter parameter : all) {
      out.u8(parameter.type());
      if (extended) {
        out.u16(parameter.valueLength());
      } else {
        out.u8(parameter.valueLength());
      }
      parameter.encodeValue(out);
    }
  }
}
