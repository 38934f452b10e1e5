package io.vpn4j.routing.bgp.mrt;

import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import java.util.Objects;

/**
 * Whose session a BGP4MP record is about (RFC 6396 section 4.4).
 *
 * @param longAs whether AS numbers have four octets, here and in the message
 * @param peerAs the peer's AS
 * @param localAs the collector's AS
 * @param interfaceIndex 0 to 65,535
 * @param peer the peer's address
 * @param local the collector's address, of the same family
 */
public record Bgp4mpPeer(
    boolean longAs,
    AsNumber peerAs,
    AsNumber localAs,
    int interfaceIndex,
    IpAddress peer,
    IpAddress local) {
  static final int TYPE = 16;
  private static final int STATE_CHANGE = 0;
  private static final int MESSAGE = 1;
  private static final int MESSAGE_AS4 = 4;
  private static final int STATE_CHANGE_AS4 = 5;
  private static final int MESSAGE_LOCAL = 6;
  private static final int MESSAGE_AS4_LOCAL = 7;
  private static final int MESSAGE_ADDPATH = 8;
  private static final int MESSAGE_AS4_LOCAL_ADDPATH = 11;

  /**
   * @throws IllegalArgumentException if the addresses are not of one family, or an AS number does
   *     not fit
   */
  public Bgp4mpPeer {
    Objects.requireNonNull(peer, "peer");
    if (peer.isIpv4() != local.isIpv4()) {
      throw new IllegalArgumentException(peer + " and " + local + " are not of one family");
    }
    if (!longAs && !(peerAs.isTwoOctet() && localAs.isTwoOctet())) {
      throw new IllegalArgumentException(peerAs + " or " + localAs + " does not fit two octets");
    }
  }

  static MrtRecord decode(MrtTime time, int subtype, WireReader in)
      throws MalformedMessageException {
    return switch (subtype) {
      case STATE_CHANGE, STATE_CHANGE_AS4 ->
          Bgp4mpStateChange.decode(time, peer(in, subtype == STATE_CHANGE_AS4), in);
      case MESSAGE, MESSAGE_AS4, MESSAGE_LOCAL, MESSAGE_AS4_LOCAL ->
          message(time, subtype, false, in);
      default ->
          subtype >= MESSAGE_ADDPATH && subtype <= MESSAGE_AS4_LOCAL_ADDPATH
              ? message(time, subtype, true, in)
              : new OpaqueRecord(time, TYPE, subtype, in.rest());
    };
  }

  private static MrtRecord message(MrtTime time, int subtype, boolean addPath, WireReader in)
      throws MalformedMessageException {
    boolean longAs =
        addPath ? subtype % 2 == 1 : subtype == MESSAGE_AS4 || subtype == MESSAGE_AS4_LOCAL;
    boolean sentByLocal = addPath ? subtype >= 10 : subtype >= MESSAGE_LOCAL;
    return new Bgp4mpMessage(time, peer(in, longAs), sentByLocal, addPath, in.rest());
  }

  static int messageSubtype(boolean longAs, boolean sentByLocal, boolean addPath) {
    if (addPath) {
      return MESSAGE_ADDPATH + (longAs ? 1 : 0) + (sentByLocal ? 2 : 0);
    }
    if (sentByLocal) {
      return longAs ? MESSAGE_AS4_LOCAL : MESSAGE_LOCAL;
    }
    return longAs ? MESSAGE_AS4 : MESSAGE;
  }

  int stateChangeSubtype() {
    return longAs ? STATE_CHANGE_AS4 : STATE_CHANGE;
  }

  private static Bgp4mpPeer peer(WireReader in, boolean longAs) throws MalformedMessageException {
    AsNumber peerAs = asNumber(in, longAs, "peer AS");
    AsNumber localAs = asNumber(in, longAs, "local AS");
    int interfaceIndex = in.u16("interface index");
    int afi = in.u16("address family");
    IpAddress peer = MrtAddress.decode(in, afi, "peer address");
    return new Bgp4mpPeer(
        longAs, peerAs, localAs, interfaceIndex, peer, MrtAddress.decode(in, afi, "local address"));
  }

  private static AsNumber asNumber(WireReader in, boolean longAs, String field)
      throws MalformedMessageException {
    return AsNumber.of(longAs ? in.u32(field) : in.u16(field));
  }

  int octets() {
    return (longAs ? 12 : 8) + 2 * MrtAddress.octets(peer);
  }

  void encode(WireWriter out) {
    if (longAs) {
      out.u32(peerAs.value()).u32(localAs.value());
    } else {
      out.u16((int) peerAs.value()).u16((int) localAs.value());
    }
    out.u16(interfaceIndex).u16(MrtAddress.afi(peer));
    MrtAddress.encode(peer, out);
    MrtAddress.encode(local, out);
  }
}
