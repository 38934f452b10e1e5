package io.vpn4j.esp.tunnel;

import io.vpn4j.esp.ip.InternetChecksum;
import io.vpn4j.esp.ip.IpPacket;
import io.vpn4j.esp.ip.IpProtocol;
import io.vpn4j.esp.ip.Ipv4Header;
import io.vpn4j.esp.ip.Ipv6Header;
import io.vpn4j.esp.ip.NetworkOrder;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.Ipv4Address;
import io.vpn4j.model.net.Ipv6Address;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * Writes the headers before a sealed packet: IPv4 or IPv6, and UDP where ESP is in UDP (RFC 3948).
 *
 * <pre>{@code
 * int fields = header.fieldsOf(inner);           // before sealing: it may overwrite the inner one
 * packet.position(at + header.octets());
 * outbound.seal(inner, nextHeader, packet);
 * packet.limit(packet.position()).position(at);
 * header.write(fields, identification, packet);  // position to limit is the datagram to send
 * }</pre>
 *
 * <p>What of the inner header goes outside is RFC 4301 section 5.1.2 with RFC 6040: ECN and, by
 * rule, DSCP, DF and flow label; never options or extension headers. Immutable; any thread may
 * write with it, and nothing is allocated for a packet.
 */
public final class OuterHeader {
  private static final int UDP_OCTETS = 8;
  private static final int UDP_LENGTH = 4;
  private static final int UDP_CHECKSUM = 6;

  // What fieldsOf answers: traffic class, DF, flow label.
  private static final int TRAFFIC_CLASS_MASK = 0xff;
  private static final int DONT_FRAGMENT = 0x100;
  private static final int FLOW_LABEL_SHIFT = 12;

  private final IpAddress local;
  private final IpAddress peer;
  private final int hopLimit;
  private final DscpRule dscp;
  private final EcnMode ecn;
  private final DfRule dontFragment;
  private final FlowLabelRule flowLabel;
  private final int localPort;
  private final int peerPort;
  private final int ipOctets;
  private final int octets;

  private OuterHeader(Builder builder) {
    this.local = builder.local;
    this.peer = builder.peer;
    this.hopLimit = builder.hopLimit;
    this.dscp = builder.dscp;
    this.ecn = builder.ecn;
    this.dontFragment = builder.dontFragment;
    this.flowLabel = builder.flowLabel;
    this.localPort = builder.localPort;
    this.peerPort = builder.peerPort;
    this.ipOctets = local.isIpv4() ? Ipv4Header.MIN_OCTETS : Ipv6Header.OCTETS;
    this.octets = ipOctets + (isUdp() ? UDP_OCTETS : 0);
  }

  /**
   * Starts a header.
   *
   * @param local the source
   * @param peer the destination
   * @throws IllegalArgumentException if one is IPv4 and the other IPv6
   */
  public static Builder builder(IpAddress local, IpAddress peer) {
    return new Builder(local, peer);
  }

  /** The length: 20 or 40, and 8 more with UDP. */
  public int octets() {
    return octets;
  }

  /**
   * What the outer header takes of the inner one, packed for {@link #write}.
   *
   * @param inner the packet, not yet sealed, from position to limit; both stay. Of octets that are
   *     no whole IP packet nothing is taken
   */
  public int fieldsOf(ByteBuffer inner) {
    int at = inner.position();
    if (IpPacket.check(inner, at) != IpPacket.Check.OK) {
      return 0;
    }
    int trafficClass = IpPacket.trafficClass(inner, at);
    int fields = dscp.outer(trafficClass >>> 2) << 2 | ecn.outer(Ecn.of(trafficClass)).bits();
    if (!local.isIpv4()) {
      return fields | flowLabel.outer(inner, at) << FLOW_LABEL_SHIFT;
    }
    // No router fragments IPv6, so an inner IPv6 packet is as one with DF.
    boolean innerDf = !IpPacket.isIpv4(inner, at) || Ipv4Header.dontFragment(inner, at);
    return dontFragment.outer(innerDf) ? fields | DONT_FRAGMENT : fields;
  }

  /**
   * The same fields with DF clear, for the one packet that must go out in fragments: an IPv6 packet
   * of up to 1280 octets which does not fit whole (RFC 2473 section 7.1, RFC 4213 section 3.2.2).
   */
  public static int fragmentable(int fields) {
    return fields & ~DONT_FRAGMENT;
  }

