package io.vpn4j.ike.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.EspSpi;
import io.vpn4j.ike.IkeCommand;
import io.vpn4j.ike.IkeDropReason;
import io.vpn4j.ike.IkeFailure;
import io.vpn4j.ike.IkeIdentity;
import io.vpn4j.ike.IkeOutput;
import io.vpn4j.ike.TrafficSelector;
import io.vpn4j.ike.message.AuthPayload;
import io.vpn4j.ike.message.DeletePayload;
import io.vpn4j.ike.message.ExchangeType;
import io.vpn4j.ike.message.IdPayload;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.ike.message.NotifyPayload;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.ike.message.PayloadBits;
import io.vpn4j.ike.message.PayloadType;
import io.vpn4j.ike.message.ProtocolId;
import io.vpn4j.ike.message.TsPayload;
import io.vpn4j.ike.message.UnknownPayload;
import io.vpn4j.ike.negotiation.ProposalSelection;
import io.vpn4j.ike.negotiation.TrafficSelectors;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.testing.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A peer that has the keys and uses them in ways that no implementation should. */
class AuthenticatedPeerTest {
  private static final EspSpi THEIRS = new EspSpi(0x1000);
  private static final Payload DELETE_IKE = new DeletePayload(ProtocolId.IKE, 0, List.of());
  private static final Payload DELETE_ESP =
      new DeletePayload(ProtocolId.ESP, 4, List.of(ProposalSelection.spiOctets(THEIRS)));

  private static List<Payload> authRequest(
      IkeSaChannel peers, IdPayload id, EspSpi spi, TsPayload tsi, TsPayload tsr) {
    return List.of(
        id,
        PeerAuth.of(peers, id),
        ProposalSelection.forFirstChildSa(Rig.config().build().childAlgorithms())
            .offer(ProposalSelection.spiOctets(spi)),
        tsi,
        tsr);
  }

  private static final TsPayload TSI =
      TrafficSelectors.payload(true, List.of(TrafficSelector.anyIpv4()));
  private static final TsPayload TSR =
      TrafficSelectors.payload(false, List.of(TrafficSelector.anyIpv4()));
  private static final IdPayload THERE =
      AuthExchange.idPayload(true, IkeIdentity.ofFqdn("there.example"));

