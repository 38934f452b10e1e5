package io.vpn4j.gateway.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.gateway.packet.EchoHost.Outcome;
import io.vpn4j.gateway.packet.PacketArbitraries.Request;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;

class EchoHostProperties {
  private final EchoHost host =
      new EchoHost(
          PacketArbitraries.HOST_ADDRESSES.stream()
              .map(address -> new IpPrefix(address, address.bits()))
              .toList(),
          Set.of());
  private final ByteBuffer reply = ByteBuffer.allocate(1024);

  @Property(tries = 1000)
  void repliesCarryTheRequestBack(@ForAll("requests") Request request) {
    Outcome outcome = host.handle(request.packet(), reply);
    assertEquals(request.udp() ? Outcome.UDP_REPLY : Outcome.ECHO_REPLY, outcome);
    ByteBuffer carried;
    if (request.udp()) {
      UdpDatagram sent = UdpDatagram.read(request.packet()).orElseThrow();
      UdpDatagram back = UdpDatagram.read(reply).orElseThrow();
      IpAddress sender = sent.source();
      IpAddress receiver = sent.destination();
      assertEquals(
          new UdpDatagram(receiver, EchoHost.ECHO_PORT, sender, sent.sourcePort(), sent.payload()),
          back);
      carried = back.payload();
    } else {
      EchoMessage sent = EchoMessage.read(request.packet()).orElseThrow();
      EchoMessage back = EchoMessage.read(reply).orElseThrow();
      IpAddress sender = sent.source();
      IpAddress receiver = sent.destination();
      assertEquals(
          new EchoMessage(
              receiver, sender, false, sent.identifier(), sent.sequence(), sent.payload()),
          back);
      carried = back.payload();
    }
    assertEquals(request.payload(), carried);
  }

  /** By the word-by-word loop over pseudo-headers laid out in full, not by the code under test. */
  @Property(tries = 500)
  void checksumsOfRepliesHold(@ForAll("requests") Request request) {
    assertTrue(host.handle(request.packet(), reply).isReply());
    byte[] octets = new byte[reply.remaining()];
    reply.get(0, octets);
    boolean v4 = octets[0] >>> 4 == 4;
    int header = v4 ? 20 : 40;
    int payload = octets.length - header;
    byte[] body = Arrays.copyOfRange(octets, header, octets.length);
    int protocol = octets[v4 ? 9 : 6];
    if (v4) {
      assertEquals(0, PacketArbitraries.plainChecksum(Arrays.copyOf(octets, 20)));
    }
    ByteBuffer covered = ByteBuffer.allocate(40 + payload);
    if (v4 && request.udp()) {
      covered.put(octets, 12, 8).put((byte) 0).put((byte) protocol).putShort((short) payload);
    } else if (!v4) {
      covered.put(octets, 8, 32).putInt(payload).putInt(protocol);
      covered = ByteBuffer.allocate(40 + payload).put(covered.flip());
    }
    covered.put(body).flip();
    byte[] all = new byte[covered.remaining()];
    covered.get(all);
    assertEquals(0, PacketArbitraries.plainChecksum(all));
  }

  @Property(tries = 3000)
  void anyOctetsAreTotal(@ForAll @Size(max = 100) byte[] octets) {
    isTotal(ByteBuffer.wrap(octets));
  }

  /** Past the address and the header checksum, so that what lies deeper meets nonsense too. */
  @Property(tries = 3000)
  void mutatedRequestsAreTotal(@ForAll("mutated") ByteBuffer packet) {
    Statistics.collect(isTotal(packet));
    Statistics.coverage(
        depth -> {
          depth.check(Outcome.NOT_A_REQUEST).count(count -> count > 0);
          depth.check(Outcome.CLOSED_PORT).count(count -> count > 0);
          depth.check(Outcome.FRAGMENT).count(count -> count > 0);
          depth.check(Outcome.UNKNOWN_PROTOCOL).count(count -> count > 0);
        });
  }

