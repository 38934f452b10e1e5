package io.vpn4j.gateway.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A running charon with one connection, started by {@link TestNetwork#start}.
 *
 * <p>One charon has one tunnel, as libipsec picks an SA by the first policy that matches and two of
 * 0.0.0.0/0 would share one. A charon binds its ports on all addresses, so a second one on a host
 * gets others, which are rewritten on the wire to those configured.
 *
 * <p>It ends when this process does, however that ends: it holds the read end of a pipe of ours.
 */
public final class StrongSwan implements AutoCloseable {
  static final String CHARON = "/usr/lib/ipsec/charon";

  private static final Duration UP_LIMIT = Duration.ofSeconds(10);
  private static final Duration END_LIMIT = Duration.ofSeconds(10);
  private static final int INSIDE_MTU = 1400;
  private static final Pattern TUN = Pattern.compile("created TUN device: (\\S+)");

  // charon.pid is compiled in to be in /run, which "ip netns exec" has made ours to mount over.
  // The shell becomes charon; what stays behind ends it when our end of the pipe is closed, but
  // never another process that has the same pid by then.
  private static final String LAUNCH =
      """
      mount --bind "$1" /run || exit 1
      exec 3<&0
      (
        cat <&3 >/dev/null
        read -r pid comm state parent rest </proc/self/stat
        [ "$parent" != $$ ] || kill -TERM $$
      ) &
      exec "$2" 3<&- </dev/null
      """;

  private static final List<String> SWANCTL_FOLDERS =
      List.of(
          "x509",
          "x509ca",
          "x509ocsp",
          "x509aa",
          "x509ac",
          "x509crl",
          "pubkey",
          "private",
          "rsa",
          "ecdsa",
          "bliss",
          "pkcs8",
          "pkcs12");

  private final Host host;
  private final Path directory;
  private final int realIkePort;
  private final int realNattPort;
  private StrongSwanConfig config;
  private Process process;
  private String device = "";

  StrongSwan(Host host, StrongSwanConfig config, Path directory) {
    this.host = host;
    this.config = config;
    this.directory = directory;
    this.realIkePort = host.takePort(config.ikePort());
    this.realNattPort = host.takePort(config.nattPort());
  }

  /** Starts charon, waits until it answers, gives its TUN device the address, loads the rest. */
  void start() {
    try {
      Files.createDirectories(directory.resolve("run"));
      for (String folder : SWANCTL_FOLDERS) {
        Files.createDirectories(directory.resolve("swanctl").resolve(folder));
      }
      Files.writeString(
          directory.resolve("strongswan.conf"),
          config.strongswanConf(directory.toString(), realIkePort, realNattPort));
      rewritePorts();
      List<String> command =
          host.commandLine(
              List.of("sh", "-c", LAUNCH, "sh", directory.resolve("run").toString(), CHARON));
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("charon.out").toFile());
      builder.environment().putAll(environment());
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Path socket = directory.resolve("vici");
    Await.until(
        this + " answers",
        UP_LIMIT,
        () -> Files.exists(socket) || !process.isAlive(),
        () -> log(50));
    device = createdDevice();
    host.run("ip", "link", "set", device, "mtu", Integer.toString(INSIDE_MTU), "up");
    if (config.inside().isPresent()) {
      host.run("ip", "address", "add", config.inside().get(), "dev", device);
    }
    loadAll();
  }

  private String createdDevice() {
    Matcher created = TUN.matcher(log(Integer.MAX_VALUE));
    if (!process.isAlive() || !created.find()) {
      throw new AssertionError(this + " did not start\n" + log(50));
    }
    return created.group(1);
  }

  private void rewritePorts() throws IOException {
    List<String> incoming = new ArrayList<>();
    List<String> outgoing = new ArrayList<>();
    rewrite(incoming, outgoing, config.ikePort(), realIkePort);
    rewrite(incoming, outgoing, config.nattPort(), realNattPort);
    if (incoming.isEmpty()) {
      return;
    }
    Path rules = directory.resolve("rules.nft");
    String text =
        """
        table ip v4j%d {
          chain incoming {
            type nat hook prerouting priority dstnat;
            %s
          }
          chain outgoing {
            type nat hook postrouting priority srcnat;
            %s
          }
        }
        """
            .formatted(
                realIkePort, String.join("\n    ", incoming), String.join("\n    ", outgoing));
    Files.writeString(rules, text);
    host.run("nft", "-f", rules.toString());
  }

  private void rewrite(List<String> incoming, List<String> outgoing, int seen, int real) {
    if (seen != real) {
      String wire = config.local() + ":" + seen;
      String bound = config.local() + ":" + real;
      incoming.add(
          "ip saddr %s ip daddr %s udp dport %d dnat to %s"
              .formatted(config.remote(), config.local(), seen, bound));
      outgoing.add(
          "ip saddr %s ip daddr %s udp sport %d snat to %s"
              .formatted(config.local(), config.remote(), real, wire));
    }
  }

  /**
   * Replaces the connection and loads it. Addresses, own ports, the inside address, log levels and
   * charon's settings stay as they were at the start.
   */
  public void reload(StrongSwanConfig changed) {
    config = changed;
    loadAll();
  }

  /**
   * Loads the secret and the connection.
   *
   * @throws IllegalStateException with what swanctl said, if it does not like them
   */
  public void loadAll() {
    try {
      for (Map.Entry<String, String> file : config.files().entrySet()) {
        Files.writeString(directory.resolve("swanctl").resolve(file.getKey()), file.getValue());
      }
      Files.writeString(
          directory.resolve("swanctl").resolve("swanctl.conf"), config.swanctlConf(realNattPort));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    swanctl("--load-all", "--clear").orThrow();
  }

  /**
   * Establishes the child, and the IKE SA if there is none, giving up after ten seconds.
   *
   * @return charon's log lines of it, and the exit code 0 only if the child is installed
   */
  public CommandResult initiate() {
    return initiate(config.name(), Duration.ofSeconds(10));
  }

  /**
   * Establishes a child, and the IKE SA if there is none.
   *
   * @param limit in whole seconds, after which swanctl gives up (charon may go on)
   */
  public CommandResult initiate(String child, Duration limit) {
    return swanctl("--initiate", "--child", child, "--timeout", seconds(limit));
  }

  /** Deletes the IKE SA, and with it the child, giving up after ten seconds. */
  public CommandResult terminate() {
    return swanctl("--terminate", "--ike", config.name(), "--timeout", "10");
  }

  /** Deletes the child only, giving up after ten seconds. */
  public CommandResult terminateChild() {
    return swanctl("--terminate", "--child", config.name(), "--timeout", "10");
  }

  /** Runs swanctl on this charon, whatever its exit code. */
  public CommandResult swanctl(String command, String... arguments) {
    List<String> line = new ArrayList<>();
    line.addAll(List.of("swanctl", command, "--uri", "unix://" + directory.resolve("vici")));
    line.addAll(Arrays.asList(arguments));
    return CommandResult.of(Duration.ofSeconds(30), environment(), line);
  }

  /** {@return the IKE SAs that there are now} */
  public List<IkeSaStatus> listSas() {
    return IkeSaStatus.parse(swanctl("--list-sas", "--raw").orThrow().output());
  }

  /** {@return the child that is installed now, if one is} */
  public Optional<IkeSaStatus.ChildSaStatus> installedChild() {
    return listSas().stream()
        .filter(IkeSaStatus::established)
        .flatMap(sa -> sa.children().stream())
        .filter(IkeSaStatus.ChildSaStatus::installed)
        .findFirst();
  }

  /**
   * Waits until the child is installed.
   *
   * @throws AssertionError with the log, if it is not within {@code limit}
   */
  public IkeSaStatus.ChildSaStatus awaitInstalled(Duration limit) {
    awaitSas("a child is installed", limit, sas -> installedChild().isPresent());
    return installedChild().orElseThrow();
  }

  /**
   * Waits until no IKE SA is left.
   *
   * @throws AssertionError with the log, if one is after {@code limit}
   */
  public void awaitNoSas(Duration limit) {
    awaitSas("no SA is left", limit, List::isEmpty);
  }

  /**
   * Waits for a state of the IKE SAs.
   *
   * @param what is awaited, for the message
   * @throws AssertionError with the log, if it is not reached within {@code limit}
   */
  public void awaitSas(String what, Duration limit, Predicate<List<IkeSaStatus>> condition) {
    Await.until(this + ": " + what, limit, () -> condition.test(listSas()), () -> log(20));
  }

  /** {@return the name of the TUN device that carries the inside address} */
  public String device() {
    return device;
  }

  /** {@return the host it runs on} */
  public Host host() {
    return host;
  }

  /** {@return the last lines of charon's log, after what it wrote to its standard output} */
  public String log(int lines) {
    List<String> all = new ArrayList<>();
    for (String file : List.of("charon.out", "charon.log")) {
      try {
        Path path = directory.resolve(file);
        if (Files.exists(path)) {
          all.addAll(new String(Files.readAllBytes(path), StandardCharsets.UTF_8).lines().toList());
        }
      } catch (IOException e) {
        all.add("cannot read " + file + ": " + e);
      }
    }
    return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
  }

  /** {@return the pid of charon, empty when it does not run} */
  public Optional<Long> pid() {
    return process != null && process.isAlive() ? Optional.of(process.pid()) : Optional.empty();
  }

  /** Kills charon, so that its peer hears nothing of it any more. */
  public void kill() {
    try {
      process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Ends charon, which sends a DELETE for each of its SAs, and waits until it has ended.
   *
   * @throws IllegalStateException if it had to be killed
   */
  @Override
  public void close() {
    host.releasePort(realIkePort);
    host.releasePort(realNattPort);
    if (process == null) {
      return;
    }
    try {
      process.getOutputStream().close();
      if (!process.waitFor(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
        throw new IllegalStateException(this + " had to be killed\n" + log(20));
      }
    } catch (IOException e) {
      process.destroyForcibly();
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private Map<String, String> environment() {
    return Map.of(
        "STRONGSWAN_CONF", directory.resolve("strongswan.conf").toString(),
        "SWANCTL_DIR", directory.resolve("swanctl").toString());
  }

  private static String seconds(Duration duration) {
    return Long.toString(duration.toSeconds());
  }

  @Override
  public String toString() {
    return "strongSwan " + config.name() + " (" + config.local() + " to " + config.remote() + ")";
  }
}
