package io.vpn4j.model.net;

/**
 * TunnelInsideIpv6Cidr: the /126 inside fd00::/8 whose first two usable addresses the ends of an
 * IPv6 tunnel have. AWS takes the first, the customer the second. Such a tunnel has an {@link
 * InsideCidr} too.
 *
 * @param prefix the network
 */
public record InsideIpv6Cidr(IpPrefix prefix) implements Comparable<InsideIpv6Cidr> {
  /** Where all of them lie: fd00::/8 (RFC 4193). */
  public static final IpPrefix SPACE = IpPrefix.of("fd00::/8");

  /** Length of every inside network, in bits. */
  public static final int LENGTH = 126;

  /**
   * @throws IllegalArgumentException if {@code prefix} is no /126 of the space
   */
  public InsideIpv6Cidr {
    if (prefix.length() != LENGTH || !SPACE.contains(prefix)) {
      throw new IllegalArgumentException(
          "tunnelInsideIpv6Cidr " + prefix + " is not a /126 in " + SPACE);
    }
  }

  /**
   * Reads {@code fd…/126}, a network address.
   *
   * @throws IllegalArgumentException if it is malformed, has host bits, or is no /126 of the space
   */
  public static InsideIpv6Cidr of(String text) {
    IpPrefix prefix;
    try {
      prefix = IpPrefix.of(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("tunnelInsideIpv6Cidr: " + e.getMessage(), e);
    }
    return new InsideIpv6Cidr(prefix);
  }

  /** The first usable address, which AWS takes. */
  public Ipv6Address amazonSideAddress() {
    return host(1);
  }

  /** The second usable address, which the customer gateway device takes. */
  public Ipv6Address customerSideAddress() {
    return host(2);
  }

  /** Whether {@code address} is one of the four. */
  public boolean contains(IpAddress address) {
    return prefix.contains(address);
  }

  @Override
  public int compareTo(InsideIpv6Cidr other) {
    return prefix.compareTo(other.prefix);
  }

  /** {@code address/126}. */
  @Override
  public String toString() {
    return prefix.toString();
  }

  private Ipv6Address host(int number) {
    Ipv6Address network = (Ipv6Address) prefix.address();
    return new Ipv6Address(network.high(), network.low() + number);
  }
}
