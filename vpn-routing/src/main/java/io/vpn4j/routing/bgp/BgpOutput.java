package io.vpn4j.routing.bgp;

import io.vpn4j.model.wire.Octets;
import io.vpn4j.routing.bgp.message.AddressFamily;
import io.vpn4j.routing.bgp.message.AttributeError;
import io.vpn4j.routing.bgp.message.UpdateMessage;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** What the owner of a session is to do, or to know. */
public sealed interface BgpOutput {

  /**
   * Open a transport to the peer; answer with {@link BgpInput.TransportUp} or {@link
   * BgpInput.TransportDown}.
   *
   * @param transport what to call it
   * @param minimumTtl the lowest TTL to accept in packets of the peer (GTSM, RFC 5082); none unless
   *     configured
   */
  record Connect(TransportId transport, OptionalInt minimumTtl) implements BgpOutput {}

  /**
   * Send octets, behind those of earlier outputs; answer with {@link BgpInput.Written}.
   *
   * @param transport where
   * @param message one message
   */
  record Send(TransportId transport, Octets message) implements BgpOutput {
    /** The message, read-only, for the caller to drain. */
    public ByteBuffer octets() {
      return message.asByteBuffer();
    }
  }

  /**
   * Close a transport, or give up opening it.
   *
   * @param transport which
   * @param discard whether at once; otherwise when what was sent on it is out
   */
  record CloseTransport(TransportId transport, boolean discard) implements BgpOutput {}

  /** Routes may be announced: all that the peer shall have, then {@link BgpInput.EndOfRib}. */
  record Established(SessionInfo session) implements BgpOutput {}

  /**
   * The session, or an attempt at it, has ended.
   *
   * @param cause why
   * @param wasEstablished whether routes were exchanged
   * @param stale families whose routes stay, as stale ones, until {@link StaleRoutesOver}; routes
   *     of all others are void (RFC 4724 section 4.2)
   */
  record Down(BgpFailure cause, boolean wasEstablished, Set<AddressFamily> stale)
      implements BgpOutput {
    /** Copies the set. */
    public Down {
      stale = Set.copyOf(stale);
    }
  }

  /**
   * Routes of the families that are still stale are void: the peer has sent all it has, or did not
   * come back in time, or lost them (RFC 4724 section 4.2).
   */
  record StaleRoutesOver(Set<AddressFamily> families) implements BgpOutput {
    /** Copies the set. */
    public StaleRoutesOver {
      families = Set.copyOf(families);
    }
  }

  /**
   * Routes of the peer, RFC 7606 already applied, AS numbers of four octets.
   *
   * @param update families that were not agreed on are left out
   * @param errors what was wrong with attributes, and what was done about it
   */
  record RoutesReceived(UpdateMessage update, List<AttributeError> errors) implements BgpOutput {
    /** Copies the list. */
    public RoutesReceived {
      errors = List.copyOf(errors);
    }
  }

  /** The peer has sent all its routes of the family. */
  record EndOfRibReceived(AddressFamily family) implements BgpOutput {}

  /**
   * The peer wants all our routes of the family again; mark the answer with {@link
   * BgpInput.RefreshMark}.
   */
  record RefreshRequested(AddressFamily family) implements BgpOutput {}

  /**
   * The peer begins or has completed the answer to a refresh: routes not repeated in between are
   * void (RFC 7313 section 4.2).
   */
  record RefreshMarkReceived(AddressFamily family, boolean complete) implements BgpOutput {}

  /** The peer has announced many routes; given once a session and family. */
  record PrefixWarning(AddressFamily family, int count, PrefixLimit limit) implements BgpOutput {}
}
