package io.vpn4j.routing.bgp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.model.net.IpAddress;
import io.vpn4j.routing.bgp.message.AddressFamily;
import io.vpn4j.routing.bgp.message.AsPath;
import io.vpn4j.routing.bgp.message.MpReachNlri;
import io.vpn4j.routing.bgp.message.Nlri;
import io.vpn4j.routing.bgp.message.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Two sessions in virtual time. */
class BgpSessionSimulation {
  private static final AddressFamily V4 = AddressFamily.IPV4_UNICAST;
  private static final AddressFamily V6 = AddressFamily.IPV6_UNICAST;

  private static BgpPair pair(long seed, int maxSegment) {
    return new BgpPair(
        BgpPair.config(65000, 64512, "10.0.0.1").families(Set.of(V4, V6)).build(),
        BgpPair.config(64512, 65000, "10.0.0.2").families(Set.of(V4, V6)).build(),
        seed,
        maxSegment);
  }

  @Property(tries = 60)
  void bothSidesThatConnectEndInOneSession(@ForAll long seed) {
    BgpPair pair = pair(seed, 100);
    pair.start();
    pair.run(Duration.ofMinutes(5));
    assertTrue(pair.isEstablished(), "seed " + seed);
    assertEquals(pair.left.session.session().orElseThrow().families(), Set.of(V4, V6), "families");
  }

  @Property(tries = 40)
  void exactlyWhatIsAnnouncedArrives(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 5000) int maxSegment,
      @ForAll @IntRange(max = 3000) int count) {
    BgpPair pair = pair(seed, maxSegment);
    List<Nlri> v4 = new ArrayList<>();
    List<Nlri> v6 = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      v4.add(Nlri.of("10." + (i >> 8) + "." + (i & 255) + ".0/24"));
      v6.add(Nlri.of("2001:db8:" + Integer.toHexString(i) + "::/48"));
    }
    pair.left.onOutput(
        output -> {
          if (output instanceof BgpOutput.Established) {
            announce(pair, V4, "169.254.0.1", v4);
            announce(pair, V6, "fd00::1", v6);
            pair.left.give(new BgpInput.EndOfRib(pair.now, V4));
            pair.left.give(new BgpInput.EndOfRib(pair.now, V6));
          }
        });
    pair.start();
    pair.run(Duration.ofMinutes(5));
    assertEquals(v4, received(pair.right, V4), "seed " + seed);
    assertEquals(v6, received(pair.right, V6), "seed " + seed);
    assertEquals(
        List.of(V4, V6),
        pair.right.seen(BgpOutput.EndOfRibReceived.class).stream()
            .map(BgpOutput.EndOfRibReceived::family)
            .toList());
  }

  private static void announce(BgpPair pair, AddressFamily family, String hop, List<Nlri> nlri) {
    pair.left.give(
        new BgpInput.Announce(
            pair.now,
            family,
            List.of(IpAddress.of(hop)),
            List.of(Origin.IGP, AsPath.of(65000)),
            nlri));
  }

  private static List<Nlri> received(BgpPair.Side side, AddressFamily family) {
    List<Nlri> all = new ArrayList<>();
    for (BgpOutput.RoutesReceived routes : side.seen(BgpOutput.RoutesReceived.class)) {
      if (family.equals(V4)) {
        all.addAll(routes.update().nlri());
      } else {
        routes.update().attribute(MpReachNlri.class).ifPresent(r -> all.addAll(r.nlri()));
      }
    }
    return all;
  }

  @Property(tries = 40)
  void transportsThatAreCutComeBack(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int cuts) {
    BgpPair pair = pair(seed, 50);
    pair.start();
    for (int i = 0; i < cuts; i++) {
      pair.run(Duration.ofMillis(10 + Math.floorMod(seed * (i + 1), 90_000L)));
      pair.left.breakTransports();
    }
    pair.run(Duration.ofMinutes(20));
    assertTrue(pair.isEstablished(), "seed " + seed);
  }

  @Property(tries = 20)
  void silentSessionStaysUpByKeepalives(@ForAll long seed) {
    BgpPair pair = pair(seed, 100);
    pair.start();
    pair.run(Duration.ofMinutes(5));
    int before = pair.left.seen(BgpOutput.Down.class).size();
    pair.run(Duration.ofDays(1));
    assertEquals(before, pair.left.seen(BgpOutput.Down.class).size());
    assertTrue(pair.isEstablished());
  }

  @Property(tries = 20)
  void prefixLimitEndsWhatExceedsIt(@ForAll @IntRange(min = 70, max = 130) int count) {
    BgpPair pair =
        new BgpPair(
            BgpPair.config(65000, 64512, "10.0.0.1").build(),
            BgpPair.config(64512, 65000, "10.0.0.2")
                .passive(true)
                .prefixLimits(Map.of(V4, PrefixLimit.AWS_VIRTUAL_PRIVATE_GATEWAY))
                .build(),
            count,
            1000);
    pair.start();
    pair.run(Duration.ofSeconds(5));
    List<Nlri> routes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      routes.add(Nlri.of("10.0." + i + ".0/24"));
    }
    announce(pair, V4, "169.254.0.1", routes);
    announce(pair, V4, "169.254.0.1", routes);
    pair.run(Duration.ofMillis(500));
    assertEquals(
        count >= 75 ? 1 : 0, pair.right.seen(BgpOutput.PrefixWarning.class).size(), "warnings");
    assertEquals(
        count > 100 ? List.of("6/1 (Maximum Number of Prefixes Reached)") : List.of(),
        pair.left.seen(BgpOutput.Down.class).stream()
            .map(BgpOutput.Down::cause)
            .filter(BgpFailure.PeerNotified.class::isInstance)
            .map(cause -> ((BgpFailure.PeerNotified) cause).notification().code().toString())
            .toList());
  }
}
