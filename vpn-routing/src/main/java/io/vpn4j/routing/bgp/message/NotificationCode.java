package io.vpn4j.routing.bgp.message;

import java.util.HashMap;
import java.util.Map;

/**
 * Why a session ends: error code and subcode (RFC 4271 section 4.5), open registries.
 *
 * @param code 0 to 255
 * @param subcode 0 to 255; 0 is unspecific
 */
public record NotificationCode(int code, int subcode) {
  private static final Map<NotificationCode, String> NAMES = new HashMap<>();

  /** RFC 4271 section 6.1. */
  public static final NotificationCode CONNECTION_NOT_SYNCHRONIZED =
      named(1, 1, "Connection Not Synchronized");

  /** RFC 4271 section 6.1; the data is the Length field. */
  public static final NotificationCode BAD_MESSAGE_LENGTH = named(1, 2, "Bad Message Length");

  /** RFC 4271 section 6.1; the data is the Type field. */
  public static final NotificationCode BAD_MESSAGE_TYPE = named(1, 3, "Bad Message Type");

  /** RFC 4271 section 6.2. */
  public static final NotificationCode OPEN_MESSAGE_ERROR = named(2, 0, "OPEN Message Error");

  /** RFC 4271 section 6.2; the data is the version that we speak. */
  public static final NotificationCode UNSUPPORTED_VERSION_NUMBER =
      named(2, 1, "Unsupported Version Number");

  /** RFC 4271 section 6.2. */
  public static final NotificationCode BAD_PEER_AS = named(2, 2, "Bad Peer AS");

  /** RFC 4271 section 6.2. */
  public static final NotificationCode BAD_BGP_IDENTIFIER = named(2, 3, "Bad BGP Identifier");

  /** RFC 4271 section 6.2. */
  public static final NotificationCode UNSUPPORTED_OPTIONAL_PARAMETER =
      named(2, 4, "Unsupported Optional Parameter");

  /** RFC 4271 section 6.2. */
  public static final NotificationCode UNACCEPTABLE_HOLD_TIME =
      named(2, 6, "Unacceptable Hold Time");

  /** RFC 5492 section 5; the data is the capabilities that are missing. */
  public static final NotificationCode UNSUPPORTED_CAPABILITY =
      named(2, 7, "Unsupported Capability");

  /** RFC 9234 section 4.2. */
  public static final NotificationCode ROLE_MISMATCH = named(2, 11, "Role Mismatch");

  /** RFC 4271 section 6.3. */
  public static final NotificationCode MALFORMED_ATTRIBUTE_LIST =
      named(3, 1, "Malformed Attribute List");

  /** RFC 4271 section 6.3; the data is the attribute. */
  public static final NotificationCode UNRECOGNIZED_WELL_KNOWN_ATTRIBUTE =
      named(3, 2, "Unrecognized Well-known Attribute");

  /** RFC 4271 section 6.3; the data is the type code. */
  public static final NotificationCode MISSING_WELL_KNOWN_ATTRIBUTE =
      named(3, 3, "Missing Well-known Attribute");

  /** RFC 4271 section 6.3; the data is the attribute. */
  public static final NotificationCode ATTRIBUTE_FLAGS_ERROR = named(3, 4, "Attribute Flags Error");

  /** RFC 4271 section 6.3; the data is the attribute. */
  public static final NotificationCode ATTRIBUTE_LENGTH_ERROR =
      named(3, 5, "Attribute Length Error");

  /** RFC 4271 section 6.3; the data is the attribute. */
  public static final NotificationCode INVALID_ORIGIN_ATTRIBUTE =
      named(3, 6, "Invalid ORIGIN Attribute");

  /** RFC 4271 section 6.3; the data is the attribute. */
  public static final NotificationCode INVALID_NEXT_HOP_ATTRIBUTE =
      named(3, 8, "Invalid NEXT_HOP Attribute");

  /** RFC 4271 section 6.3; the data is the attribute. */
  public static final NotificationCode OPTIONAL_ATTRIBUTE_ERROR =
      named(3, 9, "Optional Attribute Error");

