package io.vpn4j.model.region;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A filter of a Describe action: a resource passes if one of its values matches one of these.
 *
 * @param name as the EC2 API spells it, for example {@code attachment.vpc-id} or {@code tag:Name}
 * @param values texts in which {@code *} stands for any characters and {@code ?} for one
 */
public record Filter(String name, List<String> values) {
  /** Copies the values. */
  public Filter {
    values = List.copyOf(values);
  }

  /** A filter. */
  public static Filter of(String name, String... values) {
    return new Filter(name, List.of(values));
  }

  boolean matches(String value) {
    return values.stream().anyMatch(wanted -> pattern(wanted).matcher(value).matches());
  }

  private static Pattern pattern(String wanted) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < wanted.length(); i++) {
      char c = wanted.charAt(i);
      regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
