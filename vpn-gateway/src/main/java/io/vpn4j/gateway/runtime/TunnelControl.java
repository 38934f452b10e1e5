package io.vpn4j.gateway.runtime;

import io.vpn4j.ike.ChildSa;
import io.vpn4j.ike.EspSpi;
import io.vpn4j.ike.IkeFailure;
import io.vpn4j.ike.IkeSaInfo;
import io.vpn4j.ike.IkeSpi;
import io.vpn4j.ike.UdpPath;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What an {@link EndpointController} knows of one tunnel. */
final class TunnelControl {
  /** A pair of ESP SAs at work. */
  record Installed(IkeSpi ikeSa, ChildSa child, UdpPath path) {}

  final TunnelSpec spec;
  final Backoff backoff;

  /** IKE SAs that we began or that stand, by age; what was agreed, of those that stand. */
  final Map<IkeSpi, Optional<IkeSaInfo>> ikeSas = new LinkedHashMap<>();

  /** Pairs of ESP SAs, the newest last. */
  final Deque<Installed> children = new ArrayDeque<>();

  boolean enabled = true;

  /** The peer has died, and it is ours to begin anew. */
  boolean restarting;

  Optional<Instant> retryAt = Optional.empty();
  Optional<IkeFailure> lastFailure = Optional.empty();
  Instant lastStatusChange;

  TunnelControl(TunnelSpec spec, Instant now) {
    this.spec = spec;
    this.backoff = new Backoff();
    this.lastStatusChange = now;
  }

  /** Whether it is ours to begin. */
  boolean begins() {
    return spec.initiate() || restarting;
  }

  boolean isUp() {
    return !children.isEmpty();
  }

  Optional<Installed> current() {
    return Optional.ofNullable(children.peekLast());
  }

  Optional<Installed> child(EspSpi inboundSpi) {
    return children.stream().filter(c -> c.child().inboundSpi().equals(inboundSpi)).findFirst();
  }

  /** The newest IKE SA whose peer has proved itself. */
  Optional<IkeSaInfo> ikeSa() {
    return ikeSas.values().stream().flatMap(Optional::stream).reduce((older, newer) -> newer);
  }
}
