package io.vpn4j.examples.benchmark;

import io.vpn4j.esp.EspSuite;
import io.vpn4j.esp.InboundSa;
import io.vpn4j.esp.SecurityAssociationTable;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finding the SA of a packet among many, by SPIs in random order, and reading the SPI of what was
 * found; beside a {@code ConcurrentHashMap} with the same SAs.
 */
final class SaLookup {
  private static final int BATCH = 1 << 14;

  private SaLookup() {}

  static void measure(Effort effort, Figures figures) throws Exception {
    Effort brief = effort.brief().warmUp(effort.warmUp().dividedBy(3));
    for (int count : new int[] {1, 1_000, 100_000}) {
      // A smoke run asks the same of fewer.
      Interleaved result = measure(brief, Math.min(count, 10 * effort.sessions()));
      String name = "esp.table.find." + count;
      figures.print(name + ".ns", 1e9 * result.oursSeconds(), "ns");
      figures.print(name + ".hash_map_ns", 1e9 * result.yardstickSeconds(), "ns");
      figures.print(name + ".ratio", 1 / result.ratio(), "1");
    }
  }

  private static Interleaved measure(Effort effort, int count) throws Exception {
    Random random = new Random(4303);
    SecurityAssociationTable<Integer> table = new SecurityAssociationTable<>();
    Map<Integer, SecurityAssociationTable.Entry<Integer>> map = new ConcurrentHashMap<>();
    int[] spis = new int[count];
    byte[] keymat = new byte[EspSuite.AES_GCM_16_128.keymatOctets()];
    while (map.size() < count) {
      int spi = 0x100 + random.nextInt(Integer.MAX_VALUE - 0x100);
      InboundSa sa = InboundSa.builder(spi, EspSuite.AES_GCM_16_128).keymat(keymat).build();
      if (table.add(sa, map.size())) {
        spis[map.size()] = spi;
        map.put(spi, table.find(spi));
      }
    }
    int[] wanted = random.ints(BATCH, 0, count).map(i -> spis[i]).toArray();
    return Interleaved.measure(effort, batch(wanted, table::find), batch(wanted, map::get));
  }

  private interface Finder {
    SecurityAssociationTable.Entry<Integer> find(int spi);
  }

  private static Interleaved.Operation batch(int[] wanted, Finder finder) {
    return new Interleaved.Operation() {
      @Override
      public int count() {
        return wanted.length;
      }

      @Override
      public void run() {
        for (int spi : wanted) {
          if (finder.find(spi).sa().spi() != spi) {
            throw new IllegalStateException("found another SA than " + spi);
          }
        }
      }
    };
  }
}
