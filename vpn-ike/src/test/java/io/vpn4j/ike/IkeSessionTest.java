package io.vpn4j.ike;

import static io.vpn4j.ike.IkeSessionFixtures.LEFT;
import static io.vpn4j.ike.IkeSessionFixtures.RIGHT;
import static io.vpn4j.ike.IkeSessionFixtures.link;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.secret.PreSharedKey;
import io.vpn4j.model.secret.SecretAccess;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.testing.Requirement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IkeSessionTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private static ChildSa child(List<IkeOutput> outputs) {
    return SimulatedLink.of(outputs, IkeOutput.ChildSaUp.class).get(0).child();
  }

  private static IkeSaInfo info(List<IkeOutput> outputs) {
    return SimulatedLink.of(outputs, IkeOutput.Established.class).get(0).info();
  }

  @Test
  @Requirement({"RFC7296-4-3", "RFC7296-2.2-2", "RFC7296-2.2-3"})
  void establishesInFourMessages() {
    SimulatedLink link = link().initiate().run(SECOND);

    assertTrue(link.left.isEstablished());
    assertTrue(link.right.isEstablished());
    assertEquals(4, link.wire.size());
    assertEquals(RIGHT, info(link.leftOutputs).peerIdentity());
    assertEquals(LEFT, info(link.rightOutputs).peerIdentity());
  }

  @Test
  @Requirement({"RFC7296-2.14-4", "RFC7296-2.17-3"})
  void givesBothEndsTheSameKeysCrossed() {
    SimulatedLink link = link().initiate().run(SECOND);
    ChildSa left = child(link.leftOutputs);
    ChildSa right = child(link.rightOutputs);

    assertEquals(left.inboundSpi(), right.outboundSpi());
    assertEquals(left.outboundSpi(), right.inboundSpi());
    assertArrayEquals(
        left.keys().outbound(SecretAccess.grant()), right.keys().inbound(SecretAccess.grant()));
    assertArrayEquals(
        left.keys().inbound(SecretAccess.grant()), right.keys().outbound(SecretAccess.grant()));
    assertEquals(16 + 4, left.keys().inbound(SecretAccess.grant()).length);
  }

  @Test
  @Requirement({"RFC7296-2.23-2", "RFC7296-2.23-9", "RFC7296-2.23-6"})
  void movesToTheNatTraversalPortForIkeAuth() {
    SimulatedLink link = link().initiate().run(SECOND);
    List<IkeOutput.Transmit> sent = SimulatedLink.of(link.leftOutputs, IkeOutput.Transmit.class);

    assertEquals(500, sent.get(0).path().peer().port());
    assertEquals(4500, sent.get(1).path().peer().port());
    assertEquals(
        4500,
        SimulatedLink.of(link.rightOutputs, IkeOutput.ChildSaUp.class)
            .get(0)
            .path()
            .local()
            .port());
  }

  @Test
  @Requirement("RFC7296-2.23-9")
  void makesEachPeerFindANat() {
    SimulatedLink link = link().initiate().run(SECOND);

    assertTrue(info(link.leftOutputs).natDetected());
    assertTrue(info(link.rightOutputs).natDetected());
  }

  @Test
  void repeatsBitForBitFromOneSeed() {
    List<Octets> first = link().initiate().run(SECOND).wire;
    List<Octets> second = link().initiate().run(SECOND).wire;

    assertEquals(first, second);
  }

  @ParameterizedTest
  @EnumSource(KeyExchangeMethod.class)
  @Requirement("RFC7296-3.4-2")
  void establishesWithEveryGroup(KeyExchangeMethod method) {
    IkeAlgorithms suite =
        new IkeAlgorithms(
            List.of(EncryptionAlgorithm.AES_CBC_256),
            List.of(IntegrityAlgorithm.HMAC_SHA2_256_128),
            List.of(PrfAlgorithm.HMAC_SHA2_256),
            List.of(method),
            AlgorithmPolicy.dangerouslyAllowing(KeyExchangeMethod.MODP_1024_160));
    SimulatedLink link =
        link(l -> l.ikeAlgorithms(suite), r -> r.ikeAlgorithms(suite)).initiate().run(SECOND);

    assertTrue(link.left.isEstablished());
    assertEquals(method, info(link.rightOutputs).keyExchange());
  }

  @ParameterizedTest
  @EnumSource(EncryptionAlgorithm.class)
  void establishesWithEveryCipher(EncryptionAlgorithm encryption) {
    IkeAlgorithms suite =
        IkeAlgorithms.of(
            encryption,
            IntegrityAlgorithm.AES_CMAC_96,
            PrfAlgorithm.AES128_XCBC,
            KeyExchangeMethod.CURVE448);
    SimulatedLink link =
        link(l -> l.ikeAlgorithms(suite), r -> r.ikeAlgorithms(suite)).initiate().run(SECOND);

    assertTrue(link.left.isEstablished());
    assertEquals(encryption, info(link.rightOutputs).encryption());
  }

  @ParameterizedTest
  @EnumSource(IntegrityAlgorithm.class)
  void establishesWithEveryIntegrityAlgorithmInBothSas(IntegrityAlgorithm integrity) {
    PrfAlgorithm prf =
        switch (integrity) {
          case HMAC_SHA1_96 -> PrfAlgorithm.HMAC_SHA1;
          case AES_XCBC_96 -> PrfAlgorithm.AES128_XCBC;
          case AES_CMAC_96 -> PrfAlgorithm.AES128_CMAC;
          case HMAC_SHA2_256_128 -> PrfAlgorithm.HMAC_SHA2_256;
          case HMAC_SHA2_384_192 -> PrfAlgorithm.HMAC_SHA2_384;
          case HMAC_SHA2_512_256 -> PrfAlgorithm.HMAC_SHA2_512;
        };
    IkeAlgorithms ike =
        IkeAlgorithms.of(
            EncryptionAlgorithm.AES_CBC_128, integrity, prf, KeyExchangeMethod.CURVE25519);
    ChildAlgorithms esp = ChildAlgorithms.of(EncryptionAlgorithm.AES_CBC_256, integrity);
    SimulatedLink link =
        link(
                l -> l.ikeAlgorithms(ike).childAlgorithms(esp),
                r -> r.ikeAlgorithms(ike).childAlgorithms(esp))
            .initiate()
            .run(SECOND);

    assertEquals(Optional.of(integrity), child(link.leftOutputs).integrity());
    assertEquals(Optional.of(integrity), info(link.leftOutputs).integrity());
    assertEquals(
        32 + integrity.keyOctets(),
        child(link.leftOutputs).keys().inbound(SecretAccess.grant()).length);
  }

  @Test
  @Requirement({"RFC7296-2.7-1", "RFC7296-3.3.6-1"})
  void responderChoosesByItsOwnOrderAsAwsDoes() {
    IkeAlgorithms strongFirst =
        new IkeAlgorithms(
            List.of(
                EncryptionAlgorithm.AES_GCM_16_256,
                EncryptionAlgorithm.AES_CBC_256,
                EncryptionAlgorithm.AES_CBC_128),
            List.of(IntegrityAlgorithm.HMAC_SHA2_512_256, IntegrityAlgorithm.HMAC_SHA1_96),
            List.of(PrfAlgorithm.HMAC_SHA2_512, PrfAlgorithm.HMAC_SHA1),
            List.of(KeyExchangeMethod.ECP_384, KeyExchangeMethod.MODP_1024));
    SimulatedLink link =
        link(
                l -> l.ikeAlgorithms(strongFirst),
                r -> r.ikeAlgorithms(IkeSessionFixtures.AWS_PHASE_1))
            .initiate()
            .run(SECOND);

    assertEquals(EncryptionAlgorithm.AES_CBC_128, info(link.rightOutputs).encryption());
    assertEquals(Optional.of(IntegrityAlgorithm.HMAC_SHA1_96), info(link.rightOutputs).integrity());
    // But the group that was already computed for: that saves a round trip.
    assertEquals(KeyExchangeMethod.ECP_384, info(link.rightOutputs).keyExchange());
  }

  @Test
  @Requirement("RFC7296-2.9-4")
  void narrowsTrafficSelectors() {
    TrafficSelector lan = TrafficSelector.of(IpPrefix.of("192.168.0.0/16"));
    TrafficSelector vpc = TrafficSelector.of(IpPrefix.of("10.0.0.0/16"));
    SimulatedLink link =
        link(l -> {}, r -> r.localTrafficSelectors(List.of(vpc)).peerTrafficSelectors(List.of(lan)))
            .initiate()
            .run(SECOND);

    assertEquals(List.of(lan), child(link.leftOutputs).localSelectors());
    assertEquals(List.of(vpc), child(link.leftOutputs).peerSelectors());
    assertEquals(List.of(vpc), child(link.rightOutputs).localSelectors());
  }

  @Test
  @Requirement({"RFC7296-2.4-10", "RFC7296-1.4.1-6"})
  void deletesCleanlyFromEitherEnd() {
    for (boolean fromLeft : new boolean[] {true, false}) {
      SimulatedLink link =
          link().initiate().run(SECOND).command(fromLeft, new IkeCommand.Delete()).run(SECOND);

      assertTrue(link.left.isTerminated());
      assertTrue(link.right.isTerminated());
      assertInstanceOf(
          IkeFailure.DeletedLocally.class, fromLeft ? link.leftCause() : link.rightCause());
      assertInstanceOf(
          IkeFailure.DeletedByPeer.class, fromLeft ? link.rightCause() : link.leftCause());
      assertEquals(1, SimulatedLink.of(link.leftOutputs, IkeOutput.ChildSaDown.class).size());
      assertEquals(1, SimulatedLink.of(link.rightOutputs, IkeOutput.ChildSaDown.class).size());
    }
  }

  @Test
  @Requirement("RFC7296-2.25.2-4")
  void bothEndsMayDeleteAtOnce() {
    SimulatedLink link =
        link()
            .initiate()
            .run(SECOND)
            .command(true, new IkeCommand.Delete())
            .command(false, new IkeCommand.Delete())
            .run(SECOND);

    assertTrue(link.left.isTerminated());
    assertTrue(link.right.isTerminated());
  }

  @Test
  @Requirement({"RFC7296-2.4-7", "RFC7296-1.4-5", "RFC7296-4-4"})
  void asksASilentPeerWhetherItLives() {
    SimulatedLink link = link().initiate().run(SECOND);
    int before = link.wire.size();
    link.run(Duration.ofSeconds(25));

    assertTrue(link.left.isEstablished());
    assertTrue(link.right.isEstablished());
    // Both ends have heard each other last at the same time, so both ask; in each ten seconds.
    assertEquals(before + 8, link.wire.size());
  }

  @Test
  @Requirement({"RFC7296-2.4-4", "RFC7296-2.1-8"})
  void noticesADeadPeerFortySecondsAfterItsLastPacket() {
    SimulatedLink link = link().initiate().run(SECOND);
    link.cut();
    link.run(Duration.ofSeconds(38));
    assertTrue(link.left.isEstablished());
    link.run(Duration.ofSeconds(2));

    assertEquals(IkeFailure.Family.UNREACHABLE, link.leftCause().family());
    assertEquals(1, SimulatedLink.of(link.leftOutputs, IkeOutput.ChildSaDown.class).size());
  }

  @Test
  void doesNotAskWhileTrafficComesIn() {
    SimulatedLink link = link().initiate().run(SECOND);
    int before = link.wire.size();
    for (int i = 0; i < 30; i++) {
      link.command(true, new IkeCommand.InboundTraffic(link.now()));
      link.command(false, new IkeCommand.InboundTraffic(link.now()));
      link.run(SECOND);
    }

    assertEquals(before, link.wire.size());
  }

  @Test
  @Requirement({"RFC7296-1.2-2", "RFC7296-2.21.2-1"})
  void refusesAWrongPreSharedKeyOnBothEnds() {
    SimulatedLink link =
        link(l -> l.preSharedKey(PreSharedKey.of("another_Key.2")), r -> {}).initiate().run(MINUTE);

    IkeFailure.AuthenticationFailed left =
        assertInstanceOf(IkeFailure.AuthenticationFailed.class, link.leftCause());
    IkeFailure.AuthenticationFailed right =
        assertInstanceOf(IkeFailure.AuthenticationFailed.class, link.rightCause());
    assertTrue(left.refusedByPeer());
    assertFalse(right.refusedByPeer());
    assertFalse((left.explanation() + right.explanation()).contains("_Key"));
  }

  @Test
  @Requirement({"RFC7296-1.2-3", "RFC7296-2.21.2-1"})
  void refusesAWrongIdentityWithTheSameAnswerAsAWrongKey() {
    IkeIdentity other = IkeIdentity.ofFqdn("mallory.example");
    SimulatedLink link = link(l -> l.localIdentity(other), r -> {}).initiate().run(MINUTE);

    assertEquals(new IkeFailure.WrongIdentity(LEFT, other), link.rightCause());
    assertInstanceOf(IkeFailure.AuthenticationFailed.class, link.leftCause());
  }

  @Test
  @Requirement("RFC7296-1.2-3")
  void initiatorRefusesAResponderThatIsSomeoneElse() {
    SimulatedLink link =
        link(l -> l.peerIdentity(IkeIdentity.ofFqdn("aws.example")), r -> {})
            .initiate()
            .run(MINUTE);

    assertInstanceOf(IkeFailure.WrongIdentity.class, link.leftCause());
    // The responder thought that it stood, and was told.
    assertInstanceOf(IkeFailure.AuthenticationFailed.class, link.rightCause());
  }

  @Test
  @Requirement({"RFC7296-2.7-3", "RFC7296-3.3.4-2", "RFC7296-3.3.4-3", "RFC7296-3.3.4-1"})
  void explainsThatNoIkeProposalIsCommon() {
    IkeAlgorithms wanted =
        IkeAlgorithms.of(
            EncryptionAlgorithm.AES_CBC_256,
            IntegrityAlgorithm.HMAC_SHA2_256_128,
            PrfAlgorithm.HMAC_SHA2_256,
            KeyExchangeMethod.MODP_2048);
    IkeAlgorithms offered =
        IkeAlgorithms.of(
            EncryptionAlgorithm.AES_CBC_256,
            IntegrityAlgorithm.HMAC_SHA1_96,
            PrfAlgorithm.HMAC_SHA2_256,
            KeyExchangeMethod.MODP_2048);
    SimulatedLink link =
        link(l -> l.ikeAlgorithms(offered), r -> r.ikeAlgorithms(wanted)).initiate().run(MINUTE);

    IkeFailure.NoProposalChosen right =
        assertInstanceOf(IkeFailure.NoProposalChosen.class, link.rightCause());
    assertFalse(right.refusedByPeer());
    assertEquals(
        List.of("integrity: offered HMAC-SHA1-96, acceptable HMAC-SHA2-256-128"),
        right.nearest().orElseThrow().differences());
    IkeFailure.NoProposalChosen left =
        assertInstanceOf(IkeFailure.NoProposalChosen.class, link.leftCause());
    assertTrue(left.refusedByPeer());
    assertEquals(List.of("AES-CBC-256/HMAC-SHA1-96/PRF-HMAC-SHA2-256/MODP-2048"), left.offered());
    assertEquals(
        1, SimulatedLink.of(link.leftOutputs, IkeOutput.Warned.class).size(), "told at once, once");
  }

  @Test
  @Requirement({"RFC7296-1.2-6", "RFC7296-2.21.2-3"})
  void keepsTheIkeSaWhenNoChildProposalIsCommon() {
    SimulatedLink link =
        link(
                l ->
                    l.childAlgorithms(
                        ChildAlgorithms.of(
                            EncryptionAlgorithm.AES_CBC_128, IntegrityAlgorithm.HMAC_SHA1_96)),
                r -> {})
            .initiate()
            .run(SECOND);

    assertTrue(link.left.isEstablished());
    IkeFailure right =
        SimulatedLink.of(link.rightOutputs, IkeOutput.ChildSaFailed.class).get(0).failure();
    IkeFailure left =
        SimulatedLink.of(link.leftOutputs, IkeOutput.ChildSaFailed.class).get(0).failure();
    assertTrue(right.explanation().contains("nearest"), right.explanation());
    assertInstanceOf(IkeFailure.NoProposalChosen.class, left);
    assertEquals(List.of(), SimulatedLink.of(link.leftOutputs, IkeOutput.ChildSaUp.class));
  }

  @Test
  @Requirement({"RFC7296-1.2-6", "RFC7296-2.9-3", "RFC7296-2.21.2-3"})
  void keepsTheIkeSaWhenSelectorsAreUnacceptable() {
    TrafficSelector ours = TrafficSelector.of(IpPrefix.of("172.16.0.0/12"));
    TrafficSelector theirs = TrafficSelector.of(IpPrefix.of("10.0.0.0/8"));
    SimulatedLink link =
        link(
                l -> l.localTrafficSelectors(List.of(ours)),
                r -> r.peerTrafficSelectors(List.of(theirs)))
            .initiate()
            .run(SECOND);

    IkeFailure.TrafficSelectorsUnacceptable right =
        assertInstanceOf(
            IkeFailure.TrafficSelectorsUnacceptable.class,
            SimulatedLink.of(link.rightOutputs, IkeOutput.ChildSaFailed.class).get(0).failure());
    assertEquals(List.of(ours), right.offeredInitiator());
    assertEquals(List.of(theirs), right.acceptableInitiator());
    assertTrue(link.left.isEstablished());
  }

  @Test
  @Requirement({"RFC7296-1.2-4", "RFC7296-3.4-4"})
  void initiatorTriesTheGroupThatTheResponderAsksFor() {
    IkeAlgorithms both =
        new IkeAlgorithms(
            List.of(EncryptionAlgorithm.AES_GCM_16_128),
            List.of(),
            List.of(PrfAlgorithm.HMAC_SHA2_256),
            List.of(KeyExchangeMethod.CURVE25519, KeyExchangeMethod.ECP_256));
    IkeAlgorithms second =
        IkeAlgorithms.aead(
            EncryptionAlgorithm.AES_GCM_16_128,
            PrfAlgorithm.HMAC_SHA2_256,
            KeyExchangeMethod.ECP_256);
    // The responder's first session ends with INVALID_KE_PAYLOAD; a demultiplexer makes the next.
    IkeCrypto crypto = IkeCrypto.of(new io.vpn4j.testing.SeededSecureRandom(7));
    IkeConfig right = IkeSessionFixtures.right().ikeAlgorithms(second).build();
    IkeDemultiplexer responder =
        new IkeDemultiplexer(
            path -> Optional.of(right),
            crypto,
            () -> IkeSession.randomEspSpi(crypto),
            IkeSessionFixtures.limits(10, 10));
    IkeSession initiator =
        IkeSession.initiator(IkeSessionFixtures.left().ikeAlgorithms(both).build(), crypto);
    DemultiplexerDriver driver = new DemultiplexerDriver(initiator, responder);
    driver.initiate();

    assertTrue(initiator.isEstablished());
    assertEquals(1, responder.sessions().size());
    assertEquals(6, driver.messages());
  }
}
