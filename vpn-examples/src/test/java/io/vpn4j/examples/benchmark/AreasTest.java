package io.vpn4j.examples.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.esp.EspSuite;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every area runs and prints its lines; how fast is no matter for a test. */
@Timeout(120)
class AreasTest {
  private static final Pattern FIGURE =
      Pattern.compile("([a-z0-9_]+)(\\.[a-z0-9_]+)+ -?[0-9]+(\\.[0-9]+)? [^ ]+");

  private static final Map<String, List<String>> LINES = new HashMap<>();

  /** The lines of an area, which runs once for all tests. */
  private static List<String> lines(Area area) throws Exception {
    List<String> lines = LINES.get(area.name());
    if (lines == null) {
      lines = run(area);
      LINES.put(area.name(), lines);
    }
    return lines;
  }

  private static List<String> names(Area area) throws Exception {
    return lines(area).stream()
        .filter(line -> !line.startsWith("# "))
        .map(line -> line.substring(0, line.indexOf(' ')))
        .toList();
  }

  private static List<String> run(Area area) throws Exception {
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
    List<String> names = names(new IkeArea());
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

  @Test
  void theModelAreaPrintsAPlanAndTheSlowestOperation() throws Exception {
    List<String> names = names(new ModelArea());
    assertTrue(
        names.containsAll(
            List.of(
                "model.plan.ms",
                "model.plan.ratio",
                "model.operation.ms",
                "model.operation.ratio",
                "model.operation.create_route.ms")),
        names.toString());
    assertEquals(names.size(), names.stream().distinct().count());
  }

  @Test
  void theEspAreaPrintsEachSuiteInEachSizeAndWhatHasAnAim() throws Exception {
    List<String> names = names(new EspArea());
    List<String> expected = new ArrayList<>();
    for (EspSuite suite : EspSuite.all()) {
      for (int octets : new int[] {64, 512, 1400, 8900}) {
        for (String direction : new String[] {"seal", "open"}) {
          String name = "esp." + direction + "." + SuiteName.of(suite) + "." + octets;
          expected.addAll(List.of(name + ".gbps", name + ".bare_gbps", name + ".ratio"));
        }
      }
    }
    expected.addAll(
        List.of(
            "esp.seal.aes128gcm16.1400.extra_alloc_octets",
            "esp.open.aes128gcm16.1400.extra_alloc_octets",
            "esp.open.aes128gcm16.1400.threads2_one_sa.ratio",
            "esp.open.aes128gcm16.1400.threads2_two_sas.ratio",
            "esp.table.find.1.ns",
            "esp.table.find.1000.ns",
            "esp.table.find.100000.ns",
            "esp.window.accept.ns",
            "esp.jmh.seal.aes128gcm16.64.ratio"));
    for (String name : expected) {
      assertTrue(names.contains(name), name);
    }
    assertEquals(names.size(), names.stream().distinct().count());
  }

  @Test
  void theFibAreaPrintsLookUpsOfBothFamiliesTheirYardstickAndChanges() throws Exception {
    List<String> lines = lines(new FibArea());
    List<String> names = lines.stream().map(line -> line.substring(0, line.indexOf(' '))).toList();
    assertTrue(
        names.containsAll(
            List.of(
                "fib.generated.ipv4.random.mlps",
                "fib.generated.changes.per_s",
                "fib.generated.changes.ipaddress_per_s",
                "fib.ipv6.random.mlps",
                "fib.ipv6.random.ipaddress_mlps",
                "fib.ipv6.random.two_cores.mlps",
                "fib.ipv6.random.beside_writer.mlps",
                "fib.ipv6.heap_octets_per_prefix")),
        names.toString());
    assertTrue(
        names.containsAll(
                List.of(
                    "fib.ipv4.random.mlps",
                    "fib.ipv4.covered.mlps",
                    "fib.ipv4.traffic.mlps",
                    "fib.ipv4.multipath.mlps",
                    "fib.changes.per_s"))
            || lines.stream().anyMatch(line -> line.startsWith("# fib.ipv4 skipped: ")),
        names.toString());
    assertEquals(
        names.stream().filter(name -> !name.equals("#")).distinct().count(),
        names.stream().filter(name -> !name.equals("#")).count());
  }
}
