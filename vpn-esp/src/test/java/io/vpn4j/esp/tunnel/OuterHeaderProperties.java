package io.vpn4j.esp.tunnel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.esp.ip.IpPacket;
import io.vpn4j.esp.ip.PacketFixtures;
import io.vpn4j.model.net.IpAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class OuterHeaderProperties {
  private static final IpAddress LOCAL = IpAddress.of("203.0.113.5");
  private static final IpAddress PEER = IpAddress.of("203.0.113.9");
  private static final IpAddress LOCAL6 = IpAddress.of("2001:db8:5::5");
  private static final IpAddress PEER6 = IpAddress.of("2001:db8:9::9");

  @Provide
  Arbitrary<byte[]> anything() {
    return PacketFixtures.anything();
  }

  /** What is written is a whole packet whose checksums hold, whatever is inside and around. */
  @Property
  void writesAWholePacket(
      @ForAll("anything") byte[] inner,
      @ForAll boolean ipv6,
      @ForAll boolean udp,
      @ForAll DfRule df,
      @ForAll EcnMode ecn,
      @ForAll int identification,
      @ForAll boolean littleEndian,
      @ForAll @IntRange(max = 3) int at) {
    OuterHeader.Builder builder =
        ipv6 ? OuterHeader.builder(LOCAL6, PEER6) : OuterHeader.builder(LOCAL, PEER);
    builder.dontFragment(df).ecn(ecn).flowLabel(FlowLabelRule.hashed(identification));
    OuterHeader header = (udp ? builder.udp(4500, 4501) : builder).build();
    ByteBuffer packet = ByteBuffer.allocate(at + header.octets() + inner.length);
    packet.order(littleEndian ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    packet.put(at + header.octets(), inner).position(at);
    header.write(header.fieldsOf(ByteBuffer.wrap(inner)), identification, packet);

    byte[] datagram = Arrays.copyOfRange(packet.array(), at, packet.capacity());
    assertEquals(IpPacket.Check.OK, IpPacket.check(packet, at));
    assertEquals(datagram.length, IpPacket.totalOctets(packet, at));
    assertArrayEquals(inner, Arrays.copyOfRange(datagram, header.octets(), datagram.length));
    boolean whole = IpPacket.check(ByteBuffer.wrap(inner), 0) == IpPacket.Check.OK;
    int innerClass = whole ? IpPacket.trafficClass(ByteBuffer.wrap(inner), 0) : 0;
    assertEquals(
        ecn == EcnMode.NORMAL ? innerClass : innerClass & 0xfc, IpPacket.trafficClass(packet, at));
    if (!ipv6) {
      assertEquals(0, PacketFixtures.checksum(Arrays.copyOf(datagram, 20)));
    } else if (udp) {
      assertEquals(0, PacketFixtures.upperChecksum(datagram, 17, 40));
    }
  }

  /** One flow has one label, and it is never zero. */
  @Property
  void labelsByFlow(@ForAll("anything") byte[] inner, @ForAll long seed) {
    FlowLabelRule rule = FlowLabelRule.hashed(seed);
    ByteBuffer packet = ByteBuffer.wrap(inner);
    if (IpPacket.check(packet, 0) != IpPacket.Check.OK) {
      return;
    }
    int label = rule.outer(packet, 0);
    assertTrue(label > 0 && label <= 0xfffff);
    assertEquals(0, FlowLabelRule.ZERO.outer(packet, 0));
    int hopLimitAt = (inner[0] & 0xf0) == 0x40 ? 8 : 7;
    inner[hopLimitAt]++;
    assertEquals(label, rule.outer(packet, 0));
  }

  @Test
  void labelsOfFlowsAreSpread() {
    FlowLabelRule rule = FlowLabelRule.hashed(42);
    Set<Integer> labels = new HashSet<>();
    for (int port = 0; port < 1000; port++) {
      byte[] ports = {0, 80, (byte) (port >>> 8), (byte) port, 0, 0, 0, 0};
      labels.add(rule.outer(ByteBuffer.wrap(PacketFixtures.ipv4(0, 0, 64, 17, ports)), 0));
    }
    // A random function of 1000 into 2^20 meets itself about half a time.
    assertTrue(labels.size() > 990, labels.size() + " labels");
  }

  @Test
  void fragmentsOfAPacketHaveOneLabel() {
    FlowLabelRule rule = FlowLabelRule.hashed(42);
    byte[] first = PacketFixtures.ipv4(0, 0x2000, 64, 17, new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    byte[] later = PacketFixtures.ipv4(0, 1, 64, 17, new byte[] {9, 9, 9, 9});
    assertEquals(rule.outer(ByteBuffer.wrap(first), 0), rule.outer(ByteBuffer.wrap(later), 0));
  }

  /** RFC 6438 section 3: addresses and label of an inner packet that has one. */
  @Test
  void anInnerLabelStandsForThePorts() {
    FlowLabelRule rule = FlowLabelRule.hashed(42);
    byte[] one = PacketFixtures.ipv6(0, 5, 64, 17, new byte[] {1, 2, 3, 4, 0, 0, 0, 0});
    byte[] same = PacketFixtures.ipv6(0, 5, 64, 17, new byte[] {1, 2, 3, 5, 0, 0, 0, 0});
    byte[] other = PacketFixtures.ipv6(0, 6, 64, 17, new byte[] {1, 2, 3, 4, 0, 0, 0, 0});
    byte[] ports = PacketFixtures.ipv6(0, 0, 64, 17, new byte[] {1, 2, 3, 4, 0, 0, 0, 0});
    byte[] otherPorts = PacketFixtures.ipv6(0, 0, 64, 17, new byte[] {1, 2, 3, 5, 0, 0, 0, 0});
    assertEquals(rule.outer(ByteBuffer.wrap(one), 0), rule.outer(ByteBuffer.wrap(same), 0));
    assertNotEquals(rule.outer(ByteBuffer.wrap(one), 0), rule.outer(ByteBuffer.wrap(other), 0));
    assertNotEquals(
        rule.outer(ByteBuffer.wrap(ports), 0), rule.outer(ByteBuffer.wrap(otherPorts), 0));
  }
}
