package io.vpn4j.gateway.packet;

import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.Ipv4Address;
import io.vpn4j.model.net.Ipv6Address;
import java.nio.ByteBuffer;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Requests that an {@link EchoHost} of {@link #HOST_ADDRESSES} answers. */
final class PacketArbitraries {
  static final List<IpAddress> HOST_ADDRESSES =
      List.of(IpAddress.of("10.0.1.5"), IpAddress.of("2001:db8:1::5"));

  private PacketArbitraries() {}

  /** A request, and what its reply must carry. */
  record Request(ByteBuffer packet, boolean udp, ByteBuffer payload) {}

  static Arbitrary<Request> requests() {
    return Combinators.combine(
            Arbitraries.of(true, false),
            sources(),
            ports(),
            ports().filter(port -> port != EchoHost.ECHO_PORT && port != 0),
            payloads())
        .as(PacketArbitraries::request);
  }

  private static Request request(
      boolean udp, IpAddress source, int one, int other, ByteBuffer payload) {
    IpAddress host = HOST_ADDRESSES.get(source.isIpv4() ? 0 : 1);
    return new Request(
        udp
            ? PacketBuilder.udp(source, other, host, EchoHost.ECHO_PORT, payload)
            : PacketBuilder.echoRequest(source, host, one, other, payload),
        udp,
        payload);
  }

  /** Unicast addresses that are not the host's. */
  static Arbitrary<IpAddress> sources() {
    Arbitrary<IpAddress> v4 =
        Combinators.combine(
                Arbitraries.integers().between(1, 223).filter(first -> first != 127),
                Arbitraries.integers().between(0, 0xff_ffff))
            .as((first, rest) -> (IpAddress) new Ipv4Address(first << 24 | rest));
    Arbitrary<IpAddress> v6 =
        Combinators.combine(
                Arbitraries.longs().between(0x2000L << 48, 0x3fff_ffff_ffff_ffffL),
                Arbitraries.longs())
            .as((high, low) -> (IpAddress) new Ipv6Address(high, low));
    return Arbitraries.oneOf(v4, v6).filter(address -> !HOST_ADDRESSES.contains(address));
  }

  static Arbitrary<ByteBuffer> payloads() {
    return Arbitraries.bytes().array(byte[].class).ofMaxSize(200).map(ByteBuffer::wrap);
  }

  private static Arbitrary<Integer> ports() {
    return Arbitraries.integers().between(0, 0xffff);
  }

  /** The checksum of RFC 1071 section 4.1, word by word. */
  static int plainChecksum(byte[] octets) {
    int sum = 0;
    for (int i = 0; i < octets.length; i += 2) {
      int low = i + 1 < octets.length ? octets[i + 1] & 0xff : 0;
      sum += (octets[i] & 0xff) << 8 | low;
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return ~sum & 0xffff;
  }
}
