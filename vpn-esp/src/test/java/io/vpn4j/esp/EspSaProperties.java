package io.vpn4j.esp;

import static io.vpn4j.esp.EspFixtures.IPV4;
import static io.vpn4j.esp.EspFixtures.SPI;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.vpn4j.esp.EspFixtures.Memory;
import java.nio.ByteBuffer;
import java.security.Provider;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

class EspSaProperties {
  private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();
  private static final List<EspSuite> EVERY_SUITE =
      Stream.concat(EspSuite.all().stream(), EspSuite.dangerouslyUnencrypted().stream()).toList();

  @Provide
  Arbitrary<EspSuite> suites() {
    return Arbitraries.of(EVERY_SUITE);
  }

  @Provide
  Arbitrary<Integer> sizes() {
    return Arbitraries.integers()
        .between(0, 9000)
        .edgeCases(config -> config.add(0, 1, 13, 14, 15, 16, 17, 1398, 1400, 8999, 9000));
  }

  @Property(tries = 1500)
  void opensWhatWasSealed(
      @ForAll("suites") EspSuite suite,
      @ForAll("sizes") int size,
      @ForAll Memory innerMemory,
      @ForAll Memory espMemory,
      @ForAll Memory outMemory,
      @ForAll @IntRange(max = 40) int offset,
      @ForAll boolean extended,
      @ForAll long seed) {
    byte[] keymat = EspFixtures.keymat(suite, seed);
    byte[] octets = EspFixtures.octets(size, seed);
    OutboundSa sa = EspFixtures.outbound(suite, keymat).extendedSequenceNumbers(extended).build();
    InboundSa peer = EspFixtures.inbound(suite, keymat).extendedSequenceNumbers(extended).build();

    for (int round = 0; round < 2; round++) { // twice: what a packet leaves must not matter
      ByteBuffer inner = innerMemory.of(octets, offset);
      ByteBuffer esp = espMemory.allocate(suite.encodedLength(size), 40 - offset);
      assertEquals(SealResult.OK, sa.seal(inner, IPV4, esp));
      assertEquals(0, inner.remaining());
      assertEquals(0, esp.remaining(), "encodedLength is exact");
      ByteBuffer out = outMemory.allocate(suite.encodedLength(size), offset);
      assertEquals(OpenResult.OK, peer.open(esp.position(40 - offset), out));
      assertEquals(0, esp.remaining());
      assertArrayEquals(octets, EspFixtures.written(out, offset));
    }
    assertEquals(2L * size, peer.counters().octets());
    sa.close();
    peer.close();
  }

  @Property(tries = 20)
  void sealsWhatBouncyCastleBuilds(
      @ForAll("sizes") int size, @ForAll boolean extended, @ForAll long seed) {
    for (EspSuite suite : EVERY_SUITE) {
      assertSealsWhatBouncyCastleBuilds(suite, size, extended, seed);
    }
  }

  private static void assertSealsWhatBouncyCastleBuilds(
      EspSuite suite, int size, boolean extended, long seed) {
    byte[] keymat = EspFixtures.keymat(suite, seed);
    byte[] inner = EspFixtures.octets(size, seed);
    long last = extended ? seed & Long.MAX_VALUE : seed & 0x7fff_ffffL;
    OutboundSa sa =
        EspFixtures.outbound(suite, keymat)
            .extendedSequenceNumbers(extended)
            .sequenceNumber(last)
            .build();
    byte[] expected = new BouncyEsp(suite, keymat, extended).packet(SPI, last + 1, inner, IPV4);
    assertArrayEquals(expected, EspFixtures.seal(sa, inner), suite::toString);
  }

  /** Bouncy Castle's JCA provider takes ICVs of 8 octets, which the JDK's does not. */
  @Property(tries = 8)
  void anotherProviderMakesAndOpensTheSamePackets(
      @ForAll("sizes") int size, @ForAll boolean extended, @ForAll long seed) {
    for (EspSuite suite : EVERY_SUITE) {
      assertAnotherProviderDoesTheSame(suite, size, extended, seed);
    }
  }

