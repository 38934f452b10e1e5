package io.vpn4j.gateway.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.gateway.packet.EchoHost.Outcome;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EchoHostTest {
  private static final IpAddress OFFICE = IpAddress.of("192.168.7.1");
  private static final IpAddress VPC = IpAddress.of("10.0.1.5");
  private static final IpAddress OFFICE6 = IpAddress.of("2001:db8:7::1");
  private static final IpAddress VPC6 = IpAddress.of("2001:db8:1::5");
  private static final ByteBuffer PAYLOAD =
      ByteBuffer.wrap("odd payload".getBytes(StandardCharsets.US_ASCII)).asReadOnlyBuffer();

  private final EchoHost host =
      new EchoHost(
          List.of(IpPrefix.of("10.0.0.0/16"), IpPrefix.of("2001:db8:1::/64")), Set.of(9000));
  private final ByteBuffer reply = ByteBuffer.allocateDirect(2048);

  @Test
  void answersAnIpv4EchoRequest() {
    assertHandled(
        Outcome.ECHO_REPLY, PacketBuilder.echoRequest(OFFICE, VPC, 0xbeef, 0xffff, PAYLOAD));
    assertEquals(
        new EchoMessage(VPC, OFFICE, false, 0xbeef, 0xffff, PAYLOAD),
        EchoMessage.read(reply).orElseThrow());
    assertEquals(64, IpPacket.timeToLive(reply));
  }

  @Test
  void answersAnIpv6EchoRequest() {
    assertHandled(Outcome.ECHO_REPLY, PacketBuilder.echoRequest(OFFICE6, VPC6, 1, 2, PAYLOAD));
    assertEquals(
        new EchoMessage(VPC6, OFFICE6, false, 1, 2, PAYLOAD),
        EchoMessage.read(reply).orElseThrow());
    assertEquals(64, IpPacket.timeToLive(reply));
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 9000})
  void echoesUdpOnItsPorts(int port) {
    assertHandled(Outcome.UDP_REPLY, PacketBuilder.udp(OFFICE, 40_000, VPC, port, PAYLOAD));
    assertEquals(
        new UdpDatagram(VPC, port, OFFICE, 40_000, PAYLOAD), UdpDatagram.read(reply).orElseThrow());
    assertHandled(Outcome.UDP_REPLY, PacketBuilder.udp(OFFICE6, 40_000, VPC6, port, PAYLOAD));
    assertEquals(
        new UdpDatagram(VPC6, port, OFFICE6, 40_000, PAYLOAD),
        UdpDatagram.read(reply).orElseThrow());
  }

  /** Made by Linux 6.1 and read from a TUN device; checksums are the kernel's or ping's own. */
  @ParameterizedTest
  @CsvSource({
    "45000023a3aa400040111315c0000201c00002099c400007000f51b776706e346a213f, UDP_REPLY",
    "60017d10000f114020010db800000000000000000000000120010db8000000000000000000000009"
        + "9c400007000f7a4676706e346a213f, UDP_REPLY",
    "600ab5c0000f3a4020010db800000000000000000000000120010db8000000000000000000000009"
        + "8000967000010002"
        + "76706e346a213f, ECHO_REPLY",
    "45000023c99a40004001ed34c0000201c0000209080058041234000176706e346a213f, ECHO_REPLY"
  })
  void answersPacketsOfAnotherImplementation(String hex, Outcome expected) {
    EchoHost documentation =
        new EchoHost(List.of(IpPrefix.of("192.0.2.9/32"), IpPrefix.of("2001:db8::9")), Set.of());
    ByteBuffer packet = hex(hex);
    assertEquals(expected, documentation.handle(packet, reply));
    ByteBuffer payload = ByteBuffer.wrap("vpn4j!?".getBytes(StandardCharsets.US_ASCII));
    assertEquals(
        payload,
        expected == Outcome.UDP_REPLY
            ? UdpDatagram.read(reply).orElseThrow().payload()
            : EchoMessage.read(reply).orElseThrow().payload());
    assertEquals(IpPacket.source(packet), IpPacket.destination(reply));
  }

  /** What this builder makes of the same fields, but for the kernel's identification and label. */
  @Test
  void buildsTheTransportChecksumsThatLinuxBuilds() {
    ByteBuffer payload = ByteBuffer.wrap("vpn4j!?".getBytes(StandardCharsets.US_ASCII));
    ByteBuffer udp4 =
        PacketBuilder.udp(IpAddress.of("192.0.2.1"), 40_000, IpAddress.of("192.0.2.9"), 7, payload);
    assertEquals(hex("9c400007000f51b776706e346a213f"), udp4.slice(20, 15));
    ByteBuffer udp6 =
        PacketBuilder.udp(
            IpAddress.of("2001:db8::1"), 40_000, IpAddress.of("2001:db8::9"), 7, payload);
    assertEquals(hex("9c400007000f7a4676706e346a213f"), udp6.slice(40, 15));
    ByteBuffer ping6 =
        PacketBuilder.echoRequest(
            IpAddress.of("2001:db8::1"), IpAddress.of("2001:db8::9"), 1, 2, payload);
    assertEquals(hex("800096700001000276706e346a213f"), ping6.slice(40, 15));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "127.0.0.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "10.0.9.9",
        "10.0.1.5"
      })
  void neverAnswersAnIpv4SourceThatIsNoOtherHost(String source) {
    IpAddress from = IpAddress.of(source);
    assertDropped(Outcome.BAD_SOURCE, PacketBuilder.echoRequest(from, VPC, 1, 1, PAYLOAD));
    assertDropped(Outcome.BAD_SOURCE, PacketBuilder.udp(from, 1, VPC, 7, PAYLOAD));
  }

  @ParameterizedTest
  @ValueSource(strings = {"::", "::1", "ff02::1", "::ffff:192.0.2.1", "2001:db8:1::9"})
  void neverAnswersAnIpv6SourceThatIsNoOtherHost(String source) {
    IpAddress from = IpAddress.of(source);
    assertDropped(Outcome.BAD_SOURCE, PacketBuilder.echoRequest(from, VPC6, 1, 1, PAYLOAD));
    assertDropped(Outcome.BAD_SOURCE, PacketBuilder.udp(from, 1, VPC6, 7, PAYLOAD));
  }

  @Test
  void leavesPacketsForOthersAlone() {
    assertDropped(
        Outcome.NOT_MINE,
        PacketBuilder.echoRequest(OFFICE, IpAddress.of("10.1.0.1"), 1, 1, PAYLOAD));
    assertDropped(
        Outcome.NOT_MINE,
        PacketBuilder.echoRequest(OFFICE, IpAddress.of("255.255.255.255"), 1, 1, PAYLOAD));
    assertDropped(
        Outcome.NOT_MINE,
        PacketBuilder.echoRequest(OFFICE6, IpAddress.of("ff02::1"), 1, 1, PAYLOAD));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 4, 5, 11, 12, 13})
  void neverAnswersIcmpOtherThanEchoRequests(int type) {
    ByteBuffer packet = PacketBuilder.echoRequest(OFFICE, VPC, 1, 1, PAYLOAD);
    assertDropped(Outcome.NOT_A_REQUEST, withIcmp(packet, p -> p.put(20, (byte) type)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 129, 133, 135})
  void neverAnswersIcmpv6OtherThanEchoRequests(int type) {
    ByteBuffer packet = PacketBuilder.echoRequest(OFFICE6, VPC6, 1, 1, PAYLOAD);
    assertDropped(Outcome.NOT_A_REQUEST, withIcmp(packet, p -> p.put(40, (byte) type)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0x2000, 0x0001, 0x3fff})
  void neverAnswersIpv4Fragments(int flagsAndOffset) {
    assertDropped(
        Outcome.FRAGMENT,
        withHeader(
            PacketBuilder.echoRequest(OFFICE, VPC, 1, 1, PAYLOAD),
            p -> p.putShort(6, (short) flagsAndOffset)));
  }

  @Test
  void neverAnswersIpv6FragmentsOrExtensionHeaders() {
    ByteBuffer packet = PacketBuilder.echoRequest(OFFICE6, VPC6, 1, 1, PAYLOAD);
    assertDropped(Outcome.FRAGMENT, packet.put(6, (byte) IpPacket.IPV6_FRAGMENT));
    assertDropped(Outcome.UNKNOWN_PROTOCOL, packet.put(6, (byte) 0));
  }

  @Test
  void neverAnswersIpv4Options() {
    ByteBuffer packet =
        hex("46000020000040004001000001020304" + "0a000105" + "01010100" + "0800f7fe00010000");
    assertDropped(Outcome.OPTIONS, withHeader(packet, p -> {}));
  }

  @Test
  void keepsTheIcmpOfOneFamilyOutOfTheOther() {
    assertDropped(
        Outcome.UNKNOWN_PROTOCOL,
        withHeader(
            PacketBuilder.echoRequest(OFFICE, VPC, 1, 1, PAYLOAD),
            p -> p.put(9, (byte) IpPacket.ICMPV6)));
    assertDropped(
        Outcome.UNKNOWN_PROTOCOL,
        PacketBuilder.echoRequest(OFFICE6, VPC6, 1, 1, PAYLOAD).put(6, (byte) IpPacket.ICMP));
  }

  @Test
  void twoEchoHostsDoNotTalkForEver() {
    assertDropped(Outcome.UNANSWERABLE_PORT, PacketBuilder.udp(OFFICE, 7, VPC, 7, PAYLOAD));
    assertDropped(Outcome.UNANSWERABLE_PORT, PacketBuilder.udp(OFFICE, 9000, VPC, 7, PAYLOAD));
    assertDropped(Outcome.UNANSWERABLE_PORT, PacketBuilder.udp(OFFICE, 0, VPC, 7, PAYLOAD));
    assertDropped(Outcome.CLOSED_PORT, PacketBuilder.udp(OFFICE, 1, VPC, 8, PAYLOAD));
  }

  @Test
  void takesUdpWithoutChecksumFromIpv4Only() {
    assertHandled(
        Outcome.UDP_REPLY, PacketBuilder.udp(OFFICE, 1, VPC, 7, PAYLOAD).putShort(26, (short) 0));
    assertTrue(UdpDatagram.read(reply).isPresent());
    assertDropped(
        Outcome.BAD_CHECKSUM,
        PacketBuilder.udp(OFFICE6, 1, VPC6, 7, PAYLOAD).putShort(46, (short) 0));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 20, 0xffff})
  void dropsUdpWhoseLengthIsNotThere(int octets) {
    assertDropped(
        Outcome.MALFORMED,
        PacketBuilder.udp(OFFICE, 1, VPC, 7, PAYLOAD).putShort(24, (short) octets));
  }

  @Test
  void dropsIcmpAndUdpShorterThanTheirHeaders() {
    assertDropped(
        Outcome.MALFORMED,
        withHeader(
            PacketBuilder.echoRequest(OFFICE, VPC, 1, 1, PAYLOAD), p -> p.putShort(2, (short) 27)));
    assertDropped(
        Outcome.MALFORMED, PacketBuilder.udp(OFFICE6, 1, VPC6, 7, PAYLOAD).putShort(4, (short) 7));
  }

  @Test
  void answersThePacketAndNotThePaddingBehindIt() {
    ByteBuffer request = PacketBuilder.echoRequest(OFFICE, VPC, 1, 1, PAYLOAD);
    ByteBuffer padded = ByteBuffer.allocate(request.limit() + 30).put(request.duplicate());
    assertHandled(Outcome.ECHO_REPLY, padded.rewind());
    assertEquals(request.limit(), reply.remaining());
  }

  @Test
  void writesAtThePositionOfTheReplyAndMovesOnlyItsLimit() {
    ByteBuffer request = PacketBuilder.echoRequest(OFFICE6, VPC6, 1, 1, PAYLOAD);
    reply.position(100);
    assertHandled(Outcome.ECHO_REPLY, request);
    assertEquals(100, reply.position());
    assertEquals(100 + request.limit(), reply.limit());
    assertTrue(EchoMessage.read(reply).isPresent());
  }

  @Test
  void saysWhenTheReplyHasNoRoom() {
    ByteBuffer request = PacketBuilder.echoRequest(OFFICE, VPC, 1, 1, PAYLOAD);
    ByteBuffer small = ByteBuffer.allocate(request.limit() - 1);
    assertEquals(Outcome.NO_ROOM, host.handle(request, small));
    assertEquals(ByteBuffer.allocate(request.limit() - 1), small);
  }

  @Test
  void copiesTheCodePointAndNotTheCongestionMark() {
    assertHandled(
        Outcome.ECHO_REPLY,
        withHeader(
            PacketBuilder.echoRequest(OFFICE, VPC, 1, 1, PAYLOAD), p -> p.put(1, (byte) 0xbb)));
    assertEquals(0xb8, reply.get(1) & 0xff);
    assertHandled(
        Outcome.ECHO_REPLY,
        PacketBuilder.echoRequest(OFFICE6, VPC6, 1, 1, PAYLOAD).putInt(0, 0x6bb1_2345));
    assertEquals(0x6b80_0000, reply.getInt(0));
  }

  @Test
  void refusesWhatNoHostCanOwn() {
    for (String prefix : List.of("0.0.0.0/0", "224.0.0.1", "255.255.255.255", "ff00::/8", "::/0")) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new EchoHost(List.of(IpPrefix.of(prefix)), Set.of()),
          prefix);
    }
    assertThrows(IllegalArgumentException.class, () -> new EchoHost(List.of(), Set.of()));
    assertThrows(
        IllegalArgumentException.class,
        () -> new EchoHost(List.of(IpPrefix.of("10.0.0.1")), Set.of(0)));
  }

  private void assertHandled(Outcome expected, ByteBuffer packet) {
    assertHandled(expected, packet, reply);
  }

  private void assertDropped(Outcome expected, ByteBuffer packet) {
    ByteBuffer untouched = ByteBuffer.allocate(200);
    assertHandled(expected, packet, untouched);
    assertEquals(ByteBuffer.allocate(200), untouched, "nothing is written, nothing moves");
  }

  private void assertHandled(Outcome expected, ByteBuffer packet, ByteBuffer into) {
    ByteBuffer before = ByteBuffer.allocate(packet.remaining()).put(packet.duplicate()).flip();
    long count = host.count(expected);
    assertEquals(expected, host.handle(packet, into));
    assertEquals(count + 1, host.count(expected));
    assertEquals(before, packet, "the packet is not changed");
  }

  /** Changes an IPv4 header and makes its checksum right again. */
  private static ByteBuffer withHeader(ByteBuffer packet, Consumer<ByteBuffer> change) {
    change.accept(packet);
    byte[] header = new byte[(packet.get(0) & 15) * 4];
    packet.putShort(10, (short) 0).get(0, header);
    return packet.putShort(10, (short) PacketArbitraries.plainChecksum(header));
  }

  /** Changes the type of an ICMP message and makes its checksum right again (RFC 1624). */
  private static ByteBuffer withIcmp(ByteBuffer packet, Consumer<ByteBuffer> change) {
    int at = IpPacket.headerOctets(packet);
    int before = packet.getShort(at) & 0xffff;
    change.accept(packet);
    int after = packet.getShort(at) & 0xffff;
    int sum = (~packet.getShort(at + 2) & 0xffff) + (~before & 0xffff) + after;
    sum = (sum & 0xffff) + (sum >>> 16);
    sum = (sum & 0xffff) + (sum >>> 16);
    return packet.putShort(at + 2, (short) ~sum);
  }

  private static ByteBuffer hex(String digits) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(digits));
  }
}
