package io.vpn4j.ike.negotiation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.AdditionalKeyExchange;
import io.vpn4j.ike.ChildAlgorithms;
import io.vpn4j.ike.EncryptionAlgorithm;
import io.vpn4j.ike.IkeAlgorithms;
import io.vpn4j.ike.IkeFailure.NoProposalChosen;
import io.vpn4j.ike.IntegrityAlgorithm;
import io.vpn4j.ike.KeyExchangeMethod;
import io.vpn4j.ike.PrfAlgorithm;
import io.vpn4j.ike.message.Proposal;
import io.vpn4j.ike.message.ProtocolId;
import io.vpn4j.ike.message.SaPayload;
import io.vpn4j.ike.message.Transform;
import io.vpn4j.ike.message.TransformType;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.testing.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Transform types ADDKE1 to ADDKE7 (RFC 9370 section 2.2.1). */
class AdditionalKeyExchangeTest {
  private static final Transform GCM = Transform.of(TransformType.ENCR, 20, 256);
  private static final Transform PRF = Transform.of(TransformType.PRF, 5);
  private static final Transform X25519 = Transform.of(TransformType.KE, 31);
  private static final Transform P256 = Transform.of(TransformType.KE, 19);
  private static final Transform ADDKE1_P384 = Transform.of(TransformType.ADDKE1, 20);
  private static final Transform ADDKE1_X25519 = Transform.of(TransformType.ADDKE1, 31);
  private static final Transform ADDKE1_NONE = Transform.of(TransformType.ADDKE1, 0);
  private static final Transform ADDKE2_P384 = Transform.of(TransformType.ADDKE2, 20);
  private static final Transform ADDKE2_P521 = Transform.of(TransformType.ADDKE2, 21);
  private static final Transform ADDKE2_NONE = Transform.of(TransformType.ADDKE2, 0);

  private static final IkeAlgorithms PLAIN =
      IkeAlgorithms.aead(
          EncryptionAlgorithm.AES_GCM_16_256,
          PrfAlgorithm.HMAC_SHA2_256,
          KeyExchangeMethod.CURVE25519);
  private static final ProposalSelection REQUIRED =
      selection(AdditionalKeyExchange.required(1, KeyExchangeMethod.ECP_384));
  private static final ProposalSelection OPTIONAL =
      selection(AdditionalKeyExchange.optional(1, KeyExchangeMethod.ECP_384));

  private static ProposalSelection selection(AdditionalKeyExchange... rounds) {
    return ProposalSelection.forIkeSa(PLAIN.withAdditionalKeyExchange(rounds));
  }

  private static Proposal proposal(int number, Transform... transforms) {
    return new Proposal(number, ProtocolId.IKE, Octets.EMPTY, List.of(transforms));
  }

  private static SaPayload sa(Proposal... proposals) {
    return new SaPayload(List.of(proposals));
  }

  private static List<Transform> chosen(ProposalSelection selection, Proposal... offered) {
    return selection
        .choose(sa(offered), Optional.of(31))
        .map(Proposal::transforms)
        .orElse(List.of());
  }

  @Test
  @Requirement("RFC9370-2.2.1-1")
  void aRequiredRoundIsOfferedWithoutAWayAround() {
    assertEquals(sa(proposal(1, GCM, PRF, X25519, ADDKE1_P384)), REQUIRED.offer(Octets.EMPTY));
  }

  @Test
  @Requirement("RFC9370-2.2.1-1")
  void anOptionalRoundIsOfferedWithNoneAndInASecondProposalLeftOut() {
    assertEquals(
        sa(proposal(1, GCM, PRF, X25519, ADDKE1_P384, ADDKE1_NONE), proposal(2, GCM, PRF, X25519)),
        OPTIONAL.offer(Octets.EMPTY));
  }

  @Test
  void withOneRequiredRoundThereIsNoSecondProposal() {
    ProposalSelection both =
        selection(
            AdditionalKeyExchange.optional(2, KeyExchangeMethod.ECP_521),
            AdditionalKeyExchange.required(1, KeyExchangeMethod.ECP_384));
    assertEquals(
        sa(proposal(1, GCM, PRF, X25519, ADDKE1_P384, ADDKE2_P521, ADDKE2_NONE)),
        both.offer(Octets.EMPTY));
  }

  @Test
  @Requirement("RFC9370-2.2.1-3")
  void choosesTheRound() {
    assertEquals(
        List.of(GCM, PRF, X25519, ADDKE1_P384),
        chosen(REQUIRED, proposal(1, GCM, PRF, X25519, ADDKE1_X25519, ADDKE1_P384)));
  }

