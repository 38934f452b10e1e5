package io.vpn4j.esp.mtu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.esp.ip.IpPacket;
import io.vpn4j.esp.ip.PacketFixtures;
import io.vpn4j.model.net.IpAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;

class PacketTooBigProperties {
  private static final IpAddress ROUTER = IpAddress.of("169.254.6.1");
  private static final IpAddress ROUTER6 = IpAddress.of("fd00::1");

  private final PacketTooBig writer = new PacketTooBig();

  @Provide
  Arbitrary<byte[]> packets() {
    Arbitrary<byte[]> big =
        Combinators.combine(Arbitraries.of(false, true), PacketFixtures.octets(400, 1500))
            .as(
                (ipv4, payload) ->
                    ipv4
                        ? PacketFixtures.ipv4(0, 0x4000, 64, 17, payload)
                        : PacketFixtures.ipv6(0, 0, 64, 6, payload));
    return Arbitraries.oneOf(big, PacketFixtures.anything()).withoutEdgeCases();
  }

  /** A message is read back field by field, its checksums computed the slow way. */
  @Property
  void writesWhatParsesBackOrChangesNothing(
      @ForAll("packets") byte[] packet,
      @ForAll @IntRange(max = 70_000) int mtu,
      @ForAll @IntRange(max = 3) int at,
      @ForAll boolean littleEndian) {
    ByteBuffer offending = ByteBuffer.wrap(packet);
    boolean ipv6 = packet.length > 0 && packet[0] >> 4 == 6;
    ByteBuffer out = ByteBuffer.allocate(at + PacketTooBig.MAX_OCTETS).position(at);
    out.order(littleEndian ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    PacketTooBig.Result result = writer.write(offending, mtu, ipv6 ? ROUTER6 : ROUTER, out);
    Statistics.collect(result == PacketTooBig.Result.WRITTEN);
    Statistics.coverage(c -> c.check(true).percentage(share -> share > 30));
    boolean whole = IpPacket.check(offending, 0) == IpPacket.Check.OK;
    assertTrue(whole || result == PacketTooBig.Result.MALFORMED);
    if (result != PacketTooBig.Result.WRITTEN) {
      assertEquals(at, out.position());
      assertArrayEquals(new byte[out.capacity()], out.array());
      return;
    }
    byte[] message = Arrays.copyOfRange(out.array(), at, out.position());
    int icmpAt = ipv6 ? 40 : 20;
    ByteBuffer icmp = ByteBuffer.wrap(message).position(icmpAt);
    assertEquals(IpPacket.Check.OK, IpPacket.check(out, at));
    assertEquals(message.length, IpPacket.totalOctets(out, at));
    assertTrue(message.length <= (ipv6 ? 1280 : 576));
    assertEquals(ipv6 ? 2 << 8 : 3 << 8 | 4, icmp.getShort());
    icmp.getShort();
    assertEquals(ipv6 ? mtu : Math.min(mtu, 0xffff), icmp.getInt());
    byte[] quoted = new byte[icmp.remaining()];
    icmp.get(quoted);
    assertArrayEquals(Arrays.copyOf(packet, quoted.length), quoted);
    int offendingOctets = IpPacket.totalOctets(offending, 0);
    assertTrue(
        quoted.length == offendingOctets || message.length == (ipv6 ? 1280 : 576),
        "as much as there is, or as goes in");
    if (ipv6) {
      assertEquals(0, PacketFixtures.upperChecksum(message, 58, 40));
    } else {
      assertEquals(0, PacketFixtures.checksum(Arrays.copyOf(message, 20)));
      assertEquals(0, PacketFixtures.checksum(Arrays.copyOfRange(message, 20, message.length)));
    }
    // No message is ever answered by another.
    ByteBuffer again = ByteBuffer.wrap(message);
    assertEquals(
        PacketTooBig.Result.ABOUT_ICMP_ERROR,
        writer.write(again, 68, ipv6 ? ROUTER6 : ROUTER, ByteBuffer.allocate(1280)));
  }
}
