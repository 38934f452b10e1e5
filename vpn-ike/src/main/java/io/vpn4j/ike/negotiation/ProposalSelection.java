package io.vpn4j.ike.negotiation;

import io.vpn4j.ike.ChildAlgorithms;
import io.vpn4j.ike.EspSpi;
import io.vpn4j.ike.IkeAlgorithms;
import io.vpn4j.ike.IkeFailure.NearestPair;
import io.vpn4j.ike.IkeFailure.NoProposalChosen;
import io.vpn4j.ike.IkeSpi;
import io.vpn4j.ike.message.Proposal;
import io.vpn4j.ike.message.ProtocolId;
import io.vpn4j.ike.message.SaPayload;
import io.vpn4j.ike.message.Transform;
import io.vpn4j.model.wire.Octets;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Offers proposals, chooses among offered ones, and checks a choice (RFC 7296 section 2.7).
 *
 * <p>A responder's own order decides, as on the AWS side: its first template is matched with every
 * offered proposal before its second is looked at.
 */
public final class ProposalSelection {
  private static final int MAX_DESCRIBED = 32;

  private final String sa;
  private final List<ProposalTemplate> templates;

  private ProposalSelection(String sa, List<ProposalTemplate> templates) {
    this.sa = sa;
    this.templates = templates;
  }

  /** For an IKE SA. */
  public static ProposalSelection forIkeSa(IkeAlgorithms algorithms) {
    return new ProposalSelection("IKE SA", ProposalTemplate.of(algorithms));
  }

  /** For the Child SA that IKE_AUTH creates. */
  public static ProposalSelection forFirstChildSa(ChildAlgorithms algorithms) {
    return new ProposalSelection("Child SA", ProposalTemplate.ofFirstChild(algorithms));
  }

  /** For a Child SA that CREATE_CHILD_SA creates or rekeys. */
  public static ProposalSelection forChildSa(ChildAlgorithms algorithms) {
    return new ProposalSelection("Child SA", ProposalTemplate.ofChild(algorithms));
  }

  /** All that we accept, as an initiator offers it; {@code spi} is empty in IKE_SA_INIT. */
  public SaPayload offer(Octets spi) {
    List<Proposal> proposals = new ArrayList<>();
    for (ProposalTemplate template : templates) {
      proposals.add(template.toProposal(proposals.size() + 1, spi));
    }
    return new SaPayload(proposals);
  }

  /**
   * As responder: the proposal to answer with, reduced to one transform of each type, with the
   * peer's SPI still in it.
   *
   * @param preferredKe the group that the peer has sent a value for, if any
   */
  public Optional<Proposal> choose(SaPayload offered, Optional<Integer> preferredKe) {
    return choose(offered, preferredKe, true);
  }

  /**
   * {@link #choose(SaPayload, Optional)} of a peer that may not be able to hold additional key
   * exchanges.
   *
   * @param rounds whether it is; what it offers of them is for nothing otherwise
   */
  public Optional<Proposal> choose(
      SaPayload offered, Optional<Integer> preferredKe, boolean rounds) {
    for (ProposalTemplate template : templates) {
      for (Proposal proposal : offered.proposals()) {
        Optional<List<Transform>> chosen = template.choose(proposal, preferredKe, rounds);
        if (chosen.isPresent() && hasLegalSpi(proposal)) {
          return Optional.of(
              new Proposal(proposal.number(), proposal.protocol(), proposal.spi(), chosen.get()));
        }
      }
    }
    return Optional.empty();
  }

  /**
   * As initiator: the peer's choice, if it is one proposal with one transform of each type and we
   * offered it (RFC 7296 section 2.7: "the initiator MUST check").
   */
  public Optional<Proposal> accept(SaPayload answer) {
    if (answer.proposals().size() != 1) {
      return Optional.empty();
    }
    Proposal chosen = answer.proposals().get(0);
    int number = chosen.number();
    if (number < 1 || number > templates.size()) {
      return Optional.empty();
    }
    return templates
        .get(number - 1)
        .accept(chosen)
        .map(transforms -> new Proposal(number, chosen.protocol(), chosen.spi(), transforms));
  }

