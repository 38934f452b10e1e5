package io.vpn4j.model.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class WireWriterTest {
  @Test
  void writesNetworkOrderFromTheBuffersPosition() {
    ByteBuffer out = ByteBuffer.allocate(32);
    out.put((byte) 0xee);
    WireWriter writer = new WireWriter(out);
    writer.u8(0xff).u16(0x0102).u32(0xfffffffdL).u64(-2).zeros(2).octets(Octets.of((byte) 7));
    assertEquals(18, writer.length());
    assertEquals("eeff0102fffffffdfffffffffffffffe000007", written(out));
  }

  @Test
  void reservesLengthsAsOnesAndPatchesThem() {
    ByteBuffer out = ByteBuffer.allocate(32);
    out.put((byte) 0xee);
    WireWriter writer = new WireWriter(out);
    int at16 = writer.reserveU16();
    int at32 = writer.reserveU32();
    assertEquals("eeffffffffffff", written(out));
    writer.u8(1);
    writer.patchU16(at16, 7);
    writer.patchU32(at32, 0x80000001L);
    assertEquals("ee00078000000101", written(out));
    assertEquals(7, writer.length());
  }

  @Test
  void refusesWhatDoesNotFitItsField() {
    WireWriter writer = new WireWriter(ByteBuffer.allocate(32));
    assertThrows(IllegalArgumentException.class, () -> writer.u8(256));
    assertThrows(IllegalArgumentException.class, () -> writer.u8(-1));
    assertThrows(IllegalArgumentException.class, () -> writer.u16(65_536));
    assertThrows(IllegalArgumentException.class, () -> writer.u32(0x1_0000_0000L));
    assertThrows(IllegalArgumentException.class, () -> writer.u32(-1));
    assertThrows(IllegalArgumentException.class, () -> writer.patchU16(0, 65_536));
    assertThrows(IllegalArgumentException.class, () -> writer.patchU32(0, -1));
    assertEquals(0, writer.length());
  }

  @Test
  void aBufferTooSmallOverflows() {
    WireWriter writer = new WireWriter(ByteBuffer.allocate(1));
    assertThrows(BufferOverflowException.class, () -> writer.u16(1));
  }

  private static String written(ByteBuffer out) {
    return Octets.of(out.duplicate().flip()).toString();
  }
}
