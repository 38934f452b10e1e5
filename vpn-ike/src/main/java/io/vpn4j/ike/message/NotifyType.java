package io.vpn4j.ike.message;

/**
 * What a Notify payload says (RFC 7296 section 3.10.1): an open registry.
 *
 * <p>0 to 16,383 report errors, all others a status; 8,192 to 16,383 and 40,960 to 65,535 are
 * private.
 *
 * @param value notify type, 0 to 65,535
 */
public record NotifyType(int value) {
  private static final RegistryNames NAMES = new RegistryNames();

  /** RFC 7296 section 3.10.1. */
  public static final NotifyType UNSUPPORTED_CRITICAL_PAYLOAD =
      named(1, "UNSUPPORTED_CRITICAL_PAYLOAD");

  /** RFC 7296 section 3.10.1. */
  public static final NotifyType INVALID_IKE_SPI = named(4, "INVALID_IKE_SPI");

  /** RFC 7296 section 3.10.1. */
  public static final NotifyType INVALID_MAJOR_VERSION = named(5, "INVALID_MAJOR_VERSION");

  /** RFC 7296 section 3.10.1. */
  public static final NotifyType INVALID_SYNTAX = named(7, "INVALID_SYNTAX");

  /** RFC 7296 section 3.10.1. */
  public static final NotifyType INVALID_MESSAGE_ID = named(9, "INVALID_MESSAGE_ID");

  /** RFC 7296 section 3.10.1. */
  public static final NotifyType INVALID_SPI = named(11, "INVALID_SPI");

  /** RFC 7296 section 3.10.1. */
  public static final NotifyType NO_PROPOSAL_CHOSEN = named(14, "NO_PROPOSAL_CHOSEN");

  /** RFC 7296 section 3.10.1. */
  public static final NotifyType INVALID_KE_PAYLOAD = named(17, "INVALID_KE_PAYLOAD");

  /** RFC 7296 section 3.10.1. */
  public static final NotifyType AUTHENTICATION_FAILED = named(24, "AUTHENTICATION_FAILED");

  /** RFC 7296 section 3.10.1. */
  public static final NotifyType SINGLE_PAIR_REQUIRED = named(34, "SINGLE_PAIR_REQUIRED");

  /** RFC 7296 section 3.10.1. */
  public static final NotifyType NO_ADDITIONAL_SAS = named(35, "NO_ADDITIONAL_SAS");

  /** RFC 7296 section 3.10.1. */
  public static final NotifyType INTERNAL_ADDRESS_FAILURE = named(36, "INTERNAL_ADDRESS_FAILURE");

  /** RFC 7296 section 3.10.1. */
  public static final NotifyType FAILED_CP_REQUIRED = named(37, "FAILED_CP_REQUIRED");

  /** RFC 7296 section 3.10.1. */
  public static final NotifyType TS_UNACCEPTABLE = named(38, "TS_UNACCEPTABLE");

  /** RFC 7296 section 3.10.1. */
  public static final NotifyType INVALID_SELECTORS = named(39, "INVALID_SELECTORS");

  /** RFC 4555. */
  public static final NotifyType UNACCEPTABLE_ADDRESSES = named(40, "UNACCEPTABLE_ADDRESSES");

  /** RFC 4555. */
  public static final NotifyType UNEXPECTED_NAT_DETECTED = named(41, "UNEXPECTED_NAT_DETECTED");

  /** RFC 7296 section 3.10.1. */
  public static final NotifyType TEMPORARY_FAILURE = named(43, "TEMPORARY_FAILURE");

  /** RFC 7296 section 3.10.1. */
  public static final NotifyType CHILD_SA_NOT_FOUND = named(44, "CHILD_SA_NOT_FOUND");

  /** RFC 9370. */
  public static final NotifyType STATE_NOT_FOUND = named(47, "STATE_NOT_FOUND");

  /** RFC 9611. */
  public static final NotifyType TS_MAX_QUEUE = named(48, "TS_MAX_QUEUE");

  /** RFC 7296 section 3.10.1. */
  public static final NotifyType INITIAL_CONTACT = named(16384, "INITIAL_CONTACT");

  /** RFC 7296 section 3.10.1. */
  public static final NotifyType SET_WINDOW_SIZE = named(16385, "SET_WINDOW_SIZE");

  /** RFC 7296 section 3.10.1. */
  public static final NotifyType ADDITIONAL_TS_POSSIBLE = named(16386, "ADDITIONAL_TS_POSSIBLE");

  /** RFC 7296 section 3.10.1. */
  public static final NotifyType IPCOMP_SUPPORTED = named(16387, "IPCOMP_SUPPORTED");

