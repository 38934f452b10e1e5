package io.vpn4j.routing.bgp.mrt;

import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.Ipv4Address;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * PEER_INDEX_TABLE: the peers that the {@link RibEntries} behind it count (RFC 6396 section 4.3.1).
 *
 * @param time when it was written, in whole seconds
 * @param collector the collector's BGP Identifier
 * @param viewName UTF-8, maybe empty; at most 65,535 octets
 * @param peers at most 65,535
 */
public record PeerIndexTable(MrtTime time, Ipv4Address collector, Octets viewName, List<Peer> peers)
    implements MrtRecord {
  static final int TYPE = 13;
  static final int SUBTYPE = 1;

  /**
   * One peer of the collector.
   *
   * @param flags eight bits: {@link #IPV6} and {@link #LONG_AS} say how it is written
   * @param identifier its BGP Identifier
   * @param address its address
   * @param asNumber its AS
   */
  public record Peer(int flags, Ipv4Address identifier, IpAddress address, AsNumber asNumber) {
    /** The address is one of IPv6. */
    public static final int IPV6 = 1;

    /** The AS number has four octets. */
    public static final int LONG_AS = 2;

    /**
     * @throws IllegalArgumentException if the flags contradict the address or the AS number
     */
    public Peer {
      Objects.requireNonNull(identifier, "identifier");
      boolean ipv4 = (flags & IPV6) == 0;
      boolean asFits = (flags & LONG_AS) != 0 || asNumber.isTwoOctet();
      if (flags < 0 || flags > 0xff || ipv4 != address.isIpv4() || !asFits) {
        throw new IllegalArgumentException(
            "flags " + flags + " do not fit " + address + ", AS " + asNumber);
      }
    }

    /** A peer whose AS number is written with four octets. */
    public Peer(Ipv4Address identifier, IpAddress address, AsNumber asNumber) {
      this(address.isIpv4() ? LONG_AS : LONG_AS | IPV6, identifier, address, asNumber);
    }

    private static Peer decode(WireReader in) throws MalformedMessageException {
      int flags = in.u8("peer type");
      Ipv4Address identifier = new Ipv4Address((int) in.u32("peer BGP identifier"));
      IpAddress address = MrtAddress.decode(in, (flags & IPV6) == 0, "peer address");
      long asNumber = (flags & LONG_AS) != 0 ? in.u32("peer AS") : in.u16("peer AS");
      return new Peer(flags, identifier, address, AsNumber.of(asNumber));
    }

    private int octets() {
      return 5 + MrtAddress.octets(address) + ((flags & LONG_AS) != 0 ? 4 : 2);
    }

    private void encode(WireWriter out) {
      out.u8(flags).u32(identifier.value() & 0xffff_ffffL);
      MrtAddress.encode(address, out);
      if ((flags & LONG_AS) != 0) {
        out.u32(asNumber.value());
      } else {
        out.u16((int) asNumber.value());
      }
    }
  }

  /** Copies the list. */
  public PeerIndexTable {
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(collector, "collector");
    Objects.requireNonNull(viewName, "viewName");
    peers = List.copyOf(peers);
  }

  static PeerIndexTable decode(MrtTime time, WireReader in) throws MalformedMessageException {
    Ipv4Address collector = new Ipv4Address((int) in.u32("collector BGP identifier"));
    Octets viewName = in.octets(in.u16("view name length"), "view name");
    int count = in.u16("peer count");
    List<Peer> peers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      peers.add(Peer.decode(in));
    }
    return new PeerIndexTable(time, collector, viewName, peers);
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public int subtype() {
    return SUBTYPE;
  }

  @Override
  public int bodyLength() {
    return 8 + viewName.length() + peers.stream().mapToInt(Peer::octets).sum();
  }

  @Override
  public void encodeBody(WireWriter out) {
    out.u32(collector.value() & 0xffff_ffffL).u16(viewName.length()).octets(viewName);
    out.u16(peers.size());
    peers.forEach(peer -> peer.encode(out));
  }
}
