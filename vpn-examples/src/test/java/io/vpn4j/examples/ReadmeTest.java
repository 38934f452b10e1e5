package io.vpn4j.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README of the project says what is there. */
class ReadmeTest {
  private static final Path ROOT = Path.of("..");

  private static String readme() throws IOException {
    return Files.readString(ROOT.resolve("README.md"));
  }

  @Test
  void itsProgramIsTheOneThatRuns() throws IOException {
    String source =
        Files.readString(Path.of("src/main/java/io/vpn4j/examples/ShortestTunnel.java"));
    String program =
        source
            .substring(source.indexOf("// README\n") + 10, source.indexOf("    // end"))
            .indent(-4);
    String readme = readme();
    int from = readme.indexOf("```java\n") + 8;
    assertEquals(program, readme.substring(from, readme.indexOf("```", from)));
  }

  @Test
  void everyTestItNamesExists() throws IOException {
    List<String> names =
        Pattern.compile("`([A-Za-z0-9]+(Test|Properties|Simulation|Interop))`")
            .matcher(readme())
            .results()
            .map(result -> result.group(1) + ".java")
            .toList();
    assertTrue(names.size() > 8, names.toString());
    List<String> existing;
    try (Stream<Path> files = Files.walk(ROOT)) {
      existing = files.map(file -> file.getFileName().toString()).toList();
    }
    for (String name : names) {
      assertTrue(existing.contains(name), name);
    }
  }

  @Test
  void everyFolderItLinksExists() throws IOException {
    List<String> links =
        Pattern.compile("]\\(([^)]+)\\)")
            .matcher(readme())
            .results()
            .map(result -> result.group(1))
            .toList();
    assertTrue(links.size() > 6);
    for (String link : links) {
      assertTrue(Files.exists(ROOT.resolve(link)), link);
    }
  }
}
