package io.vpn4j.ike.message;

/**
 * The kind of a payload, as a Next Payload field names it (RFC 7296 section 3.2): an open registry.
 *
 * @param value payload type, 0 to 255
 */
public record PayloadType(int value) {
  private static final RegistryNames NAMES = new RegistryNames();

  /** No payload follows. */
  public static final PayloadType NONE = named(0, "NONE");

  /** Security Association (RFC 7296 section 3.3). */
  public static final PayloadType SA = named(33, "SA");

  /** Key Exchange (section 3.4). */
  public static final PayloadType KE = named(34, "KE");

  /** Identification of the initiator (section 3.5). */
  public static final PayloadType IDI = named(35, "IDi");

  /** Identification of the responder (section 3.5). */
  public static final PayloadType IDR = named(36, "IDr");

  /** Certificate (section 3.6). */
  public static final PayloadType CERT = named(37, "CERT");

  /** Certificate Request (section 3.7). */
  public static final PayloadType CERTREQ = named(38, "CERTREQ");

  /** Authentication (section 3.8). */
  public static final PayloadType AUTH = named(39, "AUTH");

  /** Nonce (section 3.9). */
  public static final PayloadType NONCE = named(40, "NONCE");

  /** Notify (section 3.10). */
  public static final PayloadType NOTIFY = named(41, "NOTIFY");

  /** Delete (section 3.11). */
  public static final PayloadType DELETE = named(42, "DELETE");

  /** Vendor ID (section 3.12). */
  public static final PayloadType VENDOR_ID = named(43, "VENDOR_ID");

  /** Traffic selectors of the initiator (section 3.13). */
  public static final PayloadType TSI = named(44, "TSi");

  /** Traffic selectors of the responder (section 3.13). */
  public static final PayloadType TSR = named(45, "TSr");

  /** Encrypted and authenticated payloads (section 3.14). */
  public static final PayloadType SK = named(46, "SK");

  /** Configuration (section 3.15). */
  public static final PayloadType CP = named(47, "CP");

  /** Extensible Authentication (section 3.16). */
  public static final PayloadType EAP = named(48, "EAP");

  /** Generic Secure Password Method (RFC 6467). */
  public static final PayloadType GSPM = named(49, "GSPM");

  /** Group Identification (RFC 9838). */
  public static final PayloadType IDG = named(50, "IDg");

  /** Group Security Association (RFC 9838). */
  public static final PayloadType GSA = named(51, "GSA");

  /** Key Download (RFC 9838). */
  public static final PayloadType KD = named(52, "KD");

  /** Encrypted and authenticated fragment (RFC 7383). */
  public static final PayloadType SKF = named(53, "SKF");

  /** Puzzle Solution (RFC 8019). */
  public static final PayloadType PS = named(54, "PS");

  /**
   * @throws IllegalArgumentException if {@code value} is out of range
   */
  public PayloadType {
    Unsigned.require("payload type", value, 255);
  }

  private static PayloadType named(int value, String name) {
    return new PayloadType(NAMES.add(value, name));
  }

  /** The name, if the number has one, with the number. */
  @Override
  public String toString() {
    return NAMES.describe(value);
  }
}