  private Outcome isTotal(ByteBuffer packet) {
    ByteBuffer into = ByteBuffer.allocate(300);
    Outcome outcome = host.handle(packet, into);
    assertEquals(0, packet.position());
    if (outcome.isReply()) {
      assertEquals(IpPacket.Check.OK, IpPacket.check(into));
      assertTrue(
          outcome == Outcome.UDP_REPLY
              ? UdpDatagram.read(into).isPresent()
              : EchoMessage.read(into).isPresent());
    }
    EchoMessage.read(packet);
    UdpDatagram.read(packet);
    return outcome;
  }

  @Property(tries = 1000)
  void everyTruncationIsMalformed(
      @ForAll("requests") Request request, @ForAll @IntRange(max = 247) int length) {
    ByteBuffer packet = request.packet();
    packet.limit(Math.min(length, packet.limit() - 1));
    assertEquals(Outcome.MALFORMED, host.handle(packet, reply));
    assertEquals(IpPacket.Check.TRUNCATED, IpPacket.check(packet));
  }

  /** A ones' complement sum finds every flip of one bit, where one is taken over it. */
  @Property(tries = 300)
  void flippedBitsAreDropped(@ForAll("requests") Request request) {
    ByteBuffer packet = request.packet();
    for (int bit = 0; bit < packet.limit() * 8; bit++) {
      if (!isProtected(packet, bit / 8, request.udp())) {
        continue;
      }
      flip(packet, bit);
      boolean saysNone = request.udp() && isIpv4(packet) && packet.getShort(26) == 0;
      if (!saysNone) {
        assertFalse(host.handle(packet, reply).isReply(), "bit " + bit);
      }
      flip(packet, bit);
    }
    assertTrue(host.handle(packet, reply).isReply());
  }

  /**
   * Not the IPv6 traffic class, flow label and hop limit, over which there is no checksum; nor the
   * lengths of IPv6 and UDP, where a flip also removes octets from the sum and so may cancel out.
   */
  private static boolean isProtected(ByteBuffer packet, int octet, boolean udp) {
    int header = isIpv4(packet) ? 20 : 40;
    boolean lengthOfUdp = udp && (octet == header + 4 || octet == header + 5);
    return !lengthOfUdp && (isIpv4(packet) || octet == 6 || octet >= 8);
  }

  private static boolean isIpv4(ByteBuffer packet) {
    return (packet.get(0) & 0xff) >>> 4 == 4;
  }

  private static void flip(ByteBuffer packet, int bit) {
    packet.put(bit / 8, (byte) (packet.get(bit / 8) ^ 1 << bit % 8));
  }

  @Provide
  Arbitrary<Request> requests() {
    return PacketArbitraries.requests();
  }

  /** One to three octets overwritten, perhaps a new length; often the checksums put right. */
  @Provide
  Arbitrary<ByteBuffer> mutated() {
    Arbitrary<Integer> anywhere = Arbitraries.integers().between(0, 49);
    return Combinators.combine(
            PacketArbitraries.requests(),
            anywhere.list().ofMinSize(1).ofMaxSize(3),
            Arbitraries.bytes(),
            Arbitraries.of(0, 0, 0, 0, 0, 8, -8),
            Arbitraries.of(true, true, true, false))
        .as(
            (request, places, octet, longer, repair) -> {
              ByteBuffer from = request.packet();
              ByteBuffer to = ByteBuffer.allocate(Math.max(0, from.limit() + longer));
              to.put(from.limit(Math.min(from.limit(), to.capacity()))).clear();
              for (int place : places) {
                if (place < to.limit()) {
                  to.put(place, octet);
                }
              }
              if (repair && IpPacket.check(to) == IpPacket.Check.OK) {
                repairChecksums(to, request.udp() ? 6 : 2);
              }
              return to;
            });
  }

  private static void repairChecksums(ByteBuffer packet, int field) {
    if (isIpv4(packet)) {
      packet.putShort(10, (short) IpPacket.ipv4HeaderChecksum(packet));
    }
    int at = IpPacket.headerOctets(packet) + field;
    int octets = IpPacket.payloadOctets(packet);
    if (octets >= field + 2) {
      packet.putShort(at, (short) 0);
      packet.putShort(at, (short) IpPacket.payloadChecksum(packet, octets));
    }
  }
}
