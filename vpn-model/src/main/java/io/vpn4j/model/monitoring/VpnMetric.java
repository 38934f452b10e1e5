package io.vpn4j.model.monitoring;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A CloudWatch metric of Site-to-Site VPN. Connections of category VPN have them, Classic none. */
public enum VpnMetric {
  /**
   * 1 if the tunnel is up, with BGP only if the session is established, else 0; for a connection
   * the mean of its tunnels.
   */
  TUNNEL_STATE("TunnelState", "None", true),
  /** Octets received from the device since the last point, after decryption; use the sum. */
  TUNNEL_DATA_IN("TunnelDataIn", "Bytes", true),
  /** Octets sent to the device since the last point, before encryption; use the sum. */
  TUNNEL_DATA_OUT("TunnelDataOut", "Bytes", true),
  /** Bits a second of a connection on a concentrator; use the mean. */
  CONCENTRATOR_BANDWIDTH_USAGE("ConcentratorBandwidthUsage", "Bits/Second", false);

  /** The namespace of all of them: {@code AWS/VPN}. */
  public static final String NAMESPACE = "AWS/VPN";

  /** The dimension whose value is the identifier of the connection: {@code VpnId}. */
  public static final String VPN_ID = "VpnId";

  /** The dimension whose value is the Amazon side's outside address: {@code TunnelIpAddress}. */
  public static final String TUNNEL_IP_ADDRESS = "TunnelIpAddress";

  private final String metricName;
  private final String unit;
  private final boolean ofTunnel;

  VpnMetric(String metricName, String unit, boolean ofTunnel) {
    this.metricName = metricName;
    this.unit = unit;
    this.ofTunnel = ofTunnel;
  }

  /** The metric of that name. */
  public static Optional<VpnMetric> ofName(String metricName) {
    return Arrays.stream(values()).filter(m -> m.metricName.equals(metricName)).findFirst();
  }

  /** MetricName, for example {@code TunnelState}. */
  public String metricName() {
    return metricName;
  }

  /** Unit in the words of CloudWatch. */
  public String unit() {
    return unit;
  }

  /** Dimensions by which it can be asked for: of the connection first, then of the tunnel. */
  public List<String> dimensions() {
    return ofTunnel ? List.of(VPN_ID, TUNNEL_IP_ADDRESS) : List.of(VPN_ID);
  }

  /** {@link #metricName()}. */
  @Override
  public String toString() {
    return metricName;
  }
}
