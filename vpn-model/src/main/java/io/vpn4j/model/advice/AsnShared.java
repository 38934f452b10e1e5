package io.vpn4j.model.advice;

import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.IpPrefix;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A device drops routes with its own AS number in the path.
 *
 * <p>Two devices that bring the same prefixes are taken for one site, which may share a number.
 */
final class AsnShared implements Rule<RegionFacts> {
  @Override
  public AdviceCode code() {
    return AdviceCode.ASN_SHARED;
  }

  @Override
  public void check(RegionFacts facts, Findings findings) {
    for (String target : facts.targets()) {
      Map<AsNumber, Map<String, Set<IpPrefix>>> sites = new TreeMap<>();
      for (VpnConnection connection : facts.connectionsAt(target)) {
        if (!connection.options().staticRoutesOnly()) {
          facts
              .device(connection)
              .ifPresent(
                  device ->
                      sites
                          .computeIfAbsent(device.asn(), asn -> new TreeMap<>())
                          .computeIfAbsent(device.customerGatewayId(), id -> new TreeSet<>())
                          .addAll(facts.customerPrefixes(connection)));
        }
      }
      sites.forEach(
          (asn, devices) -> {
            // A device that brings nothing yet may be of any site.
            long different = devices.values().stream().filter(p -> !p.isEmpty()).distinct().count();
            if (different > 1) {
              findings.add(
                  Text.some(devices.keySet()) + " with different prefixes have AS " + asn, target);
            }
          });
    }
  }
}
