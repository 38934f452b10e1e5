package io.vpn4j.ike;

import io.vpn4j.model.secret.PreSharedKey;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;

/** All that an IKE SA with one peer needs to know beforehand. */
@Value.Immutable
@IkeStyle
public abstract class IkeConfig {
  /** Every IPv4 host takes that much (RFC 791 section 3.1, RFC 7383 section 2.5.1). */
  private static final int MIN_FRAGMENT_OCTETS = 576;

  private static final int MAX_DATAGRAM_OCTETS = 65_535;

  IkeConfig() {}

  /** A builder; {@link #name}, {@link #localIdentity} and both authentications are required. */
  public static Builder builder() {
    return new Builder();
  }

  /** A builder that starts from this configuration. */
  public Builder toBuilder() {
    return new Builder().from(this);
  }

  /** What the owner calls this peer; comes back with every output of a session. */
  public abstract String name();

  /** What we say we are. */
  public abstract IkeIdentity localIdentity();

  /** What the peer must say it is; any identity that knows the key when empty. */
  public abstract Optional<IkeIdentity> peerIdentity();

  /** How we prove who we are. */
  public abstract LocalAuthentication localAuthentication();

  /** How the peer must prove who it is; it need not be the same way. */
  public abstract PeerAuthentication peerAuthentication();

  /** A secret to mix into the keys beside the key exchange (RFC 8784). Default: none. */
  public abstract Optional<PostQuantumPreSharedKey> postQuantumPreSharedKey();

  /** Algorithms of the IKE SA. Default: {@link IkeAlgorithms#RECOMMENDED}. */
  @Value.Default
  public IkeAlgorithms ikeAlgorithms() {
    return IkeAlgorithms.RECOMMENDED;
  }

  /** Algorithms of the Child SA. Default: {@link ChildAlgorithms#RECOMMENDED}. */
  @Value.Default
  public ChildAlgorithms childAlgorithms() {
    return ChildAlgorithms.RECOMMENDED;
  }

  /** Our side of the traffic: TSi as initiator, TSr as responder. Default: all IPv4. */
  @Value.Default
  public List<TrafficSelector> localTrafficSelectors() {
    return List.of(TrafficSelector.anyIpv4());
  }

  /** The peer's side of the traffic. Default: all IPv4. */
  @Value.Default
  public List<TrafficSelector> peerTrafficSelectors() {
    return List.of(TrafficSelector.anyIpv4());
  }

  /**
   * The hardest puzzle to solve for a responder under load (RFC 8019), in zero bits; each doubles
   * the work. A harder one is not tried: the cookie alone is sent back, and the responder may let
   * us in with it. Anybody who sees our first message can forge a puzzle, so this bounds what that
   * costs us too. Default: 18, about a million PRFs or two seconds; 0 for none at all.
   */
  @Value.Default
  public int maxPuzzleDifficulty() {
    return 18;
  }

  /**
   * What to make tokens of, by which the peer learns at once when we have restarted and lost its
   * IKE SA (RFC 6290). To be the same after a restart, and of this endpoint alone. Default: none,
   * and the peer finds out by silence. Tokens of the peer are taken in any case.
   */
  public abstract Optional<QuickCrashSecret> quickCrashSecret();

  /**
   * Whether, as initiator, to begin with no Child SA (RFC 6023); one is begun nevertheless if the
   * responder cannot do without. A responder always can. Default: no.
   */
  @Value.Default
  public boolean childlessStart() {
    return false;
  }

  /** How long to wait for what. */
  @Value.Default
  public IkeTimers timers() {
    return IkeTimers.DEFAULT;
  }

  /**
   * The largest IP datagram, in octets, that a message of ours makes before it is cut into
   * fragments (RFC 7383); 0 neither cuts nor takes fragments. Default: 1,280, which every IPv6 link
   * carries and an IPv4 path hardly ever fails to. Of 1,280 octets the IP header takes 20 (IPv6:
   * 40), UDP 8 and the non-ESP marker 4, which leaves 1,248 (1,228) for the message.
   *
   * <p>The messages of IKE_SA_INIT are never cut. Over IPv6, less than 1,280 counts as 1,280.
   */
  @Value.Default
  public int fragmentOctets() {
    return 1280;
  }

