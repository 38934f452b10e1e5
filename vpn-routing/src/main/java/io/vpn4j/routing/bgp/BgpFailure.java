package io.vpn4j.routing.bgp;

import io.vpn4j.routing.bgp.message.NotificationMessage;
import java.time.Duration;

/**
 * Why a session, or an attempt at it, ended. {@link #explanation} is a sentence for an operator.
 * The set is sealed but will grow.
 */
public sealed interface BgpFailure {
  /** What happened, in a sentence. */
  String explanation();

  /**
   * The peer's octets are no BGP, or not what it may send; we told it.
   *
   * @param answer what we sent
   * @param detail what is wrong
   */
  record PeerMisbehaved(NotificationMessage answer, String detail) implements BgpFailure {
    @Override
    public String explanation() {
      return "ended with " + answer.code() + ": " + detail;
    }
  }

  /**
   * The OPENs have not enough in common; we told the peer.
   *
   * @param answer what we sent
   * @param detail what is missing
   */
  record PeerIncompatible(NotificationMessage answer, String detail) implements BgpFailure {
    @Override
    public String explanation() {
      return "refused the peer's OPEN with " + answer.code() + ": " + detail;
    }
  }

  /** The peer ended it with a NOTIFICATION. */
  record PeerNotified(NotificationMessage notification) implements BgpFailure {
    @Override
    public String explanation() {
      NotificationMessage inner = notification.hardResetReason().orElse(notification);
      return "the peer sent "
          + notification.code()
          + notification.hardResetReason().map(reason -> " for " + reason.code()).orElse("")
          + inner.text().map(text -> ": " + text).orElse("");
    }
  }

  /** The transport could not be opened or was lost. */
  record TransportLost(String reason) implements BgpFailure {
    @Override
    public String explanation() {
      return "the transport is down: " + reason;
    }
  }

  /** Nothing came from the peer (RFC 4271 section 6.5). */
  record HoldTimerExpired(Duration holdTime) implements BgpFailure {
    @Override
    public String explanation() {
      return "nothing came from the peer for " + holdTime.toSeconds() + " s";
    }
  }

  /** The peer reads nothing (RFC 9687). */
  record SendHoldTimerExpired(Duration sendHoldTime) implements BgpFailure {
    @Override
    public String explanation() {
      return "the peer read nothing for " + sendHoldTime.toSeconds() + " s";
    }
  }

  /** The peer announced more routes than it may. */
  record TooManyPrefixes(PrefixLimit limit, NotificationMessage answer) implements BgpFailure {
    @Override
    public String explanation() {
      return "the peer announced more than " + limit.maximum() + " routes";
    }
  }

  /** Another connection with the same peer was preferred (RFC 4271 section 6.8). */
  record Collision() implements BgpFailure {
    @Override
    public String explanation() {
      return "another connection with the peer was preferred";
    }
  }

  /** The peer opened a new connection although this one was up: it has restarted (RFC 4724 5). */
  record PeerRestarted() implements BgpFailure {
    @Override
    public String explanation() {
      return "the peer has restarted and opened another connection";
    }
  }

  /**
   * A timer ran out that has no business in this state (RFC 4271 section 6.6).
   *
   * @param detail which, and where
   */
  record FsmError(String detail) implements BgpFailure {
    @Override
    public String explanation() {
      return "finite state machine error: " + detail;
    }
  }

  /** The owner ended it. */
  record Stopped(String text) implements BgpFailure {
    @Override
    public String explanation() {
      return "stopped here" + (text.isEmpty() ? "" : ": " + text);
    }
  }
}
