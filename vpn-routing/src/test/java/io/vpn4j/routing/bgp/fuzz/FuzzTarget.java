package io.vpn4j.routing.bgp.fuzz;

import io.vpn4j.routing.bgp.message.AttributeFuzz;
import io.vpn4j.routing.bgp.message.BgpMessageFuzz;
import io.vpn4j.routing.bgp.mrt.MrtFuzz;
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
        new FuzzTarget(
            BgpMessageFuzz.class, BgpMessageFuzz::fuzzerTestOneInput, BgpMessageFuzz.seeds()),
        new FuzzTarget(
            AttributeFuzz.class, AttributeFuzz::fuzzerTestOneInput, AttributeFuzz.seeds()),
        new FuzzTarget(MrtFuzz.class, MrtFuzz::fuzzerTestOneInput, MrtFuzz.seeds()));
  }
}
