package io.vpn4j.model.advice;

import io.vpn4j.model.CustomerGateway;
import io.vpn4j.model.OutsideIpAddressType;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.net.IpPrefix;
import java.util.List;

/** An address that AWS cannot reach from the Internet. */
final class AddressNotPublic implements Rule<RegionFacts> {
  @Override
  public AdviceCode code() {
    return AdviceCode.ADDRESS_NOT_PUBLIC;
  }

  private static final List<IpPrefix> NOT_ROUTED =
      List.of(
          IpPrefix.of("10.0.0.0/8"),
          IpPrefix.of("100.64.0.0/10"),
          IpPrefix.of("127.0.0.0/8"),
          IpPrefix.of("169.254.0.0/16"),
          IpPrefix.of("172.16.0.0/12"),
          IpPrefix.of("192.168.0.0/16"));

  @Override
  public void check(RegionFacts facts, Findings findings) {
    for (VpnConnection connection : facts.connections()) {
      if (connection.options().outsideIpAddressType() == OutsideIpAddressType.PUBLIC_IPV4) {
        facts
            .device(connection)
            .flatMap(CustomerGateway::ipAddress)
            .filter(address -> NOT_ROUTED.stream().anyMatch(p -> p.contains(address)))
            .ifPresent(
                address ->
                    findings.add(
                        "the Internet does not route " + address,
                        connection.customerGatewayId(),
                        connection.vpnConnectionId()));
      }
    }
  }
}