  @Test
  void aPeerWithoutTheRequiredRoundIsRefusedAndToldApart() {
    SaPayload offered = sa(proposal(1, GCM, PRF, X25519));

    assertEquals(Optional.empty(), REQUIRED.choose(offered, Optional.empty()));
    NoProposalChosen why = REQUIRED.explainMismatch(offered);
    assertEquals(
        List.of("additional key exchange 1: offered none, acceptable ECP-384"),
        why.nearest().orElseThrow().differences());
    assertEquals(
        "AES-GCM-16-256/PRF-HMAC-SHA2-256/CURVE25519/ECP-384",
        why.nearest().orElseThrow().acceptable());
  }

  @Test
  void noneIsNotEnoughForARequiredRound() {
    assertEquals(List.of(), chosen(REQUIRED, proposal(1, GCM, PRF, X25519, ADDKE1_NONE)));
  }

  @Test
  @Requirement("RFC9370-2.2.1-3")
  void aRoundThatIsNotWantedIsAnsweredWithNoneOrRefused() {
    ProposalSelection plain = ProposalSelection.forIkeSa(PLAIN);
    assertEquals(
        List.of(GCM, PRF, X25519, ADDKE1_NONE),
        chosen(plain, proposal(1, GCM, PRF, X25519, ADDKE1_P384, ADDKE1_NONE)));
    assertEquals(List.of(), chosen(plain, proposal(1, GCM, PRF, X25519, ADDKE1_P384)));
    assertEquals(
        List.of("additional key exchange 1: offered ECP-384, acceptable none"),
        plain
            .explainMismatch(sa(proposal(1, GCM, PRF, X25519, ADDKE1_P384)))
            .nearest()
            .orElseThrow()
            .differences());
  }

  @Test
  void anOptionalRoundIsHeldIfAnyProposalHasIt() {
    Proposal without = proposal(1, GCM, PRF, X25519);
    Proposal with = proposal(2, GCM, PRF, X25519, ADDKE1_P384);
    assertEquals(List.of(GCM, PRF, X25519, ADDKE1_P384), chosen(OPTIONAL, without, with));
    assertEquals(List.of(GCM, PRF, X25519), chosen(OPTIONAL, without));
  }

  @Test
  @Requirement("RFC9370-2.2.1-2")
  void noMethodIsChosenTwice() {
    // RFC 9370 2.2.1: the best of ADDKE1 is what ADDKE2 needs.
    ProposalSelection two =
        selection(
            AdditionalKeyExchange.required(1, KeyExchangeMethod.ECP_384, KeyExchangeMethod.ECP_256),
            AdditionalKeyExchange.required(
                2, KeyExchangeMethod.ECP_384, KeyExchangeMethod.ECP_521));
    Transform addke1P256 = Transform.of(TransformType.ADDKE1, 19);
    assertEquals(
        List.of(GCM, PRF, X25519, addke1P256, ADDKE2_P384),
        chosen(two, proposal(1, GCM, PRF, X25519, ADDKE1_P384, addke1P256, ADDKE2_P384)));
    SaPayload hopeless = sa(proposal(1, GCM, PRF, X25519, ADDKE1_P384, ADDKE2_P384));
    assertEquals(Optional.empty(), two.choose(hopeless, Optional.empty()));
    assertEquals(
        List.of("key exchanges: no choice of different methods (RFC 9370 2.2.1)"),
        two.explainMismatch(hopeless).nearest().orElseThrow().differences());
  }

  @Test
  @Requirement("RFC9370-2.2.1-2")
  void theFirstKeyExchangeCountsToo() {
    ProposalSelection same =
        ProposalSelection.forIkeSa(
            new IkeAlgorithms(
                    PLAIN.encryption(),
                    List.<IntegrityAlgorithm>of(),
                    PLAIN.prf(),
                    List.of(KeyExchangeMethod.CURVE25519, KeyExchangeMethod.ECP_256))
                .withAdditionalKeyExchange(
                    AdditionalKeyExchange.required(1, KeyExchangeMethod.CURVE25519)));
    assertEquals(
        List.of(GCM, PRF, P256, ADDKE1_X25519),
        chosen(same, proposal(1, GCM, PRF, X25519, P256, ADDKE1_X25519)));
  }

  @Test
  @Requirement("RFC9370-2.2.1-2")
  void aResponderThatRepeatsAMethodIsRefused() {
    ProposalSelection two =
        selection(
            AdditionalKeyExchange.required(1, KeyExchangeMethod.ECP_384),
            AdditionalKeyExchange.optional(
                2, KeyExchangeMethod.ECP_384, KeyExchangeMethod.ECP_521));
    assertTrue(two.accept(sa(proposal(1, GCM, PRF, X25519, ADDKE1_P384, ADDKE2_P521))).isPresent());
    assertEquals(
        Optional.empty(), two.accept(sa(proposal(1, GCM, PRF, X25519, ADDKE1_P384, ADDKE2_P384))));
  }

