package io.vpn4j.model;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The shapes that validation messages of this package have: field, value, what is allowed. */
final class Rules {
  private Rules() {}

  /** Requires {@code min} to {@code max}. */
  static void range(String field, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(field + " " + value + " is not " + min + " to " + max);
    }
  }

  /** Requires {@code min} to {@code max} characters. */
  static void length(String field, String value, int min, int max) {
    if (value.length() < min || value.length() > max) {
      throw new IllegalArgumentException(
          field + " has " + value.length() + " characters; " + min + " to " + max + " are allowed");
    }
  }

  /** Requires an ARN: the form {@code arn:partition:service:region:account:resource}. */
  static void arn(String field, String value) {
    if (!value.matches("arn:[^:\\s]+:[^:\\s]+:[^:\\s]*:[^:\\s]*:\\S+")) {
      throw new IllegalArgumentException(
          field + " '" + value + "' is not arn:partition:service:region:account:resource");
    }
  }

  /** The rule {@code wanted}, when {@code holds} is false. */
  static void require(boolean holds, String field, Object value, String wanted) {
    if (!holds) {
      throw new IllegalArgumentException(field + " " + value + ": " + wanted);
    }
  }

  /** Requires that no two elements are equal. */
  static void distinct(String field, Collection<?> values) {
    Set<Object> seen = new HashSet<>();
    for (Object value : values) {
      if (!seen.add(value)) {
        throw new IllegalArgumentException(field + " " + value + " stands twice; once is allowed");
      }
    }
  }

  /** Requires that no two tags have one key. */
  static void distinctKeys(List<Tag> tags) {
    distinct("tags key", tags.stream().map(Tag::key).toList());
  }

  /** The constant of a closed set whose text is exactly {@code text}. */
  static <E> E constant(String field, String text, E[] constants, Function<E, String> textOf) {
    for (E constant : constants) {
      if (textOf.apply(constant).equals(text)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        field
            + " '"
            + text
            + "' is not one of "
            + List.of(constants).stream().map(textOf).collect(Collectors.joining(", ")));
  }

  /** The value, or a word that says there is none. */
  static String orUnset(Optional<?> value) {
    return value.map(Object::toString).orElse("(unset)");
  }
}