  private static void assertAnotherProviderDoesTheSame(
      EspSuite suite, int size, boolean extended, long seed) {
    byte[] keymat = EspFixtures.keymat(suite, seed);
    byte[] inner = EspFixtures.octets(size, seed);
    OutboundSa sa = EspFixtures.outbound(suite, keymat).extendedSequenceNumbers(extended).build();
    OutboundSa other =
        EspFixtures.outbound(suite, keymat)
            .extendedSequenceNumbers(extended)
            .provider(BOUNCY_CASTLE)
            .build();
    InboundSa otherPeer =
        EspFixtures.inbound(suite, keymat)
            .extendedSequenceNumbers(extended)
            .provider(BOUNCY_CASTLE)
            .build();
    byte[] esp = EspFixtures.seal(sa, inner);
    assertArrayEquals(esp, EspFixtures.seal(other, inner), suite::toString);
    byte[] forged = esp.clone();
    forged[forged.length - 1] ^= 1;
    assertEquals(OpenResult.BAD_ICV, EspFixtures.open(otherPeer, forged), suite::toString);
    assertEquals(OpenResult.OK, EspFixtures.open(otherPeer, esp), suite::toString);
  }

  @Property(tries = 5)
  void noBitFlipOpensAndNoneMovesTheWindow(
      @ForAll @IntRange(max = 70) int size, @ForAll boolean extended, @ForAll long seed) {
    for (EspSuite suite : EVERY_SUITE) {
      assertNoBitFlipOpens(suite, size, extended, seed);
    }
  }

  private static void assertNoBitFlipOpens(EspSuite suite, int size, boolean extended, long seed) {
    byte[] keymat = EspFixtures.keymat(suite, seed);
    OutboundSa sa = EspFixtures.outbound(suite, keymat).extendedSequenceNumbers(extended).build();
    InboundSa peer = EspFixtures.inbound(suite, keymat).extendedSequenceNumbers(extended).build();
    byte[] inner = EspFixtures.octets(size, seed);
    assertEquals(OpenResult.OK, EspFixtures.open(peer, EspFixtures.seal(sa, inner)));
    byte[] esp = EspFixtures.seal(sa, inner);
    for (int bit = 0; bit < 8 * esp.length; bit++) {
      byte[] flipped = esp.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      OpenResult result = EspFixtures.open(peer, flipped);
      // A sequence number may turn into 0, or into 3 with the ICV of 2; all else is the ICV's.
      boolean inSequenceNumber = bit >= 32 && bit < 64;
      if (bit < 32) {
        assertEquals(OpenResult.UNKNOWN_SPI, result);
      } else if (!inSequenceNumber || result != OpenResult.REPLAYED) {
        assertEquals(OpenResult.BAD_ICV, result, suite::toString);
      }
      assertEquals(1, peer.highestSequenceNumber());
    }
    assertEquals(OpenResult.OK, EspFixtures.open(peer, esp), () -> "still opens: " + suite);
  }

  @Property(tries = 5)
  void noTruncationOrExtensionOpens(@ForAll @IntRange(max = 70) int size, @ForAll long seed) {
    for (EspSuite suite : EVERY_SUITE) {
      assertNoTruncationOrExtensionOpens(suite, size, seed);
    }
  }

  private static void assertNoTruncationOrExtensionOpens(EspSuite suite, int size, long seed) {
    byte[] keymat = EspFixtures.keymat(suite, seed);
    byte[] esp =
        EspFixtures.seal(
            EspFixtures.outbound(suite, keymat).build(), EspFixtures.octets(size, seed));
    InboundSa peer = EspFixtures.inbound(suite, keymat).build();
    for (int length = 0; length <= esp.length + 40; length++) {
      if (length != esp.length) {
        OpenResult result = EspFixtures.open(peer, Arrays.copyOf(esp, length));
        Statistics.label("reason").collect(result);
        assertNotEquals(OpenResult.OK, result, suite::toString);
        assertEquals(0, peer.highestSequenceNumber());
      }
    }
    assertEquals(OpenResult.OK, EspFixtures.open(peer, esp));
  }

