package io.vpn4j.ike;

import java.time.Instant;
import java.util.List;

/** What the owner of a session may ask of it. */
public sealed interface IkeCommand {

  /** Whether the command asks for the end of the session. */
  default boolean isEnd() {
    return this instanceof Delete || this instanceof Abandon;
  }

  /**
   * Starts the IKE SA as initiator; ignored unless the session is fresh.
   *
   * @param ikePath where IKE_SA_INIT goes, port 500 by the RFC
   * @param natTraversalPath where everything after it goes, port 4500 by the RFC; may be the same
   */
  record Initiate(UdpPath ikePath, UdpPath natTraversalPath) implements IkeCommand {}

  /** Deletes the IKE SA and its Child SA; the peer is told and its answer awaited. */
  record Delete() implements IkeCommand {}

  /** Ends the session at once, without a word to the peer, and zeroes its keys. */
  record Abandon() implements IkeCommand {}

  /** Replaces the IKE SA by a new one with new keys, now (RFC 7296 section 1.3.2). */
  record RekeyIkeSa() implements IkeCommand {}

  /**
   * Replaces a Child SA by a new one with new keys, now (RFC 7296 section 1.3.3); ignored if there
   * is none, or it is being replaced or deleted already.
   *
   * @param inboundSpi the SPI that we chose for it
   */
  record RekeyChildSa(EspSpi inboundSpi) implements IkeCommand {}

  /**
   * Asks for one more Child SA (RFC 7296 section 1.3.1); {@link IkeOutput.ChildSaUp} or {@link
   * IkeOutput.ChildSaFailed} tells what comes of it.
   *
   * @param local what our side may send
   * @param peer what the peer's side may send
   */
  record CreateChildSa(List<TrafficSelector> local, List<TrafficSelector> peer)
      implements IkeCommand {
    /**
     * @throws IllegalArgumentException if a list is empty or holds more than a TS payload can
     */
    public CreateChildSa {
      local = List.copyOf(local);
      peer = List.copyOf(peer);
      IkeConfig.requireSelectors(local, "local");
      IkeConfig.requireSelectors(peer, "peer");
    }
  }

  /**
   * Deletes one Child SA; the IKE SA stays (RFC 7296 section 1.4.1).
   *
   * @param inboundSpi the SPI that we chose for it
   */
  record DeleteChildSa(EspSpi inboundSpi) implements IkeCommand {}

  /**
   * Says how much a Child SA has carried, in the direction that has carried more: at seven eighths
   * of what {@link IkeLifetimes} allows it is rekeyed, at all of it deleted.
   *
   * @param inboundSpi the SPI that we chose for it
   * @param packets since it came up
   * @param octets since it came up
   */
  record ChildSaUsage(EspSpi inboundSpi, long packets, long octets) implements IkeCommand {}

  /**
   * Says that our address has changed: the IKE SA and its Child SAs move to another path (MOBIKE,
   * RFC 4555 section 3.5). Only for the end that began, and if both ends have agreed on it.
   *
   * @param path where everything goes and comes from now on; the one before if the local end is the
   *     unspecified address, of which only the peer can tell what it stands for
   */
  record Move(UdpPath path) implements IkeCommand {}

  /** Asks the peer whether it lives, now; ignored while that is being asked. */
  record CheckLiveness() implements IkeCommand {}

  /**
   * Says that a Child SA has opened a packet, so that the peer need not be asked whether it lives
   * (RFC 7296 section 2.4).
   *
   * @param at when the last packet was opened
   */
  record InboundTraffic(Instant at) implements IkeCommand {}
}
