package io.vpn4j.model.region;

import io.vpn4j.model.net.IpAddress;
import java.util.Comparator;

/**
 * A tunnel, as the EC2 API knows it.
 *
 * @param vpnConnectionId its connection
 * @param outsideIpAddress the Amazon side's outside address
 */
public record TunnelKey(String vpnConnectionId, IpAddress outsideIpAddress)
    implements Comparable<TunnelKey> {
  private static final Comparator<TunnelKey> ORDER =
      Comparator.comparing(TunnelKey::vpnConnectionId).thenComparing(TunnelKey::outsideIpAddress);

  @Override
  public int compareTo(TunnelKey other) {
    return ORDER.compare(this, other);
  }

  /** {@code vpn-…_address}, the form of resource_id in BGP log records. */
  @Override
  public String toString() {
    return vpnConnectionId + "_" + outsideIpAddress;
  }
}
