package io.vpn4j.model.region;

import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.selection.RouteCandidate;
import io.vpn4j.model.selection.RouteKind;
import java.util.List;
import java.util.Optional;

/**
 * A prefix that a virtual private gateway forwards, and the one way it chose.
 *
 * @param prefix where to
 * @param source where the gateway has it from, which is also its rank
 * @param resourceId the connection or the virtual interface
 * @param tunnel the Amazon side's outside address of the tunnel; absent with Direct Connect
 * @param asPath of BGP; empty if static
 * @param med of BGP; 0 if static
 */
public record VgwRoute(
    IpPrefix prefix,
    Source source,
    String resourceId,
    Optional<IpAddress> tunnel,
    List<AsNumber> asPath,
    long med) {
  /** Where a virtual private gateway has a route from; the best comes first. */
  public enum Source {
    /** BGP of a virtual interface of Direct Connect. */
    DIRECT_CONNECT(RouteKind.DIRECT_CONNECT),
    /** A static route of a connection. */
    VPN_STATIC(RouteKind.VPN_STATIC),
    /** BGP of a connection. */
    VPN_BGP(RouteKind.VPN_BGP);

    private final RouteKind kind;

    Source(RouteKind kind) {
      this.kind = kind;
    }

    /** The same among all kinds of routes. */
    public RouteKind kind() {
      return kind;
    }

    private static Source of(RouteKind kind) {
      for (Source source : values()) {
        if (source.kind == kind) {
          return source;
        }
      }
      throw new IllegalArgumentException(kind + " is not from outside the VPC");
    }
  }

  static VgwRoute of(RouteCandidate way) {
    return new VgwRoute(
        way.prefix(),
        Source.of(way.kind()),
        way.targetId(),
        way.tunnel(),
        way.asPath(),
        way.med().orElse(AcceptedRoute.NO_MED));
  }
}
