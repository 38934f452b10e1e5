package io.vpn4j.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/**
 * Captures and vectors that live beside the project, never in it, because of their licences.
 *
 * <p>The folder is {@code ../shared/data}, or what the system property {@code vpn4j.sharedData}
 * names. A test that asks for a file that is not there is skipped, and says which file.
 */
public final class SharedData {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SharedData() {}

  /** The path of {@code name} below the folder; skips the calling test when it is missing. */
  public static Path require(String name) {
    Path path = root().resolve(name).normalize();
    Assumptions.assumeTrue(
        Files.exists(path), () -> "skipped: shared test data " + name + " is not at " + path);
    return path;
  }

  /** The parsed JSON file {@code name} (gzip if it ends so); skips the calling test if missing. */
  public static JsonNode json(String name) {
    Path path = require(name);
    try (InputStream file = Files.newInputStream(path);
        InputStream in = name.endsWith(".gz") ? new GZIPInputStream(file) : file) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  /** The files below folder {@code name} that end with {@code suffix}, sorted; skips if missing. */
  public static List<Path> files(String name, String suffix) {
    try (Stream<Path> found = Files.walk(require(name))) {
      return found.filter(p -> p.toString().endsWith(suffix)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  private static Path root() {
    return Path.of(System.getProperty("vpn4j.sharedData", "../../shared/data"));
  }
}
