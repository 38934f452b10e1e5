package io.vpn4j.model.device;

import java.util.List;

/** Text that grows line by line, indented by open blocks. */
final class Lines {
  private final String unit;
  private final StringBuilder text = new StringBuilder();
  private int depth;

  /**
   * @param unit what a block is indented by
   */
  Lines(String unit) {
    this.unit = unit;
  }

  /** Appends each line of {@code lines}, indented. */
  Lines add(String lines) {
    lines.lines().forEach(this::one);
    return this;
  }

  /** Appends {@code lines} if {@code condition} holds. */
  Lines addIf(boolean condition, String lines) {
    return condition ? add(lines) : this;
  }

  /** Appends a comment line for each text, and an empty line. */
  Lines comment(String mark, List<String> texts) {
    texts.forEach(t -> one(t.isEmpty() ? mark : mark + " " + t));
    return add("\n");
  }

  /** Appends a line and indents what follows. */
  Lines open(String line) {
    one(line);
    depth++;
    return this;
  }

  /** Ends the innermost block and appends {@code lines} outside of it. */
  Lines close(String lines) {
    depth--;
    return add(lines);
  }

  private void one(String line) {
    text.append(line.isEmpty() ? "" : unit.repeat(depth)).append(line).append('\n');
  }

  /** What was appended. */
  @Override
  public String toString() {
    return text.toString();
  }
}
