package io.vpn4j.ike;

import io.vpn4j.model.net.IpAddress;
import java.util.Objects;

/**
 * An address and a UDP port.
 *
 * @param address the address
 * @param port 0 to 65,535
 */
public record UdpEndpoint(IpAddress address, int port) {
  /**
   * @throws IllegalArgumentException if {@code port} is out of range
   */
  public UdpEndpoint {
    Objects.requireNonNull(address, "address");
    if (port < 0 || port > 0xffff) {
      throw new IllegalArgumentException("port " + port + " is not 0 to 65535");
    }
  }

  @Override
  public String toString() {
    return (address.isIpv4() ? address.toString() : "[" + address + "]") + ":" + port;
  }
}
