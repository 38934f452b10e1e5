package io.vpn4j.ike.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.EspSpi;
import io.vpn4j.ike.IkeCommand;
import io.vpn4j.ike.IkeConfig;
import io.vpn4j.ike.IkeFailure;
import io.vpn4j.ike.IkeIdentity;
import io.vpn4j.ike.IkeOutput;
import io.vpn4j.ike.TrafficSelector;
import io.vpn4j.ike.UdpEndpoint;
import io.vpn4j.ike.UdpPath;
import io.vpn4j.ike.crypto.NatDetection;
import io.vpn4j.ike.message.ExchangeType;
import io.vpn4j.ike.message.IdPayload;
import io.vpn4j.ike.message.NotifyPayload;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.ike.message.ProtocolId;
import io.vpn4j.ike.negotiation.ProposalSelection;
import io.vpn4j.ike.negotiation.TrafficSelectors;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.testing.Requirement;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said about addresses between us and a peer that has the keys (RFC 4555). */
class MobikePeerTest {
  private static final NotifyPayload UPDATE = NotifyPayload.of(NotifyType.UPDATE_SA_ADDRESSES);
  private static final UdpPath ELSEWHERE = from("203.0.113.7", 14500);
  private static final UdpPath FURTHER = from("203.0.113.8", 4500);

  private static UdpPath from(String peer, int port) {
    return new UdpPath(Rig.PATH.local(), new UdpEndpoint(IpAddress.of(peer), port));
  }

  private static IkeConfig mobile() {
    return Rig.config().mobike(true).build();
  }

  private static List<UdpPath> moves(List<IkeOutput> outputs) {
    return Rig.of(outputs, IkeOutput.PathChanged.class).stream()
        .map(IkeOutput.PathChanged::path)
        .toList();
  }

  private static List<NotifyType> types(List<Payload> payloads) {
    return payloads.stream().map(p -> ((NotifyPayload) p).notifyType()).toList();
  }

  private static NotifyPayload cookie2(String hex) {
    return NotifyPayload.of(NotifyType.COOKIE2, Octets.ofHex(hex));
  }

  /** What the peer says of where it sees us. */
  private static NotifyPayload seenAt(Rig rig, UdpEndpoint us) {
    return NotifyPayload.of(
        NotifyType.NAT_DETECTION_DESTINATION_IP,
        Octets.of(NatDetection.hash(rig.crypto, Rig.SPI_I, Rig.SPI_R, us.address(), us.port())));
  }

  @Test
  @Requirement("RFC4555-3.5-7")
  void followsAnUpdateAndNoOtherPacket() {
    Rig rig = Rig.established(mobile(), false);
    List<IkeOutput> outputs = rig.receive(ELSEWHERE, rig.requestOf(ExchangeType.INFORMATIONAL));
    assertEquals(List.of(), moves(outputs));
    // Answers go where the request came from; what we begin ourselves goes where the peer is.
    assertEquals(ELSEWHERE, Rig.of(outputs, IkeOutput.Transmit.class).get(0).path());
    outputs = rig.command(new IkeCommand.CheckLiveness());
    assertEquals(Rig.PATH, Rig.of(outputs, IkeOutput.Transmit.class).get(0).path());
    assertEquals(List.of(), moves(rig.receive(ELSEWHERE, rig.responseTo(rig.sent()))));

    outputs = rig.receive(ELSEWHERE, rig.requestOf(ExchangeType.INFORMATIONAL, UPDATE));
    assertEquals(List.of(ELSEWHERE), moves(outputs));
    outputs = rig.command(new IkeCommand.CheckLiveness());
    assertEquals(ELSEWHERE, Rig.of(outputs, IkeOutput.Transmit.class).get(0).path());
  }

  @Test
  @Requirement("RFC4555-3.3-2")
  void followsANatAndNoUpdateWithoutMobike() {
    Rig rig = Rig.established(false);
    assertEquals(
        List.of(ELSEWHERE),
        moves(rig.receive(ELSEWHERE, rig.requestOf(ExchangeType.INFORMATIONAL))));
    rig.request(ExchangeType.INFORMATIONAL, UPDATE, cookie2("0102030405060708"));
    assertEquals(List.of(), rig.opened(rig.sent()));
  }

