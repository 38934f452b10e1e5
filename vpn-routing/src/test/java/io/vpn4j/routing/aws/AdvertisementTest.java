package io.vpn4j.routing.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.selection.RouteCandidate;
import io.vpn4j.model.selection.RouteCondition;
import io.vpn4j.model.selection.RouteKind;
import io.vpn4j.model.selection.RouteSelection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What devices hear from AWS: CloudHub, loops, MED. */
class AdvertisementTest {
  private static final AsNumber AMAZON = AsNumber.of(64_512);
  private static final AsNumber TOKYO = AsNumber.of(65_010);
  private static final AsNumber OSAKA = AsNumber.of(65_020);
  private static final IpAddress FIRST = IpAddress.of("198.51.100.1");
  private static final IpAddress SECOND = IpAddress.of("198.51.100.2");

  private static RouteCandidate of(RouteKind kind, String target, String prefix, AsNumber... path) {
    return RouteCandidate.of(IpPrefix.of(prefix), kind, target).withAsPath(List.of(path));
  }

  private static SelectedRoutes hub(RouteCandidate... candidates) {
    SelectedRoutes routes = new SelectedRoutes(RouteSelection.VIRTUAL_PRIVATE_GATEWAY);
    List.of(candidates).forEach(routes::announce);
    return routes;
  }

  private static List<String> heard(SelectedRoutes hub, String connection) {
    return Advertisement.ofVirtualPrivateGateway(hub, AMAZON, connection, 100).stream()
        .map(route -> route.prefix() + " " + route.asPath())
        .toList();
  }

  @Test
  void cloudHubTellsEachSiteOfTheOthersAndOfVpcAndDirectConnect() {
    SelectedRoutes hub =
        hub(
            of(RouteKind.VPC, "vpc-1", "10.0.0.0/16"),
            of(RouteKind.VPN_BGP, "vpn-tokyo", "192.168.10.0/24", TOKYO),
            of(RouteKind.VPN_BGP, "vpn-osaka", "192.168.20.0/24", OSAKA),
            of(RouteKind.VPN_STATIC, "vpn-static", "192.168.30.0/24"),
            of(RouteKind.DIRECT_CONNECT, "dxvif-1", "192.168.40.0/24", AsNumber.of(65_040)));
    assertEquals(
        List.of(
            "10.0.0.0/16 [64512]",
            "192.168.20.0/24 [64512, 65020]",
            "192.168.30.0/24 [64512]",
            "192.168.40.0/24 [64512, 65040]"),
        heard(hub, "vpn-tokyo"));
    assertTrue(heard(hub, "vpn-osaka").contains("192.168.10.0/24 [64512, 65010]"));
    assertFalse(heard(hub, "vpn-osaka").contains("192.168.20.0/24 [64512, 65020]"));
  }

  @Test
  void cloudHubWorksWithoutAVpc() {
    SelectedRoutes hub = hub(of(RouteKind.VPN_BGP, "vpn-tokyo", "192.168.10.0/24", TOKYO));
    assertEquals(List.of("192.168.10.0/24 [64512, 65010]"), heard(hub, "vpn-osaka"));
    assertEquals(List.of(), heard(hub, "vpn-tokyo"));
  }

  @Test
  void sitesOfOneAsRefuseEachOthersRoutes() {
    SelectedRoutes hub = hub(of(RouteKind.VPN_BGP, "vpn-tokyo", "192.168.10.0/24", TOKYO));
    Advertisement heard =
        Advertisement.ofVirtualPrivateGateway(hub, AMAZON, "vpn-osaka", 100).get(0);
    assertTrue(heard.isLoopAt(TOKYO));
    assertFalse(heard.isLoopAt(OSAKA));
  }

  @Test
  void vgwDoesNotAdvertiseADefaultRouteNorWhatIsNotInUse() {
    SelectedRoutes hub =
        hub(
            of(RouteKind.VPN_BGP, "vpn-tokyo", "0.0.0.0/0", TOKYO),
            of(RouteKind.VPC, "vpc-1", "10.0.0.0/16").withCondition(RouteCondition.DETACHED),
            of(RouteKind.VPN_BGP, "vpn-tokyo", "192.168.10.0/24", TOKYO)
                .withCondition(RouteCondition.DOWN));
    assertEquals(List.of(), heard(hub, "vpn-osaka"));
  }

