package io.vpn4j.ike;

import java.time.Instant;

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

  /** Asks the peer whether it lives, now; ignored while another request is under way. */
  record CheckLiveness() implements IkeCommand {}

  /**
   * Says that a Child SA has opened a packet, so that the peer need not be asked whether it lives
   * (RFC 7296 section 2.4).
   *
   * @param at when the last packet was opened
   */
  record InboundTraffic(Instant at) implements IkeCommand {}
}
