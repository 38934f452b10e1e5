package io.vpn4j.gateway.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A ping that goes on until it is stopped, and tells then what it has lost. */
final class PingStream implements AutoCloseable {
  private static final Pattern SUMMARY = Pattern.compile("(\\d+) packets transmitted, ");

  /** {@code 64 bytes from 169.254.44.105: icmp_seq=7 ttl=64 time=0.5 ms}. */
  private static final Pattern ANSWER = Pattern.compile("bytes from .* icmp_seq=(\\d+) ");

  /** Packets that may be between the two ends when ping is told to end. */
  static final int ON_THEIR_WAY = 3;

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

  /**
   * What came of it.
   *
   * @param sent as ping counts
   * @param answered the sequence numbers that were answered, each once
   */
  record Summary(int sent, SortedSet<Integer> answered) {
    /**
     * Gaps in what was answered, and what was sent behind that; the last ones may be on their way
     * when ping is told to end.
     */
    int lost() {
      int last = answered.isEmpty() ? 0 : answered.last();
      int behind = sent - last;
      return last - answered.size() + (behind <= ON_THEIR_WAY ? 0 : behind);
    }

    @Override
    public String toString() {
      return sent + " sent, " + answered.size() + " answered, " + lost() + " lost";
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
    SortedSet<Integer> answered = new TreeSet<>();
    Matcher answer = ANSWER.matcher(text);
    while (answer.find()) {
      answered.add(Integer.parseInt(answer.group(1)));
    }
    return new Summary(Integer.parseInt(summary.group(1)), answered);
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
