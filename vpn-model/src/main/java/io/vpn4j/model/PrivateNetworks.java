package io.vpn4j.model;

import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import java.util.List;

/** The IPv4 networks that count as private for PrivateIpv4: RFC 1918 and RFC 6598. */
final class PrivateNetworks {
  private static final List<IpPrefix> ALL =
      List.of(
          IpPrefix.of("10.0.0.0/8"),
          IpPrefix.of("172.16.0.0/12"),
          IpPrefix.of("192.168.0.0/16"),
          IpPrefix.of("100.64.0.0/10"));

  private PrivateNetworks() {}

  static boolean contain(IpAddress address) {
    return ALL.stream().anyMatch(network -> network.contains(address));
  }
}
