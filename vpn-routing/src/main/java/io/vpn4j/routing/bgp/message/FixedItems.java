package io.vpn4j.routing.bgp.message;

import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.MalformedMessageException.Kind;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;

/** Attributes that are one or more items of one size, kept as the octets they came in. */
final class FixedItems {
  private FixedItems() {}

  static void require(String field, Octets octets, int itemOctets) {
    if (octets.isEmpty() || octets.length() % itemOctets != 0) {
      throw new IllegalArgumentException(
          field + " of " + octets.length() + " octets is not a positive multiple of " + itemOctets);
    }
  }

  static Octets decode(String field, WireReader in, int itemOctets)
      throws MalformedMessageException {
    if (!in.hasRemaining() || in.remaining() % itemOctets != 0) {
      throw in.bad(
          Kind.BAD_LENGTH,
          field,
          in.remaining() + " octets are not a positive multiple of " + itemOctets);
    }
    return in.rest();
  }

  static <T> Octets encode(List<T> items, int itemOctets, BiConsumer<T, WireWriter> encoder) {
    ByteBuffer octets = ByteBuffer.allocate(items.size() * itemOctets);
    WireWriter out = new WireWriter(octets);
    items.forEach(item -> encoder.accept(item, out));
    return Octets.of(octets.flip());
  }

  static <T> List<T> list(int size, IntFunction<T> item) {
    List<T> all = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      all.add(item.apply(i));
    }
    return List.copyOf(all);
  }

  static long u32(Octets octets, int at) {
    return (long) octets.u8(at) << 24
        | octets.u8(at + 1) << 16
        | octets.u8(at + 2) << 8
        | octets.u8(at + 3);
  }
}
