package io.vpn4j.model.region;

import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a transit gateway's route table chooses among the ways to one prefix: static, then VPC, then
 * Direct Connect gateway, then connections; then the shortest AS_PATH, then the lowest MED.
 */
final class TransitGatewayRouting {
  // A transit gateway takes a missing MED of a connection for 100, and of Direct Connect for 0;
  // AcceptedRoute has 0 for none, so a MED of 0 counts as missing here.
  private static final long MISSING_MED = 100;

  private TransitGatewayRouting() {}

  private record Candidate(TransitGatewayAttachment attachment, int asPathLength, long med) {
    private static final Comparator<Candidate> BEST_FIRST =
        Comparator.comparing((Candidate c) -> rank(c.attachment.resourceType()))
            .thenComparingInt(c -> c.asPathLength)
            .thenComparingLong(c -> c.med)
            .thenComparing(c -> c.attachment.transitGatewayAttachmentId());

    private static int rank(TransitGatewayAttachment.Kind kind) {
      return switch (kind) {
        case VPC -> 0;
        case DIRECT_CONNECT_GATEWAY -> 1;
        case VPN -> 2;
      };
    }
  }

  /** The displayed routes: of each prefix the best. A static route hides propagated ones. */
  static SortedTable<IpPrefix, TransitGatewayRoute> routes(
      RegionState state, TransitGatewayRouteTable table) {
    TreeMap<IpPrefix, List<Candidate>> candidates = new TreeMap<>();
    for (String id : table.propagatingAttachmentIds()) {
      state
          .attachments
          .get(id)
          .filter(TransitGatewayAttachment::isAvailable)
          .ifPresent(attachment -> propagate(state, attachment, candidates));
    }
    if (candidates.isEmpty()) {
      return table.routes();
    }
    TreeMap<IpPrefix, TransitGatewayRoute> best = new TreeMap<>();
    candidates.forEach(
        (prefix, ways) ->
            best.put(
                prefix,
                new TransitGatewayRoute(
                    prefix,
                    TransitGatewayRoute.Type.PROPAGATED,
                    RouteState.ACTIVE,
                    ways.stream()
                        .min(Candidate.BEST_FIRST)
                        .map(c -> c.attachment().transitGatewayAttachmentId()))));
    table.routes().values().forEach(route -> best.put(route.destinationCidrBlock(), route));
    return SortedTable.copyOf(best);
  }

  private static void propagate(
      RegionState state,
      TransitGatewayAttachment attachment,
      Map<IpPrefix, List<Candidate>> candidates) {
    switch (attachment.resourceType()) {
      case VPC ->
          state
              .vpcs
              .get(attachment.resourceId())
              .ifPresent(
                  vpc ->
                      vpc.cidrBlocks()
                          .forEach(b -> add(candidates, b, new Candidate(attachment, 0, 0))));
      case VPN ->
          state
              .vpnConnections
              .get(attachment.resourceId())
              .ifPresent(connection -> ofConnection(state, attachment, connection, candidates));
      case DIRECT_CONNECT_GATEWAY -> {
        for (VirtualInterface dx : state.virtualInterfaces.values()) {
          if (dx.bgpUp()
              && dx.directConnectGatewayId().filter(attachment.resourceId()::equals).isPresent()) {
            dx.acceptedPrefixes().forEach(p -> add(candidates, p, new Candidate(attachment, 1, 0)));
          }
        }
      }
    }
  }

  private static void ofConnection(
      RegionState state,
      TransitGatewayAttachment attachment,
      VpnConnection connection,
      Map<IpPrefix, List<Candidate>> candidates) {
    for (IpAddress tunnel : VgwRouting.upTunnels(connection)) {
      for (AcceptedRoute route : VgwRouting.learnt(state, connection, tunnel)) {
        long med = route.med() == AcceptedRoute.NO_MED ? MISSING_MED : route.med();
        add(candidates, route.prefix(), new Candidate(attachment, route.asPath().size(), med));
      }
    }
  }

  private static void add(
      Map<IpPrefix, List<Candidate>> candidates, IpPrefix prefix, Candidate candidate) {
    candidates.computeIfAbsent(prefix, p -> new ArrayList<>(2)).add(candidate);
  }
}
