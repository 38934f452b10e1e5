package io.vpn4j.gateway.interop;

import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.net.Ipv4Address;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A wire made for a test: a veth pair with outside addresses on both ends.
 *
 * <p>The far end is in a network namespace of its own. The near end is in the namespace of this
 * process, so that sockets of the test can be bound to its addresses, or in a second namespace.
 * Names tell who made them ({@code v4j-PID-N}), so what a killed process left behind is recognised
 * and removed when the next network is opened.
 *
 * <p>A network with an end in this process's namespace takes a free /28 of {@link #range()}, so
 * several may be open at once, in this process and in others. Nothing is opened inside a range that
 * the machine itself routes.
 */
public final class TestNetwork implements AutoCloseable {
  static final int SLICE_LENGTH = 28;
  private static final int ADDRESSES = 4;
  private static final int FAR_OFFSET = 9;
  private static final Set<String> OPEN_NAMES = new HashSet<>();
  private static final List<TestNetwork> OPEN = new ArrayList<>();

  private final String name;
  private final Path directory;
  private final Deque<AutoCloseable> owned = new ArrayDeque<>();
  private final List<StrongSwan> peers = new ArrayList<>();
  private Host near;
  private Host far;
  private boolean closed;

  private TestNetwork(String name) throws IOException {
    this.name = name;
    this.directory = Files.createTempDirectory(name + "-");
    own(() -> Leftovers.deleteTree(directory));
  }

  /** Opens a network whose near end is in the namespace of this process. */
  public static TestNetwork open() {
    return open(false);
  }

  /** Opens a network with both ends in namespaces of their own. */
  public static TestNetwork openBetweenNamespaces() {
    return open(true);
  }

  /**
   * {@return the range that near ends in this process's namespace get their addresses from}
   *
   * <p>The system property {@code interop.range} names another than 198.51.100.0/24 (TEST-NET-2,
   * RFC 5737).
   */
  public static IpPrefix range() {
    IpPrefix range = IpPrefix.of(System.getProperty("interop.range", "198.51.100.0/24"));
    if (!range.isIpv4() || range.length() > SLICE_LENGTH) {
      throw new IllegalArgumentException(
          "interop.range must be IPv4 and a /" + SLICE_LENGTH + " or wider, not " + range);
    }
    return range;
  }

  /** {@return why the machine's own routes forbid the use of {@link #range()}, if they do} */
  static Optional<String> rangeConflict() {
    return RoutedPrefix.ofThisNamespace().stream()
        .filter(route -> !route.ofTestNetwork() && route.prefix().overlaps(range()))
        .findFirst()
        .map(
            route ->
                "a range of addresses that the machine does not route: "
                    + range()
                    + " overlaps with its route ["
                    + route.text()
                    + "] (-Dinterop.range names another)");
  }

  /** {@return the networks of this process that are open now} */
  static synchronized List<TestNetwork> allOpen() {
    return List.copyOf(OPEN);
  }

