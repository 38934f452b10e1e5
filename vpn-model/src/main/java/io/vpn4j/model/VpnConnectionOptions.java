package io.vpn4j.model;

import io.vpn4j.model.net.InsideCidr;
import io.vpn4j.model.net.InsideIpv6Cidr;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.immutables.value.Value;

/**
 * The options of a connection and of its two tunnels.
 *
 * <p>{@code local} is the customer's side and {@code remote} the AWS side, in the words of the
 * service. The four network CIDRs are selectors of phase 2 and no filter. What depends on the
 * target of the connection is checked in {@link VpnConnection}.
 */
@Value.Immutable
@ModelStyle
public interface VpnConnectionOptions {
  /** Number of tunnels of every connection: 2. */
  int TUNNELS = 2;

  /** A builder. */
  static Builder builder() {
    return new Builder();
  }

  /**
   * Whether routes are static; default no, which is BGP. Set it if the device has no BGP; fixed.
   */
  @Value.Default
  default boolean staticRoutesOnly() {
    return false;
  }

  /**
   * Whether traffic enters the AWS network at the nearest edge; default no; fixed. Only on a
   * transit gateway, with the device beginning, and not with large tunnels.
   */
  @Value.Default
  default boolean enableAcceleration() {
    return false;
  }

  /** Which IP the tunnels carry; default {@code ipv4}; fixed. */
  @Value.Default
  default TunnelInsideIpVersion tunnelInsideIpVersion() {
    return TunnelInsideIpVersion.IPV4;
  }

  /** IPv4 networks on the customer's side; default 0.0.0.0/0. */
  @Value.Default
  default IpPrefix localIpv4NetworkCidr() {
    return IpPrefix.ALL_IPV4;
  }

  /** IPv4 networks on the AWS side; default 0.0.0.0/0. */
  @Value.Default
  default IpPrefix remoteIpv4NetworkCidr() {
    return IpPrefix.ALL_IPV4;
  }

  /**
   * IPv6 networks on the customer's side, if the tunnels carry IPv6; ::/0 is in force if absent.
   */
  Optional<IpPrefix> localIpv6NetworkCidr();

  /** IPv6 networks on the AWS side, if the tunnels carry IPv6; ::/0 is in force if absent. */
  Optional<IpPrefix> remoteIpv6NetworkCidr();

  /** The kind of outside addresses; default {@code PublicIpv4}. */
  @Value.Default
  default OutsideIpAddressType outsideIpAddressType() {
    return OutsideIpAddressType.PUBLIC_IPV4;
  }

  /** The attachment of a Direct Connect gateway that carries the tunnels of private addresses. */
  Optional<String> transportTransitGatewayAttachmentId();

  /** How much each tunnel carries; default {@code standard}. */
  @Value.Default
  default TunnelBandwidth tunnelBandwidth() {
    return TunnelBandwidth.STANDARD;
  }

  /** Two tunnels, always: those that were not given have {@link TunnelOption#unset()}. */
  List<TunnelOption> tunnelOptions();

  /** The selector in force on the customer's side, of the IP version that the tunnels carry. */
  default IpPrefix localNetworkCidr() {
    return tunnelInsideIpVersion() == TunnelInsideIpVersion.IPV4
        ? localIpv4NetworkCidr()
        : localIpv6NetworkCidr().orElse(IpPrefix.ALL_IPV6);
  }

  /** The selector in force on the AWS side, of the IP version that the tunnels carry. */
  default IpPrefix remoteNetworkCidr() {
    return tunnelInsideIpVersion() == TunnelInsideIpVersion.IPV4
        ? remoteIpv4NetworkCidr()
        : remoteIpv6NetworkCidr().orElse(IpPrefix.ALL_IPV6);
  }

  /** A builder with the values of this. */
  default Builder toBuilder() {
    return builder().from(this);
  }

  /** Checks the rules of each field and those between fields, and makes the tunnels two. */
  @Value.Check
  default VpnConnectionOptions check() {
    Rules.require(
        tunnelOptions().size() <= TUNNELS,
        "tunnelOptions",
        "of " + tunnelOptions().size() + " tunnels",
        "at most 2 are wanted; the second has defaults if it is left out");
    if (tunnelOptions().size() < TUNNELS) {
      List<TunnelOption> two = new ArrayList<>(tunnelOptions());
      while (two.size() < TUNNELS) {
        two.add(TunnelOption.unset());
      }
      return toBuilder().tunnelOptions(two).build();
    }
    checkNetworks();
    checkOutside();
    checkTunnelsDiffer();
    if (enableAcceleration()) {
      checkAcceleration();
    }
    return this;
  }

  private void checkNetworks() {
    boolean ipv6 = tunnelInsideIpVersion() == TunnelInsideIpVersion.IPV6;
    family("localIpv4NetworkCidr", Optional.of(localIpv4NetworkCidr()), true);
    family("remoteIpv4NetworkCidr", Optional.of(remoteIpv4NetworkCidr()), true);
    family("localIpv6NetworkCidr", localIpv6NetworkCidr(), false);
    family("remoteIpv6NetworkCidr", remoteIpv6NetworkCidr(), false);
    if (ipv6) {
      unused("localIpv4NetworkCidr", localIpv4NetworkCidr().equals(IpPrefix.ALL_IPV4));
      unused("remoteIpv4NetworkCidr", remoteIpv4NetworkCidr().equals(IpPrefix.ALL_IPV4));
    } else {
      unused("localIpv6NetworkCidr", localIpv6NetworkCidr().isEmpty());
      unused("remoteIpv6NetworkCidr", remoteIpv6NetworkCidr().isEmpty());
      for (TunnelOption tunnel : tunnelOptions()) {
        unused("tunnelInsideIpv6Cidr", tunnel.tunnelInsideIpv6Cidr().isEmpty());
      }
    }
  }

