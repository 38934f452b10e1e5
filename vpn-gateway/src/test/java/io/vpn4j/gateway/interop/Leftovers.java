package io.vpn4j.gateway.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What processes that have been killed left behind: namespaces, links and directories named {@code
 * v4j-PID-N…}. Their daemons have ended with them (see {@link StrongSwan}).
 */
final class Leftovers {
  /** Begins the name of everything that the harness makes. */
  static final String PREFIX = "v4j-";

  private static final Pattern NAME = Pattern.compile("(" + PREFIX + "(\\d+)-\\d+)(-.*)?");

  private Leftovers() {}

  /**
   * Removes what belongs to no living process.
   *
   * @param own the names in use by this process; another that has its pid is of an earlier one
   */
  static void remove(Set<String> own) throws IOException {
    for (String link : links()) {
      if (isStale(link, own)) {
        delete("ip", "link", "delete", link);
      }
    }
    for (String namespace : namespaces()) {
      if (isStale(namespace, own)) {
        delete("ip", "netns", "delete", namespace);
      }
    }
    for (Path directory : directories()) {
      if (isStale(directory.getFileName().toString(), own)) {
        deleteTree(directory);
      }
    }
  }

  /** The names of this machine's named namespaces that the harness made, in any process. */
  static List<String> namespaces() {
    return ofHarness(run("ip", "netns", "list"), Pattern.compile("^(\\S+)"));
  }

  /** The names of the links in this process's namespace that the harness made, in any process. */
  static List<String> links() {
    return ofHarness(run("ip", "-o", "link", "show"), Pattern.compile("^\\d+: ([^:@]+)"));
  }

  /** The directories that the harness made, in any process. */
  static List<Path> directories() throws IOException {
    try (Stream<Path> entries = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return entries
          .filter(Files::isDirectory)
          .filter(path -> NAME.matcher(path.getFileName().toString()).matches())
          .toList();
    }
  }

  static void deleteTree(Path directory) throws IOException {
    List<Path> paths;
    try (Stream<Path> walked = Files.walk(directory)) {
      paths = walked.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.deleteIfExists(path);
    }
  }

  private static boolean isStale(String name, Set<String> own) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      return false;
    }
    long pid = Long.parseLong(matcher.group(2));
    if (pid == ProcessHandle.current().pid()) {
      return !own.contains(matcher.group(1));
    }
    return ProcessHandle.of(pid).isEmpty();
  }

  private static List<String> ofHarness(String lines, Pattern column) {
    List<String> names = new ArrayList<>();
    for (String line : lines.lines().toList()) {
      Matcher matcher = column.matcher(line);
      if (matcher.find() && NAME.matcher(matcher.group(1)).matches()) {
        names.add(matcher.group(1));
      }
    }
    return names;
  }

  /** Not run(): what is to go may be gone meanwhile, a link with the other end of its pair. */
  private static void delete(String... command) {
    CommandResult.of(CommandResult.DEFAULT_LIMIT, Map.of(), List.of(command));
  }

  private static String run(String... command) {
    return CommandResult.of(CommandResult.DEFAULT_LIMIT, Map.of(), List.of(command))
        .orThrow()
        .output();
  }
}