  /** The algorithms of a chosen IKE proposal. */
  public static IkeSuite ikeSuite(Proposal chosen) {
    return IkeSuite.of(chosen);
  }

  /** The algorithms of a chosen ESP proposal. */
  public static ChildSuite childSuite(Proposal chosen) {
    return ChildSuite.of(chosen);
  }

  /** The SPI of a chosen ESP proposal, unless it is no legal one (RFC 4303 section 2.1). */
  public static Optional<EspSpi> espSpi(Proposal chosen) {
    if (chosen.spi().length() != 4) {
      return Optional.empty();
    }
    int spi = chosen.spi().asByteBuffer().getInt();
    return Integer.compareUnsigned(spi, 255) <= 0 ? Optional.empty() : Optional.of(new EspSpi(spi));
  }

  /** A proposal for ESP without an SPI to send to is of no use; IKE_SA_INIT has none. */
  private static boolean hasLegalSpi(Proposal proposal) {
    return !proposal.protocol().equals(ProtocolId.ESP) || espSpi(proposal).isPresent();
  }

  /** The SPI of a chosen proposal for rekeying an IKE SA, unless it is no legal one. */
  public static Optional<IkeSpi> ikeSpi(Proposal chosen) {
    return chosen.spi().length() == Long.BYTES
        ? Optional.of(new IkeSpi(chosen.spi().asByteBuffer().getLong())).filter(s -> !s.isZero())
        : Optional.empty();
  }

  /** {@code spi} as the SPI field of a proposal for rekeying an IKE SA. */
  public static Octets spiOctets(IkeSpi spi) {
    return Octets.of(ByteBuffer.allocate(Long.BYTES).putLong(0, spi.value()));
  }

  /** {@code spi} as the SPI field of an ESP proposal. */
  public static Octets spiOctets(EspSpi spi) {
    return Octets.of(ByteBuffer.allocate(4).putInt(0, spi.value()));
  }

  /** As responder: why nothing of {@code offered} can be chosen. */
  public NoProposalChosen explainMismatch(SaPayload offered) {
    return explainMismatch(offered, true);
  }

  /**
   * {@link #explainMismatch(SaPayload)} of a peer that may not be able to hold additional key
   * exchanges.
   *
   * @param rounds whether it is
   */
  public NoProposalChosen explainMismatch(SaPayload offered, boolean rounds) {
    Optional<NearestPair> nearest = Optional.empty();
    int fewest = Integer.MAX_VALUE;
    for (ProposalTemplate template : templates) {
      for (Proposal proposal : offered.proposals()) {
        List<String> differences = new ArrayList<>(template.differences(proposal, rounds));
        if (!proposal.protocol().equals(template.protocol())) {
          differences.add(
              "protocol: offered " + proposal.protocol() + ", acceptable " + template.protocol());
        }
        if (!hasLegalSpi(proposal)) {
          differences.add(
              "SPI: offered "
                  + (proposal.spi().isEmpty() ? "none" : proposal.spi())
                  + ", acceptable 4 octets that are more than 255");
        }
        if (differences.size() < fewest) {
          fewest = differences.size();
          nearest =
              Optional.of(
                  new NearestPair(
                      TransformText.proposal(proposal),
                      TransformText.proposal(template.toProposal(1, Octets.EMPTY)),
                      differences,
                      template.settings(proposal)));
        }
      }
    }
    return new NoProposalChosen(
        sa, false, describe(offered), describe(offer(Octets.EMPTY)), nearest);
  }

  /** As initiator: the peer refused all that we offered. */
  public NoProposalChosen refusedByPeer() {
    return new NoProposalChosen(
        sa, true, describe(offer(Octets.EMPTY)), List.of(), Optional.empty());
  }

  /** A stranger may send thousands: an operator is told of the first. */
  private static List<String> describe(SaPayload sa) {
    int left = Math.max(0, sa.proposals().size() - MAX_DESCRIBED);
    Stream<String> first =
        sa.proposals().stream().limit(MAX_DESCRIBED).map(TransformText::proposal);
    return Stream.concat(first, left == 0 ? Stream.of() : Stream.of(left + " more")).toList();
  }
}
