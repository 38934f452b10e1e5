package io.vpn4j.routing.bgp.mrt;

import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireWriter;
import io.vpn4j.routing.bgp.message.AddressFamily;
import io.vpn4j.routing.bgp.message.BgpCodec;
import io.vpn4j.routing.bgp.message.CodecContext;
import io.vpn4j.routing.bgp.message.CodecContext.PeerRelation;
import io.vpn4j.routing.bgp.message.DecodeResult;
import java.util.Objects;
import java.util.Set;

/**
 * BGP4MP_MESSAGE and its like: a message as it was on the wire (RFC 6396 section 4.4.2, RFC 8050
 * section 4.1).
 *
 * @param time when
 * @param peer on whose session
 * @param sentByLocal whether the collector sent it, instead of the peer
 * @param addPath whether prefixes have path identifiers
 * @param message with its header
 */
public record Bgp4mpMessage(
    MrtTime time, Bgp4mpPeer peer, boolean sentByLocal, boolean addPath, Octets message)
    implements MrtRecord {
  private static final Set<AddressFamily> PLAIN =
      Set.of(
          AddressFamily.IPV4_UNICAST,
          AddressFamily.IPV4_MULTICAST,
          AddressFamily.IPV6_UNICAST,
          AddressFamily.IPV6_MULTICAST);

  /** Checks that nothing is missing. */
  public Bgp4mpMessage {
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(peer, "peer");
    Objects.requireNonNull(message, "message");
  }

  /**
   * What the octets of the message depend on: what the record says, and for the rest whatever lets
   * more messages pass, because the file does not say what the session agreed on.
   */
  public CodecContext context() {
    return new CodecContext(
        peer.longAs(),
        true,
        addPath ? PLAIN : Set.of(),
        Set.of(AddressFamily.IPV4_UNICAST, AddressFamily.IPV4_MULTICAST),
        PeerRelation.INTERNAL);
  }

  /** The message, decoded. */
  public DecodeResult decode() {
    return BgpCodec.decode(message.asByteBuffer(), context());
  }

  @Override
  public int type() {
    return Bgp4mpPeer.TYPE;
  }

  @Override
  public int subtype() {
    return Bgp4mpPeer.messageSubtype(peer.longAs(), sentByLocal, addPath);
  }

  @Override
  public int bodyLength() {
    return peer.octets() + message.length();
  }

  @Override
  public void encodeBody(WireWriter out) {
    peer.encode(out);
    out.octets(message);
  }
}