  /**
   * Writes the headers over the first {@link #octets} of {@code packet}.
   *
   * <p>The UDP checksum is zero over IPv4 (RFC 3948 section 2.1). Over IPv6 it is computed: RFC
   * 3948 exempts IPv4 only, and RFC 8200 section 8.1 lets a receiver discard a zero unless the
   * tunnel's specification asks for the exception of RFC 6936.
   *
   * @param fields of the inner packet, from {@link #fieldsOf}
   * @param identification of an outer IPv4 packet, the low 16 bits; to be another for each packet
   *     of two minutes between the same addresses. Where DF is set the datagram is atomic: it needs
   *     none and has 0 (RFC 6864 section 4.1)
   * @param packet from position, where the headers go, to limit, where the sealed packet ends; both
   *     stay
   * @throws IllegalArgumentException if the packet is shorter than the headers, or longer than IP
   *     can say
   */
  public void write(int fields, int identification, ByteBuffer packet) {
    int at = packet.position();
    int total = packet.remaining();
    int most = local.isIpv4() ? Ipv4Header.MAX_TOTAL_OCTETS : IpPacket.MAX_OCTETS;
    if (total < octets || total > most) {
      throw new IllegalArgumentException(
          "packet of " + total + " octets; " + octets + " to " + most);
    }
    int protocol = isUdp() ? IpProtocol.UDP : IpProtocol.ESP;
    if (local instanceof Ipv4Address source && peer instanceof Ipv4Address destination) {
      boolean df = (fields & DONT_FRAGMENT) != 0;
      Ipv4Header.put(
          packet,
          at,
          fields & TRAFFIC_CLASS_MASK,
          total,
          df ? 0 : identification & 0xffff,
          df ? Ipv4Header.DONT_FRAGMENT : 0,
          hopLimit,
          protocol,
          source.value(),
          destination.value());
    } else if (local instanceof Ipv6Address source && peer instanceof Ipv6Address destination) {
      Ipv6Header.put(
          packet,
          at,
          fields & TRAFFIC_CLASS_MASK,
          fields >>> FLOW_LABEL_SHIFT,
          total - ipOctets,
          protocol,
          hopLimit,
          source.high(),
          source.low(),
          destination.high(),
          destination.low());
    }
    if (isUdp()) {
      writeUdp(packet, at, total - ipOctets);
    }
  }

  private void writeUdp(ByteBuffer packet, int at, int udpOctets) {
    int udpAt = at + ipOctets;
    NetworkOrder.putU16(packet, udpAt, localPort);
    NetworkOrder.putU16(packet, udpAt + 2, peerPort);
    NetworkOrder.putU16(packet, udpAt + UDP_LENGTH, udpOctets);
    NetworkOrder.putU16(packet, udpAt + UDP_CHECKSUM, 0);
    if (!local.isIpv4()) {
      int checksum =
          InternetChecksum.finish(
              InternetChecksum.ipv6PseudoHeader(packet, at, IpProtocol.UDP, udpOctets)
                  + InternetChecksum.sum(packet, udpAt, udpOctets));
      // RFC 8200 section 8.1: zero would say that there is no checksum; all ones is its other form.
      NetworkOrder.putU16(packet, udpAt + UDP_CHECKSUM, checksum == 0 ? 0xffff : checksum);
    }
  }

  private boolean isUdp() {
    return localPort != 0;
  }

  /** Options of an {@link OuterHeader}; every one has a default. */
  public static final class Builder {
    private final IpAddress local;
    private final IpAddress peer;
    private int hopLimit = HopLimit.OUTER;
    private DscpRule dscp = DscpRule.COPY;
    private EcnMode ecn = EcnMode.NORMAL;
    private DfRule dontFragment = DfRule.COPY;
    private FlowLabelRule flowLabel = FlowLabelRule.ZERO;
    private int localPort;
    private int peerPort;

    private Builder(IpAddress local, IpAddress peer) {
      this.local = Objects.requireNonNull(local, "local");
      this.peer = Objects.requireNonNull(peer, "peer");
      if (local.isIpv4() != peer.isIpv4()) {
        throw new IllegalArgumentException("local " + local + " and peer " + peer);
      }
    }

    /**
     * Puts ESP into UDP (RFC 3948). Without this the protocol is ESP itself, 50.
     *
     * @throws IllegalArgumentException unless both ports are 1 to 65535
     */
    public Builder udp(int localPort, int peerPort) {
      this.localPort = inRange("localPort", localPort, 1, 0xffff);
      this.peerPort = inRange("peerPort", peerPort, 1, 0xffff);
      return this;
    }

    /**
     * The outer time to live or hop limit: 64 unless set.
     *
     * @throws IllegalArgumentException unless it is 1 to 255
     */
    public Builder hopLimit(int hopLimit) {
      this.hopLimit = inRange("hopLimit", hopLimit, 1, 255);
      return this;
    }

    /** The outer DSCP: that of the inner packet unless set. */
    public Builder dscp(DscpRule rule) {
      this.dscp = Objects.requireNonNull(rule, "rule");
      return this;
    }

    /** The outer ECN: normal mode unless set. */
    public Builder ecn(EcnMode mode) {
      this.ecn = Objects.requireNonNull(mode, "mode");
      return this;
    }

    /** Don't Fragment of an outer IPv4 header: that of the inner packet unless set. */
    public Builder dontFragment(DfRule rule) {
      this.dontFragment = Objects.requireNonNull(rule, "rule");
      return this;
    }

    /** The flow label of an outer IPv6 header: zero unless set. */
    public Builder flowLabel(FlowLabelRule rule) {
      this.flowLabel = Objects.requireNonNull(rule, "rule");
      return this;
    }

    /** The header. */
    public OuterHeader build() {
      return new OuterHeader(this);
    }

    private static int inRange(String name, int value, int least, int most) {
      if (value < least || value > most) {
        throw new IllegalArgumentException(name + " " + value + "; " + least + " to " + most);
      }
      return value;
    }
  }
}
