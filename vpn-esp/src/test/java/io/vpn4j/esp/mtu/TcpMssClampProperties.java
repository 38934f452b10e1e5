package io.vpn4j.esp.mtu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpn4j.esp.ip.PacketFixtures;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;

class TcpMssClampProperties {
  private static final int MOST_IPV4 = 1379;
  private static final int MOST_IPV6 = 1359;

  private final TcpMssClamp clamp = new TcpMssClamp();

  /** Kind and content; end of options and no operation have no content. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Option(int kind, byte[] content) {}

  private static Arbitrary<byte[]> option() {
    Arbitrary<Integer> mss =
        Arbitraries.oneOf(
            Arbitraries.integers().between(0, 0xffff), Arbitraries.integers().between(1340, 1400));
    return Arbitraries.frequencyOf(
        Tuple.of(4, mss.map(m -> new byte[] {2, 4, (byte) (m >>> 8), m.byteValue()})),
        Tuple.of(4, Arbitraries.just(new byte[] {1})),
        Tuple.of(1, Arbitraries.just(new byte[] {3, 3, 7})),
        Tuple.of(1, Arbitraries.just(new byte[] {4, 2})),
        Tuple.of(1, Arbitraries.just(new byte[] {8, 10, 0, 0, 0, 1, 0, 0, 0, 0})),
        Tuple.of(1, PacketFixtures.octets(0, 6).map(TcpMssClampProperties::unknown)));
  }

  private static byte[] unknown(byte[] content) {
    byte[] option = new byte[2 + content.length];
    option[0] = (byte) 254;
    option[1] = (byte) option.length;
    System.arraycopy(content, 0, option, 2, content.length);
    return option;
  }

  private static byte[] padded(List<byte[]> options) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] option : options) {
      if (out.size() + option.length <= 40) {
        out.writeBytes(option);
      }
    }
    return Arrays.copyOf(out.toByteArray(), (out.size() + 3) / 4 * 4);
  }

  @Provide
  Arbitrary<byte[]> segments() {
    Arbitrary<byte[]> options = option().list().ofMaxSize(9).map(TcpMssClampProperties::padded);
    Arbitrary<byte[]> segment =
        Combinators.combine(
                Arbitraries.of(2, 2, 2, 0x12, 0x10, 0xc2, 0), options, PacketFixtures.octets(0, 9))
            .as(TcpFixtures::segment);
    Arbitrary<byte[]> ipv4 =
        Combinators.combine(
                Arbitraries.of(0, 0, 0x4000, 0x2000, 0x2003),
                Arbitraries.of(0, 0, 4, 40).map(byte[]::new),
                segment)
            .as(TcpFixtures::ipv4);
    Arbitrary<byte[]> ipv6 =
        Combinators.combine(
                Arbitraries.of(
                    Tuple.of(6, new byte[0]),
                    Tuple.of(6, new byte[0]),
                    Tuple.of(60, new byte[] {6, 0, 1, 4, 0, 0, 0, 0}),
                    Tuple.of(43, new byte[] {6, 0, 0, 0, 0, 0, 0, 0}),
                    Tuple.of(44, new byte[] {6, 0, 0, 1, 0, 0, 0, 9}),
                    Tuple.of(44, new byte[] {6, 0, 0, 9, 0, 0, 0, 9})),
                segment)
            .as((headers, s) -> TcpFixtures.ipv6(headers.get1(), headers.get2(), s));
    return Arbitraries.oneOf(ipv4, ipv6).withoutEdgeCases();
  }

  @Provide
  Arbitrary<byte[]> anything() {
    return Arbitraries.frequencyOf(
            Tuple.of(4, PacketFixtures.mutated(segments())), Tuple.of(1, PacketFixtures.anything()))
        .withoutEdgeCases();
  }

  @Property(tries = 3000)
  void agreesWithParsingAndBuildingAnew(
      @ForAll("segments") byte[] packet,
      @ForAll @IntRange(max = 3) int at,
      @ForAll boolean littleEndian) {
    byte[] expected = slowly(packet);
    ByteBuffer buffer = ByteBuffer.allocate(at + packet.length).put(at, packet).position(at);
    buffer.order(littleEndian ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    boolean changes = !Arrays.equals(expected, packet);
    Statistics.collect(changes);
    Statistics.coverage(c -> c.check(true).percentage(share -> share > 20));
    assertEquals(changes, clamp.exceeds(buffer, MOST_IPV4, MOST_IPV6));
    assertEquals(changes, clamp.clamp(buffer, MOST_IPV4, MOST_IPV6));
    assertArrayEquals(expected, Arrays.copyOfRange(buffer.array(), at, buffer.capacity()));
  }

  /**
   * On any octets too. A checksum that was off by something before is off by the same after, since
   * an update must not mend what was broken.
   */
  @Property(tries = 3000)
  void agreesOnAnyOctets(@ForAll("anything") byte[] octets) {
    byte[] expected = slowly(octets);
    byte[] after = octets.clone();
    boolean changed = clamp.clamp(ByteBuffer.wrap(after), MOST_IPV4, MOST_IPV6);
    Statistics.collect(changed);
    Statistics.coverage(c -> c.check(true).percentage(share -> share > 2));
    assertEquals(!Arrays.equals(expected, octets), changed);
    assertArrayEquals(expected, after);
  }

