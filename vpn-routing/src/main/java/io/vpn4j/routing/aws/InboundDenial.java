package io.vpn4j.routing.aws;

import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import java.util.List;
import java.util.Optional;

/**
 * Why AWS does not accept a prefix that a device advertises, in the words of its tunnel BGP log.
 */
public enum InboundDenial {
  /** Loop prevention: the Amazon side's AS is in the AS_PATH (RFC 4271 9). */
  OWN_AS("as-path contains our own AS"),
  /** The next hop is not in the inside CIDR of the tunnel (RFC 4271 5.1.3). */
  NON_CONNECTED_NEXT_HOP("non-connected next-hop");

  private final String cause;

  InboundDenial(String cause) {
    this.cause = cause;
  }

  /**
   * The first reason against a route; none if it is accepted. A default route is accepted like any
   * other.
   *
   * @param insideCidr the /30 or /126 of the tunnel
   */
  public static Optional<InboundDenial> of(
      AsNumber amazonSideAsn, IpPrefix insideCidr, List<AsNumber> asPath, IpAddress nextHop) {
    if (asPath.contains(amazonSideAsn)) {
      return Optional.of(OWN_AS);
    }
    return insideCidr.contains(nextHop) ? Optional.empty() : Optional.of(NON_CONNECTED_NEXT_HOP);
  }

  /** {@code DENIED due to: …}. */
  @Override
  public String toString() {
    return "DENIED due to: " + cause;
  }
}
