package io.vpn4j.esp;

import static io.vpn4j.esp.EspFixtures.IPV4;
import static io.vpn4j.esp.EspFixtures.SPI;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.esp.replay.Resynchronization;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EspSaTest {
  private static final byte[] INNER = EspFixtures.ipv4(100, 7);

  static List<EspSuite> suites() {
    return EspSuite.all();
  }

  static Stream<EspSuite> oneOfEachFamily() {
    return Stream.of(
        EspSuite.AES_GCM_16_128,
        new EspSuite(EspEncryption.AES_CBC_256, EspIntegrity.HMAC_SHA2_256_128));
  }

  @ParameterizedTest
  @MethodSource("suites")
  void stopsBeforeASequenceNumberRepeats(EspSuite suite) {
    byte[] keymat = EspFixtures.keymat(suite, 1);
    OutboundSa sa = EspFixtures.outbound(suite, keymat).sequenceNumber(0xffff_fffeL).build();
    InboundSa peer = EspFixtures.inbound(suite, keymat).build();
    assertEquals(OpenResult.OK, EspFixtures.open(peer, EspFixtures.seal(sa, INNER)));
    assertEquals(0xffff_ffffL, peer.highestSequenceNumber());

    ByteBuffer inner = ByteBuffer.wrap(INNER);
    ByteBuffer out = ByteBuffer.allocate(500);
    for (int i = 0; i < 3; i++) {
      assertEquals(SealResult.SEQUENCE_EXHAUSTED, sa.seal(inner, IPV4, out));
    }
    assertEquals(0, out.position());
    assertEquals(INNER.length, inner.remaining());
    assertEquals(3, sa.counters().count(SealResult.SEQUENCE_EXHAUSTED));
    assertEquals(0xffff_ffffL, sa.sequenceNumber());
    assertArrayEquals(new byte[500], out.array());
  }

  @ParameterizedTest
  @MethodSource("suites")
  void extendedSequenceNumbersGoOnBehind32Bits(EspSuite suite) {
    byte[] keymat = EspFixtures.keymat(suite, 2);
    OutboundSa sa =
        EspFixtures.outbound(suite, keymat)
            .extendedSequenceNumbers(true)
            .sequenceNumber(0xffff_fff0L)
            .build();
    InboundSa peer =
        EspFixtures.inbound(suite, keymat)
            .extendedSequenceNumbers(true)
            .received(0xffff_ff00L)
            .build();
    byte[][] packets = new byte[40][];
    for (int i = 0; i < packets.length; i++) {
      packets[i] = EspFixtures.seal(sa, INNER);
    }
    for (int i = 0; i < packets.length; i += 2) { // the even ones, then late: the odd ones
      assertEquals(OpenResult.OK, EspFixtures.open(peer, packets[i]), "packet " + i);
    }
    for (int i = 1; i < packets.length; i += 2) {
      assertEquals(OpenResult.OK, EspFixtures.open(peer, packets[i]), "packet " + i);
    }
    for (byte[] packet : packets) {
      assertEquals(OpenResult.REPLAYED, EspFixtures.open(peer, packet));
    }
    assertEquals(0x1_0000_0018L, peer.highestSequenceNumber());
  }

  /** RFC 4303 appendix A3: more than 2^32 packets were lost, so their upper half is unknown. */
  @ParameterizedTest
  @MethodSource("oneOfEachFamily")
  void findsAPeerAgainThatIsFarAhead(EspSuite suite) {
    byte[] keymat = EspFixtures.keymat(suite, 20);
    InboundSa sa =
        EspFixtures.inbound(suite, keymat).extendedSequenceNumbers(true).received(1000).build();
    OutboundSa peer =
        EspFixtures.outbound(suite, keymat)
            .extendedSequenceNumbers(true)
            .sequenceNumber(0x2_0000_5000L)
            .build();
    ByteBuffer out = ByteBuffer.allocate(500);
    for (int i = 1; i < Resynchronization.TRIGGER; i++) {
      assertEquals(
          OpenResult.BAD_ICV, sa.open(ByteBuffer.wrap(EspFixtures.seal(peer, INNER)), out));
    }
    ByteBuffer esp = ByteBuffer.wrap(EspFixtures.seal(peer, INNER));
    assertEquals(OpenResult.OK, sa.open(esp.duplicate(), out));
    assertArrayEquals(INNER, EspFixtures.written(out, 0));
    assertEquals(peer.sequenceNumber(), sa.highestSequenceNumber());
    assertEquals(OpenResult.REPLAYED, sa.open(esp, out.clear()));
    assertEquals(OpenResult.OK, EspFixtures.open(sa, EspFixtures.seal(peer, INNER)));
    // In one array with the output: the packet that fails is still there for the next try.
    OutboundSa farther =
        EspFixtures.outbound(suite, keymat)
            .extendedSequenceNumbers(true)
            .sequenceNumber(0x6_0001_0000L)
            .build();
    for (int i = 1; i < Resynchronization.TRIGGER; i++) {
      EspFixtures.open(sa, EspFixtures.seal(farther, INNER));
    }
    ByteBuffer shared = ByteBuffer.wrap(EspFixtures.seal(farther, INNER));
    assertEquals(OpenResult.OK, sa.open(shared.duplicate(), shared));
    assertArrayEquals(INNER, EspFixtures.written(shared, 0));
  }

  @Test
  void anOldPacketIsNotTakenForOneFarAhead() {
    EspSuite suite = EspSuite.AES_GCM_16_128;
    byte[] keymat = EspFixtures.keymat(suite, 21);
    InboundSa sa =
        EspFixtures.inbound(suite, keymat)
            .extendedSequenceNumbers(true)
            .received(0x3_0000_0000L)
            .build();
    byte[] old =
        EspFixtures.seal(
            EspFixtures.outbound(suite, keymat)
                .extendedSequenceNumbers(true)
                .sequenceNumber(0x1_0000_0000L)
                .build(),
            INNER);
    for (int i = 0; i < 3 * Resynchronization.TRIGGER; i++) {
      assertEquals(OpenResult.BAD_ICV, EspFixtures.open(sa, old));
    }
    assertEquals(0x3_0000_0000L, sa.highestSequenceNumber());
  }

  @Test
  void extendedSequenceNumbersStopAtTheirEndToo() {
    EspSuite suite = EspSuite.AES_GCM_16_128;
    OutboundSa sa =
        EspFixtures.outbound(suite, EspFixtures.keymat(suite, 3))
            .extendedSequenceNumbers(true)
            .sequenceNumber(-2L)
            .build();
    EspFixtures.seal(sa, INNER);
    assertEquals(
        SealResult.SEQUENCE_EXHAUSTED,
        sa.seal(ByteBuffer.wrap(INNER), IPV4, ByteBuffer.allocate(500)));
  }

  @ParameterizedTest
  @MethodSource("suites")
  void aPeerWithoutExtendedSequenceNumbersIsNotUnderstood(EspSuite suite) {
    byte[] keymat = EspFixtures.keymat(suite, 4);
    byte[] plain = EspFixtures.seal(EspFixtures.outbound(suite, keymat).build(), INNER);
    InboundSa extended = EspFixtures.inbound(suite, keymat).extendedSequenceNumbers(true).build();
    assertEquals(OpenResult.BAD_ICV, EspFixtures.open(extended, plain));
  }

  @ParameterizedTest
  @MethodSource("suites")
  void erasesKeysOnClose(EspSuite suite) {
    byte[] keymat = EspFixtures.keymat(suite, 5);
    OutboundSa outbound = EspFixtures.outbound(suite, keymat).build();
    InboundSa inbound = EspFixtures.inbound(suite, keymat).build();
    ByteBuffer direct = ByteBuffer.allocateDirect(500);
    assertEquals(SealResult.OK, outbound.seal(ByteBuffer.wrap(INNER), IPV4, direct));
    assertEquals(OpenResult.OK, inbound.open(direct.flip(), ByteBuffer.allocateDirect(500)));
    assertFalse(outbound.isErased());
    assertFalse(inbound.isErased());

    outbound.close();
    inbound.close();
    outbound.close();
    inbound.close();
    assertTrue(outbound.isErased());
    assertTrue(inbound.isErased());
    ByteBuffer out = ByteBuffer.allocate(500);
    assertEquals(SealResult.CLOSED, outbound.seal(ByteBuffer.wrap(INNER), IPV4, out));
    assertEquals(OpenResult.CLOSED, inbound.open(direct.rewind(), out));
    assertEquals(0, out.position());
    assertEquals(1, outbound.counters().packets());
    assertEquals(1, inbound.counters().packets());
  }

  @Test
  void copiesKeysAndForgetsThemInTheBuilder() {
    EspSuite suite = EspSuite.AES_GCM_16_128;
    byte[] keymat = EspFixtures.keymat(suite, 6);
    byte[] own = keymat.clone();
    OutboundSa.Builder builder = EspFixtures.outbound(suite, own);
    Arrays.fill(own, (byte) 0);
    byte[] esp = EspFixtures.seal(builder.build(), INNER);
    assertEquals(OpenResult.OK, EspFixtures.open(EspFixtures.inbound(suite, keymat).build(), esp));
    assertThrows(IllegalArgumentException.class, builder::build);
  }

  @ParameterizedTest
  @MethodSource("suites")
  void namesTheReasonInTheOrderOfTheRfc(EspSuite suite) {
    byte[] keymat = EspFixtures.keymat(suite, 8);
    BouncyEsp peer = new BouncyEsp(suite, keymat, false);
    InboundSa sa =
        EspFixtures.inbound(suite, keymat).mode(EspMode.TUNNEL).replayWindowPackets(64).build();
    byte[] good = peer.packet(SPI, 5, INNER, IPV4);

    byte[] otherSpi = peer.packet(SPI + 1, 6, INNER, IPV4);
    assertEquals(OpenResult.UNKNOWN_SPI, EspFixtures.open(sa, otherSpi));
    assertEquals(
        OpenResult.TOO_SHORT,
        EspFixtures.open(
            sa, Arrays.copyOf(good, suite.encodedLength(0) - suite.alignmentOctets())));
    assertEquals(OpenResult.REPLAYED, EspFixtures.open(sa, peer.packet(SPI, 0, INNER, IPV4)));
    assertEquals(OpenResult.OK, EspFixtures.open(sa, good));
    byte[] forgedReplay = good.clone();
    forgedReplay[good.length - 1] ^= 1;
    assertEquals(OpenResult.REPLAYED, EspFixtures.open(sa, forgedReplay), "window before ICV");

    byte[] forged = peer.packet(SPI, 900, INNER, IPV4);
    forged[forged.length - 1] ^= 1;
    assertEquals(OpenResult.BAD_ICV, EspFixtures.open(sa, forged));
    assertEquals(5, sa.highestSequenceNumber(), "a forged packet moves nothing");

    assertEquals(OpenResult.DUMMY, EspFixtures.open(sa, peer.packet(SPI, 6, INNER, 59)));
    assertEquals(OpenResult.BAD_NEXT_HEADER, EspFixtures.open(sa, peer.packet(SPI, 7, INNER, 17)));
    byte[] plain = peer.plaintext(INNER, IPV4);
    plain[plain.length - 2] ^= (byte) 0x80; // pad length: more than there is
    assertEquals(
        OpenResult.BAD_PADDING, EspFixtures.open(sa, peer.packet(SPI, 8, peer.iv(8), plain)));
    byte[] padded = Arrays.copyOf(INNER, INNER.length + suite.alignmentOctets());
    plain = peer.plaintext(padded, IPV4);
    plain[plain.length - 2] = (byte) (padded.length - INNER.length); // but it holds zeros
    assertEquals(
        OpenResult.BAD_PADDING, EspFixtures.open(sa, peer.packet(SPI, 9, peer.iv(9), plain)));
    assertEquals(9, sa.highestSequenceNumber(), "an authentic packet counts, even if faulty");

    assertEquals(1, sa.counters().count(OpenResult.BAD_ICV));
    assertEquals(2, sa.counters().count(OpenResult.BAD_PADDING));
    assertEquals(2, sa.counters().count(OpenResult.REPLAYED));
    assertEquals(1, sa.counters().packets());
    assertEquals(INNER.length, sa.counters().octets());
    assertEquals(9, sa.counters().dropped());
  }

  @Test
  void acceptsTheLongestPadding() {
    for (EspSuite suite : EspSuite.all()) {
      byte[] keymat = EspFixtures.keymat(suite, 9);
      BouncyEsp peer = new BouncyEsp(suite, keymat, false);
      int block = suite.alignmentOctets();
      int padLength = 255 - Math.floorMod(INNER.length + 255 + 2, block);
      byte[] plain = Arrays.copyOf(INNER, INNER.length + padLength + 2);
      for (int i = 0; i < padLength; i++) {
        plain[INNER.length + i] = (byte) (i + 1);
      }
      plain[plain.length - 2] = (byte) padLength;
      plain[plain.length - 1] = IPV4;
      ByteBuffer out = ByteBuffer.allocate(500);
      InboundSa sa = EspFixtures.inbound(suite, keymat).build();
      assertEquals(
          OpenResult.OK, sa.open(ByteBuffer.wrap(peer.packet(SPI, 1, peer.iv(1), plain)), out));
      assertArrayEquals(INNER, EspFixtures.written(out, 0));
    }
  }

  /** A sender that does not align to 4 octets does no harm where the cipher has no blocks. */
  @ParameterizedTest
  @MethodSource("suites")
  void opensWhatIsNotAlignedUnlessTheCipherHasBlocks(EspSuite suite) {
    if (suite.alignmentOctets() == 16) {
      return;
    }
    byte[] keymat = EspFixtures.keymat(suite, 22);
    BouncyEsp peer = new BouncyEsp(suite, keymat, false);
    byte[] plain = {1, 2, 3, 0, 17}; // three octets, no padding, UDP
    ByteBuffer out = ByteBuffer.allocate(50);
    InboundSa sa = EspFixtures.inbound(suite, keymat).build();
    assertEquals(
        OpenResult.OK, sa.open(ByteBuffer.wrap(peer.packet(SPI, 1, peer.iv(1), plain)), out));
    assertArrayEquals(new byte[] {1, 2, 3}, EspFixtures.written(out, 0));
  }

  @Test
  void refusesCiphertextThatIsNotWholeBlocks() {
    EspSuite suite = new EspSuite(EspEncryption.AES_CBC_128, EspIntegrity.HMAC_SHA1_96);
    InboundSa sa = EspFixtures.inbound(suite, EspFixtures.keymat(suite, 10)).build();
    byte[] esp = EspFixtures.seal(EspFixtures.outbound(suite, new byte[36]).build(), INNER);
    assertEquals(OpenResult.BAD_LENGTH, EspFixtures.open(sa, Arrays.copyOf(esp, esp.length - 4)));
  }

  @ParameterizedTest
  @MethodSource("oneOfEachFamily")
  void transportModeCarriesAnyNextHeader(EspSuite suite) {
    byte[] keymat = EspFixtures.keymat(suite, 11);
    OutboundSa sa = EspFixtures.outbound(suite, keymat).build();
    InboundSa peer = EspFixtures.inbound(suite, keymat).build();
    PacketDetails details = new PacketDetails();
    assertEquals(-1, details.nextHeader());
    for (int next : new int[] {0, 4, 6, 17, 41, 255}) {
      ByteBuffer esp = ByteBuffer.allocate(500);
      assertEquals(SealResult.OK, sa.seal(ByteBuffer.wrap(INNER), next, esp));
      assertEquals(OpenResult.OK, peer.open(esp.flip(), ByteBuffer.allocate(500), details));
      assertEquals(next, details.nextHeader());
      assertEquals(sa.sequenceNumber(), details.sequenceNumber());
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> sa.seal(ByteBuffer.wrap(INNER), 256, ByteBuffer.allocate(500)));
  }

  @ParameterizedTest
  @MethodSource("oneOfEachFamily")
  void tunnelModeCarriesIpAndDummiesOnly(EspSuite suite) {
    byte[] keymat = EspFixtures.keymat(suite, 12);
    OutboundSa sa = EspFixtures.outbound(suite, keymat).mode(EspMode.TUNNEL).build();
    InboundSa peer = EspFixtures.inbound(suite, keymat).mode(EspMode.TUNNEL).build();
    PacketDetails details = new PacketDetails();
    ByteBuffer esp = ByteBuffer.allocate(500);
    assertThrows(IllegalArgumentException.class, () -> sa.seal(ByteBuffer.wrap(INNER), 17, esp));
    byte[] ipv6 = EspFixtures.ipv6(80, 12);
    assertEquals(SealResult.OK, sa.seal(ByteBuffer.wrap(ipv6), 41, esp));
    assertEquals(OpenResult.OK, peer.open(esp.flip(), ByteBuffer.allocate(500), details));
    assertEquals(41, details.nextHeader());
    esp.clear();
    assertEquals(SealResult.OK, sa.seal(ByteBuffer.wrap(INNER), 59, esp));
    assertEquals(OpenResult.DUMMY, peer.open(esp.flip(), ByteBuffer.allocate(500), details));
    assertEquals(41, details.nextHeader(), "as it was");
  }

  @ParameterizedTest
  @MethodSource("suites")
  void fitsExactlyAndSaysWhenItDoesNot(EspSuite suite) {
    byte[] keymat = EspFixtures.keymat(suite, 13);
    OutboundSa sa = EspFixtures.outbound(suite, keymat).build();
    int needed = suite.encodedLength(INNER.length);
    ByteBuffer inner = ByteBuffer.wrap(INNER);
    assertEquals(
        SealResult.BUFFER_TOO_SMALL, sa.seal(inner, IPV4, ByteBuffer.allocate(needed - 1)));
    assertEquals(0, sa.sequenceNumber(), "no number is lost");
    ByteBuffer esp = ByteBuffer.allocate(needed);
    assertEquals(SealResult.OK, sa.seal(inner, IPV4, esp));
    assertFalse(esp.hasRemaining());
    assertFalse(inner.hasRemaining());

    InboundSa peer = EspFixtures.inbound(suite, keymat).build();
    int ciphertext = needed - 8 - suite.ivOctets() - suite.icvOctets();
    esp.flip();
    assertEquals(OpenResult.BUFFER_TOO_SMALL, peer.open(esp, ByteBuffer.allocate(ciphertext - 1)));
    assertEquals(needed, esp.remaining());
    ByteBuffer out = ByteBuffer.allocate(ciphertext);
    assertEquals(OpenResult.OK, peer.open(esp, out), "the small buffer did not use the number up");
    assertArrayEquals(INNER, EspFixtures.written(out, 0));
  }

  @ParameterizedTest
  @MethodSource("suites")
  void buffersMayOverlapInAnyWay(EspSuite suite) {
    byte[] keymat = EspFixtures.keymat(suite, 14);
    for (boolean direct : new boolean[] {false, true}) {
      OutboundSa sa = EspFixtures.outbound(suite, keymat).build();
      InboundSa peer = EspFixtures.inbound(suite, keymat).build();
      for (int outAt = 0; outAt < 64; outAt += 3) {
        ByteBuffer all = direct ? ByteBuffer.allocateDirect(400) : ByteBuffer.allocate(400);
        ByteBuffer inner = all.duplicate().position(30).limit(30 + INNER.length);
        inner.duplicate().put(INNER);
        ByteBuffer esp = all.duplicate().position(outAt);
        assertEquals(SealResult.OK, sa.seal(inner, IPV4, esp));
        esp.flip().position(outAt);
        ByteBuffer again = all.duplicate().position(63 - outAt);
        assertEquals(OpenResult.OK, peer.open(esp, again), "out at " + outAt);
        assertArrayEquals(INNER, EspFixtures.written(again, 63 - outAt));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("suites")
  void aForgedPacketSurvivesInItsOwnBufferAndLeavesNoPlaintext(EspSuite suite) {
    byte[] keymat = EspFixtures.keymat(suite, 15);
    byte[] esp = EspFixtures.seal(EspFixtures.outbound(suite, keymat).build(), INNER);
    esp[esp.length - 1] ^= 1;
    InboundSa sa = EspFixtures.inbound(suite, keymat).build();

    ByteBuffer shared = ByteBuffer.wrap(esp.clone());
    assertEquals(OpenResult.BAD_ICV, sa.open(shared, shared.duplicate()));
    assertArrayEquals(esp, shared.array());

    byte[] dirty = EspFixtures.octets(esp.length, 99);
    ByteBuffer out = ByteBuffer.wrap(dirty.clone());
    assertEquals(OpenResult.BAD_ICV, sa.open(ByteBuffer.wrap(esp), out));
    assertEquals(0, out.position());
    String text = new String(out.array(), StandardCharsets.ISO_8859_1);
    String secret = new String(INNER, 0, 16, StandardCharsets.ISO_8859_1);
    assertFalse(text.contains(secret));
  }

  @ParameterizedTest
  @MethodSource("suites")
  void readsReadOnlyBuffersAndWritesNone(EspSuite suite) {
    byte[] keymat = EspFixtures.keymat(suite, 16);
    OutboundSa sa = EspFixtures.outbound(suite, keymat).build();
    ByteBuffer esp = ByteBuffer.allocate(500);
    ByteBuffer readOnlyInner = ByteBuffer.wrap(INNER).asReadOnlyBuffer();
    assertThrows(
        ReadOnlyBufferException.class,
        () -> sa.seal(ByteBuffer.wrap(INNER), IPV4, esp.asReadOnlyBuffer()));
    assertEquals(SealResult.OK, sa.seal(readOnlyInner, IPV4, esp));
    InboundSa peer = EspFixtures.inbound(suite, keymat).build();
    ByteBuffer readOnlyEsp = esp.flip().asReadOnlyBuffer();
    assertThrows(
        ReadOnlyBufferException.class,
        () -> peer.open(readOnlyEsp, ByteBuffer.allocate(500).asReadOnlyBuffer()));
    ByteBuffer out = ByteBuffer.allocate(500);
    assertEquals(OpenResult.OK, peer.open(readOnlyEsp, out));
    assertArrayEquals(INNER, EspFixtures.written(out, 0));
  }

  @Test
  void refusesReservedSpisAndWrongKeys() {
    for (int spi : new int[] {0, 1, 255}) {
      assertThrows(
          IllegalArgumentException.class, () -> OutboundSa.builder(spi, EspSuite.AES_GCM_16_128));
      assertThrows(
          IllegalArgumentException.class, () -> InboundSa.builder(spi, EspSuite.AES_GCM_16_128));
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> OutboundSa.builder(256, EspSuite.AES_GCM_16_128).keymat(new byte[19]));
    assertThrows(
        IllegalArgumentException.class,
        () -> OutboundSa.builder(-1, EspSuite.AES_GCM_16_128).keys(new byte[20], new byte[20]));
    assertThrows(
        IllegalArgumentException.class,
        () -> InboundSa.builder(256, EspSuite.AES_GCM_16_128).build());
    InboundSa.Builder builder = InboundSa.builder(256, EspSuite.AES_GCM_16_128);
    assertThrows(IllegalArgumentException.class, () -> builder.replayWindowPackets(63));
    assertThrows(IllegalArgumentException.class, () -> builder.replayWindowPackets((1 << 20) + 1));
  }

  @Test
  void printsNoKey() {
    EspSuite suite = EspSuite.AES_GCM_16_128;
    OutboundSa sa = EspFixtures.outbound(suite, EspFixtures.keymat(suite, 17)).build();
    EspFixtures.seal(sa, INNER);
    assertEquals(
        "OutboundSa[c0ffee01, AES_GCM_16_128, SaCounters[octets=100, OK=1]]", sa.toString());
  }

  @Test
  void cbcIvsAreNotPredictableFromOneAnother() {
    EspSuite suite = new EspSuite(EspEncryption.AES_CBC_128, EspIntegrity.HMAC_SHA2_256_128);
    OutboundSa sa = EspFixtures.outbound(suite, EspFixtures.keymat(suite, 18)).build();
    byte[] last = new byte[16];
    int bits = 0;
    for (int i = 0; i < 1000; i++) {
      byte[] iv = Arrays.copyOfRange(EspFixtures.seal(sa, INNER), 8, 24);
      for (int j = 0; j < 16; j++) {
        bits += Integer.bitCount((iv[j] ^ last[j]) & 0xff);
      }
      last = iv;
    }
    assertEquals(64_000, bits, 1_500, "about half of the 128 bits change from packet to packet");
  }

  @Test
  void manyThreadsShareAnSaAndNothingIsLostOrAcceptedTwice() throws InterruptedException {
    EspSuite suite = EspSuite.AES_GCM_16_128;
    byte[] keymat = EspFixtures.keymat(suite, 19);
    OutboundSa sa = EspFixtures.outbound(suite, keymat).build();
    InboundSa peer = EspFixtures.inbound(suite, keymat).replayWindowPackets(8192).build();
    Runnable work =
        () -> {
          for (int i = 0; i < 1000; i++) {
            byte[] esp = EspFixtures.seal(sa, INNER);
            EspFixtures.open(peer, esp);
            EspFixtures.open(peer, esp);
          }
        };
    Thread[] threads = {new Thread(work), new Thread(work), new Thread(work), new Thread(work)};
    for (Thread thread : threads) {
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(4000, sa.counters().packets());
    assertEquals(4000, peer.counters().packets());
    assertEquals(4000, peer.counters().count(OpenResult.REPLAYED));
    assertEquals(4000, peer.counters().dropped());
  }
}
