package io.vpn4j.ike.requirements;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The requirements of one RFC, read from a resource.
 *
 * <p>The first line of the resource is {@code # RFC number: title}. Each other line has four fields
 * and perhaps a fifth, with bars between them: section and number, level, role, text, and a reason
 * that begins with {@code n/a:} or {@code unmet:}.
 *
 * @param number of the RFC
 * @param title of the RFC
 * @param rules in the order of its sections
 */
record Rfc(int number, String title, List<Rule> rules) {
  private static final Set<String> LEVELS =
      Set.of("MUST", "MUST NOT", "SHOULD", "SHOULD NOT", "MAY");
  private static final Set<String> ROLES = Set.of("initiator", "responder", "both");

  /** RFC 7296 and what extends it, in the order of the table. */
  static List<Rfc> all() {
    return List.of(
            7296, 4555, 5282, 5723, 6023, 6290, 6989, 7383, 7427, 8019, 8247, 8420, 8784, 8983,
            9242, 9370, 9593)
        .stream()
        .map(Rfc::read)
        .toList();
  }

  static Rfc read(int number) {
    String name = "rfc" + number + ".txt";
    try (InputStream in = Rfc.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("no resource " + name);
      }
      return parse(number, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  static Rfc parse(int number, String text) {
    List<String> lines = text.lines().toList();
    String heading = "# RFC " + number + ": ";
    if (lines.isEmpty() || !lines.get(0).startsWith(heading)) {
      throw new IllegalArgumentException("the first line is not \"" + heading + "...\"");
    }
    List<Rule> rules = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      rules.add(rule(number, line));
    }
    return new Rfc(number, lines.get(0).substring(heading.length()), List.copyOf(rules));
  }

  private static Rule rule(int number, String line) {
    String[] fields = line.split(" \\| ", -1);
    if (fields.length < 4 || fields.length > 5) {
      throw new IllegalArgumentException("not four or five fields: " + line);
    }
    String[] place = fields[0].split("-", -1);
    if (place.length != 2 || !LEVELS.contains(fields[1]) || !ROLES.contains(fields[2])) {
      throw new IllegalArgumentException("not section-number, level, role: " + line);
    }
    String reason = fields.length == 5 ? fields[4] : "";
    Optional<String> notApplicable = after("n/a: ", reason);
    Optional<String> unmet = after("unmet: ", reason);
    if (!reason.isEmpty() && notApplicable.isEmpty() && unmet.isEmpty()) {
      throw new IllegalArgumentException("a reason begins with n/a: or unmet:, in " + line);
    }
    return new Rule(
        "RFC" + number + "-" + fields[0],
        place[0],
        fields[1],
        fields[2],
        fields[3],
        notApplicable,
        unmet);
  }

  private static Optional<String> after(String prefix, String text) {
    return text.startsWith(prefix)
        ? Optional.of(text.substring(prefix.length()))
        : Optional.empty();
  }
}
