package io.vpn4j.model.advice;

import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.net.AsNumber;
import java.util.Optional;

/** Both ends of an eBGP session have one AS number. */
final class AsnEqualsAmazonSide implements Rule<RegionFacts> {
  @Override
  public AdviceCode code() {
    return AdviceCode.ASN_EQUALS_AMAZON_SIDE;
  }

  @Override
  public void check(RegionFacts facts, Findings findings) {
    for (VpnConnection connection : facts.connections()) {
      Optional<AsNumber> amazon = facts.amazonSideAsn(connection);
      facts
          .device(connection)
          .filter(device -> !connection.options().staticRoutesOnly())
          .filter(device -> amazon.filter(device.asn()::equals).isPresent())
          .ifPresent(
              device ->
                  findings.add(
                      "both sides have AS " + device.asn(),
                      connection.vpnConnectionId(),
                      device.customerGatewayId()));
    }
  }
}
