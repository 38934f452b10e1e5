package io.vpn4j.routing.bgp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.Ipv4Address;
import io.vpn4j.routing.bgp.message.BgpCodec;
import io.vpn4j.routing.bgp.message.CodecContext;
import io.vpn4j.routing.bgp.message.KeepaliveMessage;
import io.vpn4j.routing.bgp.message.NotificationCode;
import io.vpn4j.routing.bgp.message.NotificationMessage;
import io.vpn4j.routing.bgp.message.OpenMessage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever a peer sends. */
class BgpSessionProperties {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final TransportId INBOUND = TransportId.inbound(1);

  private static BgpSession openSent() {
    BgpSession session =
        new BgpSession(
            BgpPair.config(65000, 64512, "10.0.0.1").passive(true).build(), new Random(1));
    session.handle(new BgpInput.Start(NOW));
    session.handle(new BgpInput.TransportUp(NOW, INBOUND));
    return session;
  }

  private static byte[] open() {
    return BgpCodec.encode(
            OpenMessage.of(AsNumber.of(64512), 30, Ipv4Address.of("10.0.0.2"), List.of()),
            CodecContext.PLAIN)
        .toByteArray();
  }

  private static byte[] keepalive() {
    return BgpCodec.encode(KeepaliveMessage.KEEPALIVE, CodecContext.PLAIN).toByteArray();
  }

  private static BgpSession established() {
    BgpSession session = openSent();
    receive(session, open());
    receive(session, keepalive());
    assertTrue(session.isEstablished());
    return session;
  }

  private static List<BgpOutput> receive(BgpSession session, byte[] octets) {
    return session.handle(new BgpInput.Received(NOW, INBOUND, ByteBuffer.wrap(octets))).outputs();
  }

  /** Code and subcode of the NOTIFICATIONs among them. */
  private static List<NotificationCode> notifications(List<BgpOutput> outputs) {
    List<NotificationCode> codes = new ArrayList<>();
    for (BgpOutput output : outputs) {
      if (output instanceof BgpOutput.Send send && send.message().u8(18) == 3) {
        codes.add(new NotificationCode(send.message().u8(19), send.message().u8(20)));
      }
    }
    return codes;
  }

  private static byte[] message(int length, int type, byte[] body) {
    ByteBuffer octets = ByteBuffer.allocate(19 + body.length);
    octets.putLong(-1).putLong(-1).putShort((short) length).put((byte) type).put(body);
    return octets.array();
  }

  @Property
  void anyOctetsAreNoMarker(@ForAll @Size(min = 19, max = 200) byte[] octets) {
    octets[3] = 0;
    assertEquals(
        List.of(NotificationCode.CONNECTION_NOT_SYNCHRONIZED),
        notifications(receive(openSent(), octets)));
  }

  @Property
  void anyTypeThatIsNoneIsBadMessageType(@ForAll @IntRange(min = 6, max = 255) int type) {
    assertEquals(
        List.of(NotificationCode.BAD_MESSAGE_TYPE),
        notifications(receive(established(), message(19, type, new byte[0]))));
  }

  @Property
  void anyLengthThatIsNoneIsBadMessageLength(@ForAll @IntRange(max = 18) int length) {
    assertEquals(
        List.of(NotificationCode.BAD_MESSAGE_LENGTH),
        notifications(receive(established(), message(length, 2, new byte[0]))));
  }

  @Property
  void anyBodyEndsInAtMostOneNotification(
      @ForAll @IntRange(min = 1, max = 5) int type, @ForAll @Size(max = 300) byte[] body) {
    BgpSession session = established();
    List<BgpOutput> outputs = receive(session, message(19 + body.length, type, body));
    long downs = outputs.stream().filter(BgpOutput.Down.class::isInstance).count();
    assertTrue(notifications(outputs).size() <= 1);
    assertEquals(session.isEstablished() ? 0 : 1, downs);
    // A NOTIFICATION is never answered by one (RFC 4271 section 6.4), unless it has no whole code.
    assertTrue(
        type != 3 || body.length < 2 || notifications(outputs).isEmpty(), "answered NOTIFICATION");
  }

  @Property
  void segmentsDoNotMatter(@ForAll @Size(min = 1, max = 300) byte[] tail, @ForAll long seed) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(open());
    all.writeBytes(keepalive());
    all.writeBytes(message(19 + tail.length, 2, tail));
    all.writeBytes(tail);
    byte[] stream = all.toByteArray();
    BgpSession whole = openSent();
    List<BgpOutput> wanted = receive(whole, stream);
    BgpSession cut = openSent();
    List<BgpOutput> outputs = new ArrayList<>();
    Random random = new Random(seed);
    for (int at = 0; at < stream.length; ) {
      int size = Math.min(stream.length - at, 1 + random.nextInt(40));
      outputs.addAll(receive(cut, Arrays.copyOfRange(stream, at, at + size)));
      at += size;
    }
    assertEquals(wanted, outputs);
    assertEquals(whole.state(), cut.state());
  }

  @Example
  void wrongAsIsBadPeerAs() {
    byte[] open =
        BgpCodec.encode(
                OpenMessage.of(AsNumber.of(64513), 30, Ipv4Address.of("10.0.0.2"), List.of()),
                CodecContext.PLAIN)
            .toByteArray();
    assertEquals(List.of(NotificationCode.BAD_PEER_AS), notifications(receive(openSent(), open)));
  }

  @Example
  void stopTellsThePeerWhy() {
    BgpSession session = established();
    BgpStep step = session.handle(new BgpInput.Stop(NOW, "maintenance".repeat(30)));
    BgpOutput.Send last = (BgpOutput.Send) step.outputs().get(0);
    assertEquals(6, last.message().u8(19));
    assertEquals(2, last.message().u8(20));
    assertEquals(NotificationMessage.MAX_TEXT_OCTETS, last.message().u8(21));
    assertEquals(Optional.empty(), step.wakeAt());
  }

  @Example
  void peerThatReadsNothingIsGivenUp() {
    BgpSession session = established();
    Instant later = NOW;
    List<BgpOutput> outputs = new ArrayList<>();
    while (session.isEstablished() && later.isBefore(NOW.plusSeconds(3600))) {
      later = later.plusSeconds(5);
      outputs.addAll(
          session
              .handle(new BgpInput.Received(later, INBOUND, ByteBuffer.wrap(keepalive())))
              .outputs());
      outputs.addAll(session.handle(new BgpInput.Tick(later)).outputs());
    }
    assertEquals(NOW.plusSeconds(480), later);
    assertTrue(outputs.contains(new BgpOutput.CloseTransport(INBOUND, true)));
  }
}
