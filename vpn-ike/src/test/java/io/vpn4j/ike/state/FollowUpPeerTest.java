package io.vpn4j.ike.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.AdditionalKeyExchange;
import io.vpn4j.ike.ChildAlgorithms;
import io.vpn4j.ike.EncryptionAlgorithm;
import io.vpn4j.ike.EspSpi;
import io.vpn4j.ike.IkeCommand;
import io.vpn4j.ike.IkeConfig;
import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.IkeOutput;
import io.vpn4j.ike.IkeSpi;
import io.vpn4j.ike.KeyExchangeMethod;
import io.vpn4j.ike.TrafficSelector;
import io.vpn4j.ike.crypto.KeyExchange;
import io.vpn4j.ike.message.ExchangeType;
import io.vpn4j.ike.message.KePayload;
import io.vpn4j.ike.message.NoncePayload;
import io.vpn4j.ike.message.NotifyPayload;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.ike.message.Proposal;
import io.vpn4j.ike.message.ProtocolId;
import io.vpn4j.ike.message.SaPayload;
import io.vpn4j.ike.negotiation.ProposalSelection;
import io.vpn4j.ike.negotiation.TrafficSelectors;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.testing.SeededSecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A peer that says what it likes in IKE_FOLLOWUP_KE (RFC 9370 section 2.2.4). */
class FollowUpPeerTest {
  private static final IkeCrypto CRYPTO = IkeCrypto.of(new SeededSecureRandom(44));
  private static final EspSpi PEERS = new EspSpi(0x7000);
  private static final AdditionalKeyExchange[] ROUNDS = {
    AdditionalKeyExchange.required(1, KeyExchangeMethod.ECP_256),
    AdditionalKeyExchange.required(2, KeyExchangeMethod.ECP_384)
  };
  private static final ChildAlgorithms CHILD =
      new ChildAlgorithms(
              List.of(EncryptionAlgorithm.AES_GCM_16_128),
              List.of(),
              List.of(KeyExchangeMethod.CURVE25519))
          .withAdditionalKeyExchange(ROUNDS);
  private static final IkeConfig CONFIG = config();

  private static IkeConfig config() {
    IkeConfig plain = Rig.config().build();
    return Rig.config()
        .ikeAlgorithms(plain.ikeAlgorithms().withAdditionalKeyExchange(ROUNDS))
        .childAlgorithms(CHILD)
        .build();
  }

  private static Rig rig() {
    return Rig.established(CONFIG, false);
  }

  private static KePayload ke(KeyExchangeMethod method) {
    return new KePayload(
        method.transformId(), Octets.of(KeyExchange.offer(CRYPTO, method).publicValue()));
  }

  private static NotifyPayload link(Octets data) {
    return NotifyPayload.of(NotifyType.ADDITIONAL_KEY_EXCHANGE, data);
  }

  private static Payload[] newChild(int spi) {
    return new Payload[] {
      ProposalSelection.forChildSa(CHILD).offer(ProposalSelection.spiOctets(new EspSpi(spi))),
      new NoncePayload(Rig.NONCE),
      ke(KeyExchangeMethod.CURVE25519),
      TrafficSelectors.payload(true, List.of(TrafficSelector.anyIpv4())),
      TrafficSelectors.payload(false, List.of(TrafficSelector.anyIpv4()))
    };
  }

  private static Payload[] rekeyedChild(Rig rig) {
    EspSpi old = Rig.of(rig.outputs, IkeOutput.ChildSaUp.class).get(0).child().outboundSpi();
    List<Payload> payloads = new ArrayList<>();
    payloads.add(
        new NotifyPayload(
            ProtocolId.ESP, ProposalSelection.spiOctets(old), NotifyType.REKEY_SA, Octets.EMPTY));
    payloads.addAll(List.of(newChild(PEERS.value())));
    return payloads.toArray(Payload[]::new);
  }

  private static Payload[] rekeyedIke() {
    return new Payload[] {
      ProposalSelection.forIkeSa(CONFIG.ikeAlgorithms())
          .offer(ProposalSelection.spiOctets(new IkeSpi(0x77))),
      new NoncePayload(Rig.NONCE),
      ke(KeyExchangeMethod.CURVE25519)
    };
  }

  private static Octets linkOf(Rig rig) {
    return FollowUp.link(rig.opened(rig.sent())).orElseThrow();
  }

  private static NotifyType said(Rig rig) {
    return assertInstanceOf(NotifyPayload.class, rig.opened(rig.sent()).get(0)).notifyType();
  }

