package io.vpn4j.model.region;

import java.time.Duration;
import java.time.Instant;

/**
 * A change of state that comes by itself.
 *
 * @param at when
 * @param subject what kind of thing changes
 * @param id which one
 * @param part which part of it: the VPC of an attachment, the destination of a static route, the
 *     outside address of a tunnel; else empty
 * @param to the state, or {@link #GONE}
 */
record Transition(Instant at, Subject subject, String id, String part, String to) {
  /** No state: the deleted resource is described no longer. */
  static final String GONE = "gone";

  // AWS promises no times ("a few minutes"); these are of the order that its users see, and only
  // their order matters to a plan.
  static final Duration GATEWAY = Duration.ofSeconds(10);
  static final Duration ATTACHMENT = Duration.ofMinutes(1);
  static final Duration CONNECTION = Duration.ofMinutes(5);
  static final Duration MODIFICATION = Duration.ofMinutes(10);
  static final Duration TUNNEL = Duration.ofMinutes(5);
  static final Duration DELETION = Duration.ofMinutes(2);
  static final Duration STATIC_ROUTE = Duration.ofSeconds(10);
  static final Duration DELETED_STAYS_VISIBLE = Duration.ofHours(1);

  /** What kind of thing changes. */
  enum Subject {
    VPN_GATEWAY,
    VPC_ATTACHMENT,
    CUSTOMER_GATEWAY,
    VPN_CONNECTION,
    STATIC_ROUTE,
    TRANSIT_GATEWAY,
    TRANSIT_GATEWAY_ATTACHMENT,
    MAINTENANCE
  }

  /** Whether it ends a passing state, which {@link VpnRegion#afterTransitions} waits for. */
  boolean endsPassingState() {
    return !to.equals(GONE) && subject != Subject.MAINTENANCE;
  }

  boolean concerns(Subject otherSubject, String otherId, String otherPart) {
    return subject == otherSubject && id.equals(otherId) && part.equals(otherPart);
  }
}
