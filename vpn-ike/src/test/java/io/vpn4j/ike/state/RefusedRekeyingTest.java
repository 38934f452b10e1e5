package io.vpn4j.ike.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.ChildAlgorithms;
import io.vpn4j.ike.EncryptionAlgorithm;
import io.vpn4j.ike.EspSpi;
import io.vpn4j.ike.IkeAlgorithms;
import io.vpn4j.ike.IkeCommand;
import io.vpn4j.ike.IkeConfig;
import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.IkeFailure;
import io.vpn4j.ike.IkeOutput;
import io.vpn4j.ike.IkeSpi;
import io.vpn4j.ike.KeyExchangeMethod;
import io.vpn4j.ike.TrafficSelector;
import io.vpn4j.ike.crypto.KeyExchange;
import io.vpn4j.ike.message.ExchangeType;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.ike.message.KePayload;
import io.vpn4j.ike.message.NoncePayload;
import io.vpn4j.ike.message.NotifyPayload;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.ike.message.Proposal;
import io.vpn4j.ike.message.ProtocolId;
import io.vpn4j.ike.message.SaPayload;
import io.vpn4j.ike.message.Transform;
import io.vpn4j.ike.message.TransformType;
import io.vpn4j.ike.negotiation.ProposalSelection;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.testing.Requirement;
import io.vpn4j.testing.SeededSecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * CREATE_CHILD_SA that one end refuses: what was there goes on, and what is wanted is tried again.
 */
class RefusedRekeyingTest {
  private static final IkeCrypto CRYPTO = IkeCrypto.of(new SeededSecureRandom(45));
  private static final List<KeyExchangeMethod> GROUPS =
      List.of(KeyExchangeMethod.CURVE25519, KeyExchangeMethod.ECP_256);
  private static final IkeAlgorithms IKE =
      new IkeAlgorithms(
          List.of(Rig.SUITE.encryption()), List.of(), List.of(Rig.SUITE.prf()), GROUPS);
  private static final ChildAlgorithms CHILD =
      new ChildAlgorithms(List.of(EncryptionAlgorithm.AES_GCM_16_128), List.of(), GROUPS);
  private static final IkeConfig CONFIG =
      Rig.config().ikeAlgorithms(IKE).childAlgorithms(CHILD).build();
  private static final IkeCommand CREATE =
      new IkeCommand.CreateChildSa(
          List.of(TrafficSelector.anyIpv4()), List.of(TrafficSelector.anyIpv4()));

  private final Rig rig = Rig.established(CONFIG, true);

  private static NotifyPayload wants(KeyExchangeMethod method) {
    return NotifyPayload.of(
        NotifyType.INVALID_KE_PAYLOAD, Octets.of((byte) 0, (byte) method.transformId()));
  }

  private static NotifyPayload refusal(NotifyType type) {
    return NotifyPayload.of(type);
  }

