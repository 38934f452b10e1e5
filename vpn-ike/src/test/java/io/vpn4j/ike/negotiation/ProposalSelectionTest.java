package io.vpn4j.ike.negotiation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.AlgorithmPolicy;
import io.vpn4j.ike.ChildAlgorithms;
import io.vpn4j.ike.EncryptionAlgorithm;
import io.vpn4j.ike.EspSpi;
import io.vpn4j.ike.IkeAlgorithms;
import io.vpn4j.ike.IkeFailure.NoProposalChosen;
import io.vpn4j.ike.IntegrityAlgorithm;
import io.vpn4j.ike.KeyExchangeMethod;
import io.vpn4j.ike.PrfAlgorithm;
import io.vpn4j.ike.message.Proposal;
import io.vpn4j.ike.message.ProtocolId;
import io.vpn4j.ike.message.SaPayload;
import io.vpn4j.ike.message.Transform;
import io.vpn4j.ike.message.TransformAttribute;
import io.vpn4j.ike.message.TransformType;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.testing.Requirement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProposalSelectionTest {
  private static final Transform CBC_128 = Transform.of(TransformType.ENCR, 12, 128);
  private static final Transform CBC_256 = Transform.of(TransformType.ENCR, 12, 256);
  private static final Transform GCM_128 = Transform.of(TransformType.ENCR, 20, 128);
  private static final Transform GCM_256 = Transform.of(TransformType.ENCR, 20, 256);
  private static final Transform PRF_SHA256 = Transform.of(TransformType.PRF, 5);
  private static final Transform INTEG_SHA1 = Transform.of(TransformType.INTEG, 2);
  private static final Transform INTEG_SHA256 = Transform.of(TransformType.INTEG, 12);
  private static final Transform INTEG_NONE = Transform.of(TransformType.INTEG, 0);
  private static final Transform MODP_2048 = Transform.of(TransformType.KE, 14);
  private static final Transform ECP_256 = Transform.of(TransformType.KE, 19);
  private static final Transform NO_ESN = Transform.of(TransformType.ESN, 0);
  private static final Transform ESN = Transform.of(TransformType.ESN, 1);
  private static final Octets SPI = Octets.ofHex("c0000001");

  private static final IkeAlgorithms CBC_THEN_GCM =
      new IkeAlgorithms(
          List.of(EncryptionAlgorithm.AES_CBC_256, EncryptionAlgorithm.AES_GCM_16_256),
          List.of(IntegrityAlgorithm.HMAC_SHA2_256_128, IntegrityAlgorithm.HMAC_SHA1_96),
          List.of(PrfAlgorithm.HMAC_SHA2_256),
          List.of(KeyExchangeMethod.ECP_256, KeyExchangeMethod.MODP_2048));

  private static final ProposalSelection IKE = ProposalSelection.forIkeSa(CBC_THEN_GCM);
  private static final ProposalSelection CHILD_GCM =
      ProposalSelection.forFirstChildSa(ChildAlgorithms.aead(EncryptionAlgorithm.AES_GCM_16_128));
  private static final ProposalSelection CHILD_CBC =
      ProposalSelection.forFirstChildSa(
          ChildAlgorithms.of(
              EncryptionAlgorithm.AES_CBC_128, IntegrityAlgorithm.HMAC_SHA2_256_128));

  private static Proposal ike(int number, Transform... transforms) {
    return new Proposal(number, ProtocolId.IKE, Octets.EMPTY, List.of(transforms));
  }

  private static Proposal esp(int number, Transform... transforms) {
    return new Proposal(number, ProtocolId.ESP, SPI, List.of(transforms));
  }

  private static SaPayload sa(Proposal... proposals) {
    return new SaPayload(List.of(proposals));
  }

  private static List<Transform> chosen(ProposalSelection selection, Proposal... offered) {
    return selection
        .choose(sa(offered), Optional.empty())
        .map(Proposal::transforms)
        .orElse(List.of());
  }

  @Test
  @Requirement({"RFC7296-2.7-4", "RFC7296-3.3.6-1", "RFC7296-3.3.6-2"})
  void ourOrderWinsWithinAProposal() {
    assertEquals(
        List.of(CBC_256, PRF_SHA256, INTEG_SHA256, ECP_256),
        chosen(IKE, ike(1, CBC_256, MODP_2048, ECP_256, INTEG_SHA1, INTEG_SHA256, PRF_SHA256)));
  }

  @Test
  @Requirement("RFC7296-2.7-3")
  void ourOrderWinsAmongProposals() {
    Proposal gcm = ike(1, GCM_256, PRF_SHA256, ECP_256);
    Proposal cbc = ike(2, CBC_256, INTEG_SHA1, PRF_SHA256, ECP_256);
    Proposal chosen = IKE.choose(sa(gcm, cbc), Optional.empty()).orElseThrow();

    assertEquals(2, chosen.number());
    assertEquals(EncryptionAlgorithm.AES_CBC_256, ProposalSelection.ikeSuite(chosen).encryption());
  }

  @Test
  void theGroupOfThePeersValueGoesFirst() {
    Proposal offered = ike(1, CBC_256, PRF_SHA256, INTEG_SHA256, MODP_2048, ECP_256);

    assertEquals(
        KeyExchangeMethod.MODP_2048,
        ProposalSelection.ikeSuite(IKE.choose(sa(offered), Optional.of(14)).orElseThrow())
            .keyExchange());
    // But only if it is among what is offered and acceptable.
    assertEquals(
        KeyExchangeMethod.ECP_256,
        ProposalSelection.ikeSuite(IKE.choose(sa(offered), Optional.of(31)).orElseThrow())
            .keyExchange());
  }

  @Test
  void answersIntegrityNoneOfAnAeadProposal() {
    assertEquals(
        List.of(GCM_256, PRF_SHA256, ECP_256, INTEG_NONE),
        chosen(IKE, ike(1, GCM_256, INTEG_NONE, PRF_SHA256, ECP_256)));
    assertEquals(
        List.of(GCM_128, NO_ESN, INTEG_NONE),
        chosen(CHILD_GCM, esp(1, GCM_128, INTEG_NONE, NO_ESN)));
  }

  @Test
  @Requirement("RFC5282-8-2")
  void takesFromAProposalThatMixesAeadAndCbcWhatGoesTogether() {
    // RFC 7296 3.3 wants two proposals for this; a peer that makes one of it offers CBC with SHA-1
    // and, if NONE is there, GCM too.
    assertEquals(
        List.of(CBC_256, PRF_SHA256, INTEG_SHA1, ECP_256),
        chosen(IKE, ike(1, GCM_256, CBC_256, INTEG_SHA1, INTEG_NONE, PRF_SHA256, ECP_256)));
    ProposalSelection gcmOnly =
        ProposalSelection.forIkeSa(
            IkeAlgorithms.aead(
                EncryptionAlgorithm.AES_GCM_16_256,
                PrfAlgorithm.HMAC_SHA2_256,
                KeyExchangeMethod.ECP_256));
    assertEquals(
        List.of(GCM_256, PRF_SHA256, ECP_256, INTEG_NONE),
        chosen(gcmOnly, ike(1, GCM_256, CBC_256, INTEG_SHA1, INTEG_NONE, PRF_SHA256, ECP_256)));
    assertEquals(
        List.of(), chosen(gcmOnly, ike(1, GCM_256, CBC_256, INTEG_SHA1, PRF_SHA256, ECP_256)));
  }

  @Test
  @Requirement("RFC7296-3.3.6-4")
  void choosesNoProposalWithATransformTypeThatIsUnknown() {
    Transform unknown = Transform.of(new TransformType(241), 1);
    Transform unknownZero = Transform.of(new TransformType(241), 0);
    Proposal good = ike(2, CBC_256, PRF_SHA256, INTEG_SHA1, MODP_2048);

    for (Transform odd : List.of(unknown, unknownZero)) {
      Proposal bad = ike(1, CBC_256, PRF_SHA256, INTEG_SHA256, ECP_256, odd);
      assertEquals(List.of(), chosen(IKE, bad));
      assertEquals(
          2, IKE.choose(sa(bad, good), Optional.empty()).orElseThrow().number(), "RFC 7296 3.3.6");
    }
  }

  @Test
  @Requirement("RFC7296-3.3.6-5")
  void leavesOutTransformsThatAreUnknown() {
    Transform unknown = Transform.of(TransformType.ENCR, 1024);

    assertEquals(
        List.of(CBC_256, PRF_SHA256, INTEG_SHA256, ECP_256),
        chosen(IKE, ike(1, unknown, CBC_256, PRF_SHA256, INTEG_SHA256, ECP_256)));
  }

  @Test
  @Requirement({"RFC7296-3.3.6-5", "RFC7296-3.3.5-2", "RFC7296-3.3.5-3", "RFC7296-2.13-1"})
  void aTransformWithAnUnknownAttributeIsAnotherTransform() {
    TransformAttribute keyLength = TransformAttribute.keyLength(256);
    TransformAttribute odd = new TransformAttribute.Fixed(200, 1);
    Transform strange = new Transform(TransformType.ENCR, 12, List.of(keyLength, odd));

    assertEquals(List.of(), chosen(IKE, ike(1, strange, PRF_SHA256, INTEG_SHA256, ECP_256)));
    assertEquals(
        List.of(CBC_256, PRF_SHA256, INTEG_SHA256, ECP_256),
        chosen(IKE, ike(1, strange, CBC_256, PRF_SHA256, INTEG_SHA256, ECP_256)));
    // A key length where none belongs, and none where one belongs.
    assertEquals(
        List.of(),
        chosen(
            IKE, ike(1, CBC_256, Transform.of(TransformType.PRF, 5, 256), INTEG_SHA256, ECP_256)));
    assertEquals(
        List.of(),
        chosen(
            IKE, ike(1, Transform.of(TransformType.ENCR, 12), PRF_SHA256, INTEG_SHA256, ECP_256)));
  }

  @Test
  void answersDuplicateTransformsOnce() {
    assertEquals(
        List.of(CBC_256, PRF_SHA256, INTEG_SHA256, ECP_256),
        chosen(
            IKE, ike(1, CBC_256, CBC_256, PRF_SHA256, PRF_SHA256, INTEG_SHA256, ECP_256, ECP_256)));
  }

  @Test
  @Requirement("RFC7296-3.3.1-2")
  void answersTheNumberOfTheProposal() {
    Proposal odd = ike(7, CBC_256, PRF_SHA256, INTEG_SHA256, ECP_256);

    assertEquals(7, IKE.choose(sa(odd), Optional.empty()).orElseThrow().number());
  }

  @Test
  @Requirement({
    "RFC7296-3.3-3",
    "RFC7296-2.7-5",
    "RFC7296-3.3-4",
    "RFC7296-3.3-6",
    "RFC7296-3.3-1"
  })
  void numbersItsOwnProposalsFromOne() {
    SaPayload offer = IKE.offer(Octets.EMPTY);

    assertEquals(List.of(1, 2), offer.proposals().stream().map(Proposal::number).toList());
    assertEquals(
        List.of(CBC_256, PRF_SHA256, INTEG_SHA256, INTEG_SHA1, ECP_256, MODP_2048),
        offer.proposals().get(0).transforms());
    assertEquals(
        List.of(GCM_256, PRF_SHA256, ECP_256, MODP_2048), offer.proposals().get(1).transforms());
  }

  @Test
  void ignoresAGroupInTheFirstChildSa() {
    assertEquals(
        List.of(CBC_128, INTEG_SHA256, NO_ESN),
        chosen(CHILD_CBC, esp(1, CBC_128, INTEG_SHA256, MODP_2048, NO_ESN)));
  }

  @Test
  @Requirement("RFC7296-1.2-7")
  void offersNoGroupInTheFirstChildSa() {
    assertTrue(
        CHILD_CBC.offer(SPI).proposals().get(0).transforms(TransformType.KE).isEmpty(),
        "RFC 7296 1.2");
  }

  @Test
  void refusesExtendedSequenceNumbersOnlyAndSaysSo() {
    SaPayload offered = sa(esp(1, GCM_128, ESN));

    assertEquals(Optional.empty(), CHILD_GCM.choose(offered, Optional.empty()));
    NoProposalChosen why = CHILD_GCM.explainMismatch(offered);
    assertEquals(
        List.of("sequence numbers: offered 64 bits, acceptable 32 bits"),
        why.nearest().orElseThrow().differences());
    assertEquals(List.of(GCM_128, NO_ESN), chosen(CHILD_GCM, esp(1, GCM_128, ESN, NO_ESN)));
  }

  @Test
  void namesTheTunnelOptionsThatWouldMakeItWork() {
    NoProposalChosen child = CHILD_CBC.explainMismatch(sa(esp(1, CBC_256, INTEG_SHA1, NO_ESN)));
    assertEquals(
        List.of("Phase2EncryptionAlgorithms", "Phase2IntegrityAlgorithms"),
        child.nearest().orElseThrow().settings());
    NoProposalChosen ike =
        ProposalSelection.forIkeSa(
                IkeAlgorithms.aead(
                    EncryptionAlgorithm.AES_GCM_16_128,
                    PrfAlgorithm.HMAC_SHA2_256,
                    KeyExchangeMethod.ECP_256))
            .explainMismatch(sa(ike(1, GCM_128, PRF_SHA256, MODP_2048)));
    assertEquals(List.of("Phase1DHGroupNumbers"), ike.nearest().orElseThrow().settings());
    assertTrue(ike.explanation().endsWith("; in AWS a matter of Phase1DHGroupNumbers"));
  }

  @Test
  void saysNoWhenTheOldPeerSaysNothingOfSequenceNumbers() {
    assertEquals(List.of(GCM_128, NO_ESN), chosen(CHILD_GCM, esp(1, GCM_128)));
  }

  @Test
  @Requirement("RFC7296-2.7-2")
  void choosesNoOtherProtocol() {
    Proposal ah = new Proposal(1, ProtocolId.AH, SPI, List.of(GCM_128, NO_ESN));

    assertEquals(List.of(), chosen(CHILD_GCM, ah));
    assertEquals(
        List.of("protocol: offered " + ProtocolId.AH + ", acceptable " + ProtocolId.ESP),
        CHILD_GCM.explainMismatch(sa(ah)).nearest().orElseThrow().differences());
  }

  @Test
  void passesOverAnEspProposalWithoutAnSpi() {
    Proposal none = new Proposal(1, ProtocolId.ESP, Octets.EMPTY, List.of(GCM_128, NO_ESN));
    Proposal reserved =
        new Proposal(2, ProtocolId.ESP, Octets.ofHex("000000ff"), List.of(GCM_128, NO_ESN));
    Proposal good = esp(3, GCM_128, NO_ESN);
    Proposal chosen = CHILD_GCM.choose(sa(none, reserved, good), Optional.empty()).orElseThrow();

    assertEquals(3, chosen.number());
    assertEquals(Optional.of(new EspSpi(0xc0000001)), ProposalSelection.espSpi(chosen));
    assertEquals(
        List.of("SPI: offered none, acceptable 4 octets that are more than 255"),
        CHILD_GCM.explainMismatch(sa(none)).nearest().orElseThrow().differences());
  }

  @Test
  @Requirement("RFC7296-3.3.6-3")
  void acceptsOnlyOneProposalAsAnAnswer() {
    Proposal answer = ike(2, GCM_256, PRF_SHA256, ECP_256);

    assertEquals(Optional.of(answer), IKE.accept(sa(answer)));
    assertEquals(Optional.empty(), IKE.accept(sa(answer, answer)));
  }

  @Test
  void acceptsNoneAndAMissingEsnInAnAnswer() {
    assertEquals(
        Optional.of(List.of(GCM_128, NO_ESN, INTEG_NONE)),
        CHILD_GCM.accept(sa(esp(1, GCM_128, INTEG_NONE))).map(Proposal::transforms));
  }

  @Test
  @Requirement("RFC7296-3.3.6-3")
  void acceptsNoGroupThatItDidNotOffer() {
    assertEquals(Optional.empty(), CHILD_GCM.accept(sa(esp(1, GCM_128, NO_ESN, MODP_2048))));
  }

  @Test
  void explainsTheNearestPairInWords() {
    NoProposalChosen why =
        IKE.explainMismatch(
            sa(
                ike(1, CBC_128, PRF_SHA256, INTEG_SHA1, Transform.of(TransformType.KE, 2)),
                ike(2, GCM_256, PRF_SHA256, Transform.of(TransformType.KE, 2))));

    assertEquals(
        "AES-GCM-16-256/PRF-HMAC-SHA2-256/MODP-1024", why.nearest().orElseThrow().offered());
    assertEquals(
        List.of("key exchange: offered MODP-1024, acceptable ECP-256|MODP-2048"),
        why.nearest().orElseThrow().differences());
  }

  @Test
  void namesWhatOldPeersOfferAndWeNeverTake() {
    NoProposalChosen why =
        IKE.explainMismatch(
            sa(
                ike(
                    1,
                    Transform.of(TransformType.ENCR, 3),
                    Transform.of(TransformType.PRF, 1),
                    Transform.of(TransformType.INTEG, 1),
                    Transform.of(TransformType.KE, 1))));

    assertEquals(List.of("3DES/HMAC-MD5-96/PRF-HMAC-MD5/MODP-768"), why.offered());
  }

  @Test
  void tellsOfFewWhenAStrangerOffersThousands() {
    Proposal odd = ike(1, Transform.of(TransformType.ENCR, 3));
    SaPayload many = new SaPayload(IntStream.range(0, 4000).mapToObj(i -> odd).toList());
    NoProposalChosen why = IKE.explainMismatch(many);

    assertEquals(33, why.offered().size());
    assertEquals("3968 more", why.offered().get(32));
  }

  @Test
  @Requirement({"RFC5282-8-3", "RFC7296-3.3.5-3"})
  void readsEveryOfferOfEveryAlgorithmBack() {
    for (EncryptionAlgorithm encryption : EncryptionAlgorithm.values()) {
      for (IntegrityAlgorithm integrity : IntegrityAlgorithm.values()) {
        for (PrfAlgorithm prf : PrfAlgorithm.values()) {
          for (KeyExchangeMethod method : KeyExchangeMethod.values()) {
            IkeSuite suite =
                new IkeSuite(
                    encryption,
                    encryption.isAead() ? Optional.empty() : Optional.of(integrity),
                    prf,
                    method);
            ProposalSelection one =
                ProposalSelection.forIkeSa(
                    new IkeAlgorithms(
                        List.of(encryption),
                        List.of(integrity),
                        List.of(prf),
                        List.of(method),
                        AlgorithmPolicy.dangerouslyAllowing(method)));
            Proposal chosen = one.choose(one.offer(Octets.EMPTY), Optional.empty()).orElseThrow();
            assertEquals(suite, ProposalSelection.ikeSuite(chosen));
            assertEquals(Optional.of(chosen), one.accept(sa(chosen)));
          }
        }
      }
    }
  }

  @Test
  void keepsPreferenceAcrossAeadAndOtherCiphers() {
    List<EncryptionAlgorithm> order =
        List.of(
            EncryptionAlgorithm.AES_GCM_16_256,
            EncryptionAlgorithm.AES_CBC_256,
            EncryptionAlgorithm.AES_GCM_16_128);
    ProposalSelection selection =
        ProposalSelection.forFirstChildSa(
            new ChildAlgorithms(order, List.of(IntegrityAlgorithm.HMAC_SHA1_96), List.of()));
    List<Proposal> all = new ArrayList<>();
    for (Transform cipher : Arrays.asList(GCM_128, CBC_256, GCM_256)) {
      List<Transform> transforms = new ArrayList<>(List.of(cipher, NO_ESN));
      if (cipher.equals(CBC_256)) {
        transforms.add(INTEG_SHA1);
      }
      all.add(new Proposal(all.size() + 1, ProtocolId.ESP, SPI, transforms));
    }
    List<EncryptionAlgorithm> chosen = new ArrayList<>();
    while (!all.isEmpty()) {
      Proposal best = selection.choose(new SaPayload(all), Optional.empty()).orElseThrow();
      chosen.add(ProposalSelection.childSuite(best).encryption());
      all.removeIf(p -> p.number() == best.number());
    }

    assertEquals(order, chosen);
  }
}