  /** RFC 7296 section 3.10.1. */
  public static final NotifyType NAT_DETECTION_SOURCE_IP = named(16388, "NAT_DETECTION_SOURCE_IP");

  /** RFC 7296 section 3.10.1. */
  public static final NotifyType NAT_DETECTION_DESTINATION_IP =
      named(16389, "NAT_DETECTION_DESTINATION_IP");

  /** RFC 7296 section 3.10.1. */
  public static final NotifyType COOKIE = named(16390, "COOKIE");

  /** RFC 7296 section 3.10.1. */
  public static final NotifyType USE_TRANSPORT_MODE = named(16391, "USE_TRANSPORT_MODE");

  /** RFC 7296 section 3.10.1. */
  public static final NotifyType HTTP_CERT_LOOKUP_SUPPORTED =
      named(16392, "HTTP_CERT_LOOKUP_SUPPORTED");

  /** RFC 7296 section 3.10.1. */
  public static final NotifyType REKEY_SA = named(16393, "REKEY_SA");

  /** RFC 7296 section 3.10.1. */
  public static final NotifyType ESP_TFC_PADDING_NOT_SUPPORTED =
      named(16394, "ESP_TFC_PADDING_NOT_SUPPORTED");

  /** RFC 7296 section 3.10.1. */
  public static final NotifyType NON_FIRST_FRAGMENTS_ALSO =
      named(16395, "NON_FIRST_FRAGMENTS_ALSO");

  /** RFC 4555. */
  public static final NotifyType MOBIKE_SUPPORTED = named(16396, "MOBIKE_SUPPORTED");

  /** RFC 4555. */
  public static final NotifyType ADDITIONAL_IP4_ADDRESS = named(16397, "ADDITIONAL_IP4_ADDRESS");

  /** RFC 4555. */
  public static final NotifyType ADDITIONAL_IP6_ADDRESS = named(16398, "ADDITIONAL_IP6_ADDRESS");

  /** RFC 4555. */
  public static final NotifyType NO_ADDITIONAL_ADDRESSES = named(16399, "NO_ADDITIONAL_ADDRESSES");

  /** RFC 4555. */
  public static final NotifyType UPDATE_SA_ADDRESSES = named(16400, "UPDATE_SA_ADDRESSES");

  /** RFC 4555. */
  public static final NotifyType COOKIE2 = named(16401, "COOKIE2");

  /** RFC 4555. */
  public static final NotifyType NO_NATS_ALLOWED = named(16402, "NO_NATS_ALLOWED");

  /** RFC 4478. */
  public static final NotifyType AUTH_LIFETIME = named(16403, "AUTH_LIFETIME");

  /** RFC 4739. */
  public static final NotifyType MULTIPLE_AUTH_SUPPORTED = named(16404, "MULTIPLE_AUTH_SUPPORTED");

  /** RFC 4739. */
  public static final NotifyType ANOTHER_AUTH_FOLLOWS = named(16405, "ANOTHER_AUTH_FOLLOWS");

  /** RFC 5685. */
  public static final NotifyType REDIRECT_SUPPORTED = named(16406, "REDIRECT_SUPPORTED");

  /** RFC 5685. */
  public static final NotifyType REDIRECT = named(16407, "REDIRECT");

  /** RFC 5685. */
  public static final NotifyType REDIRECTED_FROM = named(16408, "REDIRECTED_FROM");

  /** RFC 5723. */
  public static final NotifyType TICKET_LT_OPAQUE = named(16409, "TICKET_LT_OPAQUE");

  /** RFC 5723. */
  public static final NotifyType TICKET_REQUEST = named(16410, "TICKET_REQUEST");

  /** RFC 5723. */
  public static final NotifyType TICKET_ACK = named(16411, "TICKET_ACK");

  /** RFC 5723. */
  public static final NotifyType TICKET_NACK = named(16412, "TICKET_NACK");

  /** RFC 5723. */
  public static final NotifyType TICKET_OPAQUE = named(16413, "TICKET_OPAQUE");

  /** RFC 5739. */
  public static final NotifyType LINK_ID = named(16414, "LINK_ID");

  /** RFC 5840. */
  public static final NotifyType USE_WESP_MODE = named(16415, "USE_WESP_MODE");

  /** RFC 5857. */
  public static final NotifyType ROHC_SUPPORTED = named(16416, "ROHC_SUPPORTED");

  /** RFC 5998. */
  public static final NotifyType EAP_ONLY_AUTHENTICATION = named(16417, "EAP_ONLY_AUTHENTICATION");

