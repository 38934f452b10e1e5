package io.vpn4j.routing;

import java.util.Comparator;

/**
 * How a route came to be known, with the preference AWS gives it among routes of the same prefix.
 *
 * <p>One order serves both places where AWS chooses: a VPC route table prefers {@code local}, then
 * static routes, then prefix lists, then propagated routes; among propagated routes, and inside a
 * virtual private gateway, Direct Connect comes before static VPN routes, and those before VPN
 * routes learned by BGP.
 *
 * @see <a href="https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html">Route tables
 *     and AWS Site-to-Site VPN route priority</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html">Configure
 *     route tables: route priority</a>
 */
public enum RouteOrigin {
  /** The network the table belongs to: a VPC's own address range. */
  LOCAL(0),
  /** Entered in the table by hand ({@code CreateRoute}). */
  STATIC(1),
  /** Entered by reference to a prefix list. */
  PREFIX_LIST(2),
  /** Learned over a Direct Connect virtual interface. */
  DIRECT_CONNECT_BGP(3),
  /** A static route of a VPN connection ({@code CreateVpnConnectionRoute}). */
  VPN_STATIC(4),
  /** Learned over a VPN tunnel. */
  VPN_BGP(5);

  /** Most preferred first. */
  public static final Comparator<RouteOrigin> BY_PREFERENCE =
      Comparator.comparingInt(RouteOrigin::rank);

  private final int rank;

  RouteOrigin(int rank) {
    this.rank = rank;
  }

  /** 0 for the most preferred; a number without meaning of its own. */
  public int rank() {
    return rank;
  }
}
