package io.vpn4j.gateway.interop;

import io.vpn4j.model.net.Ipv4Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One end of a {@link TestNetwork}: a network namespace, the link in it and the outside addresses
 * on that link.
 */
public final class Host {
  private static final Pattern RECEIVED = Pattern.compile("(\\d+) received");

  private final Optional<String> namespace;
  private final String link;
  private final List<Ipv4Address> addresses;
  private final Set<Integer> usedPorts = new HashSet<>();

  Host(Optional<String> namespace, String link, List<Ipv4Address> addresses) {
    this.namespace = namespace;
    this.link = link;
    this.addresses = List.copyOf(addresses);
  }

  /** {@return the namespace's name, or empty for the one that this process is in} */
  public Optional<String> namespace() {
    return namespace;
  }

  /** {@return the name of this end's interface} */
  public String link() {
    return link;
  }

  /** {@return all outside addresses of this end} */
  public List<Ipv4Address> addresses() {
    return addresses;
  }

  /** {@return an outside address, counted from 0} */
  public Ipv4Address address(int index) {
    return addresses.get(index);
  }

  /**
   * Runs a command on this host, for at most ten seconds.
   *
   * @throws IllegalStateException if it fails, with its output, or takes longer
   */
  public CommandResult run(String... command) {
    return tryRun(CommandResult.DEFAULT_LIMIT, command).orThrow();
  }

  /**
   * Runs a command on this host, whatever its exit code.
   *
   * @throws IllegalStateException if it takes longer than {@code limit}
   */
  public CommandResult tryRun(Duration limit, String... command) {
    return CommandResult.of(limit, Map.of(), commandLine(List.of(command)));
  }

  /**
   * Takes an outside address from this host; it goes on with the others.
   *
   * @throws IllegalStateException if it does not have it
   */
  public void loseAddress(Ipv4Address address) {
    // Or the kernel would take the others, too, if it was the first of them.
    run("sysctl", "-qw", "net/ipv4/conf/" + link + "/promote_secondaries=1");
    run("ip", "address", "delete", address + "/" + TestNetwork.SLICE_LENGTH, "dev", link);
  }

  /**
   * Sends echo requests, five a second, each with a second to be answered.
   *
   * @param source an address or an interface of this host
   * @return how many were answered
   */
  public int ping(String source, String destination, int count) {
    return ping(source, destination, count, /* octets= */ 56);
  }

  /** {@link #ping(String, String, int)} with as many octets behind each header, and without DF. */
  int ping(String source, String destination, int count, int octets) {
    CommandResult result =
        tryRun(
            CommandResult.DEFAULT_LIMIT.plusSeconds(count),
            "ping",
            "-nq",
            "-i",
            "0.2",
            "-W",
            "1",
            "-c",
            Integer.toString(count),
            "-s",
            Integer.toString(octets),
            "-M",
            "dont",
            "-I",
            source,
            destination);
    Matcher received = RECEIVED.matcher(result.output());
    if (!received.find()) {
      throw new IllegalStateException("ping said: " + result.output());
    }
    return Integer.parseInt(received.group(1));
  }

  /** The argument list that runs {@code command} on this host. */
  List<String> commandLine(List<String> command) {
    if (namespace.isEmpty()) {
      return command;
    }
    List<String> line = new ArrayList<>(List.of("ip", "netns", "exec", namespace.get()));
    line.addAll(command);
    return line;
  }

  /** Takes {@code wanted}, or the next free one of 10 000 and so on above it, for a daemon. */
  int takePort(int wanted) {
    for (int port = wanted; port < 65536; port += 10_000) {
      if (usedPorts.add(port)) {
        return port;
      }
    }
    throw new IllegalStateException("no port left for " + wanted + " on " + this);
  }

  void releasePort(int port) {
    usedPorts.remove(port);
  }

  @Override
  public String toString() {
    return namespace.orElse("this namespace") + " " + link + " " + addresses;
  }
}
