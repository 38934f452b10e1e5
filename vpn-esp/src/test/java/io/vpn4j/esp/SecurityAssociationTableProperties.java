package io.vpn4j.esp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SecurityAssociationTableProperties {
  private static final InboundSa[] SAS = new InboundSa[120];

  static {
    byte[] keymat = new byte[EspSuite.AES_GCM_16_128.keymatOctets()];
    for (int i = 0; i < SAS.length; i++) {
      // Neighbours, and numbers that differ in high bits only.
      int spi = i % 2 == 0 ? 256 + i : i << 24 | 0x100;
      SAS[i] = InboundSa.builder(spi, EspSuite.AES_GCM_16_128).keymat(keymat).build();
    }
  }

  /** An operation of n adds SA n; of -1-n removes it. */
  @Property(tries = 500)
  void agreesWithAMap(
      @ForAll @Size(max = 600) List<@IntRange(min = -120, max = 119) Integer> operations) {
    SecurityAssociationTable<Integer> table = new SecurityAssociationTable<>();
    Map<Integer, Integer> model = new HashMap<>();
    for (int operation : operations) {
      if (operation >= 0) {
        int spi = SAS[operation].spi();
        assertEquals(!model.containsKey(spi), table.add(SAS[operation], operation));
        model.putIfAbsent(spi, operation);
      } else {
        int spi = SAS[-1 - operation].spi();
        SecurityAssociationTable.Entry<Integer> removed = table.remove(spi);
        assertEquals(model.remove(spi), removed == null ? null : removed.owner());
      }
      assertEquals(model.size(), table.size());
    }
    for (InboundSa sa : SAS) {
      SecurityAssociationTable.Entry<Integer> entry = table.find(sa.spi());
      Integer owner = model.get(sa.spi());
      if (owner == null) {
        assertNull(entry);
      } else {
        assertEquals(owner, entry.owner());
      }
    }
    assertEquals(
        model,
        table.entries().stream()
            .collect(
                Collectors.toMap(
                    entry -> entry.sa().spi(), SecurityAssociationTable.Entry::owner)));
  }
}
