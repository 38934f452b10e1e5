package io.vpn4j.esp.fuzz;

import io.vpn4j.esp.OpenFuzz;
import io.vpn4j.esp.fragment.FragmentFuzz;
import java.util.List;
import java.util.function.Consumer;

/**
 * What can be fuzzed.
 *
 * @param type the class with {@code fuzzerTestOneInput}
 * @param method the same, to call it
 * @param seeds inputs to begin with, all of our own making
 */
record FuzzTarget(Class<?> type, Consumer<byte[]> method, List<byte[]> seeds) {

  static List<FuzzTarget> all() {
    return List.of(
        new FuzzTarget(OpenFuzz.class, OpenFuzz::fuzzerTestOneInput, OpenFuzz.seeds()),
        new FuzzTarget(FragmentFuzz.class, FragmentFuzz::fuzzerTestOneInput, FragmentFuzz.seeds()));
  }
}
