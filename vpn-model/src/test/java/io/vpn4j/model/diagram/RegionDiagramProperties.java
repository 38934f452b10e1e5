package io.vpn4j.model.diagram;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.region.Route;
import io.vpn4j.model.region.RouteOrigin;
import io.vpn4j.model.region.RouteState;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

class RegionDiagramProperties {
  /** A target is any text: it must stay text. */
  @Property(tries = 300)
  void noTextBreaksOutOfItsPlace(@ForAll @StringLength(min = 1, max = 64) String target)
      throws Exception {
    Route route =
        new Route(
            IpPrefix.of("172.16.0.0/16"), target, RouteOrigin.CREATE_ROUTE, RouteState.ACTIVE);
    RegionDiagram diagram = RegionDiagram.of(RegionDiagramTest.regionWithRoutes(List.of(route)));
    RegionDiagram plain =
        RegionDiagram.of(
            RegionDiagramTest.regionWithRoutes(
                List.of(
                    new Route(
                        IpPrefix.of("172.16.0.0/16"),
                        "igw-1",
                        RouteOrigin.CREATE_ROUTE,
                        RouteState.ACTIVE))));
    assertEquals(elements(plain.svg()), elements(diagram.svg()));
    assertEquals(plain.mermaid().lines().count(), diagram.mermaid().lines().count());
    assertEquals(quotes(plain.mermaid()), quotes(diagram.mermaid()));
    assertEquals(
        quotes(plain.dot()), quotes(diagram.dot().replace("\\\\", "").replace("\\\"", "")));
  }

  private static long quotes(String text) {
    return text.chars().filter(c -> c == '"').count();
  }

  private static int elements(String svg) throws Exception {
    return RegionDiagramTest.parse(svg).getElementsByTagName("*").getLength();
  }
}
