package io.vpn4j.model.region;

import io.vpn4j.model.TunnelBandwidth;
import io.vpn4j.model.net.IpPrefix;
import java.util.Optional;
import org.immutables.value.Value;

/** ModifyVpnConnectionOptions: what is absent stays. */
@Value.Immutable
@RegionStyle
public interface ModifyVpnConnectionOptionsRequest {
  /** A builder. */
  static Builder builder() {
    return new Builder();
  }

  /** The connection. */
  String vpnConnectionId();

  /** IPv4 networks on the customer's side. */
  Optional<IpPrefix> localIpv4NetworkCidr();

  /** IPv4 networks on the AWS side. */
  Optional<IpPrefix> remoteIpv4NetworkCidr();

  /** IPv6 networks on the customer's side. */
  Optional<IpPrefix> localIpv6NetworkCidr();

  /** IPv6 networks on the AWS side. */
  Optional<IpPrefix> remoteIpv6NetworkCidr();

  /** How much each tunnel carries. */
  Optional<TunnelBandwidth> tunnelBandwidth();

  /** Builds a {@link ModifyVpnConnectionOptionsRequest}. */
  final class Builder extends ImmutableModifyVpnConnectionOptionsRequest.Builder {
    Builder() {}

    /** IPv4 networks on the customer's side, in text. */
    public Builder localIpv4NetworkCidr(String prefix) {
      return localIpv4NetworkCidr(IpPrefix.of(prefix));
    }

    /** IPv4 networks on the AWS side, in text. */
    public Builder remoteIpv4NetworkCidr(String prefix) {
      return remoteIpv4NetworkCidr(IpPrefix.of(prefix));
    }
  }
}
