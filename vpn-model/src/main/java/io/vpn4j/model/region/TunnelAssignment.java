package io.vpn4j.model.region;

import io.vpn4j.model.OutsideIpAddressType;
import io.vpn4j.model.PreSharedKeyStorage;
import io.vpn4j.model.ResourceState;
import io.vpn4j.model.TunnelInsideIpVersion;
import io.vpn4j.model.TunnelOption;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnConnectionOptions;
import io.vpn4j.model.net.InsideCidr;
import io.vpn4j.model.net.InsideIpv6Cidr;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.net.Ipv4Address;
import io.vpn4j.model.net.Ipv6Address;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What the service assigns to tunnels: outside addresses, inside CIDRs and keys. */
final class TunnelAssignment {
  private static final IpPrefix DOCUMENTATION_IPV6 = IpPrefix.of("2001:db8::/32");
  private static final int INSIDE_CIDRS = 1 << (InsideCidr.LENGTH - InsideCidr.SPACE.length());

  private final RegionState state;
  private final Set<IpAddress> usedOutside = new HashSet<>();
  private final Set<InsideCidr> usedInside = new HashSet<>();
  private final Set<InsideIpv6Cidr> usedInsideIpv6 = new HashSet<>();

  private TunnelAssignment(RegionState state) {
    this.state = state;
  }

  /** The options of the new connection {@code id}: the request's, and what it leaves out. */
  static VpnConnectionOptions assign(
      RegionState state, String id, CreateVpnConnectionRequest request) {
    TunnelAssignment assignment = new TunnelAssignment(state);
    assignment.collectUsed(request.vpnGatewayId(), request.transitGatewayId());
    assignment.checkUnique(request.options().tunnelOptions(), request.vpnGatewayId().isPresent());
    List<TunnelOption> tunnels = new ArrayList<>();
    // What is given comes first, so that nothing is assigned that the second tunnel asks for.
    request.options().tunnelOptions().forEach(assignment::use);
    for (TunnelOption tunnel : request.options().tunnelOptions()) {
      tunnels.add(assignment.assigned(tunnel, id + "/" + tunnels.size(), request));
    }
    return request.options().toBuilder().tunnelOptions(tunnels).build();
  }

  /** The request's options with what {@code existing} was assigned where they leave it out. */
  static VpnConnectionOptions completedFrom(
      VpnConnectionOptions request, VpnConnectionOptions existing) {
    List<TunnelOption> tunnels = new ArrayList<>();
    for (TunnelOption asked : request.tunnelOptions()) {
      TunnelOption has = existing.tunnelOptions().get(tunnels.size());
      tunnels.add(
          asked.toBuilder()
              .outsideIpAddress(has.outsideIpAddress())
              .tunnelInsideCidr(asked.tunnelInsideCidr().or(has::tunnelInsideCidr))
              .tunnelInsideIpv6Cidr(asked.tunnelInsideIpv6Cidr().or(has::tunnelInsideIpv6Cidr))
              .preSharedKey(asked.preSharedKey().or(has::preSharedKey))
              .build());
    }
    return VpnApiException.translating(
        () -> request.toBuilder().tunnelOptions(distinct(tunnels) ? tunnels : List.of()).build());
  }

  // A request may name for its first tunnel what the existing connection has in its second.
  private static boolean distinct(List<TunnelOption> tunnels) {
    return !tunnels.get(0).tunnelInsideCidr().equals(tunnels.get(1).tunnelInsideCidr())
        || tunnels.get(0).tunnelInsideCidr().isEmpty();
  }

  /** Refuses inside CIDRs that a connection of the gateway has. */
  static void checkUnique(
      RegionState state,
      Optional<String> vpnGatewayId,
      Optional<String> transitGatewayId,
      List<TunnelOption> tunnels) {
    TunnelAssignment assignment = new TunnelAssignment(state);
    assignment.collectUsed(vpnGatewayId, transitGatewayId);
    assignment.checkUnique(tunnels, vpnGatewayId.isPresent());
  }

  private void collectUsed(Optional<String> vpnGatewayId, Optional<String> transitGatewayId) {
    for (VpnConnection connection : state.vpnConnections.values()) {
      if (connection.state().equals(ResourceState.DELETED)) {
        continue;
      }
      boolean sameTarget =
          connection.vpnGatewayId().equals(vpnGatewayId)
              && connection.transitGatewayId().equals(transitGatewayId);
      for (TunnelOption tunnel : connection.options().tunnelOptions()) {
        tunnel.outsideIpAddress().ifPresent(usedOutside::add);
        if (sameTarget) {
          use(tunnel);
        }
      }
    }
  }

  private void use(TunnelOption tunnel) {
    tunnel.tunnelInsideCidr().ifPresent(usedInside::add);
    tunnel.tunnelInsideIpv6Cidr().ifPresent(usedInsideIpv6::add);
  }

