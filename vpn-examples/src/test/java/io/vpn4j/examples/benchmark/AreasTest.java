package io.vpn4j.examples.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every area runs and prints its lines; how fast is no matter for a test. */
@Timeout(120)
class AreasTest {
  private static final Pattern FIGURE =
      Pattern.compile("([a-z0-9_]+)(\\.[a-z0-9_]+)+ -?[0-9]+(\\.[0-9]+)? [^ ]+");

  private static List<String> lines(Area area) throws Exception {
    var octets = new ByteArrayOutputStream();
    try (var out = new PrintStream(octets, false, StandardCharsets.UTF_8)) {
      area.run(Effort.SMOKE, new Figures(out));
    }
    return octets.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void everyAreaPrintsFiguresThatBeginWithItsName() throws Exception {
    for (Area area : Area.ALL) {
      for (String line : lines(area)) {
        assertTrue(line.startsWith("# ") || FIGURE.matcher(line).matches(), line);
        assertTrue(line.startsWith("# ") || line.startsWith(area.name() + "."), line);
      }
    }
  }

  @Test
  void theIkeAreaPrintsHandshakesTheirYardstickTheRatioAndTheHeap() throws Exception {
    List<String> names =
        lines(new IkeArea()).stream().map(line -> line.substring(0, line.indexOf(' '))).toList();
    assertTrue(
        names.containsAll(
            List.of(
                "ike.handshake.x25519.per_s",
                "ike.handshake.x25519.bare_per_s",
                "ike.handshake.x25519.ratio",
                "ike.handshake.p256.ratio",
                "ike.handshake.modp2048.ratio",
                "ike.handshake.x25519_mlkem768.ratio",
                "ike.loopback.x25519.per_s",
                "ike.loopback.modp2048.per_s",
                "ike.sa.heap_octets")),
        names.toString());
    assertEquals(names.size(), names.stream().distinct().count());
  }
}
