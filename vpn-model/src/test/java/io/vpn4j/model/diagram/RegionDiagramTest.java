package io.vpn4j.model.diagram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.model.TunnelOption;
import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.region.AcceptedRoute;
import io.vpn4j.model.region.Route;
import io.vpn4j.model.region.RouteOrigin;
import io.vpn4j.model.region.RouteState;
import io.vpn4j.model.region.RouteTable;
import io.vpn4j.model.region.TunnelReport;
import io.vpn4j.model.region.Vpc;
import io.vpn4j.model.region.VpnRegion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

/** Whole pictures; {@code -Ddiagram.golden=write} writes the files instead of comparing them. */
class RegionDiagramTest {
  private static final Path FOLDER = Path.of("src/test/resources/io/vpn4j/model/diagram");

  /** One VPC; a connection with BGP, of whose tunnels one is up; a transit gateway beside it. */
  private static VpnRegion region() {
    VpnRegion region = VpnRegion.of("ap-northeast-1").createVpc("vpc-1", "10.0.0.0/16");
    var vgw = region.createVpnGateway();
    var cgw = vgw.region().createCustomerGateway(r -> r.ipAddress("203.0.113.10").bgpAsn(65_010));
    String vgwId = vgw.result().vpnGatewayId();
    String cgwId = cgw.result().customerGatewayId();
    region = cgw.region().afterTransitions().attachVpnGateway(vgwId, "vpc-1").region();
    var vpn = region.createVpnConnection(r -> r.customerGatewayId(cgwId).vpnGatewayId(vgwId));
    region = vpn.region().afterTransitions();
    String table = region.mainRouteTable("vpc-1").orElseThrow().routeTableId();
    region = region.enableVgwRoutePropagation(vgwId, table);
    String vpnId = vpn.result().vpnConnectionId();
    TunnelOption first = region.vpnConnection(vpnId).orElseThrow().options().tunnelOptions().get(0);
    return region.report(
        TunnelReport.up(
            vpnId,
            first.outsideIpAddress().orElseThrow(),
            AcceptedRoute.of("192.168.40.0/24", AsNumber.of(65_010))));
  }

  private static void compare(String name, String text) throws IOException {
    Path file = FOLDER.resolve(name);
    if (System.getProperty("diagram.golden", "").equals("write")) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, text);
      return;
    }
    assertEquals(Files.readString(file), text);
  }

  @Test
  void drawsMermaid() throws IOException {
    compare("region.golden.mmd", RegionDiagram.of(region()).mermaid());
  }

  @Test
  void drawsDot() throws IOException {
    compare("region.golden.dot", RegionDiagram.of(region()).dot());
  }

  @Test
  void drawsSvg() throws IOException {
    compare("region.golden.svg", RegionDiagram.of(region()).svg());
  }

  @ParameterizedTest
  @ValueSource(strings = {"mermaid", "dot", "svg"})
  void showsTunnelsWithStatusAndRoutesWithOrigin(String form) {
    RegionDiagram diagram = RegionDiagram.of(region());
    String text =
        switch (form) {
          case "mermaid" -> diagram.mermaid();
          case "dot" -> diagram.dot();
          default -> diagram.svg();
        };
    for (String shown :
        List.of(
            "10.0.0.0/16 to local, CreateRouteTable, active",
            "EnableVgwRoutePropagation, active",
            " UP, 1 BGP ROUTES",
            " DOWN",
            "AS 65010",
            "attached")) {
      assertTrue(text.contains(shown), shown + " in " + text);
    }
  }

  static VpnRegion regionWithRoutes(List<Route> routes) {
    Vpc vpc = new Vpc("vpc-1", List.of(IpPrefix.of("10.0.0.0/16")));
    RouteTable table = RouteTable.of("rtb-1", vpc, true);
    for (Route route : routes) {
      table = table.withRoute(route);
    }
    RouteTable complete = table;
    return VpnRegion.of("eu-west-1").importing(i -> i.vpc(vpc).routeTable(complete));
  }

  @Test
  void countsWhatIsTooMuchForABox() {
    List<Route> routes = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      routes.add(
          new Route(
              IpPrefix.of("172.16." + i + ".0/24"),
              "igw-1",
              RouteOrigin.CREATE_ROUTE,
              RouteState.ACTIVE));
    }
    String dot = RegionDiagram.of(regionWithRoutes(routes)).dot();
    assertTrue(dot.contains("and 9 more routes"), dot);
  }

  @Test
  void emptyRegionIsAPictureToo() throws Exception {
    RegionDiagram diagram = RegionDiagram.of(VpnRegion.of("eu-west-1"));
    assertEquals("flowchart LR\n", diagram.mermaid());
    assertEquals("svg", parse(diagram.svg()).getDocumentElement().getTagName());
  }

  @Test
  void boxesDoNotOverlap() {
    List<SvgPicture.Box> boxes = new SvgPicture(new RegionGraph(region()), "title").boxes();
    assertEquals(5, boxes.size());
    for (SvgPicture.Box one : boxes) {
      for (SvgPicture.Box other : boxes) {
        boolean beside = one.x() + one.width() <= other.x() || other.x() + other.width() <= one.x();
        boolean below =
            one.y() + one.height() <= other.y() || other.y() + other.height() <= one.y();
        assertTrue(one.equals(other) || beside || below, one + " " + other);
      }
    }
  }

  static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }
}
