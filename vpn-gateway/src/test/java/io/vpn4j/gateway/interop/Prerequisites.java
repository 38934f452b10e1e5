package io.vpn4j.gateway.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.opentest4j.TestAbortedException;

/** What this machine must have for strongSwan to run in a namespace, and what follows if not. */
final class Prerequisites {
  private static final List<String> COMMANDS =
      List.of("ip", "nft", "ping", "sysctl", "mount", "sh", "cat", "swanctl");
  private static final List<String> PLUGINS = List.of("kernel-libipsec", "socket-default", "vici");

  private Prerequisites() {}

  /** {@return what is missing, each named so that an administrator can provide it} */
  static List<String> missing() {
    List<String> missing = new ArrayList<>();
    if (!isRoot()) {
      missing.add("root (network namespaces and the ports 500 and 4500)");
    }
    for (String command : COMMANDS) {
      if (!onPath(command)) {
        missing.add("the command " + command);
      }
    }
    if (!Files.isExecutable(Path.of(StrongSwan.CHARON))) {
      missing.add(StrongSwan.CHARON + " (package strongswan-charon)");
    }
    for (String plugin : PLUGINS) {
      Path library = Path.of(StrongSwan.CHARON).resolveSibling("plugins");
      if (!Files.exists(library.resolve("libstrongswan-" + plugin + ".so"))) {
        missing.add("strongSwan's plugin " + plugin + " (package libcharon-extra-plugins)");
      }
    }
    if (!Files.exists(Path.of("/dev/net/tun"))) {
      missing.add("/dev/net/tun");
    }
    if (missing.isEmpty()) {
      // Only now can these be tried.
      namespaceRefusal().ifPresent(missing::add);
      TestNetwork.rangeConflict().ifPresent(missing::add);
    }
    return missing;
  }

  /**
   * Lets a test class go on, or not.
   *
   * @param mode {@code auto} to skip it, {@code required} to fail it when something is missing
   * @throws TestAbortedException or AssertionError, each naming what is missing
   */
  static void enforce(String mode, List<String> missing) {
    enforce(mode, "strongSwan", missing);
  }

  /** Lets a test go on if the {@code commands} of a peer are there, by the same rules. */
  static void enforceCommands(String peer, String... commands) {
    List<String> missing =
        Arrays.stream(commands).filter(c -> !onPath(c)).map(c -> "the command " + c).toList();
    enforce(System.getProperty("interop", "auto"), peer, missing);
  }

  private static void enforce(String mode, String peer, List<String> missing) {
    if (!mode.equals("auto") && !mode.equals("required")) {
      throw new IllegalArgumentException("interop must be auto or required, not " + mode);
    }
    if (missing.isEmpty()) {
      return;
    }
    String message = peer + " cannot run here; missing: " + String.join("; ", missing);
    if (mode.equals("required")) {
      throw new AssertionError(message + " (-Dinterop=required)");
    }
    throw new TestAbortedException("skipped: " + message);
  }

  /** A container's root may lack the capabilities; only a try tells. */
  private static Optional<String> namespaceRefusal() {
    String probe = Leftovers.PREFIX + ProcessHandle.current().pid() + "-999";
    CommandResult made = tryCommand("ip", "netns", "add", probe);
    CommandResult used = tryCommand("ip", "netns", "exec", probe, "nft", "list", "tables");
    tryCommand("ip", "netns", "delete", probe);
    if (made.succeeded() && used.succeeded()) {
      return Optional.empty();
    }
    String said = (made.succeeded() ? used : made).output().strip();
    return Optional.of("the right to make network namespaces (" + said + ")");
  }

  private static CommandResult tryCommand(String... command) {
    return CommandResult.of(Duration.ofSeconds(10), Map.of(), List.of(command));
  }

  private static boolean isRoot() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  static boolean onPath(String command) {
    return Pattern.compile(":")
        .splitAsStream(System.getenv().getOrDefault("PATH", ""))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
  }
}
