package io.vpn4j.gateway.interop;

import io.vpn4j.model.net.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A route of this process's namespace, other than a default route.
 *
 * @param text as {@code ip route} prints it
 */
record RoutedPrefix(IpPrefix prefix, String text) {
  private static final Pattern DESTINATION =
      Pattern.compile("^(?:[a-z]+ )?(\\d+\\.\\d+\\.\\d+\\.\\d+)(/\\d+)?(?: .*)?$");

  static List<RoutedPrefix> ofThisNamespace() {
    CommandResult listed =
        CommandResult.of(
                CommandResult.DEFAULT_LIMIT,
                Map.of(),
                List.of("ip", "-4", "-o", "route", "show", "table", "all"))
            .orThrow();
    return parse(listed.output());
  }

  /** Parses the lines of {@code ip -4 -o route show}. */
  static List<RoutedPrefix> parse(String lines) {
    List<RoutedPrefix> routes = new ArrayList<>();
    for (String line : lines.lines().map(String::strip).toList()) {
      Matcher matcher = DESTINATION.matcher(line);
      if (matcher.matches()) {
        String length = Optional.ofNullable(matcher.group(2)).orElse("/32");
        routes.add(new RoutedPrefix(IpPrefix.of(matcher.group(1) + length), line));
      }
    }
    return routes;
  }

  /** Whether it leads to a link that this harness made. */
  boolean ofTestNetwork() {
    return text.contains(" dev " + Leftovers.PREFIX);
  }
}