  private static ExchangeType exchange(Octets message) {
    try {
      return IkeHeader.peek(message.asByteBuffer()).exchangeType();
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }

  /** The group of the request that was sent last, which begins something new. */
  private int groupAskedFor() {
    assertEquals(ExchangeType.CREATE_CHILD_SA, exchange(rig.sent()));
    return Payloads.first(rig.opened(rig.sent()), KePayload.class).orElseThrow().method();
  }

  /** Answers liveness checks until something else is asked. */
  private void waitForTheNextTry() {
    for (int wakes = 0; wakes < 50; wakes++) {
      if (Rig.of(rig.tickAt(rig.state.wakeAt().orElseThrow()), IkeOutput.Transmit.class)
          .isEmpty()) {
        continue;
      }
      if (exchange(rig.sent()).equals(ExchangeType.CREATE_CHILD_SA)) {
        return;
      }
      rig.respond(rig.sent());
    }
    throw new AssertionError("never tried again: " + rig.outputs);
  }

  private List<IkeFailure> warnings() {
    return Rig.of(rig.outputs, IkeOutput.Warned.class).stream()
        .map(IkeOutput.Warned::failure)
        .toList();
  }

  private EspSpi child() {
    return Rig.of(rig.outputs, IkeOutput.ChildSaUp.class).get(0).child().inboundSpi();
  }

  @Test
  @Requirement({
    "RFC7296-1.3-1",
    "RFC7296-1.3.2-1",
    "RFC7296-2.18-2",
    "RFC7296-2.18-3",
  })
  void asksToRekeyTheIkeSaWithAKeyExchangeThatItOffers() {
    rig.command(new IkeCommand.RekeyIkeSa());
    List<Payload> request = rig.opened(rig.sent());
    List<Integer> groups =
        Payloads.first(request, SaPayload.class).orElseThrow().proposals().stream()
            .flatMap(proposal -> proposal.transforms(TransformType.KE).stream())
            .map(Transform::id)
            .toList();

    assertEquals(GROUPS.stream().map(KeyExchangeMethod::transformId).toList(), groups);
    assertEquals(groups.get(0), Payloads.first(request, KePayload.class).orElseThrow().method());
  }

  @Test
  @Requirement("RFC7296-1.3.3-1")
  void namesTheChildSaThatItReplaces() {
    rig.command(new IkeCommand.RekeyChildSa(child()));

    NotifyPayload rekeyed =
        Payloads.notify(rig.opened(rig.sent()), NotifyType.REKEY_SA).orElseThrow();
    assertEquals(ProtocolId.ESP, rekeyed.protocol());
    assertEquals(ProposalSelection.spiOctets(child()), rekeyed.spi());
  }

  @Test
  void rekeysTheIkeSaWithTheGroupThatThePeerWants() {
    rig.command(new IkeCommand.RekeyIkeSa());
    assertEquals(KeyExchangeMethod.CURVE25519.transformId(), groupAskedFor());
    rig.respond(rig.sent(), wants(KeyExchangeMethod.ECP_256));

    assertEquals(KeyExchangeMethod.ECP_256.transformId(), groupAskedFor());
    assertEquals(List.of(), warnings());
  }

  @ParameterizedTest
  @ValueSource(ints = {31, 19, 14})
  void triesNoGroupTwiceAndNoneThatIsNotOurs(int wanted) {
    rig.command(new IkeCommand.RekeyIkeSa());
    rig.respond(rig.sent(), wants(KeyExchangeMethod.ECP_256));
    int tries = Rig.of(rig.outputs, IkeOutput.Transmit.class).size();
    rig.respond(
        rig.sent(),
        NotifyPayload.of(NotifyType.INVALID_KE_PAYLOAD, Octets.of((byte) 0, (byte) wanted)));

    assertEquals(tries, Rig.of(rig.outputs, IkeOutput.Transmit.class).size());
    assertInstanceOf(IkeFailure.PeerRefused.class, warnings().get(0));
    assertInstanceOf(Established.class, rig.state);
  }

  @Test
  void triesToRekeyTheIkeSaAgainAfterARefusal() {
    rig.command(new IkeCommand.RekeyIkeSa());
    rig.respond(rig.sent(), refusal(NotifyType.NO_PROPOSAL_CHOSEN));
    IkeFailure.NoProposalChosen why =
        assertInstanceOf(IkeFailure.NoProposalChosen.class, warnings().get(0));
    assertTrue(why.refusedByPeer());

    waitForTheNextTry();
    rig.respond(rig.sent(), refusal(NotifyType.NO_ADDITIONAL_SAS));
    assertInstanceOf(IkeFailure.PeerRefused.class, warnings().get(1));
    waitForTheNextTry();
  }

  @Test
  @Requirement("RFC7296-2.25-2")
  void saysNothingWhenThePeerIsOnlyBusyAndTriesAgainLater() {
    rig.command(new IkeCommand.RekeyIkeSa());
    assertEquals(List.of(), rig.respond(rig.sent(), refusal(NotifyType.TEMPORARY_FAILURE)));
    waitForTheNextTry();
    rig.respond(rig.sent(), refusal(NotifyType.NO_PROPOSAL_CHOSEN));

    rig.command(new IkeCommand.RekeyChildSa(child()));
    assertEquals(List.of(), rig.respond(rig.sent(), refusal(NotifyType.TEMPORARY_FAILURE)));
    waitForTheNextTry();

    assertEquals(1, warnings().size());
  }

  @Test
  @Requirement("RFC7296-2.25-2")
  void triesToCreateAChildSaAgainWhenThePeerIsBusy() {
    rig.command(CREATE);
    assertEquals(List.of(), rig.respond(rig.sent(), refusal(NotifyType.TEMPORARY_FAILURE)));

    waitForTheNextTry();
    assertTrue(Payloads.first(rig.opened(rig.sent()), SaPayload.class).isPresent());
  }

  @Test
  @Requirement("RFC7296-2.25-5")
  void createsAChildSaInThePlaceOfOneThatThePeerDoesNotKnow() {
    rig.command(new IkeCommand.RekeyChildSa(child()));
    List<IkeOutput> outputs = rig.respond(rig.sent(), refusal(NotifyType.CHILD_SA_NOT_FOUND));

    assertEquals(child(), Rig.of(outputs, IkeOutput.ChildSaDown.class).get(0).inboundSpi());
    List<Payload> next = rig.opened(rig.sent());
    assertTrue(Payloads.first(next, SaPayload.class).isPresent());
    assertTrue(
        next.stream()
            .noneMatch(
                p -> p instanceof NotifyPayload n && n.notifyType().equals(NotifyType.REKEY_SA)));
  }

  @Test
  void theChildSaStaysWhenItsRekeyingIsRefusedAndIsTriedAgain() {
    rig.command(new IkeCommand.RekeyChildSa(child()));
    List<IkeOutput> outputs = rig.respond(rig.sent(), refusal(NotifyType.NO_PROPOSAL_CHOSEN));

    assertEquals(List.of(), Rig.of(outputs, IkeOutput.ChildSaDown.class));
    assertEquals(1, warnings().size());
    waitForTheNextTry();
  }

  private static Payload[] rekeying(IkeAlgorithms algorithms, KePayload ke) {
    return new Payload[] {
      ProposalSelection.forIkeSa(algorithms).offer(ProposalSelection.spiOctets(new IkeSpi(0x77))),
      new NoncePayload(Rig.NONCE),
      ke
    };
  }

  private static KePayload ke(KeyExchangeMethod method) {
    return new KePayload(
        method.transformId(), Octets.of(KeyExchange.offer(CRYPTO, method).publicValue()));
  }

  private void assertAnswered(Payload expected) {
    assertEquals(List.of(expected), rig.opened(rig.sent()));
  }

  @Test
  void tellsThePeerWhichGroupItsProposalLeadsTo() {
    rig.request(ExchangeType.CREATE_CHILD_SA, rekeying(IKE, ke(KeyExchangeMethod.ECP_384)));

    assertAnswered(wants(KeyExchangeMethod.CURVE25519));
    assertInstanceOf(Established.class, rig.state);
    assertEquals(List.of(), Rig.of(rig.outputs, IkeOutput.IkeSaRekeyed.class));
  }

  @Test
  void saysWhyThePeersIkeProposalsDoNotFit() {
    IkeAlgorithms others =
        IkeAlgorithms.aead(
            EncryptionAlgorithm.AES_GCM_16_256, Rig.SUITE.prf(), KeyExchangeMethod.CURVE25519);
    rig.request(ExchangeType.CREATE_CHILD_SA, rekeying(others, ke(KeyExchangeMethod.CURVE25519)));

    assertAnswered(refusal(NotifyType.NO_PROPOSAL_CHOSEN));
    assertInstanceOf(IkeFailure.NoProposalChosen.class, warnings().get(0));
    assertInstanceOf(Established.class, rig.state);
  }

  @Test
  @Requirement("RFC7296-2.18-4")
  void refusesToRekeyTheIkeSaWithTheGroupNone() {
    Payload[] request = rekeying(IKE, ke(KeyExchangeMethod.CURVE25519));
    Proposal offered = ((SaPayload) request[0]).proposals().get(0);
    List<Transform> transforms =
        offered.transforms().stream()
            .map(t -> t.type().equals(TransformType.KE) ? Transform.of(TransformType.KE, 0) : t)
            .toList();
    rig.request(
        ExchangeType.CREATE_CHILD_SA,
        new SaPayload(
            List.of(new Proposal(offered.number(), offered.protocol(), offered.spi(), transforms))),
        request[1],
        request[2]);

    assertAnswered(refusal(NotifyType.NO_PROPOSAL_CHOSEN));
    assertEquals(List.of(), Rig.of(rig.outputs, IkeOutput.IkeSaRekeyed.class));
  }

  @Test
  void aValueThatNobodyMayUseForRekeyingEndsTheIkeSa() {
    // RFC 6989 section 3; INVALID_SYNTAX is fatal by RFC 7296 section 2.21.3.
    rig.request(
        ExchangeType.CREATE_CHILD_SA,
        rekeying(
            IKE,
            new KePayload(KeyExchangeMethod.CURVE25519.transformId(), Octets.of(new byte[32]))));

    assertAnswered(refusal(NotifyType.INVALID_SYNTAX));
    assertInstanceOf(Lingering.class, rig.state);
  }

  @Test
  void aRekeyingOfTheIkeSaWithoutKeyExchangeEndsIt() {
    Payload[] whole = rekeying(IKE, ke(KeyExchangeMethod.CURVE25519));
    rig.request(ExchangeType.CREATE_CHILD_SA, whole[0], whole[1]);

    assertAnswered(refusal(NotifyType.INVALID_SYNTAX));
    assertInstanceOf(Lingering.class, rig.state);
  }
}
