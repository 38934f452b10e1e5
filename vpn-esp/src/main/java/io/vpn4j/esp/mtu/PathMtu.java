package io.vpn4j.esp.mtu;

import io.vpn4j.esp.ip.IpPacket;
import io.vpn4j.esp.ip.Ipv4Header;
import io.vpn4j.esp.ip.Ipv6Header;
import io.vpn4j.esp.tunnel.DfRule;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;

/**
 * The path MTU of an SA: what the first link carries, or the less that ICMP has told of, for a time
 * (RFC 4301 section 8.2, RFC 1191, RFC 8201).
 *
 * <p>Times are nanoseconds of a clock that only goes forward, as {@code System.nanoTime} has them;
 * their origin does not matter. Any thread may call; nothing is allocated for a packet.
 */
public final class PathMtu {
  /**
   * What is believed of an IPv4 path at least. RFC 1191 section 3 says 68, which would let a forged
   * report make a fragment of every few octets; 576 is what every host takes (RFC 791).
   */
  public static final int MIN_IPV4_OUTER_MTU = 576;

  /** How long a lower MTU is believed unless told otherwise (RFC 1191 section 6.3). */
  public static final Duration AGEING = Duration.ofMinutes(10);

  /** RFC 1191 section 6.3: an increase may be tried no sooner after a report. */
  private static final Duration MIN_AGEING = Duration.ofMinutes(5);

  private static final Duration MAX_AGEING = Duration.ofDays(365);

  /** RFC 1191 section 7.1, for routers of before it, which report no MTU. */
  private static final int[] PLATEAUS = {65_535, 32_000, 17_914, 8166, 4352, 2002, 1492, 1006};

  private record Learnt(int outerMtu, long atNanos) {}

  private final TunnelEncapsulation encapsulation;
  private final DfRule rule;
  private final int linkMtu;
  private final long ageingNanos;

  /** Null where the path is as good as the link. */
  private volatile Learnt learnt;

  /**
   * A path of which nothing is known yet, whose MTU ages after {@link #AGEING}.
   *
   * @param encapsulation what the tunnel adds
   * @param rule DF of inner and outer IPv4 packets
   * @param linkMtu of the first link, in octets of outer packets: 576 or more, 1280 or more for
   *     IPv6
   * @throws IllegalArgumentException if {@code linkMtu} is less, or more than 65535
   */
  public PathMtu(TunnelEncapsulation encapsulation, DfRule rule, int linkMtu) {
    this(encapsulation, rule, linkMtu, AGEING);
  }

  /**
   * A path of which nothing is known yet.
   *
   * @param ageing after which a lower MTU is forgotten: 5 minutes to 365 days
   * @throws IllegalArgumentException if {@code linkMtu} or {@code ageing} is out of range
   */
  public PathMtu(TunnelEncapsulation encapsulation, DfRule rule, int linkMtu, Duration ageing) {
    this.encapsulation = Objects.requireNonNull(encapsulation, "encapsulation");
    this.rule = Objects.requireNonNull(rule, "rule");
    if (linkMtu < leastOuterMtu() || linkMtu > Ipv4Header.MAX_TOTAL_OCTETS) {
      throw new IllegalArgumentException(
          "linkMtu " + linkMtu + "; " + leastOuterMtu() + " to " + Ipv4Header.MAX_TOTAL_OCTETS);
    }
    if (ageing.compareTo(MIN_AGEING) < 0 || ageing.compareTo(MAX_AGEING) > 0) {
      throw new IllegalArgumentException(
          "ageing " + ageing + "; " + MIN_AGEING + " to " + MAX_AGEING);
    }
    this.linkMtu = linkMtu;
    this.ageingNanos = ageing.toNanos();
  }

  /**
   * Takes the report of a router on the path. Whether the report is about a packet of the SA is for
   * the caller to check, by SPI or ports in the quoted packet (RFC 4301 section 8.2.1); beyond that
   * anyone may have sent it, so it can only lower the MTU, and not below what every path carries.
   *
   * @param reportedMtu the next-hop MTU of the report; 0 from an IPv4 router that does not say,
   *     which lowers the MTU to the next plateau (RFC 1191 section 7)
   * @return whether the MTU is lower now
   */
  public synchronized boolean learn(int reportedMtu, long nowNanos) {
    int before = outerMtu(nowNanos);
    int least = leastOuterMtu();
    // RFC 8201 section 4: a report of less than every link carries is discarded. An IPv4 path may
    // truly be narrower than 576; then outer fragments have to help.
    if (reportedMtu < (encapsulation.ipv6Outer() ? least : 0)) {
      return false;
    }
    int after = Math.max(reportedMtu == 0 ? plateauBelow(before) : reportedMtu, least);
    if (after >= before) {
      return false;
    }
    learnt = new Learnt(after, nowNanos);
    return true;
  }

  /** What the path carries, in octets of outer packets. */
  public int outerMtu(long nowNanos) {
    Learnt lower = learnt;
    return lower == null || nowNanos - lower.atNanos >= ageingNanos ? linkMtu : lower.outerMtu;
  }

  /** What the tunnel carries whole, in octets of inner packets. */
  public int innerMtu(long nowNanos) {
    return encapsulation.innerMtu(outerMtu(nowNanos));
  }

  /**
   * The MTU to report to the sender of a packet that is {@link Fit#TOO_BIG}: that of the tunnel,
   * for IPv6 no less than 1280 (RFC 2473 section 7.1).
   *
   * @param ipv4 whether the inner packet is IPv4
   */
  public int reportedMtu(boolean ipv4, long nowNanos) {
    int innerMtu = innerMtu(nowNanos);
    return ipv4 ? innerMtu : Math.max(innerMtu, Ipv6Header.MIN_MTU);
  }

  /**
   * What is to become of an inner packet.
   *
   * @param inner from position to limit; both stay
   */
  public Fit judge(ByteBuffer inner, long nowNanos) {
    int at = inner.position();
    if (IpPacket.check(inner, at) != IpPacket.Check.OK) {
      return Fit.MALFORMED;
    }
    int octets = IpPacket.totalOctets(inner, at);
    if (octets <= innerMtu(nowNanos)) {
      return Fit.FITS;
    }
    if (IpPacket.isIpv4(inner, at)) {
      return rule.mayFragmentInner(Ipv4Header.dontFragment(inner, at)) ? Fit.FRAGMENT : Fit.TOO_BIG;
    }
    return octets <= Ipv6Header.MIN_MTU ? Fit.SEAL_THEN_FRAGMENT : Fit.TOO_BIG;
  }

  private int leastOuterMtu() {
    return encapsulation.ipv6Outer() ? Ipv6Header.MIN_MTU : MIN_IPV4_OUTER_MTU;
  }

  private static int plateauBelow(int mtu) {
    for (int plateau : PLATEAUS) {
      if (plateau < mtu) {
        return plateau;
      }
    }
    return MIN_IPV4_OUTER_MTU;
  }
}