  private static long ups(Rig rig) {
    return Rig.of(rig.outputs, IkeOutput.ChildSaUp.class).size();
  }

  @Test
  void theNewChildSaComesWithTheLastRoundAndEachRoundHasALinkOfItsOwn() {
    Rig rig = rig();
    rig.request(ExchangeType.CREATE_CHILD_SA, rekeyedChild(rig));
    Octets first = linkOf(rig);
    assertEquals(1, ups(rig));
    rig.request(ExchangeType.IKE_FOLLOWUP_KE, ke(KeyExchangeMethod.ECP_256), link(first));
    Octets second = linkOf(rig);
    assertNotEquals(first, second);
    assertEquals(1, ups(rig));
    rig.request(ExchangeType.IKE_FOLLOWUP_KE, ke(KeyExchangeMethod.ECP_384), link(second));

    assertEquals(2, ups(rig));
    assertEquals(1, rig.opened(rig.sent()).size(), "the last answer is KE and nothing else");
  }

  @Test
  void anUnknownOrStaleLinkIsNotFoundAndChangesNothing() {
    Rig rig = rig();
    rig.request(
        ExchangeType.IKE_FOLLOWUP_KE, ke(KeyExchangeMethod.ECP_256), link(Octets.ofHex("00")));
    assertEquals(NotifyType.STATE_NOT_FOUND, said(rig));
    rig.request(ExchangeType.CREATE_CHILD_SA, rekeyedChild(rig));
    Octets first = linkOf(rig);
    rig.request(ExchangeType.IKE_FOLLOWUP_KE, ke(KeyExchangeMethod.ECP_256), link(first));
    Octets second = linkOf(rig);
    rig.request(ExchangeType.IKE_FOLLOWUP_KE, ke(KeyExchangeMethod.ECP_256), link(first));
    assertEquals(NotifyType.STATE_NOT_FOUND, said(rig));
    rig.request(ExchangeType.IKE_FOLLOWUP_KE, ke(KeyExchangeMethod.ECP_384), link(second));
    assertEquals(2, ups(rig));
    assertInstanceOf(Established.class, rig.state);
  }

  @Test
  void whatThePeerDoesNotGoOnWithIsForgottenInTime() {
    Rig rig = rig();
    rig.request(ExchangeType.CREATE_CHILD_SA, rekeyedChild(rig));
    Octets link = linkOf(rig);
    assertTrue(
        rig.state
            .wakeAt()
            .filter(at -> !at.isAfter(rig.now.plus(PeerFollowUps.PATIENCE)))
            .isPresent());
    rig.tickAt(rig.now.plus(PeerFollowUps.PATIENCE));
    rig.request(ExchangeType.IKE_FOLLOWUP_KE, ke(KeyExchangeMethod.ECP_256), link(link));

    assertEquals(NotifyType.STATE_NOT_FOUND, said(rig));
    assertEquals(1, ups(rig));
  }

  @Test
  void aChildSaThatIsGoneMeanwhileIsNotReplaced() {
    Rig rig = rig();
    rig.request(ExchangeType.CREATE_CHILD_SA, rekeyedChild(rig));
    Octets link = linkOf(rig);
    EspSpi old = Rig.of(rig.outputs, IkeOutput.ChildSaUp.class).get(0).child().inboundSpi();
    rig.command(new IkeCommand.DeleteChildSa(old));
    rig.request(ExchangeType.IKE_FOLLOWUP_KE, ke(KeyExchangeMethod.ECP_256), link(link));

    assertEquals(NotifyType.TEMPORARY_FAILURE, said(rig));
    assertEquals(1, ups(rig));
    assertInstanceOf(Established.class, rig.state);
  }

  @Test
  void whileTheIkeSaIsBeingReplacedNothingElseBegins() {
    Rig rig = rig();
    rig.request(ExchangeType.CREATE_CHILD_SA, rekeyedIke());
    linkOf(rig);
    rig.request(ExchangeType.CREATE_CHILD_SA, newChild(0x7001));
    assertEquals(NotifyType.TEMPORARY_FAILURE, said(rig));
    rig.request(ExchangeType.CREATE_CHILD_SA, rekeyedIke());
    assertEquals(NotifyType.TEMPORARY_FAILURE, said(rig));
    int before = rig.outputs.size();
    rig.command(new IkeCommand.RekeyIkeSa());
    rig.command(
        new IkeCommand.CreateChildSa(
            List.of(TrafficSelector.anyIpv4()), List.of(TrafficSelector.anyIpv4())));
    assertEquals(before, rig.outputs.size(), "ours wait");
  }

