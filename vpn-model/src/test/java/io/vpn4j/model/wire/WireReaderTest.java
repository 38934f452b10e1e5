package io.vpn4j.model.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.model.wire.MalformedMessageException.Kind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class WireReaderTest {
  @Test
  void readsUnsignedNumbersInNetworkOrder() throws MalformedMessageException {
    WireReader in = WireReader.of(Octets.ofHex("ff" + "fffe" + "fffffffd" + "fffffffffffffffc"));
    assertEquals(0xff, in.u8("a"));
    assertEquals(0xfffe, in.u16("b"));
    assertEquals(0xfffffffdL, in.u32("c"));
    assertEquals(-4L, in.u64("d"));
    assertFalse(in.hasRemaining());
  }

  @Test
  void readsNetworkOrderFromALittleEndianBuffer() throws MalformedMessageException {
    ByteBuffer buffer = ByteBuffer.wrap(new byte[] {1, 2}).order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(0x0102, WireReader.of(buffer).u16("a"));
  }

  @Test
  void leavesTheCallersPositionAlone() throws MalformedMessageException {
    ByteBuffer buffer = ByteBuffer.wrap(new byte[] {1, 2, 3});
    buffer.get();
    assertEquals(0x0203, WireReader.of(buffer).u16("a"));
    assertEquals(1, buffer.position());
  }

  @Test
  void namesTheFieldAndOffsetOfWhatIsMissing() throws MalformedMessageException {
    WireReader in = WireReader.of(Octets.ofHex("010203"));
    in.u8("first");
    var refused = assertThrows(MalformedMessageException.class, () -> in.u32("spi"));
    assertEquals(Kind.TRUNCATED, refused.kind());
    assertEquals("spi", refused.field());
    assertEquals(1, refused.offset());
    assertEquals("TRUNCATED at octet 1 in spi: needs 4 octets, 2 are left", refused.getMessage());
    assertEquals(0, refused.getStackTrace().length);
  }

  @Test
  void aFailedReadTakesNothing() {
    WireReader in = WireReader.of(Octets.ofHex("0102"));
    assertThrows(MalformedMessageException.class, () -> in.u32("a"));
    assertEquals(2, in.remaining());
  }

  @Test
  void aPartCannotReadPastItsEndAndCountsFromTheWholeMessage() throws MalformedMessageException {
    WireReader in = WireReader.of(Octets.ofHex("0001020304"));
    in.skip(1, "header");
    WireReader part = in.sub(2, "body");
    assertEquals(1, part.offset());
    part.u8("a");
    var refused = assertThrows(MalformedMessageException.class, () -> part.u16("b"));
    assertEquals(2, refused.offset());
    assertEquals(3, in.offset());
    assertEquals(0x0304, in.u16("rest"));
  }

  @Test
  void partsOfPartsCountFromTheWholeMessage() throws MalformedMessageException {
    WireReader in = WireReader.of(Octets.ofHex("0001020304"));
    in.skip(1, "header");
    WireReader part = in.sub(4, "body");
    part.skip(1, "header");
    assertEquals(2, part.sub(2, "inner").offset());
  }

  @Test
  void negativeLengthsAreBadLengths() {
    WireReader in = WireReader.of(Octets.ofHex("0102"));
    var sub = assertThrows(MalformedMessageException.class, () -> in.sub(-3, "body"));
    assertEquals(Kind.BAD_LENGTH, sub.kind());
    assertTrue(sub.getMessage().contains("by 3"), sub.getMessage());
    var skip = assertThrows(MalformedMessageException.class, () -> in.skip(-1, "body"));
    assertEquals(Kind.BAD_LENGTH, skip.kind());
    var octets = assertThrows(MalformedMessageException.class, () -> in.octets(-1, "body"));
    assertEquals(Kind.BAD_LENGTH, octets.kind());
  }

  @Test
  void hugeLengthsAreTruncatedNotAllocated() {
    WireReader in = WireReader.of(Octets.EMPTY);
    var refused =
        assertThrows(MalformedMessageException.class, () -> in.octets(Integer.MAX_VALUE, "body"));
    assertEquals(Kind.TRUNCATED, refused.kind());
  }

  @Test
  void peeksWithoutReading() throws MalformedMessageException {
    WireReader in = WireReader.of(Octets.ofHex("f0"));
    assertEquals(0xf0, in.peekU8("type"));
    assertEquals(0xf0, in.u8("type"));
    assertThrows(MalformedMessageException.class, () -> in.peekU8("type"));
  }

  @Test
  void refusesTrailingOctets() throws MalformedMessageException {
    WireReader in = WireReader.of(Octets.ofHex("0102"));
    in.u8("a");
    var refused = assertThrows(MalformedMessageException.class, () -> in.expectEnd("message"));
    assertEquals(Kind.TRAILING_OCTETS, refused.kind());
    assertEquals(Octets.ofHex("02"), in.rest());
    in.expectEnd("message");
    assertEquals(Octets.EMPTY, in.rest());
  }
}
