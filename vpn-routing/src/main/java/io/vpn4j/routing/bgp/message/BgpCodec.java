package io.vpn4j.routing.bgp.message;

import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.MalformedMessageException.Kind;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import io.vpn4j.routing.bgp.message.DecodeResult.Accepted;
import io.vpn4j.routing.bgp.message.DecodeResult.Refused;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Messages to octets and back (RFC 4271 section 4).
 *
 * <p>Decoding is total: whatever a peer sends is a {@link DecodeResult}, which says what to answer
 * if it is not a message (RFC 4271 section 6, RFC 7606). Encoding throws {@link
 * IllegalArgumentException} when a value of our own does not fit.
 */
public final class BgpCodec {
  /** Octets of the header. */
  public static final int HEADER_OCTETS = 19;

  /** The most octets of a message (RFC 4271 section 4.1). */
  public static final int MAX_OCTETS = 4096;

  /** The most octets of a message where RFC 8654 is agreed on. */
  public static final int MAX_EXTENDED_OCTETS = 65_535;

  private static final int MARKER_OCTETS = 16;

  private BgpCodec() {}

  /**
   * How many octets of a stream {@link #decode} wants next: those of the first message, or those of
   * its header if the header is not there or says enough to refuse it.
   *
   * @param received what has come from the peer and was not decoded; its position stays
   * @return 19 to 65,535
   */
  public static int wantedOctets(ByteBuffer received, CodecContext context) {
    if (received.remaining() < HEADER_OCTETS) {
      return HEADER_OCTETS;
    }
    int length = lengthField(received);
    return MessageType.of(typeField(received))
        .filter(type -> length >= type.minOctets() && length <= type.maxOctets(context))
        .map(type -> length)
        .orElse(HEADER_OCTETS);
  }

  /**
   * Decodes one message.
   *
   * @param message as many octets as {@link #wantedOctets} wants; its position stays
   */
  public static DecodeResult decode(ByteBuffer message, CodecContext context) {
    if (message.remaining() < HEADER_OCTETS) {
      return refused(NotificationCode.BAD_MESSAGE_LENGTH, Octets.EMPTY, "no whole header");
    }
    for (int i = 0; i < MARKER_OCTETS; i++) {
      if (message.get(message.position() + i) != (byte) 0xff) {
        return refused(NotificationCode.CONNECTION_NOT_SYNCHRONIZED, Octets.EMPTY, "marker");
      }
    }
    int length = lengthField(message);
    if (length < HEADER_OCTETS) {
      return badLength(length);
    }
    int value = typeField(message);
    Optional<MessageType> type = MessageType.of(value);
    if (type.isEmpty()) {
      return refused(
          NotificationCode.BAD_MESSAGE_TYPE, Octets.of((byte) value), "message type " + value);
    }
    if (length < type.get().minOctets()
        || length > type.get().maxOctets(context)
        || length != message.remaining()) {
      return badLength(length);
    }
    return decodeBody(type.get(), message, context);
  }

  private static DecodeResult decodeBody(
      MessageType type, ByteBuffer message, CodecContext context) {
    WireReader in = WireReader.of(message);
    try {
      in.skip(HEADER_OCTETS, "header");
      return switch (type) {
        case OPEN -> new Accepted(OpenMessage.decode(in));
        case UPDATE -> UpdateDecoder.decode(in, context);
        case NOTIFICATION -> new Accepted(NotificationMessage.decode(in));
        case KEEPALIVE -> new Accepted(KeepaliveMessage.KEEPALIVE);
        case ROUTE_REFRESH -> new Accepted(RouteRefreshMessage.decode(in));
      };
    } catch (MalformedMessageException e) {
      return switch (type) {
        // RFC 4271 section 6.2: malformed optional parameters are the unspecific subcode 0.
        case OPEN -> refused(NotificationCode.OPEN_MESSAGE_ERROR, Octets.EMPTY, e.getMessage());
        case ROUTE_REFRESH ->
            refused(
                NotificationCode.INVALID_ROUTE_REFRESH_LENGTH, Octets.of(message), e.getMessage());
        case UPDATE, NOTIFICATION, KEEPALIVE -> badLength(message.remaining());
      };
    }
  }