  /** As initiator: whether to ask the responder for a session ticket (RFC 5723). Default: no. */
  @Value.Default
  public boolean requestSessionTicket() {
    return false;
  }

  /**
   * As initiator: the ticket to resume a session with, without a key exchange. If it is expired or
   * refused, there is a full exchange. Default: none.
   */
  @Value.Redacted
  public abstract Optional<SessionTicket> sessionTicket();

  /**
   * As responder: what session tickets are sealed with. Without it none are issued, and those of
   * peers are refused. Default: none.
   */
  @Value.Redacted
  public abstract Optional<TicketKeys> ticketKeys();

  /** Whether sessions give {@link IkeOutput.ExchangeCompleted}. Default: no. */
  @Value.Default
  public boolean reportExchanges() {
    return false;
  }

  /**
   * Where every key of this peer's SAs goes as text, for Wireshark. Default: nowhere. For a test
   * bench only: whoever gets the text can read and forge everything that those SAs protect.
   */
  @Value.Redacted
  public abstract Optional<KeyLog> dangerouslyLogKeysTo();

  /**
   * Whether the end that began may move to another address (MOBIKE, RFC 4555). Default: no, as with
   * AWS; the end that answered then follows a NAT that moves its peer (RFC 7296 section 2.23). If
   * both ends do MOBIKE, it follows nothing but an update of addresses, and the end that began,
   * which learns at its liveness checks where the peer sees it, sends one.
   */
  @Value.Default
  public boolean mobike() {
    return false;
  }

  /** How long SAs live. Default: as AWS has it. */
  @Value.Default
  public IkeLifetimes lifetimes() {
    return IkeLifetimes.DEFAULT;
  }

  /**
   * How many requests of the peer are taken at once, 1 to 64 (SET_WINDOW_SIZE, RFC 7296 section
   * 2.3). Default: 1, as for a peer that says nothing; more costs memory for as many answers.
   */
  @Value.Default
  public int windowSize() {
    return 1;
  }

  /**
   * How many Child SAs the IKE SA may have, those that replace others not counted. Default: 16. A
   * peer that asks for more is told NO_ADDITIONAL_SAS.
   */
  @Value.Default
  public int maxChildSas() {
    return 16;
  }

  /** Refuses no selectors, and more than one payload can hold. */
  @Value.Check
  protected void check() {
    requireSelectors(localTrafficSelectors(), "localTrafficSelectors");
    requireSelectors(peerTrafficSelectors(), "peerTrafficSelectors");
    requireRange(windowSize(), 64, "windowSize");
    requireRange(maxChildSas(), 65_535, "maxChildSas");
    if (maxPuzzleDifficulty() < 0 || maxPuzzleDifficulty() > 255) {
      throw new IllegalArgumentException(
          "maxPuzzleDifficulty " + maxPuzzleDifficulty() + " is not in 0 to 255");
    }
    if (fragmentOctets() != 0
        && (fragmentOctets() < MIN_FRAGMENT_OCTETS || fragmentOctets() > MAX_DATAGRAM_OCTETS)) {
      throw new IllegalArgumentException(
          "fragmentOctets is " + fragmentOctets() + "; 0 or 576 to 65535 are allowed");
    }
  }

  private static void requireRange(int value, int most, String field) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(field + " " + value + " is not 1 to " + most);
    }
  }

  static void requireSelectors(List<TrafficSelector> selectors, String field) {
    IkeAlgorithms.requireSome(selectors, field);
    if (selectors.size() > TrafficSelector.MAX_IN_PAYLOAD) {
      throw new IllegalArgumentException(
          field
              + " has "
              + selectors.size()
              + " entries; at most "
              + TrafficSelector.MAX_IN_PAYLOAD
              + " are allowed");
    }
  }

  /** Builds an {@link IkeConfig}. */
  public static final class Builder extends ImmutableIkeConfig.Builder {
    Builder() {}

    /** Both ends prove themselves by one secret: both authentications at once. */
    public Builder preSharedKey(PreSharedKey key) {
      return localAuthentication(LocalAuthentication.preSharedKey(key))
          .peerAuthentication(PeerAuthentication.preSharedKey(key));
    }
  }
}
