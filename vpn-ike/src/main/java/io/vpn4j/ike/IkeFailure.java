package io.vpn4j.ike;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Why an IKE SA or a Child SA did not come up, or ended.
 *
 * <p>{@link #explanation} is a sentence for an operator; the components are for programs. No
 * failure carries a secret. The set is sealed but will grow.
 */
public sealed interface IkeFailure {

  /** Whose move it is. */
  enum Family {
    /** Octets that do not parse. */
    MALFORMED,
    /** Legal octets that are illegal now, or a proof that failed. */
    PEER_MISBEHAVED,
    /** Nothing in common. */
    PEER_INCOMPATIBLE,
    /** No answer. */
    UNREACHABLE,
    /** The regular end. */
    ENDED
  }

  /** Whose move it is. */
  Family family();

  /** What happened, in a sentence; never a secret. */
  String explanation();

  /**
   * Of all pairs of an offered and an acceptable proposal, the one that differs least.
   *
   * @param offered the offered proposal, for example {@code AES-CBC-128/HMAC-SHA1-96/MODP-1024}
   * @param acceptable the proposal that it comes closest to
   * @param differences one line for each kind of transform without common ground
   */
  record NearestPair(String offered, String acceptable, List<String> differences) {
    /** Copies the list. */
    public NearestPair {
      differences = List.copyOf(differences);
    }
  }

  /**
   * No proposal is common to both ends.
   *
   * @param sa {@code IKE SA} or {@code Child SA}
   * @param refusedByPeer whether the peer said so; then {@code acceptable} and {@code nearest} are
   *     empty, because it does not tell
   * @param offered the proposals of the initiator
   * @param acceptable the proposals of the responder
   * @param nearest the pair that differs least
   */
  record NoProposalChosen(
      String sa,
      boolean refusedByPeer,
      List<String> offered,
      List<String> acceptable,
      Optional<NearestPair> nearest)
      implements IkeFailure {
    /** Copies the lists. */
    public NoProposalChosen {
      offered = List.copyOf(offered);
      acceptable = List.copyOf(acceptable);
    }

    @Override
    public Family family() {
      return Family.PEER_INCOMPATIBLE;
    }

    @Override
    public String explanation() {
      String text = "no common proposal for the " + sa + ": offered " + offered;
      if (refusedByPeer) {
        return text + "; the peer accepts none of it and does not say what it would accept";
      }
      return text
          + ", acceptable "
          + acceptable
          + nearest
              .map(
                  n ->
                      "; nearest: "
                          + n.offered()
                          + " against "
                          + n.acceptable()
                          + " ("
                          + String.join("; ", n.differences())
                          + ")")
              .orElse("");
    }
  }

  /**
   * The peer wants another key exchange method than we can give.
   *
   * @param wanted the IANA number of the group that the peer names
   * @param acceptable the groups we may use
   */
  record KeyExchangeRefused(int wanted, List<KeyExchangeMethod> acceptable) implements IkeFailure {
    /** Copies the list. */
    public KeyExchangeRefused {
      acceptable = List.copyOf(acceptable);
    }

    @Override
    public Family family() {
      return Family.PEER_INCOMPATIBLE;
    }

    @Override
    public String explanation() {
      return "the peer insists on key exchange group "
          + wanted
          + ", which is not one of ours or was tried already; acceptable "
          + acceptable;
    }
  }

  /**
   * A responder asked for another key exchange method; the initiator comes again in a session of
   * its own.
   *
   * @param offered the IANA number of the group whose value the initiator sent
   * @param wanted the group it was asked for
   */
  record AskedForOtherKeyExchange(int offered, KeyExchangeMethod wanted) implements IkeFailure {
    @Override
    public Family family() {
      return Family.ENDED;
    }

    @Override
    public String explanation() {
      return "the peer sent a value for group " + offered + " and was asked for " + wanted;
    }
  }

  /**
   * The public value of the peer is not valid in its group.
   *
   * @param detail what is wrong with it
   */
  record InvalidKeyExchange(String detail) implements IkeFailure {
    @Override
    public Family family() {
      return Family.PEER_MISBEHAVED;
    }

    @Override
    public String explanation() {
      return "the peer's key exchange value is not valid: " + detail;
    }
  }

  /**
   * One end could not prove that it knows the pre-shared key.
   *
   * @param refusedByPeer whether the peer said so (of us), or we of the peer
   * @param detail the likely reason
   */
  record AuthenticationFailed(boolean refusedByPeer, String detail) implements IkeFailure {
    @Override
    public Family family() {
      return Family.PEER_MISBEHAVED;
    }

    @Override
    public String explanation() {
      return (refusedByPeer ? "the peer refused our authentication: " : "authentication failed: ")
          + detail;
    }
  }

  /**
   * The peer is not who it should be.
   *
   * @param expected who it should be
   * @param actual who it says it is
   */
  record WrongIdentity(IkeIdentity expected, IkeIdentity actual) implements IkeFailure {
    @Override
    public Family family() {
      return Family.PEER_MISBEHAVED;
    }

    @Override
    public String explanation() {
      return "the peer says it is " + actual + ", expected is " + expected;
    }
  }

  /**
   * No traffic selector is common to both ends.
   *
   * @param refusedByPeer whether the peer said so; then the acceptable ones are not known
   * @param offeredInitiator TSi as offered
   * @param offeredResponder TSr as offered
   * @param acceptableInitiator what the responder accepts for the initiator's side
   * @param acceptableResponder what the responder accepts for its own side
   */
  record TrafficSelectorsUnacceptable(
      boolean refusedByPeer,
      List<TrafficSelector> offeredInitiator,
      List<TrafficSelector> offeredResponder,
      List<TrafficSelector> acceptableInitiator,
      List<TrafficSelector> acceptableResponder)
      implements IkeFailure {
    /** Copies the lists. */
    public TrafficSelectorsUnacceptable {
      offeredInitiator = List.copyOf(offeredInitiator);
      offeredResponder = List.copyOf(offeredResponder);
      acceptableInitiator = List.copyOf(acceptableInitiator);
      acceptableResponder = List.copyOf(acceptableResponder);
    }

    @Override
    public Family family() {
      return Family.PEER_INCOMPATIBLE;
    }

    @Override
    public String explanation() {
      String text =
          "no common traffic selector: offered TSi "
              + offeredInitiator
              + " TSr "
              + offeredResponder;
      return refusedByPeer
          ? text + "; the peer accepts none of it"
          : text + ", acceptable TSi " + acceptableInitiator + " TSr " + acceptableResponder;
    }
  }

  /**
   * The peer does not do NAT traversal, and without it a JVM cannot carry ESP: IP protocol 50 needs
   * a raw socket.
   */
  record NatTraversalUnsupported() implements IkeFailure {
    @Override
    public Family family() {
      return Family.PEER_INCOMPATIBLE;
    }

    @Override
    public String explanation() {
      return "the peer does not support NAT traversal (RFC 7296 2.23), which UDP encapsulation needs";
    }
  }

  /**
   * A message that was proved to be the peer's does not parse, or lacks what its exchange needs.
   *
   * @param exchange in which exchange
   * @param detail field and offset, or what is missing
   */
  record InvalidSyntax(String exchange, String detail) implements IkeFailure {
    @Override
    public Family family() {
      return Family.MALFORMED;
    }

    @Override
    public String explanation() {
      return "invalid message in " + exchange + ": " + detail;
    }
  }

  /**
   * The peer sent a payload that we do not know and marked it critical.
   *
   * @param payloadType its IANA number
   */
  record UnsupportedCriticalPayload(int payloadType) implements IkeFailure {
    @Override
    public Family family() {
      return Family.PEER_INCOMPATIBLE;
    }

    @Override
    public String explanation() {
      return "the peer sent payload type " + payloadType + ", unknown here and marked critical";
    }
  }

  /**
   * The peer answered with an error that none of the other failures stands for.
   *
   * @param exchange in which exchange
   * @param notifyType the IANA number of the notification
   * @param notifyName its name
   */
  record PeerRefused(String exchange, int notifyType, String notifyName) implements IkeFailure {
    @Override
    public Family family() {
      return Family.PEER_INCOMPATIBLE;
    }

    @Override
    public String explanation() {
      return "the peer refused " + exchange + " with " + notifyName + " (" + notifyType + ")";
    }
  }

  /**
   * The peer did not answer, or fell silent.
   *
   * @param waitingFor what was awaited
   * @param after how long
   */
  record TimedOut(String waitingFor, Duration after) implements IkeFailure {
    @Override
    public Family family() {
      return Family.UNREACHABLE;
    }

    @Override
    public String explanation() {
      return "no answer for " + after.toMillis() / 1000.0 + " s while waiting for " + waitingFor;
    }
  }

  /** The peer deleted the IKE SA. */
  record DeletedByPeer() implements IkeFailure {
    @Override
    public Family family() {
      return Family.ENDED;
    }

    @Override
    public String explanation() {
      return "the peer deleted the IKE SA";
    }
  }

  /** We deleted the IKE SA. */
  record DeletedLocally() implements IkeFailure {
    @Override
    public Family family() {
      return Family.ENDED;
    }

    @Override
    public String explanation() {
      return "the IKE SA was deleted here";
    }
  }
}
