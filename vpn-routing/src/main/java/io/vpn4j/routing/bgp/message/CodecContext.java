package io.vpn4j.routing.bgp.message;

import java.util.Objects;
import java.util.Set;

/**
 * What a session has agreed on and the octets of a message depend on, in one direction.
 *
 * @param fourOctetAs whether AS_PATH and AGGREGATOR have AS numbers of four octets (RFC 6793)
 * @param extendedMessages whether messages may have 65,535 octets instead of 4,096 (RFC 8654)
 * @param addPath families whose NLRI start with a path identifier (RFC 7911)
 * @param extendedNextHop families with an IPv4 AFI that may have IPv6 next hops (RFC 8950)
 * @param peer how the peer is related to us: it decides which attributes it may send
 */
public record CodecContext(
    boolean fourOctetAs,
    boolean extendedMessages,
    Set<AddressFamily> addPath,
    Set<AddressFamily> extendedNextHop,
    PeerRelation peer) {

  /** How the peer's AS is related to ours. */
  public enum PeerRelation {
    /** Another AS. */
    EXTERNAL,
    /** The same AS, or the same member AS of a confederation. */
    INTERNAL,
    /** Another member AS of our confederation (RFC 5065). */
    CONFEDERATION
  }

  /** Before capabilities are agreed on: nothing but RFC 4271, an external peer. */
  public static final CodecContext PLAIN =
      new CodecContext(false, false, Set.of(), Set.of(), PeerRelation.EXTERNAL);

  /** AS numbers of four octets, an external peer: what most sessions have. */
  public static final CodecContext FOUR_OCTET_AS = PLAIN.withFourOctetAs(true);

  /** Copies the sets. */
  public CodecContext {
    addPath = Set.copyOf(addPath);
    extendedNextHop = Set.copyOf(extendedNextHop);
    Objects.requireNonNull(peer, "peer");
  }

  /** The same with another width of AS numbers. */
  public CodecContext withFourOctetAs(boolean value) {
    return new CodecContext(value, extendedMessages, addPath, extendedNextHop, peer);
  }

  /** The same with another limit on message lengths. */
  public CodecContext withExtendedMessages(boolean value) {
    return new CodecContext(fourOctetAs, value, addPath, extendedNextHop, peer);
  }

  /** The same with path identifiers in exactly {@code families}. */
  public CodecContext withAddPath(Set<AddressFamily> families) {
    return new CodecContext(fourOctetAs, extendedMessages, families, extendedNextHop, peer);
  }

  /** The same with IPv6 next hops allowed in exactly {@code families}. */
  public CodecContext withExtendedNextHop(Set<AddressFamily> families) {
    return new CodecContext(fourOctetAs, extendedMessages, addPath, families, peer);
  }

  /** The same for another kind of peer. */
  public CodecContext withPeer(PeerRelation value) {
    return new CodecContext(fourOctetAs, extendedMessages, addPath, extendedNextHop, value);
  }

  /** Whether NLRI of {@code family} start with a path identifier. */
  public boolean hasAddPath(AddressFamily family) {
    return !addPath.isEmpty() && addPath.contains(family);
  }

  /** Octets of an AS number in AS_PATH: 2 or 4. */
  int asOctets() {
    return fourOctetAs ? 4 : 2;
  }

  /** The most octets of a message other than OPEN and KEEPALIVE. */
  public int maxOctets() {
    return extendedMessages ? BgpCodec.MAX_EXTENDED_OCTETS : BgpCodec.MAX_OCTETS;
  }
}
