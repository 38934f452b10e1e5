package io.vpn4j.routing.bgp.mrt;

import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import io.vpn4j.routing.bgp.message.BgpCodec;
import io.vpn4j.routing.bgp.message.CodecContext;
import io.vpn4j.routing.bgp.message.PathAttribute;
import java.util.List;
import java.util.Objects;

/**
 * TABLE_DUMP: one route of one peer, of a time without long AS numbers (RFC 6396 section 4.2).
 *
 * @param time when it was written, in whole seconds
 * @param view which table, 0 to 65,535
 * @param sequence 0 to 65,535
 * @param prefix the destination
 * @param status 0 to 255; writers put 1
 * @param originatedSeconds when the route came, in seconds since 1970
 * @param peer who sent it, of the prefix's family
 * @param peerAs at most 65,535
 * @param attributes as they came, AS numbers of two octets
 */
public record TableDump(
    MrtTime time,
    int view,
    int sequence,
    IpPrefix prefix,
    int status,
    long originatedSeconds,
    IpAddress peer,
    AsNumber peerAs,
    Octets attributes)
    implements MrtRecord {
  static final int TYPE = 12;

  /**
   * @throws IllegalArgumentException if the peer is of another family than the prefix, or its AS
   *     number does not fit
   */
  public TableDump {
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(attributes, "attributes");
    if (peer.isIpv4() != prefix.isIpv4()) {
      throw new IllegalArgumentException(peer + " and " + prefix + " are not of one family");
    }
    if (!peerAs.isTwoOctet()) {
      throw new IllegalArgumentException("AS " + peerAs + " does not fit two octets");
    }
  }

  static MrtRecord decode(MrtTime time, int subtype, WireReader in)
      throws MalformedMessageException {
    if (subtype != MrtAddress.AFI_IPV4 && subtype != MrtAddress.AFI_IPV6) {
      return new OpaqueRecord(time, TYPE, subtype, in.rest());
    }
    boolean ipv4 = subtype == MrtAddress.AFI_IPV4;
    int view = in.u16("view number");
    int sequence = in.u16("sequence number");
    IpAddress address = MrtAddress.decode(in, ipv4, "prefix");
    IpPrefix prefix = MrtAddress.prefix(address, in.u8("prefix length"), in, "prefix length");
    int status = in.u8("status");
    long originated = in.u32("originated time");
    IpAddress peer = MrtAddress.decode(in, ipv4, "peer address");
    AsNumber peerAs = AsNumber.of(in.u16("peer AS"));
    Octets attributes = in.octets(in.u16("attribute length"), "attributes");
    return new TableDump(
        time, view, sequence, prefix, status, originated, peer, peerAs, attributes);
  }

  /**
   * The attributes, decoded.
   *
   * @throws MalformedMessageException if one is malformed
   */
  public List<PathAttribute> pathAttributes() throws MalformedMessageException {
    return BgpCodec.decodeAttributes(attributes, CodecContext.PLAIN);
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public int subtype() {
    return MrtAddress.afi(peer);
  }

  @Override
  public int bodyLength() {
    return 14 + 2 * MrtAddress.octets(peer) + attributes.length();
  }

  @Override
  public void encodeBody(WireWriter out) {
    out.u16(view).u16(sequence);
    MrtAddress.encode(prefix.address(), out);
    out.u8(prefix.length()).u8(status).u32(originatedSeconds);
    MrtAddress.encode(peer, out);
    out.u16((int) peerAs.value()).u16(attributes.length()).octets(attributes);
  }
}
