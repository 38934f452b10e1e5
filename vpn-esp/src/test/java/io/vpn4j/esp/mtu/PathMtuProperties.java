package io.vpn4j.esp.mtu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.esp.EspSuite;
import io.vpn4j.esp.ip.IpPacket;
import io.vpn4j.esp.ip.PacketFixtures;
import io.vpn4j.esp.tunnel.DfRule;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class PathMtuProperties {
  /** A report of an MTU, so many seconds after the one before. */
  record Report(int mtu, long afterSeconds) {}

  @Provide
  Arbitrary<List<Report>> reports() {
    return Combinators.combine(
            Arbitraries.oneOf(Arbitraries.integers(), Arbitraries.integers().between(0, 2000)),
            Arbitraries.longs().between(0, 900))
        .as(Report::new)
        .list()
        .ofMaxSize(20);
  }

  @Provide
  Arbitrary<TunnelEncapsulation> tunnels() {
    return Combinators.combine(
            Arbitraries.of(EspSuite.all()),
            Arbitraries.of(false, true),
            Arbitraries.of(false, true))
        .as(TunnelEncapsulation::new);
  }

  @Provide
  Arbitrary<byte[]> anything() {
    return PacketFixtures.anything();
  }

  /** The definition: the least believable report that is younger than the ageing, in order. */
  @Property
  void staysWithinItsBoundsAndOnlyTimeRaisesIt(
      @ForAll("tunnels") TunnelEncapsulation tunnel,
      @ForAll("reports") List<Report> reports,
      @ForAll @IntRange(min = 1280, max = 9001) int link,
      @ForAll long start) {
    PathMtu path = new PathMtu(tunnel, DfRule.COPY, link);
    long ageing = PathMtu.AGEING.toNanos();
    int least = tunnel.ipv6Outer() ? 1280 : 576;
    long now = start;
    long loweredAt = start;
    for (Report report : reports) {
      now += Duration.ofSeconds(report.afterSeconds()).toNanos();
      int before = path.outerMtu(now);
      boolean lowered = path.learn(report.mtu(), now);
      int after = path.outerMtu(now);
      assertEquals(lowered, after < before);
      assertTrue(after <= before && after >= least && after <= link);
      if (lowered) {
        loweredAt = now;
        int reported = report.mtu();
        assertTrue(reported == 0 || after == Math.max(reported, least));
      } else if (now - loweredAt >= ageing) {
        assertEquals(link, after);
      }
    }
    assertEquals(link, path.outerMtu(now + ageing));
  }

  /** What fits goes into one outer packet, and what does not would have been one too long. */
  @Property
  void judgesAsTheArithmeticSays(
      @ForAll("tunnels") TunnelEncapsulation tunnel,
      @ForAll DfRule rule,
      @ForAll boolean df,
      @ForAll boolean ipv4,
      @ForAll @IntRange(min = 1280, max = 1600) int link,
      @ForAll @IntRange(min = -80, max = 40) int more) {
    PathMtu path = new PathMtu(tunnel, rule, link);
    int octets = link + more - 60;
    byte[] packet =
        ipv4
            ? PacketFixtures.ipv4(0, df ? 0x4000 : 0, 64, 17, new byte[octets - 20])
            : PacketFixtures.ipv6(0, 0, 64, 17, new byte[octets - 40]);
    Fit fit = path.judge(ByteBuffer.wrap(packet), 0);
    assertEquals(tunnel.outerOctets(octets) <= link, fit == Fit.FITS);
    if (fit == Fit.TOO_BIG) {
      int mtu = path.reportedMtu(ipv4, 0);
      assertTrue(mtu < octets && (ipv4 || mtu >= 1280));
    }
  }

  @Property
  void answersAnyOctets(@ForAll("anything") byte[] octets, @ForAll DfRule rule) {
    PathMtu path =
        new PathMtu(new TunnelEncapsulation(EspSuite.AES_GCM_16_128, false, true), rule, 576);
    ByteBuffer inner = ByteBuffer.wrap(octets);
    boolean whole = IpPacket.check(inner, 0) == IpPacket.Check.OK;
    assertEquals(!whole, path.judge(inner, 0) == Fit.MALFORMED);
  }
}
