package io.vpn4j.model.aws;

import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.Ipv4Address;
import java.util.Optional;

/**
 * Element {@code customer_gateway} or {@code vpn_gateway} of a tunnel: one of its two ends.
 *
 * @param outsideAddress element {@code tunnel_outside_address}; a NAT's, if the end is behind one
 * @param insideAddress element {@code tunnel_inside_address}, whose mask is always /30
 * @param bgp element {@code bgp}; absent with static routing
 */
public record TunnelEndpoint(
    IpAddress outsideAddress, Ipv4Address insideAddress, Optional<BgpSettings> bgp) {
  /**
   * @throws IllegalArgumentException if the outside address is 0.0.0.0 or ::
   */
  public TunnelEndpoint {
    RuleViolation.unless(
        !outsideAddress.isUnspecified(),
        "tunnel_outside_address/ip_address",
        outsideAddress,
        "the address that the other end sees");
  }
}
