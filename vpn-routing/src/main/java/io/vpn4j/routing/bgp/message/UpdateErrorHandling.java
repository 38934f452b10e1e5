package io.vpn4j.routing.bgp.message;

import io.vpn4j.model.wire.MalformedMessageException.Kind;
import io.vpn4j.routing.bgp.message.CodecContext.PeerRelation;

/**
 * What each error in an attribute means: RFC 7606 and the RFCs of the attributes, in one place.
 *
 * <p>Where RFC 7606 leaves a choice between AFI/SAFI disable and session reset, the answer here is
 * session reset: it is the one that every peer understands.
 */
final class UpdateErrorHandling {
  private UpdateErrorHandling() {}

  /** What to do about an attribute whose value is malformed. */
  static ErrorAction malformed(int type) {
    return switch (type) {
      case 1, 2, 3, 4, 5 -> ErrorAction.TREAT_AS_WITHDRAW; // RFC 7606 sections 7.1 to 7.5
      case 6, 7 -> ErrorAction.ATTRIBUTE_DISCARD; // RFC 7606 sections 7.6 and 7.7
      case 8, 9, 10 -> ErrorAction.TREAT_AS_WITHDRAW; // RFC 7606 sections 7.8 to 7.10
      case 14, 15 -> ErrorAction.SESSION_RESET; // RFC 7606 sections 7.11, 7.12 and 3 j
      case 16, 25 -> ErrorAction.TREAT_AS_WITHDRAW; // RFC 7606 sections 7.14 and 7.15
      case 17, 18 -> ErrorAction.ATTRIBUTE_DISCARD; // RFC 6793 section 6
      case 26 -> ErrorAction.ATTRIBUTE_DISCARD; // RFC 7311 section 3.2
      case 32 -> ErrorAction.TREAT_AS_WITHDRAW; // RFC 8092 section 6
      case 35 -> ErrorAction.TREAT_AS_WITHDRAW; // RFC 9234 section 5
      default -> ErrorAction.ATTRIBUTE_DISCARD;
    };
  }

  /** Whether AS 0 is in a place where it makes the attribute malformed (RFC 7607 section 2). */
  static boolean hasAsZero(PathAttribute attribute) {
    if (attribute instanceof AsPath path) {
      return path.contains(0);
    }
    if (attribute instanceof As4Path path) {
      return path.segments().stream().anyMatch(segment -> segment.contains(0));
    }
    if (attribute instanceof Aggregator aggregator) {
      return aggregator.asNumber().value() == 0;
    }
    return attribute instanceof As4Aggregator aggregator && aggregator.asNumber().value() == 0;
  }

  /** Whether a peer of that relation may not send the attribute, which is then discarded. */
  static boolean isDiscarded(int type, CodecContext context) {
    return switch (type) {
      // RFC 7606 sections 7.5, 7.9 and 7.10; RFC 5065 section 5.3 lets LOCAL_PREF pass inside a
      // confederation.
      case 5 -> context.peer() == PeerRelation.EXTERNAL;
      case 9, 10 -> context.peer() != PeerRelation.INTERNAL;
      case 17, 18 -> context.fourOctetAs(); // RFC 6793 section 4.1
      default -> false;
    };
  }

  /** What RFC 4271 section 6.3 calls it. */
  static NotificationCode code(int type, Kind error) {
    boolean value = error == Kind.BAD_VALUE;
    return switch (type) {
      case 1 ->
          value
              ? NotificationCode.INVALID_ORIGIN_ATTRIBUTE
              : NotificationCode.ATTRIBUTE_LENGTH_ERROR;
      case 2 -> NotificationCode.MALFORMED_AS_PATH;
      case 3, 4, 5, 6, 7 -> NotificationCode.ATTRIBUTE_LENGTH_ERROR;
      default -> NotificationCode.OPTIONAL_ATTRIBUTE_ERROR;
    };
  }
}
