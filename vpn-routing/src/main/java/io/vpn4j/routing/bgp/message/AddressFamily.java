package io.vpn4j.routing.bgp.message;

import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;

/**
 * An address family and what its routes are for (AFI and SAFI, RFC 4760 section 3): open
 * registries.
 *
 * @param afi address family identifier, 0 to 65,535
 * @param safi subsequent address family identifier, 0 to 255
 */
public record AddressFamily(int afi, int safi) {
  /** IPv4 routes for unicast forwarding. */
  public static final AddressFamily IPV4_UNICAST = new AddressFamily(1, 1);

  /** IPv4 routes for multicast reverse path checks. */
  public static final AddressFamily IPV4_MULTICAST = new AddressFamily(1, 2);

  /** IPv6 routes for unicast forwarding. */
  public static final AddressFamily IPV6_UNICAST = new AddressFamily(2, 1);

  /** IPv6 routes for multicast reverse path checks. */
  public static final AddressFamily IPV6_MULTICAST = new AddressFamily(2, 2);

  /** IPv4 routes with labels and route distinguishers (RFC 4364). */
  public static final AddressFamily IPV4_VPN = new AddressFamily(1, 128);

  /** IPv6 routes with labels and route distinguishers (RFC 4659). */
  public static final AddressFamily IPV6_VPN = new AddressFamily(2, 128);

  static final int OCTETS = 3;
  private static final int AFI_IPV4 = 1;
  private static final int AFI_IPV6 = 2;

  /**
   * @throws IllegalArgumentException if a number is out of range
   */
  public AddressFamily {
    Unsigned.requireU16("AFI", afi);
    Unsigned.requireU8("SAFI", safi);
  }

  /** The family of that number; one object for the families that we announce. */
  static AddressFamily of(int afi, int safi) {
    if (safi == 1 && afi == AFI_IPV4) {
      return IPV4_UNICAST;
    }
    return safi == 1 && afi == AFI_IPV6 ? IPV6_UNICAST : new AddressFamily(afi, safi);
  }

  static AddressFamily decode(WireReader in) throws MalformedMessageException {
    int afi = in.u16("address family identifier");
    return of(afi, in.u8("subsequent address family identifier"));
  }

  void encode(WireWriter out) {
    out.u16(afi).u8(safi);
  }

  /** Whether a route is a plain IPv4 or IPv6 prefix; others are kept as octets. */
  public boolean isPlainPrefix() {
    return (afi == AFI_IPV4 || afi == AFI_IPV6) && (safi == 1 || safi == 2);
  }

  /** Whether the AFI is that of IPv4. */
  public boolean isIpv4() {
    return afi == AFI_IPV4;
  }

  /** Whether the AFI is that of IPv6. */
  public boolean isIpv6() {
    return afi == AFI_IPV6;
  }

  /** Such as {@code ipv4-unicast}, or {@code 25/70}. */
  @Override
  public String toString() {
    if (!isPlainPrefix()) {
      return afi + "/" + safi;
    }
    return (isIpv4() ? "ipv4" : "ipv6") + (safi == 1 ? "-unicast" : "-multicast");
  }
}
