package io.vpn4j.ike.message;

import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.MalformedMessageException.Kind;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * A transform substructure: one algorithm (RFC 7296 section 3.3.2).
 *
 * <p>Equality leaves {@code reserved} out, because reserved octets mean nothing (section 2.5): a
 * received transform equals {@link #of(TransformType, int, int)} exactly when it asks for that
 * algorithm with that key length and with no other attribute.
 *
 * @param type what the algorithm is for
 * @param id the algorithm's number in the registry of its type, 0 to 65,535
 * @param attributes usually none or a Key Length
 * @param reserved both RESERVED octets, the first in bits 8 to 15; 0 in what we send
 */
public record Transform(
    TransformType type, int id, List<TransformAttribute> attributes, int reserved) {
  /** Octets before the attributes. */
  private static final int FIXED_OCTETS = 8;

  private static final int LAST = 0;
  private static final int MORE = 3;

  /**
   * @throws IllegalArgumentException if a field is out of range
   */
  public Transform {
    Objects.requireNonNull(type, "type");
    Unsigned.requireU16("transform ID", id);
    attributes = List.copyOf(attributes);
    Unsigned.requireU16("transform reserved fields", reserved);
  }

  /** What we send. */
  public Transform(TransformType type, int id, List<TransformAttribute> attributes) {
    this(type, id, attributes, 0);
  }

  /** An algorithm without attributes. */
  public static Transform of(TransformType type, int id) {
    return new Transform(type, id, List.of());
  }

  /** An algorithm with a Key Length attribute. */
  public static Transform of(TransformType type, int id, int keyLengthBits) {
    return new Transform(type, id, List.of(TransformAttribute.keyLength(keyLengthBits)));
  }

  /** Bits of the key, if there is a Key Length attribute; the first, if there are several. */
  public OptionalInt keyLength() {
    for (TransformAttribute attribute : attributes) {
      if (attribute instanceof TransformAttribute.Fixed fixed
          && fixed.type() == TransformAttribute.KEY_LENGTH) {
        return OptionalInt.of(fixed.value());
      }
    }
    return OptionalInt.empty();
  }

  /** Reads one of the transforms in {@code in}, which tells whether more must follow. */
  static Transform decode(WireReader in) throws MalformedMessageException {
    int last = in.u8("last transform");
    int reserved = in.u8("reserved") << 8;
    WireReader body = in.sub(in.u16("transform length") - 4, "transform");
    if (last != (in.hasRemaining() ? MORE : LAST)) {
      throw in.bad(
          Kind.BAD_VALUE, "last transform", last + " before " + in.remaining() + " octets");
    }
    TransformType type = new TransformType(body.u8("transform type"));
    reserved |= body.u8("reserved");
    int id = body.u16("transform ID");
    List<TransformAttribute> attributes = new ArrayList<>();
    while (body.hasRemaining()) {
      attributes.add(TransformAttribute.decode(body));
    }
    return new Transform(type, id, attributes, reserved);
  }

  int encodedLength() {
    return FIXED_OCTETS + attributes.stream().mapToInt(TransformAttribute::encodedLength).sum();
  }

  void encode(WireWriter out, boolean last) {
    int start = out.length();
    out.u8(last ? LAST : MORE).u8(reserved >>> 8);
    int length = out.reserveU16();
    out.u8(type.value()).u8(reserved & 0xff).u16(id);
    attributes.forEach(attribute -> attribute.encode(out));
    out.patchU16(length, out.length() - start);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Transform o
        && type.equals(o.type)
        && id == o.id
        && attributes.equals(o.attributes);
  }

  @Override
  public int hashCode() {
    return Objects.hash(type, id, attributes);
  }
}
