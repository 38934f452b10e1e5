package io.vpn4j.routing.bgp.message;

import java.util.HashMap;
import java.util.Map;

/**
 * The names of one IANA registry, for people only: a number without a name is as good as any other.
 *
 * <p>Filled by the static initialiser of the registry's record and only read afterwards.
 */
final class RegistryNames {
  private final Map<Integer, String> names = new HashMap<>();

  /** Gives {@code value} its name and returns it. */
  int add(int value, String name) {
    String before = names.put(value, name);
    if (before != null) {
      throw new IllegalStateException(value + " is both " + before + " and " + name);
    }
    return value;
  }

  /** Such as {@code AS_PATH(2)}, or {@code 99(0x63)} without a name. */
  String describe(int value) {
    String name = names.get(value);
    return name != null
        ? name + "(" + value + ")"
        : value + "(0x" + Integer.toHexString(value) + ")";
  }
}
