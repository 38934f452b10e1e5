package io.vpn4j.ike.state;

import io.vpn4j.ike.IkeTimers;
import io.vpn4j.ike.UdpPath;
import java.time.Duration;
import java.time.Instant;

/**
 * A request without an answer yet: repeated, octet for octet, with doubling waits, until its time
 * is up (RFC 7296 section 2.1 and 2.4).
 */
final class Retransmission {
  private final IkeTimers timers;
  private final UdpPath path;
  private final SealedMessage request;
  private final Instant giveUpAt;
  private Duration wait;
  private Instant repeatAt;

  Retransmission(IkeTimers timers, Instant sentAt, UdpPath path, SealedMessage request) {
    this.timers = timers;
    this.path = path;
    this.request = request;
    this.giveUpAt = sentAt.plus(timers.giveUpAfter());
    this.wait = timers.retransmitAfter();
    this.repeatAt = sentAt.plus(wait);
  }

  UdpPath path() {
    return path;
  }

  SealedMessage request() {
    return request;
  }

  Instant wakeAt() {
    return repeatAt.isBefore(giveUpAt) ? repeatAt : giveUpAt;
  }

  boolean isOver(Instant now) {
    return !now.isBefore(giveUpAt);
  }

  /** Whether to send the request again now; moves on to the next wait if so. */
  boolean repeatNow(Instant now) {
    if (now.isBefore(repeatAt) || isOver(now)) {
      return false;
    }
    Duration doubled = wait.multipliedBy(2);
    wait = doubled.compareTo(timers.retransmitCap()) < 0 ? doubled : timers.retransmitCap();
    repeatAt = now.plus(wait);
    return true;
  }
}
