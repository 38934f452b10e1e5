package io.vpn4j.model.region;

import java.util.Optional;
import org.immutables.value.Value;

/** ModifyVpnConnection: another target, or another customer gateway; exactly one of the three. */
@Value.Immutable
@RegionStyle
public interface ModifyVpnConnectionRequest {
  /** A builder. */
  static Builder builder() {
    return new Builder();
  }

  /** The connection. */
  String vpnConnectionId();

  /** The new target, a virtual private gateway. */
  Optional<String> vpnGatewayId();

  /** The new target, a transit gateway. */
  Optional<String> transitGatewayId();

  /** The new customer gateway. */
  Optional<String> customerGatewayId();

  /** Builds a {@link ModifyVpnConnectionRequest}. */
  final class Builder extends ImmutableModifyVpnConnectionRequest.Builder {
    Builder() {}
  }
}
