package io.vpn4j.routing.bgp.mrt;

import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import io.vpn4j.routing.bgp.message.AddressFamily;
import io.vpn4j.routing.bgp.message.Nlri;
import io.vpn4j.routing.bgp.message.PathAttribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * RIB_IPV4_UNICAST and its like: all routes to one prefix (RFC 6396 section 4.3.2, RFC 8050 section
 * 4.3).
 *
 * @param time when it was written, in whole seconds
 * @param family a plain one
 * @param addPath whether every entry has a path identifier
 * @param sequence 0 to 4,294,967,295
 * @param prefix of the family
 * @param entries at most 65,535
 */
public record RibEntries(
    MrtTime time,
    AddressFamily family,
    boolean addPath,
    long sequence,
    IpPrefix prefix,
    List<Entry> entries)
    implements MrtRecord {
  private static final int ADD_PATH_SUBTYPES = 6;

  /**
   * One route.
   *
   * @param peerIndex the peer's place in the {@link PeerIndexTable}, 0 to 65,535
   * @param originatedSeconds when the route came, in seconds since 1970
   * @param pathId 0 to 4,294,967,295, or {@link Nlri#NO_PATH_ID}
   * @param attributes as they stand in the file; see {@link RibEntries#pathAttributes}
   */
  public record Entry(int peerIndex, long originatedSeconds, long pathId, Octets attributes) {
    /** Checks that nothing is missing. */
    public Entry {
      Objects.requireNonNull(attributes, "attributes");
    }

    /** A route whose MP_REACH_NLRI is written in its short form. */
    public static Entry of(
        int peerIndex, long originatedSeconds, long pathId, List<PathAttribute> attributes) {
      return new Entry(peerIndex, originatedSeconds, pathId, RibAttributes.encode(attributes));
    }

    private static Entry decode(WireReader in, boolean addPath) throws MalformedMessageException {
      int peerIndex = in.u16("peer index");
      long originated = in.u32("originated time");
      long pathId = addPath ? in.u32("path identifier") : Nlri.NO_PATH_ID;
      return new Entry(
          peerIndex, originated, pathId, in.octets(in.u16("attribute length"), "attributes"));
    }

    private void encode(WireWriter out) {
      out.u16(peerIndex).u32(originatedSeconds);
      if (pathId != Nlri.NO_PATH_ID) {
        out.u32(pathId);
      }
      out.u16(attributes.length()).octets(attributes);
    }
  }

  /**
   * @throws IllegalArgumentException if the family is not plain, the prefix not of the family, or
   *     an entry has a path identifier where there is none, or lacks one
   */
  public RibEntries {
    Objects.requireNonNull(time, "time");
    if (!family.isPlainPrefix() || family.isIpv4() != prefix.isIpv4()) {
      throw new IllegalArgumentException(prefix + " is not of " + family);
    }
    entries = List.copyOf(entries);
    for (Entry entry : entries) {
      if ((entry.pathId != Nlri.NO_PATH_ID) != addPath) {
        throw new IllegalArgumentException("path identifier of " + entry);
      }
    }
  }

  static MrtRecord decode(MrtTime time, int subtype, WireReader in)
      throws MalformedMessageException {
    boolean addPath = subtype >= 8 && subtype <= 11;
    int plain = addPath ? subtype - ADD_PATH_SUBTYPES : subtype;
    AddressFamily family =
        switch (plain) {
          case 2 -> AddressFamily.IPV4_UNICAST;
          case 3 -> AddressFamily.IPV4_MULTICAST;
          case 4 -> AddressFamily.IPV6_UNICAST;
          default -> AddressFamily.IPV6_MULTICAST;
        };
    if (plain < 2 || plain > 5) {
      return new OpaqueRecord(time, PeerIndexTable.TYPE, subtype, in.rest());
    }
    long sequence = in.u32("sequence number");
    IpPrefix prefix = MrtAddress.decodeNlri(in, family.isIpv4());
    int count = in.u16("entry count");
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      entries.add(Entry.decode(in, addPath));
    }
    return new RibEntries(time, family, addPath, sequence, prefix, entries);
  }

  /**
   * The attributes of {@code entry}, decoded; MP_REACH_NLRI has no prefixes, which stand in the
   * record.
   *
   * @throws MalformedMessageException if one is malformed
   */
  public List<PathAttribute> pathAttributes(Entry entry) throws MalformedMessageException {
    return RibAttributes.decode(entry.attributes, family);
  }

  @Override
  public int type() {
    return PeerIndexTable.TYPE;
  }

  @Override
  public int subtype() {
    int plain = (family.isIpv4() ? 1 : 3) + family.safi();
    return addPath ? plain + ADD_PATH_SUBTYPES : plain;
  }

  @Override
  public int bodyLength() {
    int fixed = addPath ? 12 : 8;
    int length = 4 + MrtAddress.nlriOctets(prefix) + 2;
    for (Entry entry : entries) {
      length += fixed + entry.attributes.length();
    }
    return length;
  }

  @Override
  public void encodeBody(WireWriter out) {
    out.u32(sequence);
    MrtAddress.encodeNlri(prefix, out);
    out.u16(entries.size());
    entries.forEach(entry -> entry.encode(out));
  }
}
