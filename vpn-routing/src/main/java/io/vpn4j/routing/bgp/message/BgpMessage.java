package io.vpn4j.routing.bgp.message;

import io.vpn4j.model.wire.WireWriter;

/** A message without its header (RFC 4271 section 4). */
public sealed interface BgpMessage
    permits OpenMessage, UpdateMessage, NotificationMessage, KeepaliveMessage, RouteRefreshMessage {

  /** What the header says. */
  MessageType type();

  /** Octets behind the header. */
  int bodyLength(CodecContext context);

  /** Writes exactly {@link #bodyLength} octets. */
  void encodeBody(WireWriter out, CodecContext context);
}
