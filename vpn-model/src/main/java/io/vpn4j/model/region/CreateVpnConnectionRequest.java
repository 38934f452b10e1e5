package io.vpn4j.model.region;

import io.vpn4j.model.GatewayType;
import io.vpn4j.model.PreSharedKeyStorage;
import io.vpn4j.model.Tag;
import io.vpn4j.model.VpnConnectionOptions;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.immutables.value.Value;

/** CreateVpnConnection. */
@Value.Immutable
@RegionStyle
public interface CreateVpnConnectionRequest {
  /** A builder. */
  static Builder builder() {
    return new Builder();
  }

  /** Type; default and only value {@code ipsec.1}. */
  @Value.Default
  default GatewayType type() {
    return GatewayType.IPSEC_1;
  }

  /** The customer gateway. */
  String customerGatewayId();

  /** The virtual private gateway; at most one target is given, and none is for later. */
  Optional<String> vpnGatewayId();

  /** The transit gateway, instead. */
  Optional<String> transitGatewayId();

  /** Where the service keeps the keys; default {@code Standard}. */
  @Value.Default
  default PreSharedKeyStorage preSharedKeyStorage() {
    return PreSharedKeyStorage.STANDARD;
  }

  /** Options of the connection and of its tunnels; outside addresses are the service's to give. */
  @Value.Default
  default VpnConnectionOptions options() {
    return VpnConnectionOptions.builder().build();
  }

  /** Tags of the new connection. */
  List<Tag> tags();

  /** Builds a {@link CreateVpnConnectionRequest}. */
  final class Builder extends ImmutableCreateVpnConnectionRequest.Builder {
    Builder() {}

    /** Sets the options. */
    public Builder options(Consumer<VpnConnectionOptions.Builder> options) {
      VpnConnectionOptions.Builder builder = VpnConnectionOptions.builder();
      options.accept(builder);
      return options(builder.build());
    }

    /** Appends a tag. */
    public Builder addTag(String key, String value) {
      return addTag(Tag.of(key, value));
    }
  }
}