  @Test
  void vgwAdvertisesAThousandRoutesAndATransitGatewayFiveThousand() {
    SelectedRoutes vgw = hub();
    SelectedRoutes tgw = new SelectedRoutes(RouteSelection.transitGateway(true));
    for (int i = 0; i < 5_001; i++) {
      String prefix = "172." + i / 256 + "." + i % 256 + ".0/24";
      tgw.announce(of(RouteKind.VPN_BGP, "tgw-attach-1", prefix, TOKYO));
      if (i <= 1_000) {
        vgw.announce(of(RouteKind.VPN_BGP, "vpn-tokyo", prefix, TOKYO));
      }
    }
    assertEquals(1_000, heard(vgw, "vpn-osaka").size());
    assertEquals(5_000, Advertisement.ofTransitGateway(tgw, AMAZON, 100).size());
  }

  @Test
  void tgwAdvertisesTheWholeTableButForBlackholes() {
    SelectedRoutes routes = new SelectedRoutes(RouteSelection.transitGateway(true));
    routes.announce(of(RouteKind.STATIC, "tgw-attach-9", "0.0.0.0/0"));
    routes.announce(of(RouteKind.VPC, "tgw-attach-1", "10.0.0.0/16"));
    routes.announce(of(RouteKind.VPN_BGP, "tgw-attach-2", "192.168.10.0/24", TOKYO));
    routes.announce(
        of(RouteKind.STATIC, "blackhole", "10.9.0.0/16").withCondition(RouteCondition.DETACHED));
    assertEquals(
        List.of("0.0.0.0/0", "10.0.0.0/16", "192.168.10.0/24"),
        Advertisement.ofTransitGateway(routes, AMAZON, 100).stream()
            .map(route -> route.prefix().toString())
            .toList());
  }

  @Test
  void medMarksThePreferredTunnelOfAVgwAndNoneOfATransitGateway() {
    List<IpAddress> tunnels = List.of(FIRST, SECOND);
    assertEquals(
        Map.of(FIRST, 100L, SECOND, 200L),
        OutboundMed.ofVirtualPrivateGateway(tunnels, Optional.empty()));
    assertEquals(
        Map.of(FIRST, 100L, SECOND, 100L), OutboundMed.ofTransitGateway(tunnels, Optional.empty()));
  }

  @Test
  void medOfTheSurvivingTunnelIsTheLowestInMaintenance() {
    List<IpAddress> tunnels = List.of(FIRST, SECOND);
    for (IpAddress inMaintenance : tunnels) {
      IpAddress survivor = inMaintenance.equals(FIRST) ? SECOND : FIRST;
      for (Map<IpAddress, Long> meds :
          List.of(
              OutboundMed.ofVirtualPrivateGateway(tunnels, Optional.of(inMaintenance)),
              OutboundMed.ofTransitGateway(tunnels, Optional.of(inMaintenance)))) {
        assertEquals(50, meds.get(survivor));
        assertTrue(meds.get(inMaintenance) >= 100);
      }
    }
    assertEquals(
        Map.of(FIRST, 100L),
        OutboundMed.ofTransitGateway(List.of(FIRST), Optional.of(SECOND)),
        "not a tunnel of the connection");
  }

  @Test
  void inboundRoutesWithTheAmazonSidesAsOrAStrangeNextHopAreDenied() {
    IpPrefix inside = IpPrefix.of("169.254.44.104/30");
    IpAddress device = IpAddress.of("169.254.44.106");
    assertEquals(Optional.empty(), InboundDenial.of(AMAZON, inside, List.of(TOKYO), device));
    assertEquals(
        "DENIED due to: as-path contains our own AS",
        InboundDenial.of(AMAZON, inside, List.of(TOKYO, AMAZON), device).orElseThrow().toString());
    assertEquals(
        "DENIED due to: non-connected next-hop",
        InboundDenial.of(AMAZON, inside, List.of(TOKYO), IpAddress.of("192.0.2.1"))
            .orElseThrow()
            .toString());
  }
}
