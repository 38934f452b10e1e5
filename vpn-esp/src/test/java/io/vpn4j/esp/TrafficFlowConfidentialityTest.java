package io.vpn4j.esp;

import static io.vpn4j.esp.EspFixtures.SPI;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vpn4j.esp.EspFixtures.Memory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** RFC 4303 sections 2.6 and 2.7: padding that hides lengths, and packets that hide silence. */
class TrafficFlowConfidentialityTest {
  private static final EspSuite SUITE = EspSuite.AES_GCM_16_256;
  private static final byte[] KEYMAT = EspFixtures.keymat(SUITE, 1);

  private final OutboundSa sa = EspFixtures.outbound(SUITE, KEYMAT).mode(EspMode.TUNNEL).build();
  private final InboundSa peer = EspFixtures.inbound(SUITE, KEYMAT).mode(EspMode.TUNNEL).build();

  @Property(tries = 300)
  void whatHidesTheLengthIsTakenOffAgain(
      @ForAll @IntRange(min = 40, max = 2000) int size,
      @ForAll @IntRange(max = 600) int padding,
      @ForAll boolean ipv4,
      @ForAll Memory innerMemory,
      @ForAll Memory espMemory,
      @ForAll Memory outMemory) {
    byte[] packet = ipv4 ? EspFixtures.ipv4(size, size) : EspFixtures.ipv6(size, size);
    ByteBuffer esp = espMemory.allocate(SUITE.encodedLength(size + padding), 3);
    assertEquals(SealResult.OK, sa.seal(innerMemory.of(packet, 5), ipv4 ? 4 : 41, padding, esp));
    assertEquals(0, esp.remaining(), "as long as a packet without padding of that size");
    ByteBuffer out = outMemory.allocate(esp.position(), 7);
    assertEquals(OpenResult.OK, peer.open(esp.position(3), out));
    assertArrayEquals(packet, EspFixtures.written(out, 7));
  }

  @Test
  void thePaddingIsEncryptedZeros() {
    byte[] packet = EspFixtures.ipv4(60, 1);
    ByteBuffer esp = ByteBuffer.allocate(SUITE.encodedLength(100));
    Arrays.fill(esp.array(), (byte) 0xee);
    assertEquals(SealResult.OK, sa.seal(ByteBuffer.wrap(packet), 4, 40, esp));
    byte[] padded = Arrays.copyOf(packet, 100);
    assertArrayEquals(new BouncyEsp(SUITE, KEYMAT, false).packet(SPI, 1, padded, 4), esp.array());
    assertEquals(60, sa.counters().octets());
  }

  @Test
  void dummiesLookLikeAnyPacketAndAreDropped() {
    ByteBuffer esp = ByteBuffer.allocate(2000);
    assertEquals(SealResult.OK, sa.sealDummy(1400, esp));
    assertEquals(SUITE.encodedLength(1400), esp.position());
    assertEquals(OpenResult.DUMMY, peer.open(esp.flip(), ByteBuffer.allocate(2000)));
    assertEquals(0, peer.counters().octets());
    assertEquals(1, peer.highestSequenceNumber());
    OutboundSa transport = EspFixtures.outbound(SUITE, KEYMAT).build();
    assertEquals(SealResult.OK, transport.sealDummy(0, esp.clear()));
    assertEquals(SealResult.OK, transport.sealDummy(100, esp.clear()));
  }

  @Test
  void transportModeCannotSayWhereThePaddingBegins() {
    OutboundSa transport = EspFixtures.outbound(SUITE, KEYMAT).build();
    ByteBuffer packet = ByteBuffer.allocate(20);
    ByteBuffer esp = ByteBuffer.allocate(2000);
    assertThrows(IllegalArgumentException.class, () -> transport.seal(packet, 17, 1, esp));
    assertThrows(IllegalArgumentException.class, () -> sa.seal(packet, 4, -1, esp));
    assertThrows(IllegalArgumentException.class, () -> sa.sealDummy(-1, esp));
    assertEquals(
        SealResult.BUFFER_TOO_SMALL, sa.seal(packet, 4, Integer.MAX_VALUE, esp), "no overflow");
  }

  @Test
  void aPacketThatIsNoneOrClaimsMoreThanCameIsDropped() {
    BouncyEsp bouncy = new BouncyEsp(SUITE, KEYMAT, false);
    byte[] tooLong = EspFixtures.ipv4(60, 1);
    tooLong[3]++;
    byte[] shortHeader = EspFixtures.ipv4(60, 1);
    shortHeader[0] = 0x44;
    byte[][] bad = {
      tooLong, shortHeader, new byte[0], new byte[19], EspFixtures.ipv6(60, 1), {0x45}
    };
    int number = 0;
    for (byte[] inner : bad) {
      byte[] esp = bouncy.packet(SPI, ++number, inner, 4);
      assertEquals(OpenResult.BAD_INNER_PACKET, EspFixtures.open(peer, esp), "packet " + number);
    }
    byte[] esp = bouncy.packet(SPI, ++number, EspFixtures.ipv4(60, 1), 41);
    assertEquals(OpenResult.BAD_INNER_PACKET, EspFixtures.open(peer, esp));
    assertEquals(number, peer.highestSequenceNumber(), "authentic they were");
  }
}
