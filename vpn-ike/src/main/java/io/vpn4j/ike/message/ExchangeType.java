package io.vpn4j.ike.message;

/**
 * The exchange that a message belongs to (RFC 7296 section 3.1): an open registry.
 *
 * @param value exchange type, 0 to 255
 */
public record ExchangeType(int value) {
  private static final RegistryNames NAMES = new RegistryNames();

  /** RFC 7296 section 1.2. */
  public static final ExchangeType IKE_SA_INIT = named(34, "IKE_SA_INIT");

  /** RFC 7296 section 1.2. */
  public static final ExchangeType IKE_AUTH = named(35, "IKE_AUTH");

  /** RFC 7296 section 1.3. */
  public static final ExchangeType CREATE_CHILD_SA = named(36, "CREATE_CHILD_SA");

  /** RFC 7296 section 1.4. */
  public static final ExchangeType INFORMATIONAL = named(37, "INFORMATIONAL");

  /** RFC 5723. */
  public static final ExchangeType IKE_SESSION_RESUME = named(38, "IKE_SESSION_RESUME");

  /** RFC 9838. */
  public static final ExchangeType GSA_AUTH = named(39, "GSA_AUTH");

  /** RFC 9838. */
  public static final ExchangeType GSA_REGISTRATION = named(40, "GSA_REGISTRATION");

  /** RFC 9838. */
  public static final ExchangeType GSA_REKEY = named(41, "GSA_REKEY");

  /** RFC 9242. */
  public static final ExchangeType IKE_INTERMEDIATE = named(43, "IKE_INTERMEDIATE");

  /** RFC 9370. */
  public static final ExchangeType IKE_FOLLOWUP_KE = named(44, "IKE_FOLLOWUP_KE");

  /**
   * @throws IllegalArgumentException if {@code value} is out of range
   */
  public ExchangeType {
    Unsigned.require("exchange type", value, 255);
  }

  private static ExchangeType named(int value, String name) {
    return new ExchangeType(NAMES.add(value, name));
  }

  /** The name, if the number has one, with the number. */
  @Override
  public String toString() {
    return NAMES.describe(value);
  }
}
