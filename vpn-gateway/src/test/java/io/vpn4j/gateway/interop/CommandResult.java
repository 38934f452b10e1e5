package io.vpn4j.gateway.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a command that has ended left behind.
 *
 * @param command its argument list
 * @param exitCode 0 for success, as usual
 * @param output its standard output and standard error, in the order written
 */
public record CommandResult(List<String> command, int exitCode, String output) {
  static final Duration DEFAULT_LIMIT = Duration.ofSeconds(10);

  /** Copies the argument list. */
  public CommandResult {
    command = List.copyOf(command);
  }

  /**
   * Runs a command to its end, with no standard input.
   *
   * @param environment is added to this process's own
   * @throws IllegalStateException if it does not start, or has not ended within {@code limit} (it
   *     is then killed)
   */
  static CommandResult of(Duration limit, Map<String, String> environment, List<String> command) {
    Path captured = null;
    try {
      // A file, not a pipe: nothing to drain, and a grandchild cannot keep it open.
      captured = Files.createTempFile("vpn4j-command-", ".out");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(captured.toFile())
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!waitFor(process, limit)) {
        process.destroyForcibly();
        throw new IllegalStateException(
            "not ended within " + limit + ": " + command + "\n" + read(captured));
      }
      return new CommandResult(command, process.exitValue(), read(captured));
    } catch (IOException e) {
      throw new IllegalStateException("cannot run " + command, e);
    } finally {
      delete(captured);
    }
  }

  /** {@return whether the exit code is 0} */
  public boolean succeeded() {
    return exitCode == 0;
  }

  /**
   * {@return this result, if the command succeeded}
   *
   * @throws IllegalStateException with the command and its output otherwise
   */
  public CommandResult orThrow() {
    if (!succeeded()) {
      throw new IllegalStateException("exit code " + exitCode + ": " + command + "\n" + output);
    }
    return this;
  }

  private static boolean waitFor(Process process, Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a command", e);
    }
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  private static void delete(Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
