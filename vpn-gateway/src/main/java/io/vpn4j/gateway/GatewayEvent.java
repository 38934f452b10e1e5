package io.vpn4j.gateway;

import io.vpn4j.ike.ChildSa;
import io.vpn4j.ike.IkeFailure;
import io.vpn4j.ike.IkeSaInfo;
import io.vpn4j.ike.UdpEndpoint;
import java.time.Instant;

/**
 * What happens to the tunnels of an endpoint, in the order in which it happens.
 *
 * <p>A tunnel is named as in {@link TunnelStatus#tunnel}. No event carries a secret.
 */
public sealed interface GatewayEvent {

  /** When. */
  Instant at();

  /** Which tunnel. */
  String tunnel();

  /**
   * The peer has proved itself and an IKE SA stands.
   *
   * @param at when
   * @param tunnel which tunnel
   * @param info what was agreed
   */
  record IkeSaEstablished(Instant at, String tunnel, IkeSaInfo info) implements GatewayEvent {}

  /**
   * Packets can go through.
   *
   * @param at when
   * @param tunnel which tunnel
   * @param child what was agreed; its keys are destroyed already
   */
  record TunnelUp(Instant at, String tunnel, ChildSa child) implements GatewayEvent {}

  /**
   * A Child SA has been replaced by one with new keys; packets go on without a gap.
   *
   * @param at when
   * @param tunnel which tunnel
   * @param child what was agreed; its keys are destroyed already
   */
  record ChildSaRekeyed(Instant at, String tunnel, ChildSa child) implements GatewayEvent {}

  /**
   * The IKE SA has been replaced by one with new keys; the Child SAs stay.
   *
   * @param at when
   * @param tunnel which tunnel
   * @param info what was agreed
   */
  record IkeSaRekeyed(Instant at, String tunnel, IkeSaInfo info) implements GatewayEvent {}

  /**
   * Packets cannot go through any more.
   *
   * @param at when
   * @param tunnel which tunnel
   */
  record TunnelDown(Instant at, String tunnel) implements GatewayEvent {}

  /**
   * Something did not work out, and goes on being tried: the peer refused an attempt without proof
   * that it is the peer, or refused to rekey.
   *
   * @param at when
   * @param tunnel which tunnel
   * @param failure what it said
   */
  record NegotiationWarning(Instant at, String tunnel, IkeFailure failure)
      implements GatewayEvent {}

  /**
   * An IKE SA has no Child SA, because of a failure.
   *
   * @param at when
   * @param tunnel which tunnel
   * @param failure why
   */
  record ChildSaFailed(Instant at, String tunnel, IkeFailure failure) implements GatewayEvent {}

  /**
   * An IKE SA, or the attempt to make one, has ended.
   *
   * <p>Of attempts by peers that have not proved who they are, the first in a minute of each kind
   * is told, and the others are counted in {@link AttemptsFailed}.
   *
   * @param at when
   * @param tunnel which tunnel
   * @param cause why
   */
  record IkeSaEnded(Instant at, String tunnel, IkeFailure cause) implements GatewayEvent {}

  /**
   * More attempts by peers that have not proved who they are have ended in the last minute, as one
   * did of which an {@link IkeSaEnded} has told.
   *
   * @param at when
   * @param tunnel which tunnel they seemed to mean
   * @param cause which kind of {@link IkeFailure}, by its simple name
   * @param attempts how many more
   */
  record AttemptsFailed(Instant at, String tunnel, String cause, long attempts)
      implements GatewayEvent {}

  /**
   * The peer's packets come from elsewhere: its NAT has moved it, or it says itself that it has
   * moved (MOBIKE). Ours go there from now on, on the SAs that there are.
   *
   * @param at when
   * @param tunnel which tunnel
   * @param peer from where
   */
  record PeerMoved(Instant at, String tunnel, UdpEndpoint peer) implements GatewayEvent {}
}
