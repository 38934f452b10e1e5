package io.vpn4j.model.diagram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.model.CustomerGateway;
import io.vpn4j.model.region.RandomRegions;
import io.vpn4j.model.region.VpnRegion;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assumptions;

/** What holds for the picture of any Region, whatever the names in it. */
class AnyRegionDiagramProperties {
  private static final Pattern DOT_NODE =
      Pattern.compile("  (n[0-9]+) \\[label=\"(?:[^\"\\\\\\n]|\\\\.)*\", fillcolor=.*\\];");
  private static final Pattern DOT_EDGE =
      Pattern.compile(
          "  (n[0-9]+) -- (n[0-9]+) \\[label=\"(?:[^\"\\\\\\n]|\\\\.)*\", color=.*\\];");
  private static final Pattern MERMAID_NODE =
      Pattern.compile("  (n[0-9]+)\\[\"(?:[A-Za-z0-9 .,:/_-]|#[0-9]+;|<br/>)*\"\\]");
  private static final Pattern MERMAID_EDGE =
      Pattern.compile("  (n[0-9]+) ---(?:\\|\"(?:[A-Za-z0-9 .,:/_-]|#[0-9]+;)*\"\\|)? (n[0-9]+)");

  @Provide
  Arbitrary<VpnRegion> regions() {
    return RandomRegions.any();
  }

  @Property(tries = 200)
  void svgIsWellFormedAndSaysInWordsWhatItShows(@ForAll("regions") VpnRegion region)
      throws Exception {
    var svg = RegionDiagramTest.parse(RegionDiagram.of(region).svg());
    String words = svg.getElementsByTagName("desc").item(0).getTextContent();
    for (DiagramNode node : new RegionGraph(region).nodes()) {
      assertTrue(words.contains(node.key()), words);
    }
  }

  @Property(tries = 200)
  void everyNodeOfDotIsUniqueAndEveryEdgeJoinsTwo(@ForAll("regions") VpnRegion region) {
    List<String> lines = RegionDiagram.of(region).dot().lines().toList();
    check(lines.subList(5, lines.size() - 1), DOT_NODE, DOT_EDGE);
  }

  @Property(tries = 200)
  void everyNodeOfMermaidIsUniqueAndEveryEdgeJoinsTwo(@ForAll("regions") VpnRegion region) {
    List<String> lines =
        RegionDiagram.of(region)
            .mermaid()
            .lines()
            .skip(1)
            .filter(line -> !line.matches("  (style|linkStyle) n?[0-9]+ [A-Za-z0-9#:,-]+"))
            .toList();
    check(lines, MERMAID_NODE, MERMAID_EDGE);
  }

  private static void check(List<String> lines, Pattern nodes, Pattern edges) {
    Set<String> ids = new HashSet<>();
    for (String line : lines) {
      var node = nodes.matcher(line);
      var edge = edges.matcher(line);
      if (node.matches()) {
        assertTrue(ids.add(node.group(1)), line);
      } else {
        assertTrue(edge.matches(), line);
        assertTrue(ids.contains(edge.group(1)) && ids.contains(edge.group(2)), line);
      }
    }
    assertFalse(ids.isEmpty());
  }

  private static VpnRegion named() {
    return VpnRegion.of("eu-west-1")
        .importing(
            i ->
                i.customerGateway(
                    CustomerGateway.builder()
                        .customerGatewayId("cgw-1")
                        .ipAddress("203.0.113.10")
                        .addTag("Name", "\"<b>&amp;\\\n東京")
                        .build()));
  }

  @Example
  void eachFormatEscapesWhatItWouldReadOtherwise() {
    RegionDiagram diagram = RegionDiagram.of(named());
    assertTrue(
        diagram.mermaid().contains("#34;#60;b#62;#38;amp#59;#92; #26481;#20140;<br/>"),
        diagram.mermaid());
    assertTrue(diagram.dot().contains("\\n\\\"<b>&amp;amp;\\\\ 東京\\n"), diagram.dot());
    assertTrue(diagram.svg().contains(">\"&lt;b&gt;&amp;amp;\\ 東京</text>"), diagram.svg());
  }

  @Example
  void graphvizAcceptsTheText() throws IOException, InterruptedException {
    Assumptions.assumeTrue(
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(directory -> new File(directory, "dot").canExecute()),
        "dot of Graphviz is not installed");
    Process dot =
        new ProcessBuilder("dot", "-Tsvg")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var in = dot.getOutputStream()) {
      in.write(RegionDiagram.of(named()).dot().getBytes(StandardCharsets.UTF_8));
    }
    assertTrue(dot.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, dot.exitValue());
  }
}
