package io.vpn4j.routing.bgp.message;

/**
 * The type code of a path attribute (RFC 4271 section 4.3): an open registry.
 *
 * @param value 0 to 255
 */
public record AttributeType(int value) implements Comparable<AttributeType> {
  private static final RegistryNames NAMES = new RegistryNames();

  /** RFC 4271 section 5.1.1. */
  public static final AttributeType ORIGIN = named(1, "ORIGIN");

  /** RFC 4271 section 5.1.2. */
  public static final AttributeType AS_PATH = named(2, "AS_PATH");

  /** RFC 4271 section 5.1.3. */
  public static final AttributeType NEXT_HOP = named(3, "NEXT_HOP");

  /** RFC 4271 section 5.1.4. */
  public static final AttributeType MULTI_EXIT_DISC = named(4, "MULTI_EXIT_DISC");

  /** RFC 4271 section 5.1.5. */
  public static final AttributeType LOCAL_PREF = named(5, "LOCAL_PREF");

  /** RFC 4271 section 5.1.6. */
  public static final AttributeType ATOMIC_AGGREGATE = named(6, "ATOMIC_AGGREGATE");

  /** RFC 4271 section 5.1.7. */
  public static final AttributeType AGGREGATOR = named(7, "AGGREGATOR");

  /** RFC 1997. */
  public static final AttributeType COMMUNITIES = named(8, "COMMUNITIES");

  /** RFC 4456. */
  public static final AttributeType ORIGINATOR_ID = named(9, "ORIGINATOR_ID");

  /** RFC 4456. */
  public static final AttributeType CLUSTER_LIST = named(10, "CLUSTER_LIST");

  /** RFC 4760. */
  public static final AttributeType MP_REACH_NLRI = named(14, "MP_REACH_NLRI");

  /** RFC 4760. */
  public static final AttributeType MP_UNREACH_NLRI = named(15, "MP_UNREACH_NLRI");

  /** RFC 4360. */
  public static final AttributeType EXTENDED_COMMUNITIES = named(16, "EXTENDED_COMMUNITIES");

  /** RFC 6793. */
  public static final AttributeType AS4_PATH = named(17, "AS4_PATH");

  /** RFC 6793. */
  public static final AttributeType AS4_AGGREGATOR = named(18, "AS4_AGGREGATOR");

  /** RFC 5701. */
  public static final AttributeType IPV6_EXTENDED_COMMUNITIES =
      named(25, "IPV6_EXTENDED_COMMUNITIES");

  /** RFC 7311. */
  public static final AttributeType AIGP = named(26, "AIGP");

  /** RFC 8092. */
  public static final AttributeType LARGE_COMMUNITIES = named(32, "LARGE_COMMUNITIES");

  /** RFC 9234. */
  public static final AttributeType ONLY_TO_CUSTOMER = named(35, "ONLY_TO_CUSTOMER");

  /**
   * @throws IllegalArgumentException if {@code value} is out of range
   */
  public AttributeType {
    Unsigned.requireU8("attribute type", value);
  }

  private static AttributeType named(int value, String name) {
    return new AttributeType(NAMES.add(value, name));
  }

  @Override
  public int compareTo(AttributeType other) {
    return Integer.compare(value, other.value);
  }

  /** The name, if the number has one, with the number. */
  @Override
  public String toString() {
    return NAMES.describe(value);
  }
}