  private void checkUnique(List<TunnelOption> tunnels, boolean vpnGateway) {
    for (TunnelOption tunnel : tunnels) {
      boolean taken =
          vpnGateway && tunnel.tunnelInsideCidr().filter(usedInside::contains).isPresent();
      taken |= tunnel.tunnelInsideIpv6Cidr().filter(usedInsideIpv6::contains).isPresent();
      VpnApiException.require(
          !taken,
          ErrorCode.INVALID_PARAMETER_VALUE,
          "tunnelInsideCidr",
          "tunnelInsideCidr "
              + tunnel.tunnelInsideCidr().map(Object::toString).orElse("")
              + tunnel.tunnelInsideIpv6Cidr().map(c -> " or " + c).orElse("")
              + " is in use on another connection of the gateway; choose another");
    }
  }

  private TunnelOption assigned(
      TunnelOption tunnel, String use, CreateVpnConnectionRequest request) {
    TunnelOption.Builder builder = tunnel.toBuilder().outsideIpAddress(outside(request));
    if (tunnel.tunnelInsideCidr().isEmpty()) {
      builder.tunnelInsideCidr(inside());
    }
    if (tunnel.tunnelInsideIpv6Cidr().isEmpty()
        && request.options().tunnelInsideIpVersion() == TunnelInsideIpVersion.IPV6) {
      builder.tunnelInsideIpv6Cidr(insideIpv6());
    }
    if (tunnel.preSharedKey().isEmpty()
        && request.preSharedKeyStorage() == PreSharedKeyStorage.STANDARD) {
      builder.preSharedKey(state.keys.keyFor(state.regionName + "/" + use));
    }
    return builder.build();
  }

  private IpAddress outside(CreateVpnConnectionRequest request) {
    OutsideIpAddressType type = request.options().outsideIpAddressType();
    IpAddress address =
        switch (type) {
          case PUBLIC_IPV4 -> outside(List.of(state.outsideAddresses));
          case PRIVATE_IPV4 ->
              outside(
                  request
                      .transitGatewayId()
                      .flatMap(state.transitGateways::get)
                      .map(TransitGateway::transitGatewayCidrBlocks)
                      .orElse(List.of()));
          case IPV6 -> outside(List.of(DOCUMENTATION_IPV6));
        };
    usedOutside.add(address);
    return address;
  }

  private IpAddress outside(List<IpPrefix> pools) {
    return pools.stream()
        .flatMap(TunnelAssignment::hosts)
        .filter(a -> !usedOutside.contains(a))
        .findFirst()
        .orElseThrow(
            () ->
                new VpnApiException(
                    ErrorCode.INVALID_PARAMETER_VALUE,
                    "outsideIpAddressType",
                    "no outside address is left in "
                        + pools
                        + "; give the Region or the transit gateway a larger CIDR block"));
  }

  /** The addresses of {@code pool} in order, without the first and the last. */
  private static Stream<IpAddress> hosts(IpPrefix pool) {
    if (pool.address() instanceof Ipv4Address first) {
      int last = ((Ipv4Address) pool.lastAddress()).value();
      return Stream.iterate(first.value() + 1, a -> a != last && a != last + 1, a -> a + 1)
          .map(Ipv4Address::new);
    }
    Ipv6Address first = (Ipv6Address) pool.address();
    return Stream.iterate(1L, i -> i + 1).map(i -> new Ipv6Address(first.high(), first.low() + i));
  }

  private InsideCidr inside() {
    int first = (int) Long.remainderUnsigned(state.draw(), INSIDE_CIDRS);
    for (int i = 0; i < INSIDE_CIDRS; i++) {
      Ipv4Address network =
          new Ipv4Address(
              ((Ipv4Address) InsideCidr.SPACE.address()).value() + (first + i) % INSIDE_CIDRS * 4);
      IpPrefix prefix = IpPrefix.containing(network, InsideCidr.LENGTH);
      if (!InsideCidr.RESERVED.contains(prefix) && usedInside.add(new InsideCidr(prefix))) {
        return new InsideCidr(prefix);
      }
    }
    throw new VpnApiException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "tunnelInsideCidr",
        "every /30 of 169.254.0.0/16 is in use on the gateway; delete a connection");
  }

  private InsideIpv6Cidr insideIpv6() {
    while (true) {
      long bits = state.draw();
      Ipv6Address address = new Ipv6Address(0xfd00L << 48 | bits >>> 16, bits << 48);
      InsideIpv6Cidr cidr = new InsideIpv6Cidr(IpPrefix.containing(address, InsideIpv6Cidr.LENGTH));
      if (usedInsideIpv6.add(cidr)) {
        return cidr;
      }
    }
  }
}
