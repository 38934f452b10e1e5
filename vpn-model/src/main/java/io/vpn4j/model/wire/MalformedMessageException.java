package io.vpn4j.model.wire;

/**
 * Octets that are not a message: what is wrong, in which field, at which offset.
 *
 * <p>Checked, so that the compiler makes every caller of a decoder decide what to answer; without a
 * stack trace, because a peer can cause any number of them.
 */
public final class MalformedMessageException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What is wrong with the octets. */
  public enum Kind {
    /** Fewer octets than the structure needs. */
    TRUNCATED,
    /** A length field contradicts the structure that carries it. */
    BAD_LENGTH,
    /** A field has a value that its RFC forbids. */
    BAD_VALUE,
    /** Octets follow where the structure must end. */
    TRAILING_OCTETS,
    /** A structure that may stand once stands again, or in the wrong place. */
    BAD_ORDER
  }

  private final Kind kind;
  private final String field;
  private final int offset;

  /**
   * @param kind what is wrong
   * @param field the field, in the words of its RFC
   * @param offset octets from the start of the message
   * @param detail the value and what is allowed; never key material
   */
  public MalformedMessageException(Kind kind, String field, int offset, String detail) {
    super(
        kind + " at octet " + offset + " in " + field + ": " + detail,
        null,
        /* enableSuppression= */ false,
        /* writableStackTrace= */ false);
    this.kind = kind;
    this.field = field;
    this.offset = offset;
  }

  /** What is wrong. */
  public Kind kind() {
    return kind;
  }

  /** The field, in the words of its RFC. */
  public String field() {
    return field;
  }

  /** Octets from the start of the message to the place where it went wrong. */
  public int offset() {
    return offset;
  }
}
