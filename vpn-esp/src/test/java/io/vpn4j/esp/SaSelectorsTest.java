package io.vpn4j.esp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RFC 4301 section 5.2: who has a key may still only send what was agreed. */
class SaSelectorsTest {
  private static final EspSuite SUITE = EspSuite.AES_GCM_16_128;
  private static final byte[] KEYMAT = EspFixtures.keymat(SUITE, 1);

  private static SelectorRange prefix(String prefix) {
    return SelectorRange.of(IpPrefix.of(prefix));
  }

  private static SelectorRange ports(String first, String last, int protocol, int from, int to) {
    return new SelectorRange(IpAddress.of(first), IpAddress.of(last), protocol, from, to);
  }

  /** An IPv4 packet from 10.0.0.1 to 10.0.0.2. */
  private static ByteBuffer ipv4(int protocol, int flagsAndOffset, int... upper) {
    ByteBuffer packet = ByteBuffer.wrap(EspFixtures.ipv4(20 + upper.length, 1));
    packet.putShort(6, (short) flagsAndOffset).put(9, (byte) protocol);
    for (int i = 0; i < upper.length; i++) {
      packet.put(20 + i, (byte) upper[i]);
    }
    return packet;
  }

  /** An IPv6 packet from fd00::1 to fd00::2, whose next header field says {@code next}. */
  private static ByteBuffer ipv6(int next, int... payload) {
    ByteBuffer packet = ByteBuffer.wrap(EspFixtures.ipv6(40 + payload.length, 1));
    packet.put(6, (byte) next);
    for (int i = 0; i < payload.length; i++) {
      packet.put(40 + i, (byte) payload[i]);
    }
    return packet;
  }

  @Test
  void anAuthenticPacketOutsideIsDroppedAndCounted() {
    OutboundSa peer = EspFixtures.outbound(SUITE, KEYMAT).mode(EspMode.TUNNEL).build();
    InboundSa sa =
        EspFixtures.inbound(SUITE, KEYMAT)
            .mode(EspMode.TUNNEL)
            .selectors(
                new SaSelectors(List.of(prefix("10.0.0.2/32")), List.of(prefix("10.0.0.0/31"))))
            .build();
    byte[] inside = EspFixtures.ipv4(60, 1);
    byte[] outside = inside.clone();
    outside[15] = 9; // from 10.0.0.9
    ByteBuffer out = ByteBuffer.allocate(200);
    assertEquals(
        OpenResult.OUTSIDE_SELECTORS,
        sa.open(ByteBuffer.wrap(EspFixtures.seal(peer, outside)), out));
    assertEquals(0, out.position());
    assertEquals(OpenResult.OK, sa.open(ByteBuffer.wrap(EspFixtures.seal(peer, inside)), out));
    assertArrayEquals(inside, EspFixtures.written(out, 0));
    ByteBuffer direct = ByteBuffer.allocateDirect(200).order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(
        OpenResult.OUTSIDE_SELECTORS,
        sa.open(ByteBuffer.wrap(EspFixtures.seal(peer, outside)), direct));
    assertEquals(2, sa.counters().count(OpenResult.OUTSIDE_SELECTORS));
    assertEquals(3, sa.highestSequenceNumber());
    assertEquals(60, sa.counters().octets());
  }

  @Test
  void directionsAreEachOthersMirror() {
    SaSelectors selectors =
        new SaSelectors(List.of(prefix("10.0.0.2/32")), List.of(prefix("10.0.0.1/32")));
    ByteBuffer packet = ipv4(17, 0, 0, 1, 0, 2);
    assertTrue(selectors.allowsInbound(packet, 0));
    assertFalse(selectors.allowsOutbound(packet, 0));
    SaSelectors other =
        new SaSelectors(List.of(prefix("10.0.0.1/32")), List.of(prefix("10.0.0.2/32")));
    assertTrue(other.allowsOutbound(packet, 0));
    assertFalse(other.allowsInbound(packet, 0));
  }

  @Test
  void anyOfSeveralRangesWillDoOnEachSide() {
    SaSelectors selectors =
        new SaSelectors(
            List.of(prefix("192.168.0.0/16"), prefix("10.0.0.2/32"), prefix("fd00::2/128")),
            List.of(prefix("172.16.0.0/12"), prefix("10.0.0.0/8"), prefix("fd00::/16")));
    assertTrue(selectors.allowsInbound(ipv4(17, 0), 0));
    assertTrue(selectors.allowsInbound(ipv6(59), 0));
    ByteBuffer far = ipv6(59);
    far.put(8, (byte) 0xfe);
    assertFalse(selectors.allowsInbound(far, 0));
    SaSelectors any = new SaSelectors(List.of(prefix("0.0.0.0/0")), List.of(prefix("0.0.0.0/0")));
    assertTrue(any.allowsInbound(ipv4(1, 0), 0));
    assertFalse(any.allowsInbound(ipv6(59), 0), "all of IPv4 is nothing of IPv6");
  }

