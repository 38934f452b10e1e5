package io.vpn4j.routing.bgp.message;

import java.util.Optional;

/** The message types that this codec knows (RFC 4271 section 4.1, RFC 2918 section 3). */
public enum MessageType {
  /** Opens a session. */
  OPEN(1, 29),
  /** Announces and withdraws routes. */
  UPDATE(2, 23),
  /** Ends a session. */
  NOTIFICATION(3, 21),
  /** Says that the sender lives. */
  KEEPALIVE(4, 19),
  /** Asks for all routes of a family. */
  ROUTE_REFRESH(5, 23);

  private static final MessageType[] TYPES = values();

  private final int value;
  private final int minOctets;

  MessageType(int value, int minOctets) {
    this.value = value;
    this.minOctets = minOctets;
  }

  /** The type of that number, if there is one. */
  public static Optional<MessageType> of(int value) {
    return value >= 1 && value <= TYPES.length ? Optional.of(TYPES[value - 1]) : Optional.empty();
  }

  /** The number on the wire. */
  public int value() {
    return value;
  }

  /** The fewest octets of such a message, header included. */
  int minOctets() {
    return minOctets;
  }

  /** The most octets: only some types may be extended (RFC 8654 section 4). */
  int maxOctets(CodecContext context) {
    return switch (this) {
      case OPEN -> BgpCodec.MAX_OCTETS;
      case KEEPALIVE -> BgpCodec.HEADER_OCTETS;
      case UPDATE, NOTIFICATION, ROUTE_REFRESH -> context.maxOctets();
    };
  }
}