  @Property(tries = 2000)
  void answersAnyOctetsWithAResult(
      @ForAll("suites") EspSuite suite,
      @ForAll @Size(max = 200) byte[] octets,
      @ForAll boolean withSpi,
      @ForAll boolean extended,
      @ForAll Memory memory) {
    InboundSa sa =
        EspFixtures.inbound(suite, EspFixtures.keymat(suite, 1))
            .extendedSequenceNumbers(extended)
            .build();
    if (withSpi && octets.length >= 4) {
      ByteBuffer.wrap(octets).putInt(SPI);
    }
    ByteBuffer esp = memory.of(octets, 3);
    ByteBuffer out = memory.allocate(octets.length, 3);
    OpenResult result = sa.open(esp, out);
    Statistics.label("result").collect(result);
    assertNotEquals(OpenResult.OK, result);
    assertEquals(3, esp.position());
    assertEquals(3, out.position());
    assertEquals(0, sa.highestSequenceNumber());
  }

  @Property(tries = 1000)
  void answersAnyAuthenticPlaintextWithAResult(
      @ForAll("suites") EspSuite suite,
      @ForAll @Size(min = 0, max = 40) byte[] octets,
      @ForAll @IntRange(max = 40) int padLength,
      @ForAll @IntRange(max = 255) int nextHeader) {
    byte[] keymat = EspFixtures.keymat(suite, 1);
    int unit = suite.alignmentOctets();
    byte[] plain = Arrays.copyOf(octets, (octets.length + 2 + unit - 1) / unit * unit);
    plain[plain.length - 2] = (byte) padLength;
    plain[plain.length - 1] = (byte) nextHeader;
    BouncyEsp peer = new BouncyEsp(suite, keymat, false);
    InboundSa sa = EspFixtures.inbound(suite, keymat).mode(EspMode.TRANSPORT).build();
    ByteBuffer out = ByteBuffer.allocate(100);
    OpenResult result = sa.open(ByteBuffer.wrap(peer.packet(SPI, 1, peer.iv(1), plain)), out);
    Statistics.label("result").collect(result);

    OpenResult expected = nextHeader == 59 ? OpenResult.DUMMY : OpenResult.OK;
    int payload = plain.length - 2 - padLength;
    for (int i = 0; i < padLength; i++) {
      if (payload < 0 || plain[payload + i] != i + 1) {
        expected = OpenResult.BAD_PADDING;
      }
    }
    assertEquals(expected, result);
    assertEquals(1, sa.highestSequenceNumber());
    assertEquals(result == OpenResult.OK ? payload : 0, out.position());
  }

  @Property(tries = 300)
  void deliversEachPacketOnceWhateverTheNetworkDoes(
      @ForAll("suites") EspSuite suite,
      @ForAll @Size(min = 1, max = 100) List<@IntRange(max = 99) Integer> arrivals) {
    byte[] keymat = EspFixtures.keymat(suite, 2);
    OutboundSa sa = EspFixtures.outbound(suite, keymat).build();
    InboundSa peer = EspFixtures.inbound(suite, keymat).replayWindowPackets(100).build();
    byte[][] sent = new byte[100][];
    for (int i = 0; i < sent.length; i++) {
      sent[i] = EspFixtures.seal(sa, new byte[] {(byte) i});
    }
    boolean[] seen = new boolean[sent.length];
    for (int i : arrivals) {
      assertEquals(seen[i] ? OpenResult.REPLAYED : OpenResult.OK, EspFixtures.open(peer, sent[i]));
      seen[i] = true;
    }
  }
}
