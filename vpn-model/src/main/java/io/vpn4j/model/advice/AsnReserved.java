package io.vpn4j.model.advice;

import io.vpn4j.model.CustomerGateway;
import io.vpn4j.model.RegionAsNumbers;
import io.vpn4j.model.net.AsNumber;
import java.util.Map;

/** AS numbers that are not for customers. */
final class AsnReserved implements Rule<RegionFacts> {
  @Override
  public AdviceCode code() {
    return AdviceCode.ASN_RESERVED;
  }

  private static final Map<Long, String> IANA =
      Map.of(
          23_456L,
          "AS_TRANS (RFC 6793)",
          65_535L,
          "reserved (RFC 7300)",
          AsNumber.MAX,
          "reserved (RFC 7300)");

  @Override
  public void check(RegionFacts facts, Findings findings) {
    String region = facts.region().regionName();
    for (CustomerGateway device : facts.customerGateways()) {
      if (RegionAsNumbers.reservedIn(region).contains(device.asn())) {
        findings.add(
            "AWS keeps AS " + device.asn() + " for itself in " + region,
            device.customerGatewayId());
      }
      long asn = device.asn().value();
      if (IANA.containsKey(asn)) {
        findings.add("AS " + asn + " is " + IANA.get(asn), device.customerGatewayId());
      } else if (isDocumentation(asn)) {
        findings.add("AS " + asn + " is for documentation (RFC 5398)", device.customerGatewayId());
      }
    }
  }

  private static boolean isDocumentation(long asn) {
    return (asn >= 64_496 && asn <= 64_511) || (asn >= 65_536 && asn <= 65_551);
  }
}