  @Test
  void rangesNeedNotBePrefixesAndHaveUnsignedEnds() {
    SaSelectors selectors =
        new SaSelectors(
            List.of(ports("10.0.0.2", "10.0.0.2", 0, 0, 0xffff)),
            List.of(ports("9.255.255.255", "200.0.0.3", 0, 0, 0xffff)));
    assertTrue(selectors.allowsInbound(ipv4(17, 0), 0));
    ByteBuffer high = ipv4(17, 0);
    high.putInt(12, 0xc8000003);
    assertTrue(selectors.allowsInbound(high, 0));
    high.putInt(12, 0xc8000004);
    assertFalse(selectors.allowsInbound(high, 0));
    SaSelectors six =
        new SaSelectors(
            List.of(prefix("::/0")), List.of(ports("fd00::1", "fd00:0:0:1::", 0, 0, 0xffff)));
    assertTrue(six.allowsInbound(ipv6(59), 0));
    ByteBuffer last = ipv6(59);
    last.putLong(8, 0xfd00_0000_0000_0001L).putLong(16, 0);
    assertTrue(six.allowsInbound(last, 0));
    last.putLong(16, 1);
    assertFalse(six.allowsInbound(last, 0));
  }

  @Test
  void portsAreThoseOfEachSide() {
    SaSelectors selectors =
        new SaSelectors(
            List.of(ports("10.0.0.2", "10.0.0.2", 6, 443, 443)),
            List.of(ports("10.0.0.1", "10.0.0.1", 6, 1024, 0xffff)));
    assertTrue(selectors.allowsInbound(ipv4(6, 0, 0x80, 0, 0x01, 0xbb), 0));
    assertFalse(selectors.allowsInbound(ipv4(6, 0, 0x01, 0xbb, 0x80, 0), 0), "swapped");
    assertFalse(selectors.allowsInbound(ipv4(17, 0, 0x80, 0, 0x01, 0xbb), 0), "UDP");
    assertFalse(selectors.allowsInbound(ipv4(6, 0, 0x80, 0, 0x01), 0), "cut short");
    assertTrue(selectors.allowsInbound(ipv4(6, 0x2000, 0x80, 0, 0x01, 0xbb), 0), "1st fragment");
    assertFalse(selectors.allowsInbound(ipv4(6, 1, 0x80, 0, 0x01, 0xbb), 0), "later fragment");
  }

  @Test
  void laterFragmentsAreWithinAllPortsOrOpaqueOnes() {
    ByteBuffer later = ipv4(6, 1, 0x80, 0, 0x01, 0xbb);
    ByteBuffer whole = ipv4(6, 0, 0x80, 0, 0x01, 0xbb);
    SelectorRange all = ports("10.0.0.0", "10.0.0.255", 6, 0, 0xffff);
    SaSelectors allPorts = new SaSelectors(List.of(all), List.of(all));
    assertTrue(allPorts.allowsInbound(later, 0));
    assertTrue(allPorts.allowsInbound(whole, 0));
    SaSelectors opaque = new SaSelectors(List.of(all.opaque(6)), List.of(all.opaque(6)));
    assertTrue(opaque.allowsInbound(later, 0));
    assertFalse(opaque.allowsInbound(whole, 0), "its ports can be seen");
  }

  @Test
  void typeAndCodeOfIcmpAreItsPorts() {
    int echo = 8 << 8;
    SelectorRange range = ports("10.0.0.0", "10.0.0.255", 1, echo, echo);
    SaSelectors selectors = new SaSelectors(List.of(range), List.of(range));
    assertTrue(selectors.allowsInbound(ipv4(1, 0, 8, 0, 0, 0), 0));
    assertFalse(selectors.allowsInbound(ipv4(1, 0, 0, 0, 8, 0), 0));
  }

  @Test
  void ipv6HeadersAreFollowedToThePorts() {
    SelectorRange range = ports("fd00::", "fd00::ff", 17, 53, 53);
    SaSelectors selectors = new SaSelectors(List.of(range), List.of(range));
    assertTrue(selectors.allowsInbound(ipv6(17, 0, 53, 0, 53), 0));
    assertTrue(
        selectors.allowsInbound(ipv6(60, 17, 0, 1, 4, 0, 0, 0, 0, 0, 53, 0, 53), 0),
        "behind destination options");
    assertTrue(
        selectors.allowsInbound(ipv6(44, 17, 0, 0, 1, 0, 0, 0, 0, 0, 53, 0, 53), 0),
        "a first fragment");
    assertFalse(
        selectors.allowsInbound(ipv6(44, 17, 0, 0, 8, 0, 0, 0, 0, 0, 53, 0, 53), 0),
        "a later fragment");
    assertFalse(selectors.allowsInbound(ipv6(60, 17, 9, 0, 53, 0, 53, 0, 0), 0), "cut short");
  }

  @Test
  void rangesMustMakeSense() {
    assertThrows(IllegalArgumentException.class, () -> ports("10.0.0.2", "10.0.0.1", 0, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> ports("10.0.0.2", "fd00::1", 0, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> ports("::", "::", 256, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> ports("::", "::", 6, 2, 1));
    assertThrows(IllegalArgumentException.class, () -> ports("::", "::", 6, 0, 65536));
  }
}
