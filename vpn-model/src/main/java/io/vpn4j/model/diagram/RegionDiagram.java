package io.vpn4j.model.diagram;

import io.vpn4j.model.region.VpnRegion;

/**
 * A Region as a picture: VPCs with their route tables, gateways, connections with the status of
 * both tunnels, customer gateways and virtual interfaces. What is deleted is left out.
 *
 * <p>Route tables show each route with its target, its origin and its state, up to twelve.
 */
public final class RegionDiagram {
  private final RegionGraph graph;
  private final String title;

  private RegionDiagram(VpnRegion region) {
    this.graph = new RegionGraph(region);
    this.title = region.regionName() + " at " + region.now();
  }

  /** The picture of a snapshot. */
  public static RegionDiagram of(VpnRegion region) {
    return new RegionDiagram(region);
  }

  /** A Mermaid flowchart, for Markdown that renders it. */
  public String mermaid() {
    return MermaidText.of(graph);
  }

  /** A Graphviz graph in the DOT language. */
  public String dot() {
    return DotText.of(graph, title);
  }

  /** An SVG 1.1 document, laid out here. */
  public String svg() {
    return new SvgPicture(graph, title).toString();
  }
}
