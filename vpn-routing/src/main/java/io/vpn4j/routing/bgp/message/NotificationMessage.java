package io.vpn4j.routing.bgp.message;

import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/**
 * NOTIFICATION: why the sender ends the session (RFC 4271 section 4.5).
 *
 * @param code error code and subcode
 * @param data as the code says
 */
public record NotificationMessage(NotificationCode code, Octets data) implements BgpMessage {
  /** The most octets of a text (RFC 9003 section 2). */
  public static final int MAX_TEXT_OCTETS = 255;

  /** Checks that nothing is missing. */
  public NotificationMessage {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(data, "data");
  }

  /** A message without data. */
  public NotificationMessage(NotificationCode code) {
    this(code, Octets.EMPTY);
  }

  /**
   * A message for people: {@code code} is {@link NotificationCode#ADMINISTRATIVE_SHUTDOWN} or
   * {@link NotificationCode#ADMINISTRATIVE_RESET} (RFC 9003 section 2).
   *
   * @throws IllegalArgumentException if the text is longer than 255 octets of UTF-8, or the code is
   *     another
   */
  public static NotificationMessage withText(NotificationCode code, String text) {
    if (!carriesText(code)) {
      throw new IllegalArgumentException(code + " carries no text");
    }
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    Unsigned.require("octets of the text", octets.length, MAX_TEXT_OCTETS);
    return new NotificationMessage(
        code, Octets.concat(Octets.of((byte) octets.length), Octets.of(octets)));
  }

  /** {@code inner}, and graceful restart does not apply (RFC 8538 section 3.1). */
  public static NotificationMessage hardReset(NotificationMessage inner) {
    Octets code = Octets.of((byte) inner.code.code(), (byte) inner.code.subcode());
    return new NotificationMessage(NotificationCode.HARD_RESET, Octets.concat(code, inner.data));
  }

  static NotificationMessage decode(WireReader in) throws MalformedMessageException {
    int code = in.u8("error code");
    return new NotificationMessage(new NotificationCode(code, in.u8("error subcode")), in.rest());
  }

  /**
   * The text for people, if there is one and it is whole (RFC 9003 section 2); octets that are not
   * UTF-8 are replaced.
   */
  public Optional<String> text() {
    if (!carriesText(code) || data.isEmpty() || data.u8(0) == 0 || data.u8(0) >= data.length()) {
      return Optional.empty();
    }
    byte[] octets = data.slice(1, 1 + data.u8(0)).toByteArray();
    return Optional.of(new String(octets, StandardCharsets.UTF_8));
  }

  /** What a hard reset wraps; empty if this is none, or it wraps nothing (RFC 8538 section 3.1). */
  public Optional<NotificationMessage> hardResetReason() {
    if (!code.equals(NotificationCode.HARD_RESET) || data.length() < 2) {
      return Optional.empty();
    }
    return Optional.of(
        new NotificationMessage(
            new NotificationCode(data.u8(0), data.u8(1)), data.slice(2, data.length())));
  }

  private static boolean carriesText(NotificationCode code) {
    return code.equals(NotificationCode.ADMINISTRATIVE_SHUTDOWN)
        || code.equals(NotificationCode.ADMINISTRATIVE_RESET);
  }

  @Override
  public MessageType type() {
    return MessageType.NOTIFICATION;
  }

  @Override
  public int bodyLength(CodecContext context) {
    return 2 + data.length();
  }

  @Override
  public void encodeBody(WireWriter out, CodecContext context) {
    out.u8(code.code()).u8(code.subcode()).octets(data);
  }
}
