package io.vpn4j.ike;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/** What a session wants done, or tells. */
public sealed interface IkeOutput {

  /**
   * Send a datagram.
   *
   * @param path from where to where
   * @param octets the IKE message, read-only, without the non-ESP marker: the transport adds it on
   *     the ports where ESP arrives too (RFC 3948 section 2.2)
   */
  record Transmit(UdpPath path, ByteBuffer octets) implements IkeOutput {}

  /**
   * The peer has authenticated and the IKE SA stands.
   *
   * @param info what was agreed
   * @param initialContact whether the peer said that it has no other IKE SA with us (RFC 7296
   *     section 2.4): older ones may be dropped without telling it
   */
  record Established(IkeSaInfo info, boolean initialContact) implements IkeOutput {}

  /**
   * A Child SA is ready: install it before sending what follows.
   *
   * <p>If it replaces another one (RFC 7296 section 2.8), both open packets until that one is
   * {@link ChildSaDown}. Who began the rekeying sends on the new one at once; the other end sends
   * on the old one until a packet arrives on the new one or the old one is down, because only then
   * is it sure that the peer has the new one.
   *
   * @param child the pair of SAs and its keys
   * @param path where its packets go, UDP-encapsulated
   * @param replaces the inbound SPI of the Child SA that it takes the place of, if any
   * @param sendNow whether the peer is known to have it
   */
  record ChildSaUp(ChildSa child, UdpPath path, Optional<EspSpi> replaces, boolean sendNow)
      implements IkeOutput {}

  /**
   * The IKE SA has been replaced by a new one with new keys, which has taken over the Child SAs
   * (RFC 7296 section 2.18).
   *
   * @param info what was agreed for the new one
   */
  record IkeSaRekeyed(IkeSaInfo info) implements IkeOutput {}

  /**
   * The responder has issued a ticket, by which the next session can begin without a key exchange.
   *
   * @param ticket secret, never printed; the owner destroys it when it is used or old
   */
  record SessionTicketIssued(SessionTicket ticket) implements IkeOutput {}

  /**
   * A Child SA was not agreed, the first one or one that the owner asked for; the IKE SA stands
   * without it.
   *
   * @param failure why
   */
  record ChildSaFailed(IkeFailure failure) implements IkeOutput {}

  /**
   * A Child SA is gone: open and seal nothing with it any more.
   *
   * @param inboundSpi the SPI we chose
   * @param outboundSpi the SPI the peer chose
   */
  record ChildSaDown(EspSpi inboundSpi, EspSpi outboundSpi) implements IkeOutput {}

  /**
   * The peer's packets come from elsewhere now: its NAT has chosen another port or address.
   *
   * @param path where to send from now on
   */
  record PathChanged(UdpPath path) implements IkeOutput {}

  /**
   * Something did not work out, and the session goes on trying: the peer refused an attempt without
   * proof that it is the peer (RFC 7296 section 2.21.1), or refused to rekey. Worth telling an
   * operator at once.
   *
   * @param failure what it said
   */
  record Warned(IkeFailure failure) implements IkeOutput {}

  /**
   * A request and its answer have gone over the wire, or the request was given up. Given only if
   * {@link IkeConfig#reportExchanges()} says so, behind the other outputs of a step. Tells nothing
   * that a capture of the encrypted messages would not; for logs and metrics, never needed to drive
   * a session.
   *
   * @param exchange its name, as in "CREATE_CHILD_SA"
   * @param ours whether the request was ours
   * @param messageId of the request; starts again with each IKE SA
   * @param duration from the first transmission of our request; zero for a request of the peer,
   *     which is answered at once
   * @param transmissions how often our request was sent, with a cookie or another group included; 1
   *     for a request of the peer
   * @param result how it went
   */
  record ExchangeCompleted(
      String exchange,
      boolean ours,
      long messageId,
      Duration duration,
      int transmissions,
      Result result)
      implements IkeOutput {
    /** How an exchange went. Whether the answer was a refusal is told by other outputs. */
    public enum Result {
      /** There was an answer. */
      ANSWERED,
      /** The session ended before there was one. */
      GIVEN_UP
    }
  }

  /**
   * A message was dropped.
   *
   * @param reason why, for counting
   * @param detail the same for people; never a secret
   */
  record Dropped(IkeDropReason reason, String detail) implements IkeOutput {}

  /**
   * The session is over. After this there is nothing but {@link Dropped} and, for a while, the last
   * answer once more for a peer that did not get it; never another {@code Terminated}.
   *
   * @param cause why
   */
  record Terminated(IkeFailure cause) implements IkeOutput {}
}
