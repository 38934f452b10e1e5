package io.vpn4j.model.advice;

import io.vpn4j.model.advice.RegionFacts.Way;
import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.IpPrefix;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Prefixes of different origin AS that overlap; a default route may come from every site. */
final class SitesOverlap implements Rule<RegionFacts> {
  @Override
  public AdviceCode code() {
    return AdviceCode.SITES_OVERLAP;
  }

  @Override
  public void check(RegionFacts facts, Findings findings) {
    for (String target : facts.targets()) {
      Map<IpPrefix, List<Way>> ways = facts.ways(target);
      ways.forEach(
          (prefix, inside) -> {
            for (int length = 1; length <= prefix.length(); length++) {
              IpPrefix covering = IpPrefix.containing(prefix.address(), length);
              Set<AsNumber> origins = origins(inside);
              Set<AsNumber> others = origins(ways.getOrDefault(covering, List.of()));
              others.addAll(others.isEmpty() ? List.of() : origins);
              if (others.size() > 1 && !origins.isEmpty()) {
                findings.add(
                    prefix
                        + (covering.equals(prefix) ? "" : " and " + covering)
                        + " come from the AS numbers "
                        + others,
                    target);
              }
            }
          });
    }
  }

  private static Set<AsNumber> origins(List<Way> ways) {
    Set<AsNumber> origins = new TreeSet<>();
    for (Way way : ways) {
      if (!way.asPath().isEmpty()) {
        origins.add(way.asPath().get(way.asPath().size() - 1));
      }
    }
    return origins;
  }
}
