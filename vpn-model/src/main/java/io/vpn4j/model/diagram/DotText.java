package io.vpn4j.model.diagram;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A diagram in the DOT language of Graphviz. */
final class DotText {
  private DotText() {}

  static String of(RegionGraph graph, String title) {
    StringBuilder text = new StringBuilder("graph region {\n  rankdir=LR;\n");
    text.append("  label=").append(quoted(title)).append(";\n");
    text.append("  node [shape=box, style=filled, fontname=\"sans-serif\", fontsize=10];\n");
    text.append("  edge [fontname=\"sans-serif\", fontsize=9];\n");
    Map<String, String> names = new HashMap<>();
    for (DiagramNode node : graph.nodes()) {
      String name = "n" + names.size();
      names.put(node.key(), name);
      text.append("  ").append(name).append(" [label=");
      text.append(quoted(String.join("\n", node.lines())));
      text.append(", fillcolor=\"").append(node.kind().color()).append("\"];\n");
    }
    for (DiagramEdge edge : graph.edges()) {
      text.append("  ").append(names.get(edge.from())).append(" -- ");
      text.append(names.get(edge.to())).append(" [label=").append(quoted(edge.label()));
      text.append(", color=\"").append(edge.state().color()).append('"');
      text.append(edge.state() == DiagramEdge.State.DOWN ? ", style=dashed];\n" : "];\n");
    }
    return text.append("}\n").toString();
  }

  private static String quoted(String text) {
    return text.codePoints()
        .mapToObj(
            c ->
                switch (c) {
                  case '\n' -> "\\n";
                  case '&' -> "&amp;"; // Graphviz reads entities of HTML in every label
                  case '"', '\\' -> "\\" + Character.toString(c);
                  default -> Character.isISOControl(c) ? " " : Character.toString(c);
                })
        .collect(Collectors.joining("", "\"", "\""));
  }
}