  private static synchronized TestNetwork open(boolean betweenNamespaces) {
    // Across processes too: two must not choose the same addresses.
    Path lockFile = Path.of(System.getProperty("java.io.tmpdir"), Leftovers.PREFIX + "lock");
    try (FileChannel channel =
        FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.lock();
      Leftovers.remove(OPEN_NAMES);
      TestNetwork network = new TestNetwork(unusedName());
      try {
        network.build(betweenNamespaces);
      } catch (RuntimeException e) {
        network.closeAfter(e);
        throw e;
      }
      OPEN.add(network);
      return network;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String unusedName() {
    for (int n = 0; n < 1000; n++) {
      // At most 15 characters, the limit for the name of a link.
      String name = Leftovers.PREFIX + ProcessHandle.current().pid() + "-" + n;
      if (OPEN_NAMES.add(name)) {
        return name;
      }
    }
    throw new IllegalStateException("a thousand networks are open");
  }

  private void build(boolean betweenNamespaces) {
    IpPrefix slice = betweenNamespaces ? firstSlice() : unusedSlice();
    int base = ((Ipv4Address) slice.address()).value();
    String farSpace = name;
    addNamespace(farSpace);
    String nearSpace = name + "-near";
    if (betweenNamespaces) {
      addNamespace(nearSpace);
    }
    near =
        new Host(
            betweenNamespaces ? Optional.of(nearSpace) : Optional.empty(),
            name,
            addressesFrom(base + 1));
    far = new Host(Optional.of(farSpace), "outside0", addressesFrom(base + FAR_OFFSET));
    List<String> link = new ArrayList<>(List.of("ip", "link", "add", name));
    if (betweenNamespaces) {
      link.addAll(List.of("netns", nearSpace));
    }
    link.addAll(List.of("type", "veth", "peer", "name", far.link(), "netns", farSpace));
    ip(link);
    // At once: when a namespace goes, the kernel takes its links down in its own time.
    own(() -> near.run("ip", "link", "delete", near.link()));
    configure(near);
    configure(far);
  }

  private void addNamespace(String namespace) {
    ip(List.of("ip", "netns", "add", namespace));
    own(() -> ip(List.of("ip", "netns", "delete", namespace)));
    ip(List.of("ip", "-n", namespace, "link", "set", "lo", "up"));
    // A router that takes packets of any inside address from its TUN devices.
    ip(
        List.of(
            "ip",
            "netns",
            "exec",
            namespace,
            "sysctl",
            "-qw",
            "net.ipv4.ip_forward=1",
            "net.ipv4.conf.all.rp_filter=0",
            "net.ipv4.conf.default.rp_filter=0"));
  }

  private static void configure(Host host) {
    for (Ipv4Address address : host.addresses()) {
      host.run("ip", "address", "add", address + "/" + SLICE_LENGTH, "dev", host.link());
    }
    host.run("ip", "link", "set", host.link(), "up");
  }

  private static IpPrefix firstSlice() {
    return IpPrefix.containing(range().address(), SLICE_LENGTH);
  }

  private static IpPrefix unusedSlice() {
    rangeConflict()
        .ifPresent(
            conflict -> {
              throw new IllegalStateException("missing: " + conflict);
            });
    List<RoutedPrefix> routes = RoutedPrefix.ofThisNamespace();
    int base = ((Ipv4Address) range().address()).value();
    for (int i = 0; i < 1 << (SLICE_LENGTH - range().length()); i++) {
      Ipv4Address first = new Ipv4Address(base + (i << (32 - SLICE_LENGTH)));
      IpPrefix slice = IpPrefix.containing(first, SLICE_LENGTH);
      if (routes.stream().noneMatch(route -> route.prefix().overlaps(slice))) {
        return slice;
      }
    }
    throw new IllegalStateException("no /" + SLICE_LENGTH + " of " + range() + " is unused");
  }

  private static List<Ipv4Address> addressesFrom(int first) {
    List<Ipv4Address> addresses = new ArrayList<>();
    for (int i = 0; i < ADDRESSES; i++) {
      addresses.add(new Ipv4Address(first + i));
    }
    return addresses;
  }

  private static void ip(List<String> command) {
    CommandResult.of(CommandResult.DEFAULT_LIMIT, Map.of(), command).orThrow();
  }

  /** {@return the end in this process's namespace, or in the second one} */
  public Host near() {
    return near;
  }

  /** {@return the end in a namespace of its own} */
  public Host far() {
    return far;
  }

  /** {@return the name of the far end's namespace, with which all that belongs here begins} */
  public String name() {
    return name;
  }

  /**
   * Starts strongSwan on a host of this network, with its connection loaded; {@link #close()} ends
   * it.
   *
   * @throws IllegalArgumentException if the host is this process's own namespace, whose ports 500
   *     and 4500 charon would bind on all addresses
   * @throws AssertionError with its log, if it does not come up
   */
  public StrongSwan start(Host host, StrongSwanConfig config) {
    if (host.namespace().isEmpty()) {
      throw new IllegalArgumentException("charon needs a namespace of its own, not " + host);
    }
    StrongSwan peer =
        new StrongSwan(host, config, directory.resolve(config.name() + "-" + peers.size()));
    own(peer);
    peers.add(peer);
    peer.start();
    return peer;
  }

  /** {@return the daemons started here, in that order} */
  public List<StrongSwan> peers() {
    return List.copyOf(peers);
  }

  /** {@return the ends of the logs of all daemons started here, for the message of a failure} */
  public String logs() {
    StringBuilder logs = new StringBuilder();
    for (StrongSwan peer : peers) {
      logs.append("--- ").append(peer).append('\n').append(peer.log(100)).append('\n');
    }
    return logs.toString();
  }

  private void own(AutoCloseable resource) {
    owned.push(resource);
  }

  private void closeAfter(RuntimeException cause) {
    try {
      close();
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }

  /**
   * Ends what was started here and removes what was made here, all of it, whatever fails on the
   * way.
   *
   * @throws IllegalStateException at the end, with what failed suppressed in it
   */
  @Override
  public void close() {
    synchronized (TestNetwork.class) {
      if (closed) {
        return;
      }
      closed = true;
      IllegalStateException failure = null;
      while (!owned.isEmpty()) {
        try {
          owned.pop().close();
        } catch (Exception e) {
          failure = failure == null ? new IllegalStateException("closing " + name) : failure;
          failure.addSuppressed(e);
        }
      }
      OPEN.remove(this);
      OPEN_NAMES.remove(name);
      if (failure != null) {
        throw failure;
      }
    }
  }

  @Override
  public String toString() {
    return name + ": " + near + " to " + far;
  }
}
