package io.vpn4j.examples.benchmark;

import io.vpn4j.esp.EspSuite;
import java.util.List;
import java.util.stream.Stream;

/**
 * Packets sealed and opened beside the bare cipher, on one core and on two, by the JDK's provider
 * and another; look-up of an SA, and the replay window.
 *
 * <p>AES-128-GCM-16 comes first, and long: as in a gateway whose tunnels agree on one suite, the
 * JIT compiler has seen no other. The others follow, briefly, in a JVM that has seen all before
 * them.
 */
final class EspArea implements Area {
  private static final List<Integer> SIZES = List.of(1400, 64, 512, 8900);

  @Override
  public String name() {
    return "esp";
  }

  @Override
  public void run(Effort effort, Figures figures) throws Exception {
    Effort shorterWarmUp = effort.warmUp(effort.warmUp().dividedBy(3));
    PacketCase first = PacketCase.of(effort, EspSuite.AES_GCM_16_128, SIZES.get(0));
    PacketFigures.warmUp(effort.warmUp(), first);
    for (int octets : SIZES) {
      PacketCase packets = PacketCase.of(effort, EspSuite.AES_GCM_16_128, octets);
      PacketFigures.print(shorterWarmUp, figures, "esp", packets, true);
    }
    OpeningThreads.measure(effort, figures, first);
    for (int octets : SIZES.subList(0, 2)) {
      PacketCase packets = PacketCase.of(effort, EspSuite.AES_GCM_16_128, octets);
      PacketFigures.print(shorterWarmUp, figures, "esp", packets.withDirectBuffers(), true);
    }
    SaLookup.measure(effort, figures);
    WindowSteps.measure(effort, figures);
    otherProvider(shorterWarmUp, figures);
    EspJmhRun.measure(effort, figures);
    otherSuites(effort, figures);
  }

  private static void otherProvider(Effort effort, Figures figures) throws Exception {
    CorrettoProvider corretto = CorrettoProvider.load();
    if (corretto.provider().isEmpty()) {
      figures.skip("esp.accp", corretto.whyNot());
      return;
    }
    for (int octets : SIZES.subList(0, 2)) {
      PacketCase packets = PacketCase.of(effort, EspSuite.AES_GCM_16_128, octets);
      PacketFigures.print(
          effort, figures, "esp.accp", packets.with(corretto.provider().get()), true);
    }
  }

  private static void otherSuites(Effort effort, Figures figures) throws Exception {
    Effort brief = effort.brief();
    List<EspSuite> others =
        Stream.concat(EspSuite.all().stream(), EspSuite.dangerouslyUnencrypted().stream())
            .filter(suite -> !suite.equals(EspSuite.AES_GCM_16_128))
            .toList();
    for (EspSuite suite : others) {
      PacketFigures.warmUp(
          effort.warmUp().dividedBy(8), PacketCase.of(effort, suite, SIZES.get(0)));
      for (int octets : SIZES) {
        PacketFigures.print(brief, figures, "esp", PacketCase.of(effort, suite, octets), false);
      }
    }
  }
}
