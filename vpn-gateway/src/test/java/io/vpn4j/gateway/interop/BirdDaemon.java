package io.vpn4j.gateway.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A running BIRD on a host, with a configuration used as it is.
 *
 * <p>It ends when this process does, however that ends: it holds the read end of a pipe of ours.
 */
final class BirdDaemon implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  // What stays behind ends BIRD when our end of the pipe is closed, but never another process.
  private static final String LAUNCH =
      """
      exec 3<&0
      (
        cat <&3 >/dev/null
        read -r pid comm state parent rest </proc/self/stat
        [ "$parent" != $$ ] || kill -TERM $$
      ) &
      exec bird -f -c "$1" -s "$2" 3<&- </dev/null
      """;

  private final Host host;
  private final Path folder;
  private final Process process;

  private BirdDaemon(Host host, Path folder, Process process) {
    this.host = host;
    this.folder = folder;
    this.process = process;
  }

  /**
   * Starts BIRD and waits until it answers.
   *
   * @throws AssertionError with what it said, if it does not
   */
  static BirdDaemon start(Host host, String configuration) {
    try {
      Path folder = Files.createTempDirectory("vpn4j-bird-");
      Files.writeString(folder.resolve("bird.conf"), configuration);
      Process process =
          new ProcessBuilder(
                  host.commandLine(
                      List.of(
                          "sh",
                          "-c",
                          LAUNCH,
                          "sh",
                          folder.resolve("bird.conf").toString(),
                          folder.resolve("ctl").toString())))
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("out").toFile())
              .start();
      BirdDaemon daemon = new BirdDaemon(host, folder, process);
      Await.until(
          "BIRD answers",
          LIMIT,
          () -> Files.exists(folder.resolve("ctl")) || !process.isAlive(),
          daemon::output);
      if (!process.isAlive()) {
        throw new AssertionError("BIRD did not start\n" + daemon.output());
      }
      return daemon;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@return what birdc says to a command} */
  String ask(String... command) {
    String[] line = new String[command.length + 3];
    line[0] = "birdc";
    line[1] = "-s";
    line[2] = folder.resolve("ctl").toString();
    System.arraycopy(command, 0, line, 3, command.length);
    return host.run(line).output();
  }

  private String output() {
    try {
      return Files.readString(folder.resolve("out"));
    } catch (IOException e) {
      return "cannot read its output: " + e;
    }
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    Leftovers.deleteTree(folder);
  }
}