  @Test
  void anAnswerMayNotLeaveOutARequiredRound() {
    assertEquals(Optional.empty(), REQUIRED.accept(sa(proposal(1, GCM, PRF, X25519))));
    assertEquals(Optional.empty(), REQUIRED.accept(sa(proposal(1, GCM, PRF, X25519, ADDKE1_NONE))));
    assertTrue(OPTIONAL.accept(sa(proposal(1, GCM, PRF, X25519, ADDKE1_NONE))).isPresent());
    assertTrue(OPTIONAL.accept(sa(proposal(2, GCM, PRF, X25519))).isPresent());
  }

  @Test
  @Requirement("RFC9370-2.2.1-4")
  void aPeerThatCannotHoldRoundsIsServedWithoutThemOrToldWhy() {
    SaPayload offered = sa(proposal(1, GCM, PRF, X25519, ADDKE1_P384, ADDKE1_NONE));
    assertEquals(
        List.of(GCM, PRF, X25519, ADDKE1_NONE),
        OPTIONAL.choose(offered, Optional.empty(), false).orElseThrow().transforms());
    assertEquals(Optional.empty(), REQUIRED.choose(offered, Optional.empty(), false));
    assertTrue(
        REQUIRED
            .explainMismatch(offered, false)
            .explanation()
            .contains("INTERMEDIATE_EXCHANGE_SUPPORTED"));
  }

  @Test
  @Requirement("RFC9370-2.2.2-1")
  void roundsAreHeldInTheOrderOfTheirNumbers() {
    ProposalSelection gap =
        selection(
            AdditionalKeyExchange.required(6, KeyExchangeMethod.ECP_256),
            AdditionalKeyExchange.required(2, KeyExchangeMethod.ECP_521));
    Proposal answer = gap.choose(gap.offer(Octets.EMPTY), Optional.empty()).orElseThrow();
    List<Transform> shuffled = new ArrayList<>(answer.transforms());
    shuffled.add(0, shuffled.remove(shuffled.size() - 1));
    assertEquals(
        List.of(KeyExchangeMethod.ECP_521, KeyExchangeMethod.ECP_256),
        ProposalSelection.ikeSuite(new Proposal(1, ProtocolId.IKE, Octets.EMPTY, shuffled))
            .additionalKeyExchange());
  }

  @Test
  void aChildSaOfCreateChildSaMayHaveRoundsToo() {
    ProposalSelection child =
        ProposalSelection.forChildSa(
            new ChildAlgorithms(
                    List.of(EncryptionAlgorithm.AES_GCM_16_256),
                    List.of(),
                    List.of(KeyExchangeMethod.CURVE25519))
                .withAdditionalKeyExchange(
                    AdditionalKeyExchange.required(1, KeyExchangeMethod.ECP_384)));
    SaPayload offer = child.offer(Octets.ofHex("c0000001"));
    ChildSuite suite =
        ProposalSelection.childSuite(child.choose(offer, Optional.empty()).orElseThrow());
    assertEquals(Optional.of(KeyExchangeMethod.CURVE25519), suite.keyExchange());
    assertEquals(List.of(KeyExchangeMethod.ECP_384), suite.additionalKeyExchange());
  }

  @Test
  void theFirstChildSaHasNone() {
    ProposalSelection first =
        ProposalSelection.forFirstChildSa(ChildAlgorithms.aead(EncryptionAlgorithm.AES_GCM_16_256));
    Proposal offered =
        new Proposal(
            1,
            ProtocolId.ESP,
            Octets.ofHex("c0000001"),
            List.of(GCM, Transform.of(TransformType.ESN, 0), X25519, ADDKE1_P384));
    assertEquals(
        List.of(GCM, Transform.of(TransformType.ESN, 0)),
        first.choose(sa(offered), Optional.empty()).orElseThrow().transforms());
  }

  @Test
  void configurationsThatCannotWorkAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> AdditionalKeyExchange.required(8, KeyExchangeMethod.ECP_256));
    assertThrows(IllegalArgumentException.class, () -> AdditionalKeyExchange.required(1));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            PLAIN.withAdditionalKeyExchange(
                AdditionalKeyExchange.required(1, KeyExchangeMethod.CURVE25519)));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            PLAIN.withAdditionalKeyExchange(
                AdditionalKeyExchange.required(1, KeyExchangeMethod.ECP_256),
                AdditionalKeyExchange.required(1, KeyExchangeMethod.ECP_384)));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            ChildAlgorithms.aead(EncryptionAlgorithm.AES_GCM_16_256)
                .withAdditionalKeyExchange(
                    AdditionalKeyExchange.required(1, KeyExchangeMethod.ECP_256)));
  }
}
