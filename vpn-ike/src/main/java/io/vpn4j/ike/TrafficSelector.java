package io.vpn4j.ike;

import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A range of addresses, ports and one protocol that a Child SA may carry (RFC 7296 section 3.13.1).
 *
 * @param protocol the IP protocol number, or 0 for any
 * @param startPort the lowest port, 0 to 65,535
 * @param endPort the highest port
 * @param start the lowest address
 * @param end the highest address, of the same family
 */
public record TrafficSelector(
    int protocol, int startPort, int endPort, IpAddress start, IpAddress end) {
  private static final int ANY_PROTOCOL = 0;
  private static final int MAX_PORT = 0xffff;

  /** How many selectors a TS payload can hold (RFC 7296 section 3.13). */
  static final int MAX_IN_PAYLOAD = 255;

  /**
   * @throws IllegalArgumentException if a range is empty or of two address families
   */
  public TrafficSelector {
    Objects.requireNonNull(start, "start");
    Objects.requireNonNull(end, "end");
    if (protocol < 0 || protocol > 255) {
      throw new IllegalArgumentException("protocol " + protocol + " is not 0 to 255");
    }
    // OPAQUE is written 65535 to 0 (RFC 7296 3.13.1), the one range that runs backwards.
    boolean opaque = startPort == MAX_PORT && endPort == 0;
    if (!opaque && (startPort < 0 || endPort > MAX_PORT || startPort > endPort)) {
      throw new IllegalArgumentException("ports " + startPort + " to " + endPort + " are no range");
    }
    if (start.bits() != end.bits() || start.compareTo(end) > 0) {
      throw new IllegalArgumentException("addresses " + start + " to " + end + " are no range");
    }
  }

  /** All protocols and ports of {@code prefix}. */
  public static TrafficSelector of(IpPrefix prefix) {
    return new TrafficSelector(ANY_PROTOCOL, 0, MAX_PORT, prefix.address(), prefix.lastAddress());
  }

  /** All IPv4 traffic: what AWS negotiates unless an option narrows it. */
  public static TrafficSelector anyIpv4() {
    return of(IpPrefix.ALL_IPV4);
  }

  /** Whether all that {@code other} allows is allowed here too. */
  public boolean contains(TrafficSelector other) {
    return (protocol == ANY_PROTOCOL || protocol == other.protocol)
        && containsPorts(other)
        && start.bits() == other.start.bits()
        && start.compareTo(other.start) <= 0
        && end.compareTo(other.end) >= 0;
  }

  /** Only all ports, or "opaque" itself, contain "opaque" (RFC 4301 4.4.1.1). */
  private boolean containsPorts(TrafficSelector other) {
    if (isOpaque() || other.isOpaque()) {
      return isAnyPort() || (isOpaque() && other.isOpaque());
    }
    return startPort <= other.startPort && endPort >= other.endPort;
  }

  /** Whether packets from or to {@code address} may match, ports and protocol aside. */
  public boolean contains(IpAddress address) {
    return start.bits() == address.bits()
        && start.compareTo(address) <= 0
        && end.compareTo(address) >= 0;
  }

  /** What both allow, if anything. */
  public Optional<TrafficSelector> intersect(TrafficSelector other) {
    if (start.bits() != other.start.bits()
        || (protocol != ANY_PROTOCOL
            && other.protocol != ANY_PROTOCOL
            && protocol != other.protocol)) {
      return Optional.empty();
    }
    if (isOpaque() || other.isOpaque()) {
      // "Opaque" matches only itself or any port; keep the opaque one (RFC 4301 4.4.1.1).
      TrafficSelector opaque = isOpaque() ? this : other;
      TrafficSelector ports = isOpaque() ? other : this;
      if (!ports.isOpaque() && !ports.isAnyPort()) {
        return Optional.empty();
      }
      return narrow(other, opaque.startPort, opaque.endPort);
    }
    int low = Math.max(startPort, other.startPort);
    int high = Math.min(endPort, other.endPort);
    return low > high ? Optional.empty() : narrow(other, low, high);
  }

  private Optional<TrafficSelector> narrow(TrafficSelector other, int low, int high) {
    IpAddress from = start.compareTo(other.start) >= 0 ? start : other.start;
    IpAddress to = end.compareTo(other.end) <= 0 ? end : other.end;
    if (from.compareTo(to) > 0) {
      return Optional.empty();
    }
    return Optional.of(
        new TrafficSelector(Math.max(protocol, other.protocol), low, high, from, to));
  }

  /**
   * The parts of {@code offered} that {@code allowed} allows, without repeats, in offered order; at
   * most {@value #MAX_IN_PAYLOAD}, because a peer's list times ours may be more than a TS payload
   * can count, and a responder may always narrow further (RFC 7296 section 2.9).
   */
  public static List<TrafficSelector> narrow(
      List<TrafficSelector> offered, List<TrafficSelector> allowed) {
    List<TrafficSelector> narrowed = new ArrayList<>();
    for (TrafficSelector offer : offered) {
      for (TrafficSelector allow : allowed) {
        offer
            .intersect(allow)
            .filter(both -> narrowed.stream().noneMatch(n -> n.contains(both)))
            .ifPresent(narrowed::add);
      }
    }
    return List.copyOf(narrowed.subList(0, Math.min(narrowed.size(), MAX_IN_PAYLOAD)));
  }

  private boolean isOpaque() {
    return startPort > endPort;
  }

  private boolean isAnyPort() {
    return startPort == 0 && endPort == MAX_PORT;
  }

  /** For example {@code 10.0.0.0-10.0.255.255}, with protocol and ports when they are not any. */
  @Override
  public String toString() {
    String text = start.equals(end) ? start.toString() : start + "-" + end;
    if (protocol != ANY_PROTOCOL) {
      text += " protocol " + protocol;
    }
    if (isOpaque()) {
      return text + " ports opaque";
    }
    return isAnyPort() ? text : text + " ports " + startPort + "-" + endPort;
  }
}