  private void unused(String field, boolean holds) {
    Rules.require(
        holds,
        field,
        "is set",
        "tunnelInsideIpVersion is "
            + tunnelInsideIpVersion()
            + ", and a"
            + " tunnel never carries both");
  }

  private static void family(String field, Optional<IpPrefix> prefix, boolean ipv4) {
    Rules.require(
        prefix.filter(p -> p.isIpv4() != ipv4).isEmpty(),
        field,
        Rules.orUnset(prefix),
        "an " + (ipv4 ? "IPv4" : "IPv6") + " prefix is wanted");
  }

  private void checkOutside() {
    boolean isPrivate = outsideIpAddressType() == OutsideIpAddressType.PRIVATE_IPV4;
    Rules.require(
        isPrivate == transportTransitGatewayAttachmentId().isPresent(),
        "transportTransitGatewayAttachmentId",
        Rules.orUnset(transportTransitGatewayAttachmentId()),
        "wanted with outsideIpAddressType PrivateIpv4 and with no other; it is "
            + outsideIpAddressType());
    transportTransitGatewayAttachmentId()
        .ifPresent(
            id ->
                ResourceType.TRANSIT_GATEWAY_ATTACHMENT.check(
                    "transportTransitGatewayAttachmentId", id));
    boolean ipv4 = outsideIpAddressType() != OutsideIpAddressType.IPV6;
    for (TunnelOption tunnel : tunnelOptions()) {
      Rules.require(
          tunnel.outsideIpAddress().filter(a -> a.isIpv4() != ipv4).isEmpty(),
          "outsideIpAddress",
          Rules.orUnset(tunnel.outsideIpAddress()),
          "an address of outsideIpAddressType " + outsideIpAddressType() + " is wanted");
    }
  }

  private void checkTunnelsDiffer() {
    TunnelOption first = tunnelOptions().get(0);
    TunnelOption second = tunnelOptions().get(1);
    Optional<IpAddress> outside = first.outsideIpAddress();
    differ("outsideIpAddress", outside, second.outsideIpAddress());
    Optional<InsideCidr> inside = first.tunnelInsideCidr();
    differ("tunnelInsideCidr", inside, second.tunnelInsideCidr());
    Optional<InsideIpv6Cidr> inside6 = first.tunnelInsideIpv6Cidr();
    differ("tunnelInsideIpv6Cidr", inside6, second.tunnelInsideIpv6Cidr());
  }

  private static void differ(String field, Optional<?> first, Optional<?> second) {
    Rules.require(
        first.isEmpty() || !first.equals(second),
        field,
        Rules.orUnset(first),
        "the tunnels of a connection have different ones");
  }

  private void checkAcceleration() {
    Rules.require(
        tunnelBandwidth() == TunnelBandwidth.STANDARD,
        "tunnelBandwidth",
        tunnelBandwidth(),
        "standard is wanted with enableAcceleration");
    for (TunnelOption tunnel : tunnelOptions()) {
      TunnelParameters all = tunnel.effective();
      Rules.require(
          all.startupAction() == StartupAction.ADD,
          "startupAction",
          all.startupAction(),
          "add is wanted with enableAcceleration: AWS may not begin");
      Rules.require(
          all.dpdTimeoutAction() != DpdTimeoutAction.RESTART,
          "dpdTimeoutAction",
          all.dpdTimeoutAction(),
          "clear or none is wanted with enableAcceleration: AWS may not begin");
    }
  }

  /** Builds {@link VpnConnectionOptions}. */
  final class Builder extends ImmutableVpnConnectionOptions.Builder {
    Builder() {}

    /** IPv4 networks on the customer's side, in text. */
    public Builder localIpv4NetworkCidr(String prefix) {
      return localIpv4NetworkCidr(IpPrefix.of(prefix));
    }

    /** IPv4 networks on the AWS side, in text. */
    public Builder remoteIpv4NetworkCidr(String prefix) {
      return remoteIpv4NetworkCidr(IpPrefix.of(prefix));
    }

    /** IPv6 networks on the customer's side, in text. */
    public Builder localIpv6NetworkCidr(String prefix) {
      return localIpv6NetworkCidr(IpPrefix.of(prefix));
    }

    /** IPv6 networks on the AWS side, in text. */
    public Builder remoteIpv6NetworkCidr(String prefix) {
      return remoteIpv6NetworkCidr(IpPrefix.of(prefix));
    }

    /** Appends a tunnel; the third is one too many. */
    public Builder addTunnelOption(Consumer<TunnelOption.Builder> tunnel) {
      TunnelOption.Builder builder = TunnelOption.builder();
      tunnel.accept(builder);
      return addTunnelOption(builder.build());
    }
  }
}
