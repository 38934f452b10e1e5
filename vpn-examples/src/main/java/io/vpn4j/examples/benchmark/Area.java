package io.vpn4j.examples.benchmark;

import java.util.List;

/** A part of the project with figures of its own. A new one is a class, and an entry here. */
public interface Area {
  /** All of them, in the order in which they run. */
  List<Area> ALL = List.of(new EspArea(), new IkeArea(), new FibArea(), new ModelArea());

  /** The name on the command line, which begins the names of all its figures. */
  String name();

  /** Measures and prints. */
  void run(Effort effort, Figures figures) throws Exception;
}
