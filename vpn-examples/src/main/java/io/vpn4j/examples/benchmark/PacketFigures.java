package io.vpn4j.examples.benchmark;

import java.time.Duration;

/** Seals and opens packets of a suite beside its bare cipher, and prints both. */
final class PacketFigures {
  private PacketFigures() {}

  /**
   * Prints {@code PREFIX.seal.SUITE.OCTETS.gbps} and its like. Bits are those of the inner packets.
   *
   * @param detailed whether to print times and allocation too
   */
  static void print(
      Effort effort, Figures figures, String prefix, PacketCase packets, boolean detailed)
      throws Exception {
    String name =
        SuiteName.of(packets.suite())
            + "."
            + packets.octets()
            + (packets.direct() ? ".direct" : "");
    BareCipher bare = BareCipher.of(packets);
    print(
        figures,
        prefix + ".seal." + name,
        packets,
        Interleaved.measure(effort, new SealingLap(packets), bare.sealing()),
        detailed);
    print(
        figures,
        prefix + ".open." + name,
        packets,
        Interleaved.measure(effort, new OpeningLap(packets), bare.opening()),
        detailed);
  }

  /** Lets the JIT compiler see both directions of a suite. */
  static void warmUp(Duration time, PacketCase packets) throws Exception {
    Effort effort = Effort.SMOKE.warmUp(time.dividedBy(2));
    BareCipher bare = BareCipher.of(packets);
    Interleaved.measure(effort, new SealingLap(packets), bare.sealing());
    Interleaved.measure(effort, new OpeningLap(packets), bare.opening());
  }

  private static void print(
      Figures figures, String name, PacketCase packets, Interleaved result, boolean detailed) {
    figures.print(name + ".gbps", gbps(packets, result.oursSeconds()), "Gbit/s");
    figures.print(name + ".bare_gbps", gbps(packets, result.yardstickSeconds()), "Gbit/s");
    figures.print(name + ".ratio", 1 / result.ratio(), "1");
    if (detailed) {
      figures.print(name + ".ns", 1e9 * result.oursSeconds(), "ns");
      figures.print(name + ".bare_ns", 1e9 * result.yardstickSeconds(), "ns");
      figures.print(name + ".alloc_octets", result.oursOctets(), "octets");
      figures.print(name + ".bare_alloc_octets", result.yardstickOctets(), "octets");
      figures.print(
          name + ".extra_alloc_octets", result.oursOctets() - result.yardstickOctets(), "octets");
    }
  }

  private static double gbps(PacketCase packets, double seconds) {
    return 8e-9 * packets.octets() / seconds;
  }
}
