package io.vpn4j.esp.fragment;

import static io.vpn4j.esp.fragment.FragmentFixtures.cut;
import static io.vpn4j.esp.fragment.FragmentFixtures.fragment;
import static io.vpn4j.esp.fragment.FragmentFixtures.hex;
import static io.vpn4j.esp.fragment.FragmentFixtures.ipv4;
import static io.vpn4j.esp.fragment.FragmentFixtures.ipv6;
import static io.vpn4j.esp.fragment.FragmentFixtures.pattern;

import io.vpn4j.esp.ip.IpPacket;
import io.vpn4j.esp.ip.Ipv4Header;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Octets as packets for one reassembler, each behind one octet that says what happens before it and
 * two for its length. What is put together is a sound packet, and is cut and put together again to
 * the same; limits are never passed.
 */
public final class FragmentFuzz {
  private static final ReassemblyLimits LIMITS =
      new ReassemblyLimits(160 << 10, 128 << 10, 6, 4, 20, Duration.ofSeconds(60));
  private static final int CHECKSUM = 1;
  private static final int TIME = 2;
  private static final int MTU = 1280;

  private final Reassembler reassembler = new Reassembler(LIMITS, 1);
  private final ByteBuffer out = ByteBuffer.allocate(IpPacket.MAX_OCTETS);
  private long now;

  private FragmentFuzz() {}

  /** The target. */
  public static void fuzzerTestOneInput(byte[] input) {
    FragmentFuzz fuzz = new FragmentFuzz();
    ByteBuffer in = ByteBuffer.wrap(input);
    while (in.remaining() > 3) {
      int what = in.get();
      int octets = Math.min(in.getShort() & 0xffff, in.remaining());
      ByteBuffer packet = in.slice(in.position(), octets);
      in.position(in.position() + octets);
      fuzz.step(what, packet);
    }
  }

  private void step(int what, ByteBuffer packet) {
    if ((what & CHECKSUM) != 0 && octetsOfIpv4Header(packet) <= packet.limit()) {
      Ipv4Header.putChecksum(packet, 0);
    }
    now += (what & TIME) != 0 ? 7_000_000_000L : 0;
    ReassemblyResult result = reassembler.add(packet, 0, now, out.clear());
    require(reassembler.heldOctets() <= LIMITS.maxOctets(), "octets");
    require(reassembler.heldDatagrams() <= LIMITS.maxDatagrams(), "datagrams");
    require(result == ReassemblyResult.COMPLETE || out.position() == 0, "octets without a packet");
    if (result == ReassemblyResult.COMPLETE) {
      out.flip();
      require(IpPacket.totalOctets(out, 0) == out.limit(), "the length of the packet");
      cutAndPutTogether(out);
    }
  }

  private static int octetsOfIpv4Header(ByteBuffer packet) {
    return packet.limit() >= Ipv4Header.MIN_OCTETS && IpPacket.isIpv4(packet, 0)
        ? Ipv4Header.headerOctets(packet, 0)
        : Integer.MAX_VALUE;
  }

  private static void cutAndPutTogether(ByteBuffer whole) {
    require(IpPacket.check(whole, 0) == IpPacket.Check.OK, "a sound packet");
    Fragmenter fragmenter = new Fragmenter();
    if (IpPacket.isIpv4(whole, 0)) {
      require(Ipv4Header.checksumHolds(whole, 0), "a checksum");
      require(!Ipv4Header.isFragment(whole, 0), "no fragment");
      Ipv4Header.putDontFragment(whole, 0, false);
      int id = Ipv4Header.identification(whole, 0);
      fragmenter.startIpv4(whole, 0, MTU, id, false);
    } else {
      fragmenter.startIpv6(whole, 0, MTU, 1);
    }
    Reassembler again = new Reassembler(ReassemblyLimits.defaults(), 1);
    ByteBuffer copy = ByteBuffer.allocate(IpPacket.MAX_OCTETS);
    for (byte[] fragment : FragmentFixtures.takeAll(fragmenter, MTU)) {
      again.add(ByteBuffer.wrap(fragment), 0, 0, copy);
    }
    require(copy.position() == 0 || copy.flip().equals(whole), "the same packet");
    require(again.heldDatagrams() == 0, "nothing left");
  }

  private static void require(boolean condition, String what) {
    if (!condition) {
      throw new AssertionError(what);
    }
  }

  /** Datagrams in order and not, an overlap, an atomic fragment, and one that comes too late. */
  public static List<byte[]> seeds() {
    byte[] none = new byte[0];
    List<byte[]> v4 = cut(ipv4(0, 7, 0, 17, hex("94040000"), pattern(300)), 148, 7);
    List<byte[]> v6 = cut(ipv6(2, 0, hex("1100000000000000"), pattern(1400)), MTU, 7);
    List<byte[]> backwards = new ArrayList<>(v4);
    Collections.reverse(backwards);
    return List.of(
        input(1, v4),
        input(1, backwards),
        input(0, v6),
        input(TIME, v4),
        input(
            1,
            List.of(
                fragment(true, 0, 1, 0, 0, true, pattern(16)),
                fragment(true, 0, 1, 0, 8, false, pattern(16)))),
        input(0, List.of(fragment(false, 0, 1, 0, 0, false, pattern(9)))),
        input(0, List.of(ipv6(0, 17, none, pattern(8)), ipv4(0, 1, 0, 17, none, pattern(8)))),
        input(1, List.of(fragment(true, 0, 1, 3, 8, false, pattern(9)), v4.get(0))));
  }

  private static byte[] input(int what, List<byte[]> packets) {
    ByteArrayOutputStream input = new ByteArrayOutputStream();
    for (byte[] packet : packets) {
      input.write(what);
      input.write(packet.length >> 8);
      input.write(packet.length);
      input.writeBytes(packet);
    }
    return input.toByteArray();
  }
}
