package io.vpn4j.ike;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

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
   * @param settings the tunnel options of AWS that decide about those kinds, for example {@code
   *     Phase1DHGroupNumbers}; none for a kind that AWS does not let choose
   */
  record NearestPair(
      String offered, String acceptable, List<String> differences, List<String> settings) {
    /** Copies the list. */
    public NearestPair {
      differences = List.copyOf(differences);
      settings = List.copyOf(settings);
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
                          + ")"
                          + (n.settings().isEmpty()
                              ? ""
                              : "; in AWS a matter of " + String.join(", ", n.settings())))
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
   * One end could not prove that it knows the pre-shared key or has the private key.
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
      return (refusedByPeer
              ? text + "; the peer accepts none of it"
              : text + ", acceptable TSi " + acceptableInitiator + " TSr " + acceptableResponder)
          + "; in AWS a matter of LocalIpv4NetworkCidr, RemoteIpv4NetworkCidr";
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

  /**
   * An SA has reached the end of its life and could not be rekeyed before.
   *
   * @param sa {@code IKE SA} or {@code Child SA}
   */
  record LifetimeOver(String sa) implements IkeFailure {
    @Override
    public Family family() {
      return Family.ENDED;
    }

    @Override
    public String explanation() {
      return "the " + sa + " has reached the end of its life and was not rekeyed before";
    }
  }

  /**
   * The association cannot move to another address (MOBIKE, RFC 4555).
   *
   * @param initiator whether we began, as who moves must have
   */
  record CannotMove(boolean initiator) implements IkeFailure {
    @Override
    public Family family() {
      return Family.PEER_INCOMPATIBLE;
    }

    @Override
    public String explanation() {
      return initiator
          ? "MOBIKE was not agreed with the peer, so the IKE SA cannot move to another address"
          : "only the end that began the IKE SA can move it to another address (RFC 4555 3.5)";
    }
  }

  /** A peer that forbids NATs (MOBIKE, RFC 4555 section 3.9) has come through one. */
  record UnexpectedNat() implements IkeFailure {
    @Override
    public Family family() {
      return Family.PEER_INCOMPATIBLE;
    }

    @Override
    public String explanation() {
      return "the peer permits no NAT on the path, and its addresses were not the ones it sent from";
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

  /** What is wrong with certificates. */
  enum CertificateProblem {
    /** None that can be used was sent. */
    MISSING,
    /** Octets that are no certificate, or too many of them. */
    MALFORMED,
    /** The time of its validity is over. */
    EXPIRED,
    /** The time of its validity has not come. */
    NOT_YET_VALID,
    /** Its issuer has taken it back. */
    REVOKED,
    /** Nothing could be found out about whether it was revoked, and that is demanded. */
    REVOCATION_UNKNOWN,
    /** It is not for signatures, or not for IKE. */
    WRONG_USAGE,
    /** No way leads from it to an authority that is trusted. */
    UNTRUSTED
  }

  /**
   * The peer's certificates are not to be believed.
   *
   * @param problem what is wrong
   * @param detail with which, and why
   */
  record CertificateRefused(CertificateProblem problem, String detail) implements IkeFailure {
    @Override
    public Family family() {
      return problem == CertificateProblem.MALFORMED ? Family.MALFORMED : Family.PEER_MISBEHAVED;
    }

    @Override
    public String explanation() {
      return "the peer's certificates are refused (" + problem + "): " + detail;
    }
  }

  /**
   * The peer's certificate does not bear the identity that the peer claims.
   *
   * @param claimed who it says it is
   * @param subject the subject of its certificate
   * @param alternativeNames the subjectAltNames that there are
   */
  record IdentityNotInCertificate(
      IkeIdentity claimed, String subject, List<String> alternativeNames) implements IkeFailure {
    /** Copies the list. */
    public IdentityNotInCertificate {
      alternativeNames = List.copyOf(alternativeNames);
    }

    @Override
    public Family family() {
      return Family.PEER_MISBEHAVED;
    }

    @Override
    public String explanation() {
      return "the peer says it is "
          + claimed
          + ", its certificate is of "
          + subject
          + " with subjectAltName "
          + alternativeNames;
    }
  }

  /**
   * The peer authenticates in a way that we do not take.
   *
   * @param offered what it did
   * @param acceptable what we take
   */
  record AuthenticationMethodUnacceptable(String offered, List<String> acceptable)
      implements IkeFailure {
    /** Copies the list. */
    public AuthenticationMethodUnacceptable {
      acceptable = List.copyOf(acceptable);
    }

    @Override
    public Family family() {
      return Family.PEER_INCOMPATIBLE;
    }

    @Override
    public String explanation() {
      return "the peer authenticates by " + offered + ", acceptable " + acceptable;
    }
  }

  /**
   * We can sign in no way that the peer takes.
   *
   * @param key the kind of our key
   * @param ours how we may sign with it
   * @param peerHashes the IANA numbers of the hash algorithms that the peer takes (RFC 7427 section
   *     7); none if it does not know method 14
   */
  record NoCommonSignature(String key, List<SignatureScheme> ours, Set<Integer> peerHashes)
      implements IkeFailure {
    /** Copies the collections. */
    public NoCommonSignature {
      ours = List.copyOf(ours);
      peerHashes = Set.copyOf(peerHashes);
    }

    @Override
    public Family family() {
      return Family.PEER_INCOMPATIBLE;
    }

    @Override
    public String explanation() {
      return "no signature of our "
          + key
          + " key is acceptable to the peer: we may use "
          + ours
          + ", "
          + (peerHashes.isEmpty()
              ? "the peer does not know digital signatures (RFC 7427)"
              : "the peer takes hash algorithms " + new TreeSet<>(peerHashes));
    }
  }

  /**
   * Our own private key did not sign.
   *
   * @param scheme how it was to sign
   * @param detail what its provider says
   */
  record SigningFailed(SignatureScheme scheme, String detail) implements IkeFailure {
    @Override
    public Family family() {
      return Family.ENDED;
    }

    @Override
    public String explanation() {
      return "our private key did not sign by " + scheme + ": " + detail;
    }
  }

  /**
   * The peer has proved with its token that it has lost the IKE SA, by a restart for example (RFC
   * 6290).
   */
  record PeerLostState() implements IkeFailure {
    @Override
    public Family family() {
      return Family.UNREACHABLE;
    }

    @Override
    public String explanation() {
      return "the peer has lost the IKE SA, as its token proves; it has probably restarted";
    }
  }

  /**
   * The ends do not agree on a post-quantum pre-shared key, and one of them insists (RFC 8784).
   *
   * @param detail what is wrong
   */
  record PostQuantumKeyRefused(String detail) implements IkeFailure {
    @Override
    public Family family() {
      return Family.PEER_INCOMPATIBLE;
    }

    @Override
    public String explanation() {
      return "a post-quantum pre-shared key is mandatory: " + detail;
    }
  }
}
