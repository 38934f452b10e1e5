package io.vpn4j.examples;

import io.vpn4j.examples.benchmark.Area;
import io.vpn4j.examples.benchmark.Effort;
import io.vpn4j.examples.benchmark.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How fast and how small: {@code mvn -q compile exec:java -Dexample=Benchmarks -Dexec.args="ike"}.
 * The README of this module says what the figures mean.
 */
public final class Benchmarks {
  private Benchmarks() {}

  /**
   * Measures areas and prints their figures, {@code name value unit} each.
   *
   * @param args names of areas; all when there is none
   * @throws IllegalArgumentException if there is no such area
   */
  public static void main(String[] args) throws Exception {
    Figures figures = new Figures(System.out);
    for (Area area : areas(args)) {
      area.run(Effort.FULL, figures);
    }
  }

  /** The areas of these names; all when there is none. */
  static List<Area> areas(String... names) {
    if (names.length == 0) {
      return Area.ALL;
    }
    List<Area> chosen = new ArrayList<>();
    for (String name : names) {
      chosen.add(
          Area.ALL.stream()
              .filter(area -> area.name().equals(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "no area is called "
                              + name
                              + "; there are "
                              + Area.ALL.stream()
                                  .map(Area::name)
                                  .collect(Collectors.joining(", ")))));
    }
    return chosen;
  }
}
