package io.vpn4j.model.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import org.junit.jupiter.api.Test;

class OctetsTest {
  @Test
  void copiesInAndOut() {
    byte[] source = {1, 2};
    Octets octets = Octets.of(source);
    source[0] = 9;
    octets.toByteArray()[1] = 9;
    assertEquals(Octets.ofHex("0102"), octets);
  }

  @Test
  void comparesByContentUnsigned() {
    assertEquals(Octets.ofHex("80"), Octets.of((byte) 0x80));
    assertEquals(Octets.ofHex("80").hashCode(), Octets.of((byte) 0x80).hashCode());
    assertNotEquals(Octets.ofHex("80"), Octets.ofHex("8000"));
    assertTrue(Octets.ofHex("80").compareTo(Octets.ofHex("7f")) > 0);
    assertTrue(Octets.ofHex("01").compareTo(Octets.ofHex("0100")) < 0);
  }

  @Test
  void viewsAreReadOnlyWithPositionsOfTheirOwn() {
    Octets octets = Octets.ofHex("0102");
    ByteBuffer view = octets.asByteBuffer();
    assertEquals(1, view.get());
    assertThrows(ReadOnlyBufferException.class, () -> view.put(0, (byte) 9));
    assertEquals(2, octets.asByteBuffer().remaining());
  }

  @Test
  void takesTheRestOfABufferAndLeavesItsPosition() {
    ByteBuffer buffer = ByteBuffer.wrap(new byte[] {1, 2, 3}).position(1);
    assertEquals(Octets.ofHex("0203"), Octets.of(buffer));
    assertEquals(1, buffer.position());
  }

  @Test
  void joinsSlicesAndPrints() {
    Octets joined = Octets.concat(Octets.ofHex("01"), Octets.EMPTY, Octets.ofHex("ff02"));
    assertEquals("01ff02", joined.toString());
    assertEquals(Octets.ofHex("ff"), joined.slice(1, 2));
    assertEquals(255, joined.u8(1));
    assertEquals(3, joined.length());
    assertTrue(joined.slice(1, 1).isEmpty());
  }
}
