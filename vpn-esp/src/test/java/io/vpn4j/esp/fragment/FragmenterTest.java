package io.vpn4j.esp.fragment;

import static io.vpn4j.esp.fragment.FragmentFixtures.EXPERIMENT;
import static io.vpn4j.esp.fragment.FragmentFixtures.cut;
import static io.vpn4j.esp.fragment.FragmentFixtures.hex;
import static io.vpn4j.esp.fragment.FragmentFixtures.ipv4;
import static io.vpn4j.esp.fragment.FragmentFixtures.ipv6;
import static io.vpn4j.esp.fragment.FragmentFixtures.pattern;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.esp.fragment.Fragmenter.Result;
import io.vpn4j.esp.ip.IpProtocol;
import io.vpn4j.esp.ip.Ipv4Header;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FragmenterTest {
  private static final byte[] NONE = new byte[0];

  private final Fragmenter fragmenter = new Fragmenter();

  /** The example of RFC 791 appendix A: 472 octets of data over an MTU of 280, in 256 and 196. */
  @Test
  void cutsTheExampleOfRfc791() {
    List<byte[]> fragments = cut(ipv4(0, 111, 0, EXPERIMENT, NONE, pattern(452)), 280, 0);
    assertEquals(List.of(276, 216), fragments.stream().map(f -> f.length).toList());
    ByteBuffer first = ByteBuffer.wrap(fragments.get(0));
    ByteBuffer second = ByteBuffer.wrap(fragments.get(1));
    assertEquals(0x2000, first.getShort(Ipv4Header.FLAGS_AND_OFFSET));
    assertEquals(32, second.getShort(Ipv4Header.FLAGS_AND_OFFSET));
    for (ByteBuffer fragment : List.of(first, second)) {
      assertEquals(fragment.capacity(), Ipv4Header.totalOctets(fragment, 0));
      assertEquals(111, Ipv4Header.identification(fragment, 0));
      assertTrue(Ipv4Header.checksumHolds(fragment, 0));
    }
  }

  /** Of record route (7), no operation (1), router alert (148) and timestamp (68) one is copied. */
  @Test
  void copiesTheOptionsThatSaySo() {
    byte[] options = hex("0707040000000001" + "94040000" + "440805000000000000");
    List<byte[]> fragments = cut(ipv4(0, 7, 0, EXPERIMENT, options, pattern(200)), 128, 0);
    assertArrayEquals(Arrays.copyOf(options, 24), Arrays.copyOfRange(fragments.get(0), 20, 44));
    assertEquals(0x46, fragments.get(1)[0]);
    assertEquals("94040000", hex(Arrays.copyOfRange(fragments.get(1), 20, 24)));
  }

  /** A copied option of 3 octets is padded with the end of the list. */
  @Test
  void padsTheOptionsThatAreLeft() {
    List<byte[]> fragments = cut(ipv4(0, 7, 0, EXPERIMENT, hex("018303ff"), pattern(100)), 68, 0);
    assertEquals("8303ff00", hex(Arrays.copyOfRange(fragments.get(1), 20, 24)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"07050000", "83010000", "83000000", "01010194", "83050000"})
  void refusesOptionsWhoseLengthIsWrong(String options) {
    byte[] packet = ipv4(0, 7, 0, EXPERIMENT, hex(options), pattern(100));
    assertEquals(Result.MALFORMED, start(packet, 68, false));
    assertFalse(fragmenter.hasNext());
  }

  @ParameterizedTest
  @CsvSource({
    "100, 120, 0, false, FITS",
    "100, 119, 0, false, READY",
    "100, 120, 16384, false, FITS",
    "100, 119, 16384, false, DONT_FRAGMENT",
    "100, 119, 16384, true, READY",
    "100, 68, 0, false, READY",
    "100, 67, 0, false, MTU_TOO_SMALL",
    "100, -1, 0, true, MTU_TOO_SMALL",
  })
  void obeysMtuAndDontFragment(int data, int mtu, int flags, boolean override, Result expected) {
    assertEquals(
        expected, start(ipv4(0, 7, flags, EXPERIMENT, NONE, pattern(data)), mtu, override));
    assertEquals(expected == Result.READY, fragmenter.hasNext());
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 99", "7, 0, 7", "0, 16384, 99", "7, 16384, 99", "0, 8192, 0", "7, 8192, 7"})
  void givesAnIdentificationToWhatHasNone(int old, int flags, int expected) {
    byte[] packet = ipv4(0, old, flags, EXPERIMENT, NONE, pattern(104));
    assertEquals(Result.READY, fragmenter.startIpv4(ByteBuffer.wrap(packet), 0, 68, 99, true));
    for (byte[] fragment : FragmentFixtures.takeAll(fragmenter, 68)) {
      ByteBuffer buffer = ByteBuffer.wrap(fragment);
      assertEquals(expected, Ipv4Header.identification(buffer, 0));
      assertFalse(Ipv4Header.dontFragment(buffer, 0), "DF is overridden");
    }
  }

  @Test
  void keepsTheHeadersInTheFirstFragment() {
    byte[] options = new byte[40]; // 60 octets of header: 8 of TCP would be in the first
    byte[] tcp = ipv4(0, 7, 0, IpProtocol.TCP, options, pattern(100));
    assertEquals(Result.HEADERS_TOO_LONG, start(tcp, 68, false));
    assertEquals(Result.READY, start(tcp, 84, false));
    byte[] chain = new byte[1280];
    chain[0] = IpProtocol.UDP;
    chain[1] = (byte) (1280 / 8 - 1);
    byte[] ipv6 = ipv6(0, IpProtocol.DESTINATION_OPTIONS, chain, pattern(100));
    assertEquals(Result.HEADERS_TOO_LONG, startIpv6(ipv6, 1280));
    assertEquals(Result.HEADERS_TOO_LONG, startIpv6(ipv6, 1280 + 48 + 7));
    assertEquals(Result.READY, startIpv6(ipv6, 1280 + 48 + 8));
  }

  @Test
  void refusesWhatNoPacketIs() {
    byte[] packet = ipv4(0, 7, 0, EXPERIMENT, NONE, pattern(100));
    assertEquals(Result.MALFORMED, start(Arrays.copyOf(packet, 119), 68, false));
    assertEquals(Result.MALFORMED, startIpv6(packet, 1280));
    packet[8]++;
    assertEquals(Result.MALFORMED, start(packet, 68, false), "checksum");
    byte[] odd = ipv4(0, 7, Ipv4Header.MORE_FRAGMENTS, EXPERIMENT, NONE, pattern(101));
    assertEquals(Result.MALFORMED, start(odd, 68, false), "more to come, yet no units of 8");
    byte[] death = ipv4(0, 7, 0x1fff, EXPERIMENT, NONE, pattern(100));
    assertEquals(Result.MALFORMED, start(death, 68, false), "beyond 65,535");
    byte[] ipv6 = ipv6(0, IpProtocol.UDP, NONE, pattern(1400));
    assertEquals(Result.MALFORMED, start(ipv6, 1280, false));
  }

  @Test
  void leavesFragmentsOfIpv6Alone() {
    byte[] whole = ipv6(0, IpProtocol.UDP, NONE, pattern(3000));
    byte[] fragment = cut(whole, 1500, 1).get(0);
    assertEquals(Result.ALREADY_A_FRAGMENT, startIpv6(fragment, 1280));
    assertEquals(Result.MTU_TOO_SMALL, startIpv6(whole, 1279));
    assertEquals(Result.FITS, startIpv6(whole, 3040));
  }

  /** RFC 8200 section 4.5: up to the routing header all is in every fragment. */
  @Test
  void repeatsThePerFragmentHeadersOfIpv6() {
    byte[] chain =
        hex("2b00000000000000" + "3c00000000000000" + "1100000000000000"); // 0, 43, 60, UDP
    List<byte[]> fragments = cut(ipv6(0, 0, chain, pattern(1300)), 1280, 0x01020304);
    assertEquals(2, fragments.size());
    assertEquals("2b00000000000000" + "2c00000000000000", hex(fragments.get(1)).substring(80, 112));
    assertEquals("3c00000101020304", hex(fragments.get(0)).substring(112, 128));
    assertEquals("3c00" + "04c0" + "01020304", hex(fragments.get(1)).substring(112, 128));
    assertEquals(fragments.get(1).length - 40, fragments.get(1)[5] & 0xff);
  }

  @Test
  void writesNothingWhereThereIsNoRoom() {
    start(ipv4(0, 7, 0, EXPERIMENT, NONE, pattern(100)), 68, false);
    ByteBuffer small = ByteBuffer.allocate(67);
    assertThrows(BufferOverflowException.class, () -> fragmenter.next(small));
    assertEquals(0, small.position());
    assertEquals(68, fragmenter.next(ByteBuffer.allocate(68)));
  }

  @Test
  void givesNothingWhenNothingIsLeft() {
    assertEquals(0, fragmenter.nextOctets());
    assertEquals(0, fragmenter.next(ByteBuffer.allocate(68)));
  }

  private Result start(byte[] packet, int mtu, boolean override) {
    return fragmenter.startIpv4(ByteBuffer.wrap(packet), 0, mtu, 1, override);
  }

  private Result startIpv6(byte[] packet, int mtu) {
    return fragmenter.startIpv6(ByteBuffer.wrap(packet), 0, mtu, 1);
  }
}