  /** RFC 6023. */
  public static final NotifyType CHILDLESS_IKEV2_SUPPORTED =
      named(16418, "CHILDLESS_IKEV2_SUPPORTED");

  /** RFC 6290. */
  public static final NotifyType QUICK_CRASH_DETECTION = named(16419, "QUICK_CRASH_DETECTION");

  /** RFC 6311. */
  public static final NotifyType IKEV2_MESSAGE_ID_SYNC_SUPPORTED =
      named(16420, "IKEV2_MESSAGE_ID_SYNC_SUPPORTED");

  /** RFC 6311. */
  public static final NotifyType IPSEC_REPLAY_COUNTER_SYNC_SUPPORTED =
      named(16421, "IPSEC_REPLAY_COUNTER_SYNC_SUPPORTED");

  /** RFC 6311. */
  public static final NotifyType IKEV2_MESSAGE_ID_SYNC = named(16422, "IKEV2_MESSAGE_ID_SYNC");

  /** RFC 6311. */
  public static final NotifyType IPSEC_REPLAY_COUNTER_SYNC =
      named(16423, "IPSEC_REPLAY_COUNTER_SYNC");

  /** RFC 6467. */
  public static final NotifyType SECURE_PASSWORD_METHODS = named(16424, "SECURE_PASSWORD_METHODS");

  /** RFC 6631. */
  public static final NotifyType PSK_PERSIST = named(16425, "PSK_PERSIST");

  /** RFC 6631. */
  public static final NotifyType PSK_CONFIRM = named(16426, "PSK_CONFIRM");

  /** RFC 6867. */
  public static final NotifyType ERX_SUPPORTED = named(16427, "ERX_SUPPORTED");

  /** RFC 7383. */
  public static final NotifyType IKEV2_FRAGMENTATION_SUPPORTED =
      named(16430, "IKEV2_FRAGMENTATION_SUPPORTED");

  /** RFC 7427. */
  public static final NotifyType SIGNATURE_HASH_ALGORITHMS =
      named(16431, "SIGNATURE_HASH_ALGORITHMS");

  /** RFC 7791. */
  public static final NotifyType CLONE_IKE_SA_SUPPORTED = named(16432, "CLONE_IKE_SA_SUPPORTED");

  /** RFC 7791. */
  public static final NotifyType CLONE_IKE_SA = named(16433, "CLONE_IKE_SA");

  /** RFC 8019. */
  public static final NotifyType PUZZLE = named(16434, "PUZZLE");

  /** RFC 8784. */
  public static final NotifyType USE_PPK = named(16435, "USE_PPK");

  /** RFC 8784. */
  public static final NotifyType PPK_IDENTITY = named(16436, "PPK_IDENTITY");

  /** RFC 8784. */
  public static final NotifyType NO_PPK_AUTH = named(16437, "NO_PPK_AUTH");

  /** RFC 9242. */
  public static final NotifyType INTERMEDIATE_EXCHANGE_SUPPORTED =
      named(16438, "INTERMEDIATE_EXCHANGE_SUPPORTED");

  /** RFC 8983. */
  public static final NotifyType IP4_ALLOWED = named(16439, "IP4_ALLOWED");

  /** RFC 8983. */
  public static final NotifyType IP6_ALLOWED = named(16440, "IP6_ALLOWED");

  /** RFC 9370. */
  public static final NotifyType ADDITIONAL_KEY_EXCHANGE = named(16441, "ADDITIONAL_KEY_EXCHANGE");

  /** RFC 9347. */
  public static final NotifyType USE_AGGFRAG = named(16442, "USE_AGGFRAG");

  /** RFC 9593. */
  public static final NotifyType SUPPORTED_AUTH_METHODS = named(16443, "SUPPORTED_AUTH_METHODS");

  /** RFC 9611. */
  public static final NotifyType SA_RESOURCE_INFO = named(16444, "SA_RESOURCE_INFO");

  /** RFC 9867. */
  public static final NotifyType USE_PPK_INT = named(16445, "USE_PPK_INT");

  /** RFC 9867. */
  public static final NotifyType PPK_IDENTITY_KEY = named(16446, "PPK_IDENTITY_KEY");

  /**
   * @throws IllegalArgumentException if {@code value} is out of range
   */
  public NotifyType {
    Unsigned.require("notify type", value, 65535);
  }

  /** Whether the number reports an error: 0 to 16,383 (RFC 7296 section 3.10.1). */
  public boolean isError() {
    return value < 16384;
  }

  private static NotifyType named(int value, String name) {
    return new NotifyType(NAMES.add(value, name));
  }

  /** The name, if the number has one, with the number. */
  @Override
  public String toString() {
    return NAMES.describe(value);
  }
}
