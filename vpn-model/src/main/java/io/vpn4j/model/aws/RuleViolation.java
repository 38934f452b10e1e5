package io.vpn4j.model.aws;

/**
 * A rule of the document that a value breaks, told in its element names.
 *
 * <p>It lets each rule stand once: a builder throws it as the {@link IllegalArgumentException} it
 * is, and the reader adds the place in the document.
 */
final class RuleViolation extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String element;
  private final String found;
  private final String wanted;

  /**
   * @param element path of the element, from the one that has the rule; may be empty
   */
  RuleViolation(String element, String found, String wanted) {
    super(element + ": found " + found + "; wanted " + wanted);
    this.element = element;
    this.found = found;
    this.wanted = wanted;
  }

  String element() {
    return element;
  }

  String found() {
    return found;
  }

  String wanted() {
    return wanted;
  }

  /**
   * Text of a document as a message may show it. Long text is only counted: no value of the
   * document is that long but a secret that stands in a wrong place.
   */
  static String quoted(String text) {
    return text.length() <= 24 ? "'" + text + "'" : "a text of " + text.length() + " characters";
  }

  /** Throws unless {@code holds}. */
  static void unless(boolean holds, String element, Object found, String wanted) {
    if (!holds) {
      throw new RuleViolation(element, String.valueOf(found), wanted);
    }
  }

  /** Throws unless {@code value} is {@code min} to {@code max}. */
  static void outside(String element, long value, long min, long max) {
    unless(value >= min && value <= max, element, value, min + " to " + max);
  }
}