  @Test
  @Requirement("RFC4555-3.5-1")
  void theEndThatBeganIsNotMovedByThePeer() {
    Rig rig = Rig.established(mobile(), true);
    List<IkeOutput> outputs =
        rig.receive(ELSEWHERE, rig.requestOf(ExchangeType.INFORMATIONAL, UPDATE));
    assertEquals(List.of(), moves(outputs));
    assertInstanceOf(Established.class, rig.state);
  }

  @Test
  @Requirement("RFC4555-3.5-5")
  void ofSeveralUpdatesTheLatestCountsInWhateverOrderTheyCome() {
    Rig rig = Rig.established(Rig.config().mobike(true).windowSize(2).build(), false);
    rig.peers.window().peerTakes(2);
    Octets first = rig.requestOf(ExchangeType.INFORMATIONAL, UPDATE);
    Octets second = rig.requestOf(ExchangeType.INFORMATIONAL, UPDATE);

    assertEquals(List.of(FURTHER), moves(rig.receive(FURTHER, second)));
    List<IkeOutput> outputs = rig.receive(ELSEWHERE, first);
    assertEquals(List.of(), moves(outputs));
    assertEquals(1, Rig.of(outputs, IkeOutput.Transmit.class).size());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @Requirement("RFC4555-3.7-1")
  void givesCookie2BackAsItCame(boolean initiator) {
    for (String cookie : List.of("0102030405060708", "ff".repeat(64))) {
      Rig rig = Rig.established(mobile(), initiator);
      rig.request(ExchangeType.INFORMATIONAL, cookie2(cookie));
      assertEquals(List.of(cookie2(cookie)), rig.opened(rig.sent()));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void tellsWhereItSeesThePeer(boolean initiator) {
    Rig rig = Rig.established(mobile(), initiator);
    rig.receive(
        ELSEWHERE, rig.requestOf(ExchangeType.INFORMATIONAL, seenAt(rig, Rig.PATH.local())));
    assertEquals(
        seenAt(rig, ELSEWHERE.peer()),
        Payloads.notify(rig.opened(rig.sent()), NotifyType.NAT_DETECTION_DESTINATION_IP)
            .orElseThrow());
  }

  @Test
  @Requirement({"RFC4555-3.5-2", "RFC4555-3.7-2", "RFC4555-4.1-1"})
  void anUpdateCarriesNatDetectionAndACookieThatNobodyGuesses() {
    Rig rig = Rig.established(mobile(), true);
    rig.command(new IkeCommand.Move(ELSEWHERE));
    List<Payload> update = rig.opened(rig.sent());
    rig.respond(rig.sent());
    rig.command(new IkeCommand.Move(FURTHER));
    List<Payload> next = rig.opened(rig.sent());

    assertEquals(
        List.of(
            NotifyType.UPDATE_SA_ADDRESSES,
            NotifyType.NAT_DETECTION_SOURCE_IP,
            NotifyType.NAT_DETECTION_DESTINATION_IP,
            NotifyType.COOKIE2),
        types(update));
    for (Payload payload : update) {
      NotifyPayload notify = (NotifyPayload) payload;
      assertEquals(ProtocolId.NONE, notify.protocol());
      assertEquals(Octets.EMPTY, notify.spi());
    }
    Octets cookie = ((NotifyPayload) update.get(3)).data();
    assertTrue(cookie.length() >= 8 && cookie.length() <= 64, cookie::toString);
    assertNotEquals(cookie, ((NotifyPayload) next.get(3)).data());
  }

  @Test
  @Requirement("RFC4555-3.7-3")
  void anAnswerWithAnotherCookieEndsTheIkeSa() {
    Rig rig = Rig.established(mobile(), true);
    rig.command(new IkeCommand.Move(ELSEWHERE));
    List<IkeOutput> outputs = rig.respond(rig.sent(), cookie2("0102030405060708"));

    assertEquals(1, Rig.of(outputs, IkeOutput.Terminated.class).size());
    assertEquals(1, Rig.of(outputs, IkeOutput.ChildSaDown.class).size());
  }

  @Test
  @Requirement("RFC4555-3.5-6")
  void tellsOfAMoveThatComesBeforeTheAnswerToTheLastOne() {
    Rig rig = Rig.established(mobile(), true);
    rig.command(new IkeCommand.Move(ELSEWHERE));
    Octets first = rig.sent();
    List<IkeOutput> outputs = rig.command(new IkeCommand.Move(FURTHER));
    assertEquals(List.of(FURTHER), moves(outputs));
    // One more that waits for its turn makes no third update.
    rig.command(new IkeCommand.Move(ELSEWHERE));
    assertEquals(first, rig.sent());

    outputs = rig.respond(first);
    assertEquals(1, Rig.of(outputs, IkeOutput.Transmit.class).size());
    assertEquals(UPDATE, rig.opened(rig.sent()).get(0));
    assertEquals(ELSEWHERE, Rig.of(outputs, IkeOutput.Transmit.class).get(0).path());
    assertEquals(List.of(), Rig.of(rig.respond(rig.sent()), IkeOutput.Transmit.class));
  }

  /** A socket on the unspecified address moves with the machine: the path looks the same. */
  @Test
  void tellsOfAMoveThatDoesNotShowInThePath() {
    Rig rig = Rig.established(mobile(), true);
    List<IkeOutput> outputs = rig.command(new IkeCommand.Move(Rig.PATH));
    assertEquals(List.of(), moves(outputs));
    assertEquals(UPDATE, rig.opened(rig.sent()).get(0));
  }

  @Test
  void updatesWhenThePeerSeesItElsewhere() {
    Rig rig = Rig.established(mobile(), true);
    rig.command(new IkeCommand.CheckLiveness());
    assertEquals(
        List.of(NotifyType.NAT_DETECTION_SOURCE_IP, NotifyType.NAT_DETECTION_DESTINATION_IP),
        types(rig.opened(rig.sent())));
    // Of a first answer nobody knows how old it is.
    rig.respond(rig.sent(), seenAt(rig, ELSEWHERE.peer()));
    assertEquals(UPDATE, rig.opened(rig.sent()).get(0));
    rig.respond(rig.sent(), seenAt(rig, ELSEWHERE.peer()));

    rig.command(new IkeCommand.CheckLiveness());
    List<IkeOutput> same = rig.respond(rig.sent(), seenAt(rig, ELSEWHERE.peer()));
    assertEquals(List.of(), Rig.of(same, IkeOutput.Transmit.class));

    rig.command(new IkeCommand.CheckLiveness());
    rig.respond(rig.sent(), seenAt(rig, FURTHER.peer()));
    assertEquals(UPDATE, rig.opened(rig.sent()).get(0));
  }

  @Test
  void asksNothingInALivenessCheckWithoutMobike() {
    for (Rig rig : List.of(Rig.established(true), Rig.established(mobile(), false))) {
      rig.command(new IkeCommand.CheckLiveness());
      assertEquals(List.of(), rig.opened(rig.sent()));
      List<IkeOutput> outputs = rig.respond(rig.sent(), seenAt(rig, ELSEWHERE.peer()));
      assertEquals(List.of(), Rig.of(outputs, IkeOutput.Transmit.class));
    }
  }

  private static NotifyPayload noNats(UdpEndpoint source, UdpEndpoint destination) {
    byte[] from = source.address().toOctets();
    byte[] to = destination.address().toOctets();
    ByteBuffer data = ByteBuffer.allocate(from.length + to.length + 4).put(from).put(to);
    data.putShort((short) source.port()).putShort((short) destination.port()).flip();
    return NotifyPayload.of(NotifyType.NO_NATS_ALLOWED, Octets.of(data));
  }

  private static UdpEndpoint at(String address, int port) {
    return new UdpEndpoint(IpAddress.of(address), port);
  }

  /** One field of four is not what the datagram says, or the length is not that of a family. */
  static Stream<NotifyPayload> translated() {
    UdpEndpoint source = ELSEWHERE.peer();
    UdpEndpoint destination = ELSEWHERE.local();
    return Stream.of(
        noNats(at("203.0.113.9", source.port()), destination),
        noNats(at(source.address().toString(), 4500), destination),
        noNats(source, at("198.51.100.2", destination.port())),
        noNats(source, at(destination.address().toString(), 500)),
        noNats(at("2001:db8::1", source.port()), at("2001:db8::2", destination.port())),
        NotifyPayload.of(NotifyType.NO_NATS_ALLOWED));
  }

  @ParameterizedTest
  @MethodSource("translated")
  @Requirement({"RFC4555-3.5-4", "RFC4555-3.9-1"})
  void refusesAnUpdateThroughANatThatThePeerForbids(NotifyPayload claim) {
    Rig rig = Rig.established(mobile(), false);
    List<IkeOutput> outputs =
        rig.receive(
            ELSEWHERE,
            rig.requestOf(ExchangeType.INFORMATIONAL, UPDATE, claim, cookie2("0102030405060708")));

    assertEquals(List.of(), moves(outputs));
    assertEquals(
        List.of(NotifyPayload.of(NotifyType.UNEXPECTED_NAT_DETECTED), cookie2("0102030405060708")),
        rig.opened(rig.sent()));
    assertInstanceOf(Established.class, rig.state);
  }

  @Test
  @Requirement("RFC4555-3.9-1")
  void followsAnUpdateThatForbidsNatsWhereThereIsNone() {
    UdpPath v6 = new UdpPath(at("2001:db8::2", 4500), at("2001:db8::1", 4500));
    for (UdpPath path : List.of(ELSEWHERE, v6)) {
      Rig rig = Rig.established(mobile(), false);
      NotifyPayload claim = noNats(path.peer(), path.local());
      assertEquals(
          List.of(path),
          moves(rig.receive(path, rig.requestOf(ExchangeType.INFORMATIONAL, UPDATE, claim))));
      assertEquals(List.of(), rig.opened(rig.sent()));
    }
  }

  @Test
  void looksAtNoDestinationAddressThatItsSocketDoesNotKnow() {
    UdpPath wildcard = new UdpPath(at("0.0.0.0", 4500), ELSEWHERE.peer());
    Rig rig = Rig.established(mobile(), false);
    NotifyPayload claim = noNats(ELSEWHERE.peer(), ELSEWHERE.local());
    assertEquals(
        List.of(wildcard),
        moves(rig.receive(wildcard, rig.requestOf(ExchangeType.INFORMATIONAL, UPDATE, claim))));
  }

  private static Payload[] auth(Rig rig, NotifyPayload... notifications) {
    IdPayload there = AuthExchange.idPayload(true, IkeIdentity.ofFqdn("there.example"));
    Stream<Payload> request =
        Stream.of(
            there,
            PeerAuth.of(rig.peers, there),
            ProposalSelection.forFirstChildSa(rig.session.config().childAlgorithms())
                .offer(ProposalSelection.spiOctets(new EspSpi(0x1000))),
            TrafficSelectors.payload(true, List.of(TrafficSelector.anyIpv4())),
            TrafficSelectors.payload(false, List.of(TrafficSelector.anyIpv4())));
    return Stream.concat(request, Stream.of(notifications)).toArray(Payload[]::new);
  }

  @Test
  @Requirement({"RFC4555-3.3-1", "RFC4555-3.9-1"})
  void refusesToBeginThroughANatThatThePeerForbids() {
    NotifyPayload supported = NotifyPayload.of(NotifyType.MOBIKE_SUPPORTED);
    NotifyPayload direct = noNats(Rig.PATH.peer(), Rig.PATH.local());
    NotifyPayload translated = noNats(ELSEWHERE.peer(), Rig.PATH.local());

    Rig fine = Rig.awaitAuthRequest(mobile());
    fine.request(ExchangeType.IKE_AUTH, auth(fine, supported, direct));
    assertInstanceOf(Established.class, fine.state);
    assertTrue(fine.opened(fine.sent()).contains(supported));

    Rig refusing = Rig.awaitAuthRequest(mobile());
    List<IkeOutput> outputs =
        refusing.request(ExchangeType.IKE_AUTH, auth(refusing, supported, translated));
    assertEquals(
        new IkeFailure.UnexpectedNat(), Rig.of(outputs, IkeOutput.Terminated.class).get(0).cause());
    assertEquals(
        List.of(NotifyPayload.of(NotifyType.UNEXPECTED_NAT_DETECTED)),
        refusing.opened(refusing.sent()));

    // Who does not do MOBIKE does not know the notification.
    Rig immobile = Rig.awaitAuthRequest(Rig.config().build());
    immobile.request(ExchangeType.IKE_AUTH, auth(immobile, supported, translated));
    assertInstanceOf(Established.class, immobile.state);
  }
}
