package io.vpn4j.ike.message;

/**
 * The protocol that an SPI, a proposal or a notification is about (RFC 7296 section 3.3.1): an open
 * registry.
 *
 * @param value protocol ID, 0 to 255
 */
public record ProtocolId(int value) {
  private static final RegistryNames NAMES = new RegistryNames();

  /** No protocol: a notification without an SPI. */
  public static final ProtocolId NONE = named(0, "NONE");

  /** The IKE SA. */
  public static final ProtocolId IKE = named(1, "IKE");

  /** Authentication Header. */
  public static final ProtocolId AH = named(2, "AH");

  /** Encapsulating Security Payload. */
  public static final ProtocolId ESP = named(3, "ESP");

  /** RFC 4595. */
  public static final ProtocolId FC_ESP_HEADER = named(4, "FC_ESP_HEADER");

  /** RFC 4595. */
  public static final ProtocolId FC_CT_AUTHENTICATION = named(5, "FC_CT_AUTHENTICATION");

  /**
   * @throws IllegalArgumentException if {@code value} is out of range
   */
  public ProtocolId {
    Unsigned.require("protocol ID", value, 255);
  }

  private static ProtocolId named(int value, String name) {
    return new ProtocolId(NAMES.add(value, name));
  }

  /** The name, if the number has one, with the number. */
  @Override
  public String toString() {
    return NAMES.describe(value);
  }
}
