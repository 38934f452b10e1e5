package io.vpn4j.gateway.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A ping that goes on until it is stopped, and tells then what it has lost. */
final class PingStream implements AutoCloseable {
  private static final Pattern SUMMARY =
      Pattern.compile("(\\d+) packets transmitted, (\\d+) received");

  private final Process process;
  private final Path output;

  private PingStream(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** From a host's address to another, one packet each {@code interval}. */
  static PingStream start(Host host, String source, String destination, Duration interval)
      throws IOException {
    Path output = Files.createTempFile("ping", ".txt");
    ProcessBuilder ping =
        new ProcessBuilder(
            host.commandLine(
                List.of(
                    "ping",
                    "-n",
                    "-i",
                    String.valueOf(interval.toMillis() / 1000.0),
                    "-I",
                    source,
                    destination)));
    ping.redirectErrorStream(true).redirectOutput(output.toFile());
    return new PingStream(ping.start(), output);
  }

  /** Sent and received, once the last answer had its time. */
  record Summary(int sent, int received) {
    int lost() {
      return sent - received;
    }
  }

  /** Ends it as an operator would, so that it prints its summary. */
  Summary stop() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", String.valueOf(pingPid())).start().waitFor();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      throw new AssertionError("ping does not end");
    }
    String text = Files.readString(output);
    Matcher summary = SUMMARY.matcher(text);
    if (!summary.find()) {
      throw new AssertionError("no summary in " + text);
    }
    return new Summary(Integer.parseInt(summary.group(1)), Integer.parseInt(summary.group(2)));
  }

  /** {@code ip netns exec} becomes what it executes. */
  private long pingPid() {
    return process.descendants().findFirst().map(ProcessHandle::pid).orElse(process.pid());
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    Files.deleteIfExists(output);
  }
}
