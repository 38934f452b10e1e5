package io.vpn4j.gateway.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpn4j.esp.EspSuite;
import io.vpn4j.ike.EncryptionAlgorithm;
import io.vpn4j.ike.IntegrityAlgorithm;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AlgorithmsTest {
  /**
   * Whatever IKE may negotiate for a Child SA, ESP does, with keys of the same length: so no
   * builder has to refuse an algorithm. What ESP has beyond that are implicit IVs (RFC 8750), and
   * what encrypts nothing.
   */
  @Test
  void espHasEverySuiteThatIkeNegotiates() {
    Set<EspSuite> found = new LinkedHashSet<>();
    int pairs = 0;
    for (EncryptionAlgorithm encryption : EncryptionAlgorithm.values()) {
      List<Optional<IntegrityAlgorithm>> integrities = new ArrayList<>();
      if (encryption.isAead()) {
        integrities.add(Optional.empty());
      } else {
        List.of(IntegrityAlgorithm.values()).forEach(mac -> integrities.add(Optional.of(mac)));
      }
      for (Optional<IntegrityAlgorithm> integrity : integrities) {
        EspSuite suite = Algorithms.espSuite(encryption, integrity).orElseThrow();
        assertEquals(
            encryption.name() + integrity.map(mac -> "/" + mac).orElse(""), suite.toString());
        assertEquals(
            encryption.keymatOctets() + integrity.map(IntegrityAlgorithm::keyOctets).orElse(0),
            suite.keymatOctets());
        found.add(suite);
        pairs++;
      }
    }
    assertEquals(pairs, found.size());
    assertEquals(
        EspSuite.all().stream().filter(suite -> !suite.encryption().hasImplicitIv()).toList(),
        EspSuite.all().stream().filter(found::contains).toList());
  }
}
