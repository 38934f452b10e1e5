package io.vpn4j.model.diagram;

import java.util.List;

/**
 * A box of a diagram.
 *
 * @param key what edges call it
 * @param kind what it is
 * @param lines what stands in it; the first is the identifier
 */
record DiagramNode(String key, Kind kind, List<String> lines) {
  /** What a box is, which column it stands in from the left, and its colour. */
  enum Kind {
    ROUTE_TABLE(0, "#fff7e0"),
    VPC(1, "#e3f1e3"),
    GATEWAY(2, "#e3ecf9"),
    GATEWAY_ROUTE_TABLE(2, "#fff7e0"),
    CONNECTION(3, "#f1e8f7"),
    CUSTOMER_SIDE(4, "#f2f2f2");

    private final int column;
    private final String color;

    Kind(int column, String color) {
      this.column = column;
      this.color = color;
    }

    int column() {
      return column;
    }

    String color() {
      return color;
    }
  }

  DiagramNode {
    lines = List.copyOf(lines);
  }
}
