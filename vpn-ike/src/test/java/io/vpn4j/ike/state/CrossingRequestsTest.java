package io.vpn4j.ike.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpn4j.ike.ChildSa;
import io.vpn4j.ike.EspSpi;
import io.vpn4j.ike.IkeCommand;
import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.IkeOutput;
import io.vpn4j.ike.IkeSpi;
import io.vpn4j.ike.TrafficSelector;
import io.vpn4j.ike.crypto.KeyExchange;
import io.vpn4j.ike.message.DeletePayload;
import io.vpn4j.ike.message.ExchangeType;
import io.vpn4j.ike.message.KePayload;
import io.vpn4j.ike.message.NoncePayload;
import io.vpn4j.ike.message.NotifyPayload;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.ike.message.ProtocolId;
import io.vpn4j.ike.negotiation.ProposalSelection;
import io.vpn4j.ike.negotiation.TrafficSelectors;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.testing.Requirement;
import io.vpn4j.testing.SeededSecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the peer asks while a request of ours is on its way (RFC 7296 section 2.25). */
class CrossingRequestsTest {
  private static final IkeCrypto CRYPTO = IkeCrypto.of(new SeededSecureRandom(46));

  private final Rig rig = Rig.established(false);
  private final ChildSa child = Rig.of(rig.outputs, IkeOutput.ChildSaUp.class).get(0).child();

  private static Payload[] rekeyingOf(EspSpi spi) {
    return new Payload[] {
      new NotifyPayload(
          ProtocolId.ESP, ProposalSelection.spiOctets(spi), NotifyType.REKEY_SA, Octets.EMPTY),
      ProposalSelection.forChildSa(Rig.config().build().childAlgorithms())
          .offer(ProposalSelection.spiOctets(new EspSpi(0x7000))),
      new NoncePayload(Rig.NONCE),
      TrafficSelectors.payload(true, List.of(TrafficSelector.anyIpv4())),
      TrafficSelectors.payload(false, List.of(TrafficSelector.anyIpv4()))
    };
  }

  private static Payload[] rekeyingOfTheIkeSa() {
    return new Payload[] {
      ProposalSelection.forIkeSa(Rig.config().build().ikeAlgorithms())
          .offer(ProposalSelection.spiOctets(new IkeSpi(0x77))),
      new NoncePayload(Rig.NONCE),
      new KePayload(
          Rig.SUITE.keyExchange().transformId(),
          Octets.of(KeyExchange.offer(CRYPTO, Rig.SUITE.keyExchange()).publicValue()))
    };
  }

  private static DeletePayload deletionOf(EspSpi spi) {
    return new DeletePayload(ProtocolId.ESP, 4, List.of(ProposalSelection.spiOctets(spi)));
  }

  private void assertAnswered(Payload... expected) {
    assertEquals(List.of(expected), rig.opened(rig.sent()));
  }

  private void assertDown(List<IkeOutput> outputs) {
    assertEquals(
        List.of(new IkeOutput.ChildSaDown(child.inboundSpi(), child.outboundSpi())),
        Rig.of(outputs, IkeOutput.ChildSaDown.class));
  }

  @Test
  @Requirement("RFC7296-2.25-4")
  void aRekeyingOfAChildSaThatIsNotThereIsToldSo() {
    EspSpi strange = new EspSpi(0x2222);
    rig.request(ExchangeType.CREATE_CHILD_SA, rekeyingOf(strange));

    assertAnswered(
        new NotifyPayload(
            ProtocolId.ESP,
            ProposalSelection.spiOctets(strange),
            NotifyType.CHILD_SA_NOT_FOUND,
            Octets.EMPTY));
  }

  @Test
  void theSameMayBeTheOneThatIsComingToBe() {
    rig.command(new IkeCommand.RekeyChildSa(child.inboundSpi()));
    rig.request(ExchangeType.CREATE_CHILD_SA, rekeyingOf(new EspSpi(0x2222)));

    assertAnswered(NotifyPayload.of(NotifyType.TEMPORARY_FAILURE));
  }

  @Test
  @Requirement("RFC7296-2.25.1-1")
  void whatWeDeleteIsNotRekeyed() {
    rig.command(new IkeCommand.DeleteChildSa(child.inboundSpi()));
    rig.request(ExchangeType.CREATE_CHILD_SA, rekeyingOf(child.outboundSpi()));

    assertAnswered(NotifyPayload.of(NotifyType.TEMPORARY_FAILURE));
  }

  @Test
  @Requirement({"RFC7296-2.25.1-3", "RFC7296-1.4.1-4"})
  void whatBothDeleteIsNamedOnce() {
    rig.command(new IkeCommand.DeleteChildSa(child.inboundSpi()));
    List<IkeOutput> outputs =
        rig.request(ExchangeType.INFORMATIONAL, deletionOf(child.outboundSpi()));

    assertAnswered();
    assertDown(outputs);
  }

  @Test
  @Requirement("RFC7296-2.25.1-4")
  void whatWeRekeyIsDeletedAsUsual() {
    rig.command(new IkeCommand.RekeyChildSa(child.inboundSpi()));
    List<IkeOutput> outputs =
        rig.request(ExchangeType.INFORMATIONAL, deletionOf(child.outboundSpi()));

    assertAnswered(deletionOf(child.inboundSpi()));
    assertDown(outputs);
  }

  @Test
  @Requirement("RFC7296-2.25.2-6")
  void aChildSaIsDeletedAsUsualWhileWeRekeyTheIkeSa() {
    rig.command(new IkeCommand.RekeyIkeSa());
    List<IkeOutput> outputs =
        rig.request(ExchangeType.INFORMATIONAL, deletionOf(child.outboundSpi()));

    assertAnswered(deletionOf(child.inboundSpi()));
    assertDown(outputs);
  }

  @Test
  @Requirement("RFC7296-2.25.2-2")
  void anIkeSaThatWeDeleteIsNotRekeyed() {
    rig.command(new IkeCommand.Delete());
    rig.request(ExchangeType.CREATE_CHILD_SA, rekeyingOfTheIkeSa());

    assertAnswered(NotifyPayload.of(NotifyType.TEMPORARY_FAILURE));
  }
}
