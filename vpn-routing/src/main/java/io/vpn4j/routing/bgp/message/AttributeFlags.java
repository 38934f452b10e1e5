package io.vpn4j.routing.bgp.message;

/** The high bits of the Attribute Flags octet (RFC 4271 section 4.3). */
public final class AttributeFlags {
  /** Not every speaker knows the attribute. */
  public static final int OPTIONAL = 0x80;

  /** Speakers that do not know the attribute pass it on. */
  public static final int TRANSITIVE = 0x40;

  /** Some speaker on the way did not know the attribute. */
  public static final int PARTIAL = 0x20;

  /** The length has two octets. */
  public static final int EXTENDED_LENGTH = 0x10;

  static final int WELL_KNOWN = TRANSITIVE;
  static final int OPTIONAL_TRANSITIVE = OPTIONAL | TRANSITIVE;
  static final int OPTIONAL_NON_TRANSITIVE = OPTIONAL;

  private AttributeFlags() {}

  static int optionalTransitive(boolean partial) {
    return partial ? OPTIONAL_TRANSITIVE | PARTIAL : OPTIONAL_TRANSITIVE;
  }

  static boolean isPartial(int flags) {
    return (flags & PARTIAL) != 0;
  }
}
