package io.vpn4j.model.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;

class WireProperties {
  /** One call on a reader: which, and its length argument. */
  record Call(int method, int length) {}

  @Provide
  Arbitrary<List<Call>> calls() {
    Arbitrary<Integer> length =
        Arbitraries.oneOf(
            Arbitraries.integers().between(-2, 20),
            Arbitraries.of(Integer.MIN_VALUE, Integer.MAX_VALUE));
    return net.jqwik.api.Combinators.combine(Arbitraries.integers().between(0, 8), length)
        .as(Call::new)
        .list()
        .ofMaxSize(20);
  }

  @Property(tries = 500)
  void whatIsWrittenReadsBack(
      @ForAll @LongRange(max = 0xff) long u8,
      @ForAll @LongRange(max = 0xffff) long u16,
      @ForAll @LongRange(max = 0xffff_ffffL) long u32,
      @ForAll long u64,
      @ForAll @Size(max = 40) byte[] octets)
      throws MalformedMessageException {
    ByteBuffer buffer = ByteBuffer.allocate(64);
    WireWriter out = new WireWriter(buffer);
    int length = out.reserveU16();
    out.u8((int) u8).u16((int) u16).u32(u32).u64(u64).octets(Octets.of(octets));
    out.patchU16(length, out.length());
    WireReader in = WireReader.of(buffer.flip());
    assertEquals(17 + octets.length, in.u16("length"));
    assertEquals(u8, in.u8("u8"));
    assertEquals(u16, in.u16("u16"));
    assertEquals(u32, in.u32("u32"));
    assertEquals(u64, in.u64("u64"));
    assertEquals(Octets.of(octets), in.octets(octets.length, "octets"));
    in.expectEnd("message");
  }

  @Property(tries = 1000)
  void everyCallReadsWithinTheMessageOrIsRefusedAndTakesNothing(
      @ForAll @Size(max = 32) byte[] message, @ForAll("calls") List<Call> calls) {
    List<WireReader> readers = new ArrayList<>();
    readers.add(WireReader.of(ByteBuffer.wrap(message)));
    int refusals = 0;
    for (Call call : calls) {
      WireReader in = readers.get(readers.size() - 1);
      int before = in.offset();
      int left = in.remaining();
      try {
        run(call, in, readers);
        assertTrue(in.offset() >= before);
      } catch (MalformedMessageException refused) {
        refusals++;
        assertEquals(before, in.offset());
        assertEquals(before, refused.offset());
      }
      assertEquals(before + left, in.offset() + in.remaining());
      assertTrue(in.offset() + in.remaining() <= message.length);
    }
    Statistics.label("refusals").collect(refusals == 0 ? "none" : "some");
  }

  private static void run(Call call, WireReader in, List<WireReader> readers)
      throws MalformedMessageException {
    switch (call.method()) {
      case 0 -> in.u8("f");
      case 1 -> in.u16("f");
      case 2 -> in.u32("f");
      case 3 -> in.u64("f");
      case 4 -> in.peekU8("f");
      case 5 -> assertEquals(call.length(), in.octets(call.length(), "f").length());
      case 6 -> in.skip(call.length(), "f");
      case 7 -> readers.add(in.sub(call.length(), "f"));
      default -> in.expectEnd("f");
    }
  }

  @Property(tries = 300)
  void hexRoundTrips(@ForAll @Size(max = 64) byte[] octets) {
    Octets value = Octets.of(octets);
    assertEquals(value, Octets.ofHex(value.toString()));
    assertEquals(value, Octets.of(value.toByteArray()));
  }
}
