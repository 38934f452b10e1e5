package io.vpn4j.model.diagram;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A diagram as SVG: a column for each kind of box, boxes one below the other, lines from edge to
 * edge. Several lines between two boxes lie side by side.
 */
final class SvgPicture {
  private static final int MARGIN = 20;
  private static final int LINE_HEIGHT = 15;
  private static final int PADDING = 8;
  private static final int GAP_BELOW = 24;
  private static final int GAP_BESIDE = 60;
  private static final int LABEL_SPACING = 14;
  // Of a font of 11 pixels; a text that is narrower leaves some room.
  private static final double CHARACTER_WIDTH = 6.7;

  /** A box in its place. */
  record Box(DiagramNode node, int x, int y, int width, int height) {}

  private final RegionGraph graph;
  private final String title;
  private final Map<String, Box> boxes = new HashMap<>();
  private int width;
  private int height;

  SvgPicture(RegionGraph graph, String title) {
    this.graph = graph;
    this.title = title;
    layOut();
  }

  List<Box> boxes() {
    return List.copyOf(boxes.values());
  }

  private void layOut() {
    int x = MARGIN;
    int bottom = 0;
    for (int column = 0; column <= DiagramNode.Kind.CUSTOMER_SIDE.column(); column++) {
      int at = column;
      List<DiagramNode> here = graph.nodes().stream().filter(n -> n.kind().column() == at).toList();
      if (here.isEmpty()) {
        continue;
      }
      int boxWidth = widthOf(here.stream().flatMap(n -> n.lines().stream()).toList()) + 2 * PADDING;
      int y = MARGIN + 2 * LINE_HEIGHT;
      for (DiagramNode node : here) {
        int boxHeight = node.lines().size() * LINE_HEIGHT + 2 * PADDING;
        boxes.put(node.key(), new Box(node, x, y, boxWidth, boxHeight));
        y += boxHeight + GAP_BELOW + LABEL_SPACING * linesFrom(node);
      }
      bottom = Math.max(bottom, y);
      x += boxWidth + GAP_BESIDE + widthOf(labelsAfter(column));
    }
    width = Math.max(x, widthOf(List.of(title)) + 2 * MARGIN);
    height = Math.max(bottom, MARGIN + 2 * LINE_HEIGHT) + MARGIN;
  }

  /** Two tunnels of a connection want room for two labels. */
  private int linesFrom(DiagramNode node) {
    return (int) graph.edges().stream().filter(e -> e.from().equals(node.key())).count();
  }

  private List<String> labelsAfter(int column) {
    Map<String, Integer> columns =
        graph.nodes().stream().collect(Collectors.toMap(DiagramNode::key, n -> n.kind().column()));
    return graph.edges().stream()
        .filter(e -> columns.get(e.from()) == column)
        .map(DiagramEdge::label)
        .toList();
  }

  private static int widthOf(List<String> texts) {
    return (int)
        Math.ceil(CHARACTER_WIDTH * texts.stream().mapToInt(String::length).max().orElse(0));
  }

  /** The document. */
  @Override
  public String toString() {
    StringBuilder svg = new StringBuilder();
    svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" width=\"").append(width);
    svg.append("\" height=\"").append(height).append("\" font-family=\"sans-serif\"");
    svg.append(" font-size=\"11\" role=\"img\" aria-labelledby=\"title desc\">\n");
    svg.append("  <title id=\"title\">").append(escaped(title)).append("</title>\n");
    svg.append("  <desc id=\"desc\">").append(escaped(inWords())).append("</desc>\n");
    svg.append("  <rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
    text(svg, MARGIN, MARGIN + LINE_HEIGHT, "#000000", title);
    Map<String, Integer> drawn = new HashMap<>();
    for (DiagramEdge edge : graph.edges()) {
      // Beside those that leave the box already.
      line(svg, edge, drawn.merge(edge.from(), 1, Integer::sum) - 1);
    }
    graph.nodes().forEach(node -> box(svg, boxes.get(node.key())));
    return svg.append("</svg>\n").toString();
  }

  /** For who does not see the picture: what stands in each box, and at each line between two. */
  private String inWords() {
    String inBoxes =
        graph.nodes().stream()
            .map(node -> String.join(", ", node.lines()))
            .collect(Collectors.joining(". "));
    return graph.edges().stream()
        .map(
            edge ->
                edge.from()
                    + " to "
                    + edge.to()
                    + (edge.label().isEmpty() ? "" : ": " + edge.label()))
        .collect(Collectors.joining(". ", inBoxes + ". ", "."));
  }

  private void line(StringBuilder svg, DiagramEdge edge, int beside) {
    Box from = boxes.get(edge.from());
    Box to = boxes.get(edge.to());
    int shift = LABEL_SPACING * beside;
    int x1 = from.x() + from.width();
    int y1 = from.y() + PADDING + LINE_HEIGHT / 2 + shift;
    int y2 = to.y() + Math.min(PADDING + LINE_HEIGHT / 2 + shift, to.height() - PADDING);
    svg.append("  <line x1=\"").append(x1).append("\" y1=\"").append(y1);
    svg.append("\" x2=\"").append(to.x()).append("\" y2=\"").append(y2);
    svg.append("\" stroke=\"").append(edge.state().color()).append('"');
    svg.append(edge.state() == DiagramEdge.State.DOWN ? " stroke-dasharray=\"4\"/>\n" : "/>\n");
    if (!edge.label().isEmpty()) {
      text(svg, x1 + PADDING, y1 - 3, edge.state().color(), edge.label());
    }
  }

  private static void box(StringBuilder svg, Box box) {
    svg.append("  <rect x=\"").append(box.x()).append("\" y=\"").append(box.y());
    svg.append("\" width=\"").append(box.width()).append("\" height=\"").append(box.height());
    svg.append("\" rx=\"4\" fill=\"").append(box.node().kind().color());
    svg.append("\" stroke=\"#555555\"/>\n");
    int y = box.y() + PADDING + LINE_HEIGHT - 4;
    for (String line : box.node().lines()) {
      text(svg, box.x() + PADDING, y, "#000000", line);
      y += LINE_HEIGHT;
    }
  }

  private static void text(StringBuilder svg, int x, int y, String color, String text) {
    svg.append("  <text x=\"").append(x).append("\" y=\"").append(y).append("\" fill=\"");
    svg.append(color).append("\">").append(escaped(text)).append("</text>\n");
  }

  /** For XML 1.0, which has no place for some characters at all. */
  private static String escaped(String text) {
    return text.codePoints()
        .mapToObj(
            c ->
                switch (c) {
                  case '<' -> "&lt;";
                  case '>' -> "&gt;";
                  case '&' -> "&amp;";
                  default -> isXml(c) ? Character.toString(c) : "\ufffd";
                })
        .collect(Collectors.joining());
  }

  private static boolean isXml(int c) {
    return (c >= 0x20 && c <= 0xd7ff) || (c >= 0xe000 && c <= 0xfffd) || c >= 0x10000;
  }
}
