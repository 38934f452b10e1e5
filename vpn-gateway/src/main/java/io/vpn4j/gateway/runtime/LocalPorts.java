package io.vpn4j.gateway.runtime;

import io.vpn4j.ike.UdpEndpoint;

/**
 * The local ends that are bound for a tunnel.
 *
 * @param ike where IKE begins; without the non-ESP marker unless it is the same as the other
 * @param natTraversal where IKE goes on and ESP is carried
 */
public record LocalPorts(UdpEndpoint ike, UdpEndpoint natTraversal) {
  boolean isOnePort() {
    return ike.equals(natTraversal);
  }

  boolean contains(UdpEndpoint local) {
    return ike.equals(local) || natTraversal.equals(local);
  }
}
