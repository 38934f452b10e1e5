package io.vpn4j.ike.state;

import io.vpn4j.ike.IkeConfig;
import io.vpn4j.ike.message.NotifyPayload;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.model.wire.Octets;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** SET_WINDOW_SIZE: how many requests its sender takes at once (RFC 7296 section 2.3). */
final class WindowSize {
  /** More than this many requests we never have under way, whatever the peer takes. */
  private static final long MAX_USED = 64;

  private WindowSize() {}

  /** What to say to the peer; nothing when the window is the default. */
  static Optional<Payload> announcement(IkeConfig config) {
    return config.windowSize() == 1
        ? Optional.empty()
        : Optional.of(
            NotifyPayload.of(
                NotifyType.SET_WINDOW_SIZE,
                Octets.of(ByteBuffer.allocate(4).putInt(0, config.windowSize()))));
  }

  /** Reads what the peer says. Four octets; anything else says nothing. */
  static void apply(List<Payload> payloads, MessageWindow window) {
    Payloads.notify(payloads, NotifyType.SET_WINDOW_SIZE)
        .filter(n -> n.data().length() == 4)
        .map(n -> Integer.toUnsignedLong(n.data().asByteBuffer().getInt()))
        .filter(size -> size > 0)
        .ifPresent(size -> window.peerTakes((int) Math.min(size, MAX_USED)));
  }
}