  /**
   * Encodes one message.
   *
   * @throws IllegalArgumentException if it is longer than the session allows, or a field of it does
   *     not fit
   */
  public static Octets encode(BgpMessage message, CodecContext context) {
    ByteBuffer octets = ByteBuffer.allocate(encodedLength(message, context));
    encode(message, context, octets);
    return Octets.of(octets.flip());
  }

  /**
   * Octets of {@code message}, header included.
   *
   * @throws IllegalArgumentException if it is longer than the session allows
   */
  public static int encodedLength(BgpMessage message, CodecContext context) {
    int length = HEADER_OCTETS + message.bodyLength(context);
    Unsigned.require("octets of " + message.type(), length, message.type().maxOctets(context));
    return length;
  }

  /**
   * Encodes one message into {@code out}, from its position on.
   *
   * @throws IllegalArgumentException if it is longer than the session allows, or a field of it does
   *     not fit
   * @throws java.nio.BufferOverflowException if {@code out} has no room for {@link #encodedLength}
   */
  public static void encode(BgpMessage message, CodecContext context, ByteBuffer out) {
    int length = encodedLength(message, context);
    WireWriter writer = new WireWriter(out);
    writer.u64(-1).u64(-1).u16(length).u8(message.type().value());
    message.encodeBody(writer, context);
    if (writer.length() != length) {
      throw new IllegalStateException(
          "encoded length " + length + ", but " + writer.length() + " octets were written");
    }
  }

  /**
   * Decodes attributes alone, as tables of routes hold them (RFC 6396 section 4.2).
   *
   * @param attributes one after the other; nothing else
   * @throws MalformedMessageException at the first that {@link #decode} would find an error in;
   *     whether an attribute is missing, may come from such a peer or stands twice is not checked
   */
  public static List<PathAttribute> decodeAttributes(Octets attributes, CodecContext context)
      throws MalformedMessageException {
    List<PathAttribute> all = new ArrayList<>();
    WireReader in = WireReader.of(attributes);
    while (in.hasRemaining()) {
      int flags = in.u8("attribute flags");
      int type = in.u8("attribute type");
      boolean extended = (flags & AttributeFlags.EXTENDED_LENGTH) != 0;
      int length = extended ? in.u16("attribute length") : in.u8("attribute length");
      WireReader value = in.sub(length, "attribute value");
      if (AttributeCodec.flagsConflict(type, flags)) {
        throw value.bad(Kind.BAD_VALUE, "attribute flags", "0x" + Integer.toHexString(flags));
      }
      all.add(AttributeCodec.decode(flags, type, value, context));
    }
    return List.copyOf(all);
  }

  /**
   * Encodes attributes alone, in the order given.
   *
   * @throws IllegalArgumentException if a field does not fit
   */
  public static Octets encodeAttributes(List<PathAttribute> attributes, CodecContext context) {
    int length = attributes.stream().mapToInt(a -> a.encodedLength(context)).sum();
    ByteBuffer octets = ByteBuffer.allocate(length);
    WireWriter out = new WireWriter(octets);
    attributes.forEach(attribute -> attribute.encode(out, context));
    return Octets.of(octets.flip());
  }

  private static int lengthField(ByteBuffer message) {
    int at = message.position() + MARKER_OCTETS; // octet by octet: the caller's byte order may vary
    return (message.get(at) & 0xff) << 8 | (message.get(at + 1) & 0xff);
  }

  private static int typeField(ByteBuffer message) {
    return message.get(message.position() + MARKER_OCTETS + 2) & 0xff;
  }

  private static Refused badLength(int length) {
    return refused(
        NotificationCode.BAD_MESSAGE_LENGTH,
        Octets.of((byte) (length >>> 8), (byte) length),
        "message length " + length);
  }

  private static Refused refused(NotificationCode code, Octets data, String reason) {
    return new Refused(new NotificationMessage(code, data), reason);
  }
}
