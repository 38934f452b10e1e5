package io.vpn4j.model.advice;

import io.vpn4j.model.advice.RegionFacts.Way;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.region.TransitGateway;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Ways that AWS chooses between by itself.
 *
 * <p>A transit gateway with ECMP uses equal ways by design; then only different devices count, as
 * each sees half of a flow.
 */
final class AsymmetricRouting implements Rule<RegionFacts> {
  @Override
  public AdviceCode code() {
    return AdviceCode.ASYMMETRIC_ROUTING;
  }

  @Override
  public void check(RegionFacts facts, Findings findings) {
    for (String target : facts.targets()) {
      boolean ecmp =
          facts.region().transitGateway(target).filter(TransitGateway::vpnEcmpSupport).isPresent();
      Map<Set<String>, List<IpPrefix>> prefixes = new LinkedHashMap<>();
      facts
          .ways(target)
          .forEach(
              (prefix, ways) -> {
                Set<String> equal = equal(ways, ecmp);
                if (!equal.isEmpty()) {
                  prefixes.computeIfAbsent(equal, tunnels -> new ArrayList<>()).add(prefix);
                }
              });
      prefixes.forEach(
          (tunnels, to) ->
              findings.add(
                  target + " has nothing to prefer one of these tunnels to " + Text.some(to),
                  tunnels));
    }
  }

  /** The best ways, by the subjects of their tunnels, if they are several. */
  private static Set<String> equal(List<Way> ways, boolean ecmp) {
    List<Way> best =
        ways.stream().filter(w -> ways.stream().noneMatch(o -> preferred(o, w))).toList();
    Way first = best.get(0);
    Set<String> equal = new TreeSet<>();
    for (Way way : best) {
      boolean matters =
          !ecmp
              || !way.connection()
                  .customerGatewayId()
                  .equals(first.connection().customerGatewayId());
      if (!way.equals(first) && matters && first.equallyPreferred(way)) {
        equal.add(first.subject());
        equal.add(way.subject());
      }
    }
    return equal;
  }

  /** Static before BGP, short AS_PATH before long, low MED before high from one neighbour AS. */
  private static boolean preferred(Way left, Way right) {
    boolean leftStatic = left.connection().options().staticRoutesOnly();
    boolean rightStatic = right.connection().options().staticRoutesOnly();
    if (leftStatic != rightStatic) {
      return leftStatic;
    }
    if (left.asPath().size() != right.asPath().size()) {
      return left.asPath().size() < right.asPath().size();
    }
    return !left.equallyPreferred(right) && left.med() < right.med();
  }
}
