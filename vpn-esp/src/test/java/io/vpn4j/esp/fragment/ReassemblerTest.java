package io.vpn4j.esp.fragment;

import static io.vpn4j.esp.fragment.FragmentFixtures.cut;
import static io.vpn4j.esp.fragment.FragmentFixtures.fragment;
import static io.vpn4j.esp.fragment.FragmentFixtures.hex;
import static io.vpn4j.esp.fragment.FragmentFixtures.ipv4;
import static io.vpn4j.esp.fragment.FragmentFixtures.ipv6;
import static io.vpn4j.esp.fragment.FragmentFixtures.pattern;
import static io.vpn4j.esp.fragment.ReassemblyResult.BAD_LENGTH;
import static io.vpn4j.esp.fragment.ReassemblyResult.BUFFER_TOO_SMALL;
import static io.vpn4j.esp.fragment.ReassemblyResult.COMPLETE;
import static io.vpn4j.esp.fragment.ReassemblyResult.CONTRADICTION;
import static io.vpn4j.esp.fragment.ReassemblyResult.DISCARDED;
import static io.vpn4j.esp.fragment.ReassemblyResult.DUPLICATE;
import static io.vpn4j.esp.fragment.ReassemblyResult.ECN_CONTRADICTION;
import static io.vpn4j.esp.fragment.ReassemblyResult.MALFORMED;
import static io.vpn4j.esp.fragment.ReassemblyResult.NOT_A_FRAGMENT;
import static io.vpn4j.esp.fragment.ReassemblyResult.NO_ROOM;
import static io.vpn4j.esp.fragment.ReassemblyResult.OVERLAP;
import static io.vpn4j.esp.fragment.ReassemblyResult.STORED;
import static io.vpn4j.esp.fragment.ReassemblyResult.TINY_FIRST;
import static io.vpn4j.esp.fragment.ReassemblyResult.TOO_LONG;
import static io.vpn4j.esp.fragment.ReassemblyResult.TOO_MANY_FRAGMENTS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vpn4j.esp.ip.IpPacket;
import io.vpn4j.esp.ip.IpProtocol;
import io.vpn4j.esp.ip.Ipv4Header;
import io.vpn4j.esp.ip.Ipv6Header;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReassemblerTest {
  private static final byte[] NONE = new byte[0];
  private static final long SECOND = 1_000_000_000L;

  private final Reassembler reassembler = new Reassembler(ReassemblyLimits.defaults(), 42);
  private final ByteBuffer out = ByteBuffer.allocate(IpPacket.MAX_OCTETS);
  private long now = Long.MAX_VALUE - SECOND; // the origin is any, and the clock may wrap

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anyOverlapCostsTheDatagramForGood(boolean v4) {
    assertEquals(STORED, add(fragment(v4, 0, 1, 0, 0, true, pattern(24))));
    assertEquals(STORED, add(fragment(v4, 0, 1, 0, 48, false, pattern(8))));
    assertEquals(OVERLAP, add(fragment(v4, 0, 1, 0, 16, true, pattern(16))));
    assertEquals(Reassembler.DATAGRAM_OCTETS, reassembler.heldOctets(), "only the memory of it");
    assertEquals(DISCARDED, add(fragment(v4, 0, 1, 0, 24, true, pattern(24))));
    assertEquals(DISCARDED, add(fragment(v4, 0, 1, 0, 0, true, pattern(24))));
    now += 60 * SECOND;
    assertEquals(STORED, add(fragment(v4, 0, 1, 0, 0, true, pattern(24))), "another one by now");
    assertEquals(0, reassembler.expiredDatagrams(), "what was discarded has not expired");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sameOctetsElsewhereOrWithAnotherFlagAreNoDuplicate(boolean v4) {
    assertEquals(STORED, add(fragment(v4, 0, 1, 0, 8, false, pattern(8))));
    assertEquals(DUPLICATE, add(fragment(v4, 0, 1, 0, 8, false, pattern(8))));
    assertEquals(OVERLAP, add(fragment(v4, 0, 1, 0, 8, true, pattern(8))));
    assertEquals(STORED, add(fragment(v4, 0, 2, 0, 8, true, pattern(8))));
    assertEquals(OVERLAP, add(fragment(v4, 0, 2, 0, 8, true, new byte[8])));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void nothingComesBehindTheEnd(boolean v4) {
    add(fragment(v4, 0, 1, 0, 16, false, pattern(8)));
    assertEquals(CONTRADICTION, add(fragment(v4, 0, 1, 0, 24, true, pattern(8))));
    add(fragment(v4, 0, 2, 0, 16, true, pattern(8)));
    assertEquals(CONTRADICTION, add(fragment(v4, 0, 2, 0, 8, false, pattern(8))));
    add(fragment(v4, 0, 3, 0, 16, false, pattern(8)));
    assertEquals(CONTRADICTION, add(fragment(v4, 0, 3, 0, 8, false, pattern(8))));
  }

  /** The "ping of death": the last fragment reaches beyond what a length field can say. */
  @ParameterizedTest
  @CsvSource({
    "true, 65504, 11, STORED",
    "true, 65504, 12, TOO_LONG",
    "true, 65528, 8, TOO_LONG",
    "false, 65528, 7, STORED",
    "false, 65528, 8, TOO_LONG"
  })
  void refusesWhatWouldBeTooLong(boolean v4, int offset, int octets, ReassemblyResult expected) {
    assertEquals(expected, add(fragment(v4, 0, 1, 0, offset, false, pattern(octets))));
  }

  /** A first header of 24 octets, though the last fragment with 20 seemed to fit. */
  @Test
  void refusesWhatIsTooLongWithTheFirstHeader() {
    Reassembler roomy =
        new Reassembler(new ReassemblyLimits(1 << 20, 1 << 20, 9, 9, 99, Duration.ofSeconds(1)), 1);
    byte[] data = pattern(65_504);
    byte[] first = ipv4(0, 1, 0x2000, 253, new byte[4], Arrays.copyOf(data, 65_504));
    assertEquals(
        STORED,
        roomy.add(ByteBuffer.wrap(fragment(true, 0, 1, 0, 65_504, false, pattern(11))), 0, 0, out));
    assertEquals(TOO_LONG, roomy.add(ByteBuffer.wrap(first), 0, 0, out));
    assertEquals(
        DISCARDED,
        roomy.add(ByteBuffer.wrap(fragment(true, 0, 1, 0, 65_504, false, pattern(11))), 0, 0, out));
  }

  @ParameterizedTest
  @CsvSource({
    "true, 0, true, 0",
    "true, 8, false, 0",
    "true, 8, true, 9",
    "false, 8, true, 12",
    "false, 8, false, 0"
  })
  void refusesPayloadsThatCannotBe(boolean v4, int offset, boolean more, int octets) {
    assertEquals(BAD_LENGTH, add(fragment(v4, 0, 1, 0, offset, more, pattern(octets))));
    assertEquals(0, reassembler.heldDatagrams());
  }

  /** RFC 1858 and RFC 3128 for IPv4, RFC 7112 for IPv6. */
  @Test
  void wantsAllHeadersInTheFirstFragment() {
    assertEquals(TINY_FIRST, add(ipv4(0, 1, 0x2000, IpProtocol.TCP, NONE, pattern(16))));
    assertEquals(STORED, add(ipv4(0, 1, 0x2000, IpProtocol.TCP, NONE, pattern(24))));
    assertEquals(STORED, add(ipv4(0, 2, 0x2000, IpProtocol.UDP, NONE, pattern(8))));
    assertEquals(TINY_FIRST, add(ipv4(0, 3, 0x2000, IpProtocol.SCTP, NONE, pattern(8))));
    String more = "00" + "0001" + "00000001"; // of a fragment header, behind the next header
    byte[] tcp = new byte[32];
    tcp[12] = (byte) 0x80; // 32 octets of header
    assertEquals(STORED, add(ipv6(0, IpProtocol.FRAGMENT, hex("06" + more), tcp)));
    tcp[12] = (byte) 0x90;
    assertEquals(TINY_FIRST, add(ipv6(0, IpProtocol.FRAGMENT, hex("06" + more), tcp)));
    assertEquals(TINY_FIRST, add(ipv6(0, IpProtocol.FRAGMENT, hex("06" + more), new byte[16])));
    byte[] options = hex("3c01000000000000"); // 16 octets long, 8 of which are there
    assertEquals(TINY_FIRST, add(ipv6(0, IpProtocol.FRAGMENT, hex("3c" + more), options)));
    assertEquals(
        TINY_FIRST, add(ipv6(0, IpProtocol.FRAGMENT, hex("3c" + more), hex("1100000000000000"))));
  }

  /** RFC 6946: it goes its way beside fragments of the same identification. */
  @Test
  void anAtomicFragmentMeetsNoOther() {
    assertEquals(STORED, add(fragment(false, 0, 1, 0, 0, true, pattern(16))));
    int held = reassembler.heldOctets();
    assertEquals(COMPLETE, add(fragment(false, 0, 1, 0, 0, false, pattern(21))));
    assertArrayEquals(ipv6(0, 253, NONE, pattern(21)), taken());
    assertEquals(held, reassembler.heldOctets());
    assertEquals(COMPLETE, add(fragment(false, 0, 1, 0, 16, false, pattern(3))));
  }

  @Test
  void leavesWholePacketsAlone() {
    assertEquals(NOT_A_FRAGMENT, add(ipv4(0, 1, 0x4000, 17, NONE, pattern(9))));
    assertEquals(NOT_A_FRAGMENT, add(ipv6(0, 17, NONE, pattern(9))));
    assertEquals(0, out.position());
  }

  @Test
  void refusesWhatNoPacketIs() {
    assertEquals(MALFORMED, add(NONE));
    byte[] fragment = fragment(true, 0, 1, 0, 8, true, pattern(8));
    assertEquals(MALFORMED, add(Arrays.copyOf(fragment, 27)));
    fragment[8]--;
    assertEquals(MALFORMED, add(fragment), "the checksum");
    byte[] nested = hex("2c00000000000001" + "1100000100000001");
    assertEquals(MALFORMED, add(ipv6(0, IpProtocol.FRAGMENT, nested, pattern(8))));
  }

  /** The first row and column of each: what the fragments say, and what the packet then says. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "1, 1, 1",
    "2, 2, 2",
    "3, 3, 3",
    "3, 1, 3",
    "1, 3, 3",
    "2, 3, 3",
    "0, 2, 0",
    "1, 0, 0",
    "1, 2, 1",
    "2, 1, 2",
    "0, 3, -1",
    "3, 0, -1"
  })
  void losesNoMarkOfCongestion(int first, int second, int expected) {
    for (boolean v4 : new boolean[] {true, false}) {
      add(fragment(v4, 0, 1, 0xb8 | second, 8, false, pattern(8)));
      ReassemblyResult result = add(fragment(v4, 0, 1, 0xb8 | first, 0, true, pattern(8)));
      assertEquals(expected < 0 ? ECN_CONTRADICTION : COMPLETE, result);
      if (expected >= 0) {
        ByteBuffer packet = ByteBuffer.wrap(taken());
        assertEquals(0xb8 | expected, IpPacket.trafficClass(packet, 0));
      } else {
        assertEquals(DISCARDED, add(fragment(v4, 0, 1, 0, 16, false, pattern(8))));
      }
    }
  }

  @Test
  void tellsDatagramsApart() {
    byte[] other = fragment(true, 0, 1, 0, 8, false, pattern(8));
    add(fragment(true, 0, 1, 0, 0, true, pattern(8)));
    for (int offset : new int[] {Ipv4Header.IDENTIFICATION, 9, 15, 19}) {
      byte[] changed = other.clone();
      changed[offset] ^= 1;
      Ipv4Header.putChecksum(ByteBuffer.wrap(changed), 0);
      assertEquals(STORED, add(changed), "octet " + offset);
    }
    assertEquals(COMPLETE, add(other));
    byte[] other6 = fragment(false, 0, 1, 0, 8, false, pattern(8));
    add(fragment(false, 0, 1, 0, 0, true, pattern(8)));
    for (int offset : new int[] {8, 16, 24, 32, Ipv6Header.OCTETS + 4}) {
      byte[] changed = other6.clone();
      changed[offset] ^= 1;
      assertEquals(STORED, add(changed), "octet " + offset);
    }
    other6[Ipv6Header.OCTETS] = 17; // only that of the first fragment counts
    assertEquals(COMPLETE, add(other6));
  }

  @Test
  void waitsForSixtySeconds() {
    List<byte[]> fragments = cut(ipv4(0, 1, 0, 17, NONE, pattern(3000)), 1500, 1);
    add(fragments.get(0));
    now += 60 * SECOND - 1;
    add(fragments.get(1));
    now += 1;
    assertEquals(STORED, add(fragments.get(2)));
    assertEquals(1, reassembler.expiredDatagrams());
    reassembler.expire(now + 60 * SECOND);
    assertEquals(0, reassembler.heldDatagrams());
    assertEquals(0, reassembler.heldOctets());
  }

  @Test
  void aSourceCannotPushOutAnother() {
    add(fragment(true, 1, 1, 0, 0, true, pattern(1000)));
    for (int i = 0; i < 5000; i++) {
      add(fragment(true, 2, i, 0, 0, true, pattern(8)));
      add(fragment(false, 3, i, 0, 0, true, pattern(1400)));
    }
    assertEquals(COMPLETE, add(fragment(true, 1, 1, 0, 1000, false, pattern(8))));
    assertEquals(STORED, add(fragment(true, 2, 4999, 0, 16, true, pattern(8))), "the newest stay");
    assertEquals(512, reassembler.heldDatagrams());
    assertEquals(10_000 - 512, reassembler.evictedDatagrams());
  }

  @Test
  void theOldestGoesWhereManySourcesFillAll() {
    for (int i = 0; i < 1025; i++) {
      add(fragment(true, i, 1, 0, 0, true, pattern(8)));
    }
    assertEquals(1, reassembler.evictedDatagrams());
    assertEquals(COMPLETE, add(fragment(true, 1, 1, 0, 8, false, pattern(8))));
    assertEquals(STORED, add(fragment(true, 0, 1, 0, 8, false, pattern(8))), "the first is gone");
  }

  @Test
  void aDatagramOfTooManyFragmentsIsDiscarded() {
    for (int i = 0; i < 256; i++) {
      assertEquals(STORED, add(fragment(true, 0, 1, 0, 8 * i, true, pattern(8))));
    }
    assertEquals(TOO_MANY_FRAGMENTS, add(fragment(true, 0, 1, 0, 8 * 256, true, pattern(8))));
  }

  @Test
  void aDatagramLargerThanItsSharePushesOutNobody() {
    Reassembler small =
        new Reassembler(
            new ReassemblyLimits(1 << 20, 1 << 17, 9, 9, 8192, Duration.ofSeconds(9)), 1);
    small.add(ByteBuffer.wrap(fragment(true, 9, 1, 0, 0, true, pattern(8))), 0, 0, out);
    ReassemblyResult last = STORED;
    for (int i = 0; last == STORED; i++) {
      byte[] fragment = fragment(true, 0, 1, 0, 8 * i, true, pattern(8));
      last = small.add(ByteBuffer.wrap(fragment), 0, 0, out);
    }
    assertEquals(NO_ROOM, last);
    assertEquals(0, small.evictedDatagrams());
  }

  @Test
  void saysThatTheBufferIsTooSmall() {
    add(fragment(true, 0, 1, 0, 0, true, pattern(8)));
    out.limit(35);
    byte[] last = fragment(true, 0, 1, 0, 8, false, pattern(8));
    assertEquals(BUFFER_TOO_SMALL, reassembler.add(ByteBuffer.wrap(last), 0, now, out));
    byte[] atomic = fragment(false, 0, 1, 0, 0, false, pattern(8));
    assertEquals(BUFFER_TOO_SMALL, reassembler.add(ByteBuffer.wrap(atomic), 0, now, out));
    assertEquals(0, out.position());
    ByteBuffer readOnly = out.asReadOnlyBuffer();
    assertThrows(
        ReadOnlyBufferException.class,
        () -> reassembler.add(ByteBuffer.wrap(last), 0, now, readOnly));
  }

  @Test
  void countsEveryResult() {
    add(fragment(true, 0, 1, 0, 0, true, pattern(8)));
    add(fragment(true, 0, 1, 0, 0, true, pattern(8)));
    add(NONE);
    for (ReassemblyResult result : ReassemblyResult.values()) {
      boolean expected = result == STORED || result == DUPLICATE || result == MALFORMED;
      assertEquals(expected ? 1 : 0, reassembler.count(result), result.toString());
    }
  }

  @Test
  void namesTheLimitThatCannotBe() {
    for (int[] v :
        new int[][] {
          {1, 1 << 17, 1, 1, 2},
          {1 << 20, 1, 1, 1, 2},
          {1 << 20, 1 << 20, 1, 2, 2},
          {1 << 20, 1 << 20, 1, 0, 2},
          {1 << 20, 1 << 20, 1, 1, 1}
        }) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new ReassemblyLimits(v[0], v[1], v[2], v[3], v[4], Duration.ofSeconds(1)));
    }
    for (Duration timeout : List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofDays(1))) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new ReassemblyLimits(1 << 20, 1 << 20, 1, 1, 2, timeout));
    }
  }

  private ReassemblyResult add(byte[] packet) {
    return reassembler.add(ByteBuffer.wrap(packet), 0, now, out.clear());
  }

  private byte[] taken() {
    byte[] packet = new byte[out.position()];
    out.get(0, packet);
    return packet;
  }
}
