package io.vpn4j.model;

import java.util.Locale;

/**
 * A tag of a resource. Keys and values are case-sensitive.
 *
 * <p>Keys that begin with {@code aws:} belong to AWS: a description may carry them, so the
 * constructor accepts them, but no user may set one, so {@link #of} does not.
 *
 * @param key 1 to 127 characters
 * @param value 0 to 256 characters
 */
public record Tag(String key, String value) {
  /**
   * @throws IllegalArgumentException if a length is out of range
   */
  public Tag {
    Rules.length("tags key", key, 1, 127);
    Rules.length("tags value", value, 0, 256);
  }

  /**
   * A tag that a user sets.
   *
   * @throws IllegalArgumentException if a length is out of range or the key begins with {@code
   *     aws:}
   */
  public static Tag of(String key, String value) {
    Tag tag = new Tag(key, value);
    if (tag.isReserved()) {
      throw new IllegalArgumentException("tags key '" + key + "' begins with aws:, kept for AWS");
    }
    return tag;
  }

  /** Whether the key begins with {@code aws:}, in any case. */
  public boolean isReserved() {
    return key.toLowerCase(Locale.ROOT).startsWith("aws:");
  }
}