  private static Payload[] array(List<Payload> payloads) {
    return payloads.toArray(Payload[]::new);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @Requirement("RFC7296-1.4.1-6")
  void aChildSaDeletedTogetherWithItsIkeSaGoesDownOnce(boolean initiator) {
    Rig rig = Rig.established(initiator);
    List<IkeOutput> outputs = rig.request(ExchangeType.INFORMATIONAL, DELETE_ESP, DELETE_IKE);

    assertEquals(1, Rig.of(outputs, IkeOutput.ChildSaDown.class).size());
    assertEquals(1, Rig.of(outputs, IkeOutput.Terminated.class).size());
    assertInstanceOf(Lingering.class, rig.state);
  }

  @Test
  @Requirement({"RFC7296-1.4.1-1", "RFC7296-1.4.1-2", "RFC7296-2.25.1-5", "RFC7296-3.11-2"})
  void deletesTheChildSaAloneAndAnswersWithOurs() {
    Rig rig = Rig.established(false);
    List<IkeOutput> outputs = rig.request(ExchangeType.INFORMATIONAL, DELETE_ESP);

    assertEquals(1, Rig.of(outputs, IkeOutput.ChildSaDown.class).size());
    assertInstanceOf(Established.class, rig.state);
    assertEquals(
        List.of(
            new DeletePayload(
                ProtocolId.ESP, 4, List.of(ProposalSelection.spiOctets(Rig.INBOUND)))),
        rig.opened(rig.sent()));
    // Once more: there is nothing left to delete (RFC 7296 1.4.1: no response for a strange SPI).
    assertEquals(
        List.of(),
        Rig.of(rig.request(ExchangeType.INFORMATIONAL, DELETE_ESP), IkeOutput.ChildSaDown.class));
  }

  @Test
  void aRequestForAChildSaThatLacksItsSaEndsTheIkeSa() {
    Rig rig = Rig.established(false);
    rig.request(ExchangeType.CREATE_CHILD_SA, TSI, TSR);

    // RFC 7296 2.21.3: INVALID_SYNTAX is fatal.
    assertInstanceOf(Lingering.class, rig.state);
    assertEquals(List.of(NotifyPayload.of(NotifyType.INVALID_SYNTAX)), rig.opened(rig.sent()));
  }

  @Test
  @Requirement({"RFC7296-2.5-10", "RFC7296-4-2"})
  void refusesWhatIsUnknownAndCriticalButLives() {
    Rig rig = Rig.established(true);
    rig.request(
        ExchangeType.INFORMATIONAL,
        new UnknownPayload(new PayloadType(200), Octets.EMPTY, PayloadBits.CRITICAL),
        DELETE_IKE);

    assertInstanceOf(Established.class, rig.state);
    assertEquals(
        List.of(NotifyPayload.of(NotifyType.UNSUPPORTED_CRITICAL_PAYLOAD, Octets.ofHex("c8"))),
        rig.opened(rig.sent()));
  }

  @Test
  @Requirement("RFC7296-2.21.3-2")
  void aResponseWithInvalidSyntaxEndsBothEnds() {
    Rig rig = Rig.established(true);
    rig.command(new IkeCommand.CheckLiveness());
    List<IkeOutput> outputs = rig.respond(rig.sent(), NotifyPayload.of(NotifyType.INVALID_SYNTAX));

    IkeFailure cause = Rig.of(outputs, IkeOutput.Terminated.class).get(0).cause();
    assertInstanceOf(IkeFailure.PeerRefused.class, cause);
    assertEquals(1, Rig.of(outputs, IkeOutput.ChildSaDown.class).size());
  }

  @Test
  @Requirement({"RFC7296-2.2-4", "RFC7296-3.11-2"})
  void deletesWhenItsLastButOneMessageIdIsUsed() {
    Rig rig = Rig.established(true, MessageWindow.MAX_MESSAGE_ID - 1, 0);
    rig.command(new IkeCommand.CheckLiveness());
    List<IkeOutput> outputs = rig.respond(rig.sent());

    assertInstanceOf(AwaitDeleteResponse.class, rig.state);
    assertEquals(List.of(DELETE_IKE), rig.opened(rig.sent()));
    assertEquals(1, Rig.of(outputs, IkeOutput.ChildSaDown.class).size());
    assertEquals(MessageWindow.MAX_MESSAGE_ID, messageId(rig.sent()));
    rig.respond(rig.sent());
    assertInstanceOf(Closed.class, rig.state);
  }

  @Test
  @Requirement("RFC7296-2.2-4")
  void deletesWhenThePeerHasUsedItsLastMessageId() {
    Rig rig = Rig.established(false, 7, MessageWindow.MAX_MESSAGE_ID);
    rig.request(ExchangeType.INFORMATIONAL);

    assertInstanceOf(AwaitDeleteResponse.class, rig.state);
    assertEquals(List.of(DELETE_IKE), rig.opened(rig.sent()));
    assertEquals(7, messageId(rig.sent()));
  }

  @Test
  @Requirement({"RFC7296-2.3-3", "RFC7296-2.3-4"})
  void deletesAfterTheAnswerWhenThePeerUsesItsLastMessageIdMeanwhile() {
    Rig rig = Rig.established(false, 7, MessageWindow.MAX_MESSAGE_ID);
    rig.command(new IkeCommand.CheckLiveness());
    Octets check = rig.sent();
    rig.request(ExchangeType.INFORMATIONAL);
    assertInstanceOf(Established.class, rig.state, "one request at a time (RFC 7296 2.3)");
    rig.respond(check);

    assertInstanceOf(AwaitDeleteResponse.class, rig.state);
    assertEquals(8, messageId(rig.sent()));
  }

  private static long messageId(Octets message) {
    try {
      return IkeHeader.peek(message.asByteBuffer()).messageId();
    } catch (io.vpn4j.model.wire.MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void narrowsMoreSelectorsThanAPayloadHolds() {
    List<TrafficSelector> ours =
        List.of(
            TrafficSelector.of(IpPrefix.of("10.0.0.0/16")),
            TrafficSelector.of(IpPrefix.of("192.168.0.0/16")));
    Rig rig =
        Rig.awaitAuthRequest(
            Rig.config().localTrafficSelectors(ours).peerTrafficSelectors(ours).build());
    List<TrafficSelector> many = new ArrayList<>();
    for (int port = 0; port < 255; port++) {
      many.add(
          new TrafficSelector(
              6, port, port, IpAddress.of("0.0.0.0"), IpAddress.of("255.255.255.255")));
    }
    List<IkeOutput> outputs =
        rig.request(
            ExchangeType.IKE_AUTH,
            array(
                authRequest(
                    rig.peers,
                    THERE,
                    THEIRS,
                    TrafficSelectors.payload(true, many),
                    TrafficSelectors.payload(false, many))));

    assertEquals(
        255, Rig.of(outputs, IkeOutput.ChildSaUp.class).get(0).child().localSelectors().size());
  }

  @Test
  @Requirement({"RFC7296-2.5-8", "RFC7296-2.15-1", "RFC7296-3.5-1"})
  void takesAnIdentityWithReservedOctetsAsItWasOnTheWire() {
    Rig rig = Rig.awaitAuthRequest(Rig.config().build());
    IdPayload odd = new IdPayload(true, THERE.idType(), THERE.data(), new PayloadBits(0, 0x010203));
    List<IkeOutput> outputs =
        rig.request(ExchangeType.IKE_AUTH, array(authRequest(rig.peers, odd, THEIRS, TSI, TSR)));

    assertEquals(1, Rig.of(outputs, IkeOutput.Established.class).size());
  }

  @Test
  void anEspSpiThatIsNoneIsRefusedWithAReason() {
    Rig rig = Rig.awaitAuthRequest(Rig.config().build());
    List<IkeOutput> outputs =
        rig.request(
            ExchangeType.IKE_AUTH, array(authRequest(rig.peers, THERE, new EspSpi(255), TSI, TSR)));
    IkeFailure failure = Rig.of(outputs, IkeOutput.ChildSaFailed.class).get(0).failure();

    assertTrue(failure.explanation().contains("SPI: offered 000000ff"), failure::explanation);
    assertInstanceOf(Established.class, rig.state);
  }

  @Test
  void readsInitialContactFromEitherEnd() {
    Rig responder = Rig.awaitAuthRequest(Rig.config().build());
    List<Payload> request = new ArrayList<>(authRequest(responder.peers, THERE, THEIRS, TSI, TSR));
    assertEquals(false, initialContact(responder.request(ExchangeType.IKE_AUTH, array(request))));
    Rig again = Rig.awaitAuthRequest(Rig.config().build());
    request.add(1, NotifyPayload.of(NotifyType.INITIAL_CONTACT));
    assertEquals(true, initialContact(again.request(ExchangeType.IKE_AUTH, array(request))));

    Rig initiator = Rig.awaitAuthResponse(Rig.config().build());
    IdPayload idr = AuthExchange.idPayload(false, IkeIdentity.ofFqdn("there.example"));
    assertEquals(
        true,
        initialContact(
            initiator.respond(
                initiator.sent(),
                idr,
                PeerAuth.of(initiator.peers, idr),
                NotifyPayload.of(NotifyType.INITIAL_CONTACT),
                NotifyPayload.of(NotifyType.NO_PROPOSAL_CHOSEN))));
  }

  private static boolean initialContact(List<IkeOutput> outputs) {
    return Rig.of(outputs, IkeOutput.Established.class).get(0).initialContact();
  }

  @Test
  @Requirement("RFC7296-2.4-2")
  void theInitiatorSaysInitialContactOnlyInsideIkeAuth() {
    Rig rig = Rig.awaitAuthResponse(Rig.config().build());

    assertTrue(rig.opened(rig.sent()).contains(NotifyPayload.of(NotifyType.INITIAL_CONTACT)));
  }

  @Test
  @Requirement({"RFC7296-2.16-8", "RFC7296-2.21.2-1"})
  void wantsAPreSharedKeyAndSaysSo() {
    for (boolean withoutAuth : new boolean[] {true, false}) {
      Rig rig = Rig.awaitAuthRequest(Rig.config().build());
      List<Payload> payloads = new ArrayList<>(authRequest(rig.peers, THERE, THEIRS, TSI, TSR));
      if (withoutAuth) {
        payloads.remove(1);
      } else {
        payloads.set(1, new AuthPayload(1, Octets.of(new byte[64])));
      }
      List<IkeOutput> outputs = rig.request(ExchangeType.IKE_AUTH, array(payloads));

      IkeFailure cause = Rig.of(outputs, IkeOutput.Terminated.class).get(0).cause();
      assertEquals(
          withoutAuth
              ? IkeFailure.AuthenticationFailed.class
              : IkeFailure.AuthenticationMethodUnacceptable.class,
          cause.getClass());
      assertEquals(
          List.of(NotifyPayload.of(NotifyType.AUTHENTICATION_FAILED)), rig.opened(rig.sent()));
    }
  }

  @Test
  @Requirement("RFC7296-1.2-2")
  void anAuthOfAnotherLengthProvesNothing() {
    for (int octets : new int[] {0, 31, 33}) {
      Rig rig = Rig.awaitAuthRequest(Rig.config().build());
      List<Payload> payloads = new ArrayList<>(authRequest(rig.peers, THERE, THEIRS, TSI, TSR));
      byte[] data = ((AuthPayload) payloads.get(1)).data().toByteArray();
      payloads.set(
          1,
          new AuthPayload(
              AuthPayload.SHARED_KEY_MIC, Octets.of(java.util.Arrays.copyOf(data, octets))));

      assertEquals(
          1,
          Rig.of(rig.request(ExchangeType.IKE_AUTH, array(payloads)), IkeOutput.Terminated.class)
              .size());
    }
  }

  @Test
  @Requirement("RFC7296-2.15-1")
  void theResponderCannotProveItselfWithTheInitiatorsAuth() {
    Rig rig = Rig.awaitAuthResponse(Rig.config().build());
    List<Payload> ours = rig.opened(rig.sent());
    IdPayload mirrored =
        new IdPayload(
            false,
            ((IdPayload) ours.get(0)).idType(),
            ((IdPayload) ours.get(0)).data(),
            PayloadBits.NONE);
    AuthPayload auth =
        ours.stream()
            .filter(AuthPayload.class::isInstance)
            .map(AuthPayload.class::cast)
            .findFirst()
            .orElseThrow();
    Rig anyone = Rig.awaitAuthResponse(Rig.config().peerIdentity(Optional.empty()).build());
    List<IkeOutput> outputs = anyone.respond(anyone.sent(), mirrored, auth);

    assertEquals(1, Rig.of(outputs, IkeOutput.Terminated.class).size());
    assertEquals(List.of(), Rig.of(outputs, IkeOutput.Established.class));
  }

  @Test
  @Requirement("RFC7296-1.4-1")
  void aRequestBeforeAuthenticationIsNotAnswered() {
    Rig rig = Rig.awaitAuthResponse(Rig.config().build());
    List<IkeOutput> outputs = rig.request(ExchangeType.INFORMATIONAL, DELETE_IKE);

    assertEquals(
        IkeDropReason.UNEXPECTED_EXCHANGE,
        Rig.of(outputs, IkeOutput.Dropped.class).get(0).reason());
    assertInstanceOf(AwaitAuthResponse.class, rig.state);
  }

  @Test
  void trafficOfTheFutureDoesNotPutLivenessOff() {
    Rig rig = Rig.established(true);
    rig.command(new IkeCommand.InboundTraffic(java.time.Instant.MAX));

    assertEquals(Optional.of(Rig.START.plusSeconds(10)), rig.state.wakeAt());
  }
}
