package io.vpn4j.esp.tunnel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.esp.ip.IpPacket;
import io.vpn4j.esp.ip.PacketFixtures;
import java.nio.ByteBuffer;
import java.util.Arrays;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

class DecapsulationProperties {
  @Provide
  Arbitrary<byte[]> packets() {
    return PacketFixtures.packets();
  }

  @Provide
  Arbitrary<byte[]> anything() {
    return PacketFixtures.anything();
  }

  @Property
  void changesTheTwoBitsAndTheChecksumAndNothingElse(
      @ForAll("packets") byte[] packet, @ForAll int outer) {
    byte[] after = packet.clone();
    EcnOutcome outcome = Decapsulation.apply(outer, ByteBuffer.wrap(after));
    Statistics.collect(outcome);
    Statistics.coverage(c -> c.check(EcnOutcome.MARKED).percentage(share -> share > 5));
    boolean ipv4 = (packet[0] & 0xf0) == 0x40;
    byte[] expected = packet.clone();
    if (outcome == EcnOutcome.MARKED) {
      if (ipv4) {
        expected[1] = (byte) ((expected[1] & 0xfc) | (outer & 3));
        int header = (expected[0] & 15) * 4;
        expected[10] = 0;
        expected[11] = 0;
        int checksum = PacketFixtures.checksum(Arrays.copyOf(expected, header));
        expected[10] = (byte) (checksum >>> 8);
        expected[11] = (byte) checksum;
      } else {
        expected[1] = (byte) ((expected[1] & 0xcf) | (outer & 3) << 4);
      }
    }
    assertArrayEquals(expected, after);
  }

  @Property
  void answersAnyOctets(@ForAll("anything") byte[] octets, @ForAll int outer) {
    ByteBuffer inner = ByteBuffer.wrap(octets);
    boolean whole = IpPacket.check(inner, 0) == IpPacket.Check.OK;
    assertEquals(!whole, Decapsulation.apply(outer, inner) == EcnOutcome.MALFORMED);
    assertEquals(0, inner.position());
    assertEquals(octets.length, inner.limit());
  }

  @Property
  void forwardingTakesOneFromTheHopLimitAndKeepsTheChecksum(@ForAll("packets") byte[] packet) {
    byte[] after = packet.clone();
    boolean ipv4 = (packet[0] & 0xf0) == 0x40;
    int at = ipv4 ? 8 : 7;
    boolean forwarded = HopLimit.forward(ByteBuffer.wrap(after));
    assertEquals((packet[at] & 0xff) > 1, forwarded);
    if (!forwarded) {
      assertArrayEquals(packet, after);
      return;
    }
    assertEquals((packet[at] & 0xff) - 1, after[at] & 0xff);
    if (ipv4) {
      byte[] header = Arrays.copyOf(after, (after[0] & 15) * 4);
      assertEquals(0, PacketFixtures.checksum(header));
      after[10] = packet[10];
      after[11] = packet[11];
    }
    after[at] = packet[at];
    assertArrayEquals(packet, after);
  }

  @Property
  void forwardsNothingThatIsNoPacket(@ForAll("anything") byte[] octets) {
    ByteBuffer packet = ByteBuffer.wrap(octets);
    boolean whole = IpPacket.check(packet, 0) == IpPacket.Check.OK;
    assertTrue(!HopLimit.forward(packet) || whole);
  }
}
