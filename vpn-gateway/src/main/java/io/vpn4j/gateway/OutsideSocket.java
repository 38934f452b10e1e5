package io.vpn4j.gateway;

import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.Ipv4Address;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * Where one end of a tunnel is reached over UDP.
 *
 * <p>By RFC 7296 an IKE SA begins on port 500 and goes on, with ESP beside it, on port 4500. With
 * one port for both ({@link #onePort}) everything carries the non-ESP marker from the first message
 * on, which a peer may do (RFC 7296 section 2.23) and which needs no privileged port.
 *
 * @param address the address; to listen on, the unspecified one stands for all
 * @param ikePort where IKE begins, 0 to 65,535; empty when it begins on the other port
 * @param natTraversalPort where IKE goes on and ESP is carried, 0 to 65,535
 */
public record OutsideSocket(IpAddress address, OptionalInt ikePort, int natTraversalPort) {
  private static final int IKE_PORT = 500;
  private static final int NAT_TRAVERSAL_PORT = 4500;

  /**
   * @throws IllegalArgumentException if a port is out of range
   */
  public OutsideSocket {
    Objects.requireNonNull(address, "address");
    ikePort.ifPresent(port -> checkPort("ikePort", port));
    checkPort("natTraversalPort", natTraversalPort);
  }

  /** Ports 500 and 4500. */
  public static OutsideSocket standard(IpAddress address) {
    return new OutsideSocket(address, OptionalInt.of(IKE_PORT), NAT_TRAVERSAL_PORT);
  }

  /** Ports 500 and 4500. */
  public static OutsideSocket standard(String address) {
    return standard(IpAddress.of(address));
  }

  /** Two other ports in the places of 500 and 4500; to listen on, 0 stands for any free one. */
  public static OutsideSocket twoPorts(String address, int ikePort, int natTraversalPort) {
    return new OutsideSocket(IpAddress.of(address), OptionalInt.of(ikePort), natTraversalPort);
  }

  /** One port for everything; to listen on, 0 stands for any free one. */
  public static OutsideSocket onePort(String address, int port) {
    return new OutsideSocket(IpAddress.of(address), OptionalInt.empty(), port);
  }

  /**
   * One port for everything.
   *
   * @throws IllegalArgumentException if the host name is not resolved
   */
  public static OutsideSocket onePort(InetSocketAddress address) {
    if (address.isUnresolved()) {
      throw new IllegalArgumentException("'" + address + "' is not resolved");
    }
    return new OutsideSocket(
        IpAddress.ofOctets(address.getAddress().getAddress()),
        OptionalInt.empty(),
        address.getPort());
  }

  /** Any two free ports on all IPv4 addresses: what a device behind a NAT looks like anyway. */
  public static OutsideSocket ephemeral() {
    return new OutsideSocket(new Ipv4Address(0), OptionalInt.of(0), 0);
  }

  /** Whether everything goes over one port. */
  public boolean isOnePort() {
    return ikePort.isEmpty();
  }

  private static void checkPort(String field, int port) {
    if (port < 0 || port > 0xffff) {
      throw new IllegalArgumentException(field + " " + port + " is not 0 to 65535");
    }
  }
}
