package io.vpn4j.gateway.interop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A section of what {@code swanctl --raw} prints: {@code name {key=value list=[a b] section {…}}}.
 *
 * <p>A value here ends at a blank or a brace, so identities with blanks, such as distinguished
 * names, are not for it.
 */
record ViciSection(
    Map<String, String> values,
    Map<String, List<String>> lists,
    Map<String, ViciSection> sections) {
  private static final ViciSection EMPTY = new ViciSection(Map.of(), Map.of(), Map.of());

  /** Parses each line that begins with {@code label} and a brace. */
  static List<ViciSection> parseAll(String raw, String label) {
    List<ViciSection> parsed = new ArrayList<>();
    String beginning = label + " {";
    for (String line : raw.lines().toList()) {
      if (line.startsWith(beginning)) {
        Cursor cursor = new Cursor(line, beginning.length());
        parsed.add(cursor.section());
      }
    }
    return parsed;
  }

  /** The value of {@code key}, empty if there is none. */
  String value(String key) {
    return values.getOrDefault(key, "");
  }

  boolean flag(String key) {
    return value(key).equals("yes");
  }

  long number(String key) {
    return Long.parseLong(values.getOrDefault(key, "0"));
  }

  List<String> list(String key) {
    return lists.getOrDefault(key, List.of());
  }

  ViciSection section(String key) {
    return sections.getOrDefault(key, EMPTY);
  }

  private static final class Cursor {
    private final String text;
    private int at;

    Cursor(String text, int at) {
      this.text = text;
      this.at = at;
    }

    /** Reads from behind the opening brace to behind the closing one. */
    ViciSection section() {
      Map<String, String> values = new LinkedHashMap<>();
      Map<String, List<String>> lists = new LinkedHashMap<>();
      Map<String, ViciSection> sections = new LinkedHashMap<>();
      for (skipBlanks(); peek() != '}'; skipBlanks()) {
        String key = word("= {}");
        skipBlanks();
        char next = peek();
        at++;
        if (next == '{') {
          sections.put(key, section());
        } else if (next == '=' && peek() == '[') {
          at++;
          lists.put(key, list());
        } else if (next == '=') {
          values.put(key, word(" }"));
        } else {
          throw new IllegalArgumentException("not a section at " + at + ": " + text);
        }
      }
      at++;
      return new ViciSection(values, lists, sections);
    }

    private List<String> list() {
      List<String> items = new ArrayList<>();
      for (skipBlanks(); peek() != ']'; skipBlanks()) {
        items.add(word(" ]"));
      }
      at++;
      return items;
    }

    private String word(String ends) {
      int start = at;
      while (ends.indexOf(peek()) < 0) {
        at++;
      }
      return text.substring(start, at);
    }

    private void skipBlanks() {
      while (peek() == ' ') {
        at++;
      }
    }

    private char peek() {
      if (at >= text.length()) {
        throw new IllegalArgumentException("ends within a section: " + text);
      }
      return text.charAt(at);
    }
  }
}
