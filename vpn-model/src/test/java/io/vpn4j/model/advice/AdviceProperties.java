package io.vpn4j.model.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.model.Category;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnEncryptionAlgorithm;
import io.vpn4j.model.VpnIntegrityAlgorithm;
import io.vpn4j.model.region.RandomRegions;
import io.vpn4j.model.region.VpnRegion;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** What holds for the advice on any Region. */
class AdviceProperties {
  @Provide
  Arbitrary<VpnRegion> regions() {
    return RandomRegions.any();
  }

  @Property(tries = 300)
  void anyRegionHasAdviceAndTheSameOneTheNextTime(@ForAll("regions") VpnRegion region) {
    List<Advice> advice = Advice.on(region);
    assertEquals(advice, Advice.on(region));
    assertEquals(advice.stream().distinct().sorted().toList(), advice);
    advice.stream().map(Advice::code).distinct().forEach(code -> Statistics.collect(code));
    // The generator is of no use if it stays where nothing is wrong.
    Statistics.coverage(
        coverage -> {
          for (AdviceCode code :
              List.of(
                  AdviceCode.ASYMMETRIC_ROUTING,
                  AdviceCode.VPC_OVERLAPS_CUSTOMER,
                  AdviceCode.SHARED_KEY,
                  AdviceCode.UNEVEN_PREFIXES)) {
            coverage.check(code).count(n -> n > 0);
          }
        });
  }

  @Property(tries = 200)
  void aRegionHasTheAdviceOnEachOfItsConnections(@ForAll("regions") VpnRegion region) {
    List<Advice> advice = Advice.on(region);
    for (VpnConnection connection : region.vpnConnections()) {
      if (RegionFacts.isLive(connection.state())) {
        assertTrue(advice.containsAll(Advice.on(connection)), connection.vpnConnectionId());
      }
    }
  }

  @Property(tries = 200)
  void anyConnectionIsComparedWithAnyDevice(@ForAll("regions") VpnRegion region) {
    for (VpnConnection connection : region.vpnConnections()) {
      List<Advice> advice = Advice.between(connection, AdviceSamples.device(i -> {}, p -> {}));
      // It is not vpn-1 of the samples, whatever else there is to say.
      assertTrue(
          advice.stream().anyMatch(a -> a.code() == AdviceCode.SIDES_OF_DIFFERENT_CONNECTIONS));
    }
  }

  @Property(tries = 200)
  void moreQuotaIsNeverNearer(@ForAll("regions") VpnRegion region) {
    List<Advice> before = quotas(region);
    VpnRegion raised =
        region.withQuotas(
            q ->
                q.customerGatewaysPerRegion(60)
                    .vpnGatewaysPerRegion(6)
                    .vpnConnectionsPerRegion(70)
                    .vpnConnectionsPerVpnGateway(12));
    List<Advice> after = quotas(raised);
    assertTrue(after.size() <= before.size(), () -> before + " then " + after);
  }

  private static List<Advice> quotas(VpnRegion region) {
    return Advice.on(region).stream().filter(a -> a.code() == AdviceCode.QUOTA_NEAR).toList();
  }

  @Provide
  Arbitrary<List<Integer>> groups() {
    return Arbitraries.of(Category.VPN.phase1DHGroupNumbers()).list().uniqueElements().ofMinSize(1);
  }

  @Property(tries = 300)
  void whoPermitsLessIsNotWeaker(
      @ForAll("groups") List<Integer> groups,
      @ForAll("groups") List<Integer> others,
      @ForAll VpnIntegrityAlgorithm integrity,
      @ForAll VpnEncryptionAlgorithm encryption) {
    List<Integer> union = new ArrayList<>(groups);
    others.stream().filter(g -> !groups.contains(g)).forEach(union::add);
    List<AdviceCode> less = weak(groups, List.of(integrity), List.of(encryption));
    List<AdviceCode> more =
        weak(
            union,
            List.of(VpnIntegrityAlgorithm.values()),
            List.of(VpnEncryptionAlgorithm.values()));
    assertTrue(more.containsAll(less), () -> less + " but " + more);
  }

  private static List<AdviceCode> weak(
      List<Integer> groups,
      List<VpnIntegrityAlgorithm> integrity,
      List<VpnEncryptionAlgorithm> encryption) {
    VpnRegion region =
        AdviceSamples.tunnels(
            AdviceSamples.bgp(),
            t ->
                t.phase1DHGroupNumbers(groups)
                    .phase1IntegrityAlgorithms(integrity)
                    .phase2IntegrityAlgorithms(integrity)
                    .phase2EncryptionAlgorithms(encryption));
    return Advice.on(region.vpnConnection("vpn-1").orElseThrow()).stream()
        .map(Advice::code)
        .filter(c -> c == AdviceCode.WEAK_DH_GROUP || c == AdviceCode.SHA1_PERMITTED)
        .distinct()
        .toList();
  }
}
