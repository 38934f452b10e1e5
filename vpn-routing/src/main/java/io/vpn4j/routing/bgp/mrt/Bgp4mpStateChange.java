package io.vpn4j.routing.bgp.mrt;

import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import java.util.Objects;

/**
 * BGP4MP_STATE_CHANGE: a session went from one state of RFC 4271 to another (RFC 6396 section
 * 4.4.1).
 *
 * @param time when
 * @param peer whose session
 * @param oldState 1 Idle, 2 Connect, 3 Active, 4 OpenSent, 5 OpenConfirm, 6 Established
 * @param newState likewise
 */
public record Bgp4mpStateChange(MrtTime time, Bgp4mpPeer peer, int oldState, int newState)
    implements MrtRecord {
  /** Checks that nothing is missing. */
  public Bgp4mpStateChange {
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(peer, "peer");
  }

  static Bgp4mpStateChange decode(MrtTime time, Bgp4mpPeer peer, WireReader in)
      throws MalformedMessageException {
    int oldState = in.u16("old state");
    return new Bgp4mpStateChange(time, peer, oldState, in.u16("new state"));
  }

  @Override
  public int type() {
    return Bgp4mpPeer.TYPE;
  }

  @Override
  public int subtype() {
    return peer.stateChangeSubtype();
  }

  @Override
  public int bodyLength() {
    return peer.octets() + 4;
  }

  @Override
  public void encodeBody(WireWriter out) {
    peer.encode(out);
    out.u16(oldState).u16(newState);
  }
}
