package io.vpn4j.model.region;

import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
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
    DIRECT_CONNECT,
    /** A static route of a connection. */
    VPN_STATIC,
    /** BGP of a connection. */
    VPN_BGP
  }
}
