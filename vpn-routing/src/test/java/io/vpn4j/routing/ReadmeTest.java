package io.vpn4j.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program in README.md, as it stands there. */
class ReadmeTest {

  @Test
  void programOfTheReadmeCompilesAndPrintsWhatItSays(@TempDir Path directory) throws Exception {
    Matcher block =
        Pattern.compile("```java\n(.*?)```\n\nIt prints `(.*?)`, then `(.*?)`\\.", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("README.md")));
    assertTrue(block.find());
    Path source = Files.writeString(directory.resolve("Failover.java"), block.group(1));
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
}
