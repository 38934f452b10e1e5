package io.vpn4j.ike.auth;

import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.MalformedMessageException.Kind;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireReader;
import java.io.ByteArrayOutputStream;

/** As much of DER (ITU-T X.690) as AUTH payloads need. */
final class Der {
  static final int INTEGER = 0x02;
  static final int NULL = 0x05;
  static final int OBJECT_IDENTIFIER = 0x06;
  static final int SEQUENCE = 0x30;

  private static final int MAX_LENGTH_OCTETS = 2;

  private Der() {}

  /** The contents of the next element, which must have {@code tag}. */
  static WireReader read(WireReader in, int tag, String field) throws MalformedMessageException {
    int actual = in.u8(field);
    if (actual != tag) {
      throw in.bad(Kind.BAD_VALUE, field, "DER tag " + actual + " where " + tag + " is wanted");
    }
    return in.sub(length(in, field), field);
  }

  /** Whether another element with {@code tag} comes. */
  static boolean follows(WireReader in, int tag, String field) throws MalformedMessageException {
    return in.hasRemaining() && in.peekU8(field) == tag;
  }

  private static int length(WireReader in, String field) throws MalformedMessageException {
    int first = in.u8(field);
    if (first < 0x80) {
      return first;
    }
    int octets = first - 0x80;
    if (octets == 0 || octets > MAX_LENGTH_OCTETS) {
      throw in.bad(Kind.BAD_LENGTH, field, "DER length of " + octets + " octets");
    }
    int length = octets == 1 ? in.u8(field) : in.u16(field);
    if (length < 0x80 || (octets == 2 && length < 0x100)) {
      throw in.bad(Kind.BAD_LENGTH, field, "DER length is not the shortest");
    }
    return length;
  }

  static Octets element(int tag, Octets... contents) {
    Octets content = Octets.concat(contents);
    var out = new ByteArrayOutputStream();
    out.write(tag);
    int length = content.length();
    if (length >= 0x100) {
      out.write(0x82);
      out.write(length >> 8);
    } else if (length >= 0x80) {
      out.write(0x81);
    }
    out.write(length);
    out.writeBytes(content.toByteArray());
    return Octets.of(out.toByteArray());
  }
}
