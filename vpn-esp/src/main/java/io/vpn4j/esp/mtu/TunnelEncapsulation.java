package io.vpn4j.esp.mtu;

import io.vpn4j.esp.EspSuite;
import io.vpn4j.esp.ip.Ipv4Header;
import io.vpn4j.esp.ip.Ipv6Header;
import java.util.Objects;

/**
 * All that decides how much a tunnel adds to a packet, and the exact arithmetic of it.
 *
 * @param suite the transforms of ESP
 * @param ipv6Outer whether the outer header is IPv6 (40 octets) and not IPv4 (20)
 * @param udp whether ESP is in UDP (RFC 3948: 8 octets)
 */
public record TunnelEncapsulation(EspSuite suite, boolean ipv6Outer, boolean udp) {
  private static final int UDP_OCTETS = 8;
  private static final int TCP_OCTETS = 20;

  /** Checks that there is a suite. */
  public TunnelEncapsulation {
    Objects.requireNonNull(suite, "suite");
  }

  /** Octets before the SPI: the outer IP header, and UDP's. */
  public int headerOctets() {
    return (ipv6Outer ? Ipv6Header.OCTETS : Ipv4Header.MIN_OCTETS) + (udp ? UDP_OCTETS : 0);
  }

  /**
   * Octets of the outer packet around an inner one of {@code innerOctets}. It is not a constant
   * more: padding makes steps of the cipher's alignment.
   */
  public int outerOctets(int innerOctets) {
    return headerOctets() + suite.encodedLength(innerOctets);
  }

  /**
   * The MTU of the tunnel: the largest inner packet whose outer one is at most {@code outerMtu}.
   *
   * @throws IllegalArgumentException if not even an empty packet fits
   */
  public int innerMtu(int outerMtu) {
    return suite.maxInnerOctets(outerMtu, ipv6Outer, udp);
  }

  /**
   * The largest TCP segment over IPv4 that goes through whole, as the MSS option counts it: without
   * any option of IP or TCP (RFC 6691 section 2).
   *
   * @throws IllegalArgumentException if not even an empty packet fits
   */
  public int mssIpv4(int outerMtu) {
    return Math.max(0, innerMtu(outerMtu) - Ipv4Header.MIN_OCTETS - TCP_OCTETS);
  }

  /**
   * The same over IPv6. A tunnel whose MTU is below 1280 carries what IPv6 may send at least all
   * the same, in outer fragments; to have none, this counts from the true MTU.
   *
   * @throws IllegalArgumentException if not even an empty packet fits
   */
  public int mssIpv6(int outerMtu) {
    return Math.max(0, innerMtu(outerMtu) - Ipv6Header.OCTETS - TCP_OCTETS);
  }
}
