package io.vpn4j.model.selection;

import io.vpn4j.model.net.IpPrefix;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * An ordered list of rules: the route that a table of AWS uses.
 *
 * <p>The result depends on the candidates, never on their order. What AWS leaves open is decided by
 * name, so that the same candidates give the same choice everywhere.
 */
public final class RouteSelection {
  private static final List<RouteKind> GATEWAY_ORDER =
      List.of(RouteKind.VPC, RouteKind.DIRECT_CONNECT, RouteKind.VPN_STATIC, RouteKind.VPN_BGP);

  // Among what is propagated the order of the virtual private gateway holds.
  private static final List<RouteKind> VPC_ORDER =
      List.of(
          RouteKind.LOCAL,
          RouteKind.STATIC,
          RouteKind.PREFIX_LIST,
          RouteKind.DIRECT_CONNECT,
          RouteKind.VPN_STATIC,
          RouteKind.VPN_BGP);

  private static final List<RouteKind> TRANSIT_GATEWAY_ORDER =
      List.of(
          RouteKind.STATIC,
          RouteKind.PREFIX_LIST,
          RouteKind.VPC,
          RouteKind.DIRECT_CONNECT,
          RouteKind.CONNECT,
          RouteKind.VPN_OVER_DIRECT_CONNECT,
          RouteKind.VPN_BGP,
          RouteKind.VPN_CONCENTRATOR,
          RouteKind.CLIENT_VPN,
          RouteKind.PEERING);

  /**
   * Inside a virtual private gateway. One tunnel of all its connections is used for a prefix, never
   * several.
   *
   * <p>That the attached VPC comes before routes of the same prefix from outside is our reading:
   * AWS does not list it.
   *
   * @see <a href="https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html">Route
   *     tables and AWS Site-to-Site VPN route priority</a>
   */
  public static final RouteSelection VIRTUAL_PRIVATE_GATEWAY =
      new RouteSelection(
          "virtual private gateway",
          GATEWAY_ORDER,
          List.of(
              Rules.HEALTHY_TUNNEL,
              Rules.ATTACHED,
              Rules.WITHIN_QUOTA,
              Rules.LONGEST_PREFIX,
              Rules.kindOrder("DIRECT_CONNECT_STATIC_BGP", GATEWAY_ORDER),
              Rules.DIRECT_CONNECT_LOCAL_PREFERENCE,
              Rules.SHORTEST_AS_PATH,
              Rules.lowestMed(Rules.MISSING_MED_IS_LOWEST),
              Rules.STABLE_CHOICE));

  /**
   * A VPC route table. Candidates of the kinds that a virtual private gateway has are its
   * propagated routes.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html">Configure
   *     route tables: route priority</a>
   */
  public static final RouteSelection VPC_ROUTE_TABLE =
      new RouteSelection(
          "VPC route table",
          VPC_ORDER,
          List.of(
              Rules.PROPAGATED_WHILE_ATTACHED,
              Rules.PROPAGATED_WHILE_UP,
              Rules.WITHIN_PROPAGATION_QUOTA,
              Rules.LOCAL_OVER_PROPAGATED,
              Rules.LONGEST_PREFIX,
              Rules.kindOrder("STATIC_OVER_PROPAGATED", VPC_ORDER),
              Rules.STABLE_CHOICE));

  private static final RouteSelection TRANSIT_GATEWAY =
      transitGatewayOf("transit gateway route table", Rules.STABLE_CHOICE);

  private static final RouteSelection TRANSIT_GATEWAY_ECMP =
      transitGatewayOf("transit gateway route table with ECMP", Rules.EQUAL_COST_MULTIPATH);

  private final String table;
  private final List<RouteKind> kinds;
  private final List<SelectionRule> rules;

  private RouteSelection(String table, List<RouteKind> kinds, List<SelectionRule> rules) {
    this.table = table;
    this.kinds = kinds;
    this.rules = rules;
  }

  /**
   * A transit gateway's route table.
   *
   * @param vpnEcmpSupport whether VPN tunnels may share the traffic of a prefix
   * @see <a
   *     href="https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html">Transit
   *     gateways: route evaluation order, equal cost multipath routing</a>
   */
  public static RouteSelection transitGateway(boolean vpnEcmpSupport) {
    return vpnEcmpSupport ? TRANSIT_GATEWAY_ECMP : TRANSIT_GATEWAY;
  }

  private static RouteSelection transitGatewayOf(String table, SelectionRule last) {
    return new RouteSelection(
        table,
        TRANSIT_GATEWAY_ORDER,
        List.of(
            Rules.HEALTHY_TUNNEL,
            Rules.ATTACHED,
            Rules.WITHIN_QUOTA,
            Rules.LONGEST_PREFIX,
            Rules.kindOrder("STATIC_OVER_ATTACHMENT_TYPES", TRANSIT_GATEWAY_ORDER),
            Rules.DIRECT_CONNECT_LOCAL_PREFERENCE,
            Rules.SHORTEST_AS_PATH,
            Rules.lowestMed(Rules.MISSING_MED_OF_TRANSIT_GATEWAY),
            Rules.EBGP_OVER_IBGP,
            last));
  }

  /** The rules, in the order in which they are asked. */
  public List<SelectionRule> rules() {
    return rules;
  }

  /** The kinds of routes that such a table has, in AWS's order. */
  public List<RouteKind> kinds() {
    return kinds;
  }

  /**
   * Those of {@code candidates} that cover {@code destination}, each once, in the order of names.
   *
   * @throws IllegalArgumentException if one is of a kind that such a table does not have
   */
  public List<RouteCandidate> covering(
      IpPrefix destination, Collection<RouteCandidate> candidates) {
    List<RouteCandidate> covering = new ArrayList<>();
    for (RouteCandidate candidate : candidates) {
      if (!kinds.contains(candidate.kind())) {
        throw new IllegalArgumentException(
            "a " + table + " has no route of kind " + candidate.kind() + ": " + candidate);
      }
      if (candidate.prefix().contains(destination)) {
        covering.add(candidate);
      }
    }
    covering.sort(RouteCandidate.BY_NAME);
    return covering.stream().distinct().toList();
  }

  /**
   * The routes that packets to {@code destination} take: none, one, or with ECMP several.
   *
   * @param destination a prefix no part of which has a more specific candidate, or one address
   */
  public List<RouteCandidate> select(IpPrefix destination, Collection<RouteCandidate> candidates) {
    List<RouteCandidate> left = covering(destination, candidates);
    for (SelectionRule rule : rules) {
      left = rule.keep(left);
    }
    return left;
  }

  /** The same, with the reasons. */
  public RouteExplanation explain(IpPrefix destination, Collection<RouteCandidate> candidates) {
    List<RouteCandidate> left = covering(destination, candidates);
    List<RouteExplanation.Loss> losses = new ArrayList<>();
    Optional<SelectionRule> decidedBy = Optional.empty();
    for (SelectionRule rule : rules) {
      List<RouteCandidate> kept = rule.keep(left);
      for (RouteCandidate candidate : left) {
        if (!kept.contains(candidate)) {
          losses.add(new RouteExplanation.Loss(candidate, rule, rule.reason(candidate, kept)));
          decidedBy = Optional.of(rule);
        }
      }
      left = kept;
    }
    return new RouteExplanation(table, destination, left, decidedBy, losses);
  }

  /** Whose rules they are, for example {@code virtual private gateway}. */
  @Override
  public String toString() {
    return table;
  }
}