  /** RFC 4271 section 6.3. */
  public static final NotificationCode INVALID_NETWORK_FIELD =
      named(3, 10, "Invalid Network Field");

  /** RFC 4271 section 6.3. */
  public static final NotificationCode MALFORMED_AS_PATH = named(3, 11, "Malformed AS_PATH");

  /** RFC 4271 section 6.5. */
  public static final NotificationCode HOLD_TIMER_EXPIRED = named(4, 0, "Hold Timer Expired");

  /** RFC 4271 section 6.6. */
  public static final NotificationCode FSM_ERROR = named(5, 0, "Finite State Machine Error");

  /** RFC 6608 section 3; the data is the type of the message. */
  public static final NotificationCode UNEXPECTED_MESSAGE_IN_OPEN_SENT =
      named(5, 1, "Receive Unexpected Message in OpenSent State");

  /** RFC 6608 section 3; the data is the type of the message. */
  public static final NotificationCode UNEXPECTED_MESSAGE_IN_OPEN_CONFIRM =
      named(5, 2, "Receive Unexpected Message in OpenConfirm State");

  /** RFC 6608 section 3; the data is the type of the message. */
  public static final NotificationCode UNEXPECTED_MESSAGE_IN_ESTABLISHED =
      named(5, 3, "Receive Unexpected Message in Established State");

  /** RFC 4486 section 3; the data may be the family and the limit. */
  public static final NotificationCode MAXIMUM_PREFIXES_REACHED =
      named(6, 1, "Maximum Number of Prefixes Reached");

  /** RFC 4486 section 3; the data is a text (RFC 9003). */
  public static final NotificationCode ADMINISTRATIVE_SHUTDOWN =
      named(6, 2, "Administrative Shutdown");

  /** RFC 4486 section 3. */
  public static final NotificationCode PEER_DECONFIGURED = named(6, 3, "Peer De-configured");

  /** RFC 4486 section 3; the data is a text (RFC 9003). */
  public static final NotificationCode ADMINISTRATIVE_RESET = named(6, 4, "Administrative Reset");

  /** RFC 4486 section 3. */
  public static final NotificationCode CONNECTION_REJECTED = named(6, 5, "Connection Rejected");

  /** RFC 4486 section 3. */
  public static final NotificationCode OTHER_CONFIGURATION_CHANGE =
      named(6, 6, "Other Configuration Change");

  /** RFC 4486 section 3. */
  public static final NotificationCode CONNECTION_COLLISION_RESOLUTION =
      named(6, 7, "Connection Collision Resolution");

  /** RFC 4486 section 3. */
  public static final NotificationCode OUT_OF_RESOURCES = named(6, 8, "Out of Resources");

  /** RFC 8538 section 3; the data is the notification that it wraps. */
  public static final NotificationCode HARD_RESET = named(6, 9, "Hard Reset");

  /** RFC 9384 section 3. */
  public static final NotificationCode BFD_DOWN = named(6, 10, "BFD Down");

  /** RFC 7313 section 5; the data is the whole message. */
  public static final NotificationCode INVALID_ROUTE_REFRESH_LENGTH =
      named(7, 1, "Invalid Message Length");

  /** RFC 9687 section 4. */
  public static final NotificationCode SEND_HOLD_TIMER_EXPIRED =
      named(8, 0, "Send Hold Timer Expired");

  /**
   * @throws IllegalArgumentException if a number is out of range
   */
  public NotificationCode {
    Unsigned.requireU8("error code", code);
    Unsigned.requireU8("error subcode", subcode);
  }

  /** Whether the code is Cease: nothing is wrong, the sender only wants to end (RFC 4486). */
  public boolean isCease() {
    return code == 6;
  }

  private static NotificationCode named(int code, int subcode, String name) {
    NotificationCode named = new NotificationCode(code, subcode);
    if (NAMES.put(named, name) != null) {
      throw new IllegalStateException(code + "/" + subcode + " has two names");
    }
    return named;
  }

  /** Such as {@code 6/2 (Administrative Shutdown)}. */
  @Override
  public String toString() {
    String name = NAMES.get(this);
    return code + "/" + subcode + (name == null ? "" : " (" + name + ")");
  }
}
