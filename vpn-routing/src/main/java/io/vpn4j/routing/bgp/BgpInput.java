package io.vpn4j.routing.bgp;

import io.vpn4j.model.net.IpAddress;
import io.vpn4j.routing.bgp.message.AddressFamily;
import io.vpn4j.routing.bgp.message.Nlri;
import io.vpn4j.routing.bgp.message.PathAttribute;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;

/**
 * What happens to a session. Each input carries the present time, from a clock that never goes
 * back; an input in any state is legal.
 */
public sealed interface BgpInput {

  /** The present time. */
  Instant now();

  /** The owner wants the session up (RFC 4271 section 8.1.2, events 1 and 4). */
  record Start(Instant now) implements BgpInput {}

  /**
   * The owner wants the session down until the next {@link Start} (event 2).
   *
   * @param now the present time
   * @param text for the people at the peer (RFC 9003); cut to 255 octets of UTF-8, may be empty
   */
  record Stop(Instant now, String text) implements BgpInput {}

  /**
   * The owner wants the session down and up again, and the peer to forget our routes (event 8).
   *
   * @param now the present time
   * @param text for the people at the peer (RFC 9003); cut to 255 octets of UTF-8, may be empty
   */
  record Reset(Instant now, String text) implements BgpInput {}

  /**
   * A transport is open: one of {@link BgpOutput.Connect}, or one that the configured peer opened
   * (events 16 and 17).
   */
  record TransportUp(Instant now, TransportId transport) implements BgpInput {}

  /**
   * A transport could not be opened, or is closed or lost (event 18).
   *
   * @param now the present time
   * @param transport which
   * @param reason for people
   */
  record TransportDown(Instant now, TransportId transport, String reason) implements BgpInput {}

  /**
   * Octets came in, in any segmentation.
   *
   * @param now the present time
   * @param transport where from
   * @param octets of the stream; read, never changed or kept
   */
  record Received(Instant now, TransportId transport, ByteBuffer octets) implements BgpInput {}

  /**
   * TCP has taken octets of {@link BgpOutput.Send}. An owner must say so, or the session takes the
   * peer for one that reads no more (RFC 9687).
   *
   * @param now the present time
   * @param transport which
   * @param octets how many since the last time
   */
  record Written(Instant now, TransportId transport, long octets) implements BgpInput {}

  /** Time has passed. Early, late and repeated ticks are harmless. */
  record Tick(Instant now) implements BgpInput {}

  /**
   * Announce routes; they go out in as few messages as they fit. Nothing happens unless the session
   * is established with {@code family}; routes whose attributes do not fit a message are withdrawn
   * instead (RFC 4271 section 9.2).
   *
   * @param now the present time
   * @param family a plain one
   * @param nextHops one address, or a global and a link-local IPv6 address
   * @param attributes all but NEXT_HOP and MP_REACH_NLRI, AS numbers of four octets
   * @param nlri prefixes of the family; path identifiers count only where agreed on
   */
  record Announce(
      Instant now,
      AddressFamily family,
      List<IpAddress> nextHops,
      List<PathAttribute> attributes,
      List<Nlri> nlri)
      implements BgpInput {
    /** Copies the lists. */
    public Announce {
      nextHops = List.copyOf(nextHops);
      attributes = List.copyOf(attributes);
      nlri = List.copyOf(nlri);
    }
  }

  /** Withdraw routes of a plain family. Nothing happens unless established with it. */
  record Withdraw(Instant now, AddressFamily family, List<Nlri> nlri) implements BgpInput {
    /** Copies the list. */
    public Withdraw {
      nlri = List.copyOf(nlri);
    }
  }

  /** All routes of {@code family} have been announced once (End-of-RIB, RFC 4724 section 2). */
  record EndOfRib(Instant now, AddressFamily family) implements BgpInput {}

  /** Ask the peer for all its routes of {@code family} again (RFC 2918). */
  record RequestRefresh(Instant now, AddressFamily family) implements BgpInput {}

  /**
   * Answer to {@link BgpOutput.RefreshRequested}: before the routes, and behind them. Goes out only
   * if the peer does enhanced route refresh (RFC 7313).
   *
   * @param now the present time
   * @param family whose routes
   * @param complete whether all routes are announced, or about to be
   */
  record RefreshMark(Instant now, AddressFamily family, boolean complete) implements BgpInput {}
}