  /** Takes the packet apart and puts it together again, its checksum computed from nothing. */
  private static byte[] slowly(byte[] octets) {
    Optional<Integer> tcp = tcpAt(octets);
    if (tcp.isEmpty()) {
      return octets;
    }
    int at = tcp.get();
    int end = length(octets);
    if (end - at < 20 || (octets[at + 13] & TcpFixtures.SYN) == 0) {
      return octets;
    }
    int header = (octets[at + 12] >> 4 & 15) * 4;
    if (header < 20 || header > end - at) {
      return octets;
    }
    byte[] area = Arrays.copyOfRange(octets, at + 20, at + header);
    Optional<List<Option>> options = parse(area);
    int most = octets[0] >> 4 == 4 ? MOST_IPV4 : MOST_IPV6;
    if (options.isEmpty() || options.get().stream().noneMatch(o -> mss(o) > most)) {
      return octets;
    }
    byte[] packet = Arrays.copyOf(octets, end);
    int error = PacketFixtures.upperChecksum(packet, 6, at);
    ByteArrayOutputStream rebuilt = new ByteArrayOutputStream();
    for (Option option : options.get()) {
      rebuilt.write(option.kind());
      if (option.kind() > 1) {
        rebuilt.write(option.content().length + 2);
        byte[] content =
            mss(option) > most ? new byte[] {(byte) (most >>> 8), (byte) most} : option.content();
        rebuilt.writeBytes(content);
      }
    }
    System.arraycopy(rebuilt.toByteArray(), 0, packet, at + 20, rebuilt.size());
    packet[at + 16] = 0;
    packet[at + 17] = 0;
    int checksum = PacketFixtures.upperChecksum(packet, 6, at);
    // Off by the same: the sum is kept in ones' complement, so minus is plus the complement.
    int kept = (checksum + (~error & 0xffff)) % 0xffff;
    int exact = error == 0 ? checksum : kept;
    ByteBuffer.wrap(packet).putShort(at + 16, (short) exact);
    byte[] whole = octets.clone();
    System.arraycopy(packet, 0, whole, 0, end);
    return whole;
  }

  private static int mss(Option option) {
    return option.kind() == 2 ? uint16(option.content(), 0) : -1;
  }

  /** The options up to the end of options, or nothing if they are malformed. */
  private static Optional<List<Option>> parse(byte[] area) {
    List<Option> options = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(area);
    while (in.hasRemaining()) {
      int kind = in.get() & 0xff;
      if (kind <= 1) {
        options.add(new Option(kind, new byte[0]));
        if (kind == 0) {
          break;
        }
        continue;
      }
      if (!in.hasRemaining()) {
        return Optional.empty();
      }
      int content = (in.get() & 0xff) - 2;
      if (content < 0 || content > in.remaining() || (kind == 2 && content != 2)) {
        return Optional.empty();
      }
      byte[] octets = new byte[content];
      in.get(octets);
      options.add(new Option(kind, octets));
    }
    return Optional.of(options);
  }

  private static int length(byte[] octets) {
    int low = octets[0] >> 4 == 4 ? 2 : 4;
    int length = uint16(octets, low);
    return low == 2 ? length : 40 + length;
  }

  private static int uint16(byte[] octets, int at) {
    return ((octets[at] & 0xff) << 8) | (octets[at + 1] & 0xff);
  }

  private static Optional<Integer> tcpAt(byte[] octets) {
    int version = octets.length == 0 ? 0 : octets[0] >> 4;
    if (version == 4 && octets.length >= 20) {
      int header = (octets[0] & 15) * 4;
      int length = length(octets);
      boolean whole = header >= 20 && length >= header && length <= octets.length;
      boolean first = ((octets[6] & 0x1f) | octets[7]) == 0;
      return whole && first && octets[9] == 6 ? Optional.of(header) : Optional.empty();
    }
    if (version != 6 || octets.length < 40 || length(octets) > octets.length) {
      return Optional.empty();
    }
    return tcpBehindExtensionHeaders(octets);
  }

  private static Optional<Integer> tcpBehindExtensionHeaders(byte[] octets) {
    int at = 40;
    int next = octets[6] & 0xff;
    boolean fragment = false;
    for (int n = 0; next != 6; n++) {
      boolean known =
          (next == 0 && n == 0) || next == 43 || next == 60 || (next == 44 && !fragment);
      if (!known || at + 8 > length(octets)) {
        return Optional.empty();
      }
      int header = next == 44 ? 8 : (octets[at + 1] & 0xff) * 8 + 8;
      if (at + header > length(octets)) {
        return Optional.empty();
      }
      if (next == 44) {
        fragment = true;
        if (octets[at + 2] != 0 || (octets[at + 3] & 0xf8) != 0) {
          return Optional.empty();
        }
      }
      next = octets[at] & 0xff;
      at += header;
    }
    return Optional.of(at);
  }
}
