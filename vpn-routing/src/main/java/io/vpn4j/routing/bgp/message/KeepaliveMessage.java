package io.vpn4j.routing.bgp.message;

import io.vpn4j.model.wire.WireWriter;

/** KEEPALIVE: the sender lives (RFC 4271 section 4.4). */
public record KeepaliveMessage() implements BgpMessage {
  /** The one value. */
  public static final KeepaliveMessage KEEPALIVE = new KeepaliveMessage();

  @Override
  public MessageType type() {
    return MessageType.KEEPALIVE;
  }

  @Override
  public int bodyLength(CodecContext context) {
    return 0;
  }

  @Override
  public void encodeBody(WireWriter out, CodecContext context) {
    // The header is all there is.
  }
}
