package io.vpn4j.model.diagram;

/**
 * A line of a diagram.
 *
 * @param from key of the node on the left
 * @param to key of the node on the right
 * @param label what stands at it; may be empty
 * @param state how it is drawn
 */
record DiagramEdge(String from, String to, String label, State state) {
  /** Whether traffic passes. */
  enum State {
    UP("#1b7f3b"),
    DOWN("#c0392b"),
    PLAIN("#555555");

    private final String color;

    State(String color) {
      this.color = color;
    }

    String color() {
      return color;
    }
  }
}
