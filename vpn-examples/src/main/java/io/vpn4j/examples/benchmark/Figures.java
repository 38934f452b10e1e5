package io.vpn4j.examples.benchmark;

import java.io.PrintStream;
import java.util.Locale;
import java.util.regex.Pattern;

/** Prints figures: {@code name value unit}, one to a line. */
public final class Figures {
  private static final Pattern NAME = Pattern.compile("[a-z0-9_]+(\\.[a-z0-9_]+)+");

  private final PrintStream out;

  /** Figures go to {@code out}. */
  public Figures(PrintStream out) {
    this.out = out;
  }

  /**
   * Prints a figure with three digits after the point below 100, else as an integer.
   *
   * @param name lower-case words with dots between them
   * @param unit without spaces; {@code 1} for a ratio
   */
  public void print(String name, double value, String unit) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("the name of a figure is not lower-case.dotted: " + name);
    }
    String number = String.format(Locale.ROOT, value < 100 ? "%.3f" : "%.0f", value);
    out.println(name + " " + number + " " + unit);
  }

  /** Prints that a figure is missing, and why, as a comment. */
  public void skip(String name, String why) {
    out.println("# " + name + " skipped: " + why);
  }
}
