package io.vpn4j.ike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program in README.md, as it stands there, and the tests that it names. */
class ReadmeTest {
  private static final Path README = Path.of("README.md");

  @Test
  void programOfTheReadmeCompilesAndPrintsWhatItSays(@TempDir Path directory) throws Exception {
    Matcher block =
        Pattern.compile("```java\n(.*?)```\n\nIt prints `(.*?)`, then `(.*?)`\\.", Pattern.DOTALL)
            .matcher(Files.readString(README));
    assertTrue(block.find());
    Path source = Files.writeString(directory.resolve("TwoEnds.java"), block.group(1));
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                source.toString())
            .redirectErrorStream(true)
            .start();
    String printed = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(List.of(block.group(2), block.group(3)), printed.lines().toList());
    assertEquals(0, java.waitFor());
  }

  @Test
  void theProgramUsesOnlyExportedPackages() throws IOException {
    List<String> imports =
        matches("import (io\\.vpn4j\\.[a-z.]+)\\.[A-Z*]\\w*;").map(m -> m.group(1)).toList();

    assertTrue(imports.contains("io.vpn4j.ike"));
    for (String name : imports) {
      assertTrue(
          List.of("io.vpn4j.ike", "io.vpn4j.model.net", "io.vpn4j.model.secret").contains(name),
          name);
    }
  }

  @Test
  void everyTestThatTheReadmeNamesExists() throws IOException {
    List<String> names =
        matches("`([A-Za-z0-9]+(Test|Properties|Simulation))`").map(m -> m.group(1)).toList();
    assertTrue(names.size() > 15, names::toString);
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      List<String> existing = files.map(file -> file.getFileName().toString()).toList();
      for (String name : names) {
        assertTrue(existing.contains(name + ".java"), name);
      }
    }
  }

  private static Stream<MatchResult> matches(String pattern) throws IOException {
    return Pattern.compile(pattern).matcher(Files.readString(README)).results();
  }
}
