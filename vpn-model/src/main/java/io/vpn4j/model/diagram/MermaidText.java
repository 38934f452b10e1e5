package io.vpn4j.model.diagram;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A diagram as a Mermaid flowchart. */
final class MermaidText {
  private MermaidText() {}

  static String of(RegionGraph graph) {
    StringBuilder text = new StringBuilder("flowchart LR\n");
    Map<String, String> names = new HashMap<>();
    for (DiagramNode node : graph.nodes()) {
      String name = "n" + names.size();
      names.put(node.key(), name);
      String label =
          node.lines().stream().map(MermaidText::escaped).collect(Collectors.joining("<br/>"));
      text.append("  ").append(name).append("[\"").append(label).append("\"]\n");
      text.append("  style ").append(name).append(" fill:").append(node.kind().color());
      text.append(",stroke:#555555\n");
    }
    int number = 0;
    for (DiagramEdge edge : graph.edges()) {
      text.append("  ").append(names.get(edge.from())).append(" ---");
      if (!edge.label().isEmpty()) {
        text.append("|\"").append(escaped(edge.label())).append("\"|");
      }
      text.append(' ').append(names.get(edge.to())).append('\n');
      text.append("  linkStyle ").append(number++).append(" stroke:").append(edge.state().color());
      text.append(edge.state() == DiagramEdge.State.DOWN ? ",stroke-dasharray:4\n" : "\n");
    }
    return text.toString();
  }

  /** Whatever might mean something to Mermaid or to HTML, by its number. */
  private static String escaped(String text) {
    return text.codePoints()
        .mapToObj(c -> plain(c) ? Character.toString(c) : "#" + c + ";")
        .collect(Collectors.joining());
  }

  private static boolean plain(int c) {
    return c < 128 && (Character.isLetterOrDigit(c) || " .,:/_-".indexOf(c) >= 0);
  }
}