  @Test
  void aSecondRekeyingOfOneChildSaHasToWait() {
    Rig rig = rig();
    rig.request(ExchangeType.CREATE_CHILD_SA, rekeyedChild(rig));
    linkOf(rig);
    rig.request(ExchangeType.CREATE_CHILD_SA, rekeyedChild(rig));
    assertEquals(NotifyType.TEMPORARY_FAILURE, said(rig));
  }

  @Test
  void onlySoManyAreBegunAtOnce() {
    Rig rig =
        Rig.established(
            Rig.config().childAlgorithms(CHILD).maxChildSas(100).build(), /* initiator= */ false);
    for (int i = 0; i < PeerFollowUps.MAX; i++) {
      rig.request(ExchangeType.CREATE_CHILD_SA, newChild(0x7001 + i));
      linkOf(rig);
    }
    rig.request(ExchangeType.CREATE_CHILD_SA, newChild(0x7101));
    assertEquals(NotifyType.TEMPORARY_FAILURE, said(rig));
    rig.tickAt(rig.now.plus(PeerFollowUps.PATIENCE));
    rig.request(ExchangeType.CREATE_CHILD_SA, newChild(0x7102));
    linkOf(rig);
  }

  @Test
  void aRequestThatLacksItsLinkOrItsValueIsInvalid() {
    for (int i = 0; i < 3; i++) {
      Rig rig = rig();
      rig.request(ExchangeType.CREATE_CHILD_SA, rekeyedChild(rig));
      NotifyPayload link = link(linkOf(rig));
      Payload[] wrong =
          switch (i) {
            case 0 -> new Payload[] {link};
            case 1 -> new Payload[] {ke(KeyExchangeMethod.ECP_256)};
            default -> new Payload[] {ke(KeyExchangeMethod.ECP_384), link};
          };
      rig.request(ExchangeType.IKE_FOLLOWUP_KE, wrong);
      assertEquals(NotifyType.INVALID_SYNTAX, said(rig));
      assertInstanceOf(Lingering.class, rig.state);
    }
  }

  @Test
  void anInitiatorThatIsForgottenKeepsTheOldChildSaAndTriesAgainLater() {
    for (NotifyType refusal : List.of(NotifyType.STATE_NOT_FOUND, NotifyType.TEMPORARY_FAILURE)) {
      Rig rig = rig();
      EspSpi old = Rig.of(rig.outputs, IkeOutput.ChildSaUp.class).get(0).child().inboundSpi();
      rig.command(new IkeCommand.RekeyChildSa(old));
      agree(rig);
      List<IkeOutput> outputs = rig.respond(rig.sent(), NotifyPayload.of(refusal));

      assertEquals(1, Rig.of(outputs, IkeOutput.Warned.class).size());
      assertEquals(List.of(), Rig.of(rig.outputs, IkeOutput.ChildSaDown.class));
      assertEquals(1, ups(rig));
      int before = rig.outputs.size();
      rig.tickAt(rig.state.wakeAt().orElseThrow());
      assertTrue(rig.outputs.size() > before, "CREATE_CHILD_SA is begun again");
      assertInstanceOf(Established.class, rig.state);
    }
  }

  /** Answers our CREATE_CHILD_SA as a responder does that agrees to all of it. */
  private static void agree(Rig rig) {
    List<Payload> request = rig.opened(rig.sent());
    var offered = Payloads.first(request, SaPayload.class).orElseThrow();
    var chosen =
        ProposalSelection.forChildSa(CHILD).choose(offered, Optional.empty()).orElseThrow();
    rig.respond(
        rig.sent(),
        new SaPayload(
            List.of(
                new Proposal(
                    chosen.number(),
                    chosen.protocol(),
                    ProposalSelection.spiOctets(PEERS),
                    chosen.transforms()))),
        new NoncePayload(Rig.NONCE),
        ke(KeyExchangeMethod.CURVE25519),
        TrafficSelectors.payload(true, List.of(TrafficSelector.anyIpv4())),
        TrafficSelectors.payload(false, List.of(TrafficSelector.anyIpv4())),
        link(Octets.ofHex("c0ffee")));
    assertEquals(Octets.ofHex("c0ffee"), linkOf(rig), "we name the peer's link");
  }
}
