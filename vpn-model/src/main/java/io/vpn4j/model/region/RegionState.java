package io.vpn4j.model.region;

import io.vpn4j.model.CustomerGateway;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnGateway;
import io.vpn4j.model.net.IpPrefix;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a snapshot holds. An action copies it, changes the copy, and hands it to {@link
 * VpnRegion#next}; from then on nobody changes it.
 */
final class RegionState implements Cloneable {
  String regionName = "";
  Instant now = Instant.EPOCH;
  IdSource ids = IdSource.counting();
  long drawn;
  KeySource keys = KeySource.none();
  Quotas quotas = Quotas.defaults();
  // RFC 2544: no network of the Internet has these addresses, so no test meets a stranger.
  IpPrefix outsideAddresses = IpPrefix.of("198.18.0.0/15");

  SortedTable<String, Vpc> vpcs = SortedTable.empty();
  SortedTable<String, RouteTable> routeTables = SortedTable.empty();
  SortedTable<String, VpnGateway> vpnGateways = SortedTable.empty();
  SortedTable<String, CustomerGateway> customerGateways = SortedTable.empty();
  SortedTable<String, VpnConnection> vpnConnections = SortedTable.empty();
  SortedTable<String, TransitGateway> transitGateways = SortedTable.empty();
  SortedTable<String, TransitGatewayAttachment> attachments = SortedTable.empty();
  SortedTable<String, TransitGatewayRouteTable> transitGatewayRouteTables = SortedTable.empty();
  SortedTable<String, VirtualInterface> virtualInterfaces = SortedTable.empty();

  /** What devices advertise, by {@link TunnelKey}. */
  SortedTable<TunnelKey, List<AcceptedRoute>> learnt = SortedTable.empty();

  /** What the data plane negotiated, by tunnel. */
  SortedTable<TunnelKey, ActiveVpnTunnelStatus> negotiated = SortedTable.empty();

  SortedTable<TunnelKey, MaintenanceDetails> maintenance = SortedTable.empty();

  /** In the order in which they come. */
  List<Transition> transitions = List.of();

  /** Derived by {@link Propagation}: what each virtual private gateway forwards by. */
  SortedTable<String, SortedTable<IpPrefix, VgwRoute>> vgwRoutes = SortedTable.empty();

  /** A copy to change; the tables are shared, being immutable. */
  RegionState copy() {
    try {
      return (RegionState) clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("RegionState is Cloneable", e);
    }
  }

  /** The next 64 bits of the source. */
  long draw() {
    return ids.bits(drawn++);
  }

  /** An identifier in long form: {@code prefix} and 17 hexadecimal digits. */
  String newId(String prefix) {
    return prefix + "0" + String.format("%016x", draw());
  }

  /** Lets {@code subject} come to {@code to} after {@code delay}, and nothing else before. */
  void schedule(Duration delay, Transition.Subject subject, String id, String part, String to) {
    List<Transition> changed = new ArrayList<>(transitions);
    changed.removeIf(t -> t.concerns(subject, id, part));
    Transition added = new Transition(now.plus(delay), subject, id, part, to);
    int at = changed.size();
    while (at > 0 && changed.get(at - 1).at().isAfter(added.at())) {
      at--;
    }
    changed.add(at, added);
    transitions = List.copyOf(changed);
  }

  /** Forgets what would have come to {@code subject} by itself. */
  void unschedule(Transition.Subject subject, String id, String part) {
    transitions = transitions.stream().filter(t -> !t.concerns(subject, id, part)).toList();
  }

  // The sources are functions, which have no equality but identity.
  private List<Object> contents() {
    return List.of(
        regionName,
        now,
        drawn,
        quotas,
        outsideAddresses,
        vpcs,
        routeTables,
        vpnGateways,
        customerGateways,
        vpnConnections,
        transitGateways,
        attachments,
        transitGatewayRouteTables,
        virtualInterfaces,
        learnt,
        negotiated,
        maintenance,
        transitions);
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof RegionState state && contents().equals(state.contents()));
  }

  @Override
  public int hashCode() {
    return Objects.hash(regionName, now, drawn);
  }

  @Override
  public String toString() {
    return contents().toString();
  }
}
