package io.vpn4j.ike.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.model.wire.Octets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every target over its seeds, over those seeds damaged a little, and over what was once found. */
class FuzzTargetsTest {
  private static final Path FOUND =
      Path.of("src", "test", "resources", "io", "vpn4j", "ike", "fuzz");

  static Stream<FuzzTarget> targets() {
    return FuzzTarget.all().stream();
  }

  @ParameterizedTest
  @MethodSource("targets")
  void takesItsSeeds(FuzzTarget target) {
    assertTrue(target.seeds().size() >= 4, "something to begin with");
    for (Octets seed : target.seeds()) {
      target.method().accept(seed.toByteArray());
    }
  }

  @ParameterizedTest
  @MethodSource("targets")
  void takesDamagedSeeds(FuzzTarget target) {
    Random random = new Random(1);
    for (Octets seed : target.seeds()) {
      for (int i = 0; i < 20; i++) {
        byte[] octets = seed.toByteArray();
        for (int j = random.nextInt(4); j >= 0 && octets.length > 0; j--) {
          octets[random.nextInt(octets.length)] = (byte) random.nextInt();
        }
        target.method().accept(octets);
      }
    }
  }

  /** Each line of a file is one input in hexadecimal; lines that begin with # say what it did. */
  @ParameterizedTest
  @MethodSource("targets")
  void takesWhatWasFound(FuzzTarget target) throws IOException {
    Path file = FOUND.resolve(target.name() + ".hex");
    List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
    for (String line : lines) {
      if (!line.startsWith("#")) {
        target.method().accept(HexFormat.of().parseHex(line));
      }
    }
    try (Stream<Path> files = Files.list(FOUND)) {
      List<String> known = targets().map(t -> t.name() + ".hex").toList();
      assertEquals(
          List.of(),
          files.map(f -> f.getFileName().toString()).filter(f -> !known.contains(f)).toList());
    }
  }
}
