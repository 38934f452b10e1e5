package io.vpn4j.model.net;

import java.util.List;

/**
 * TunnelInsideCidr: the /30 inside 169.254.0.0/16 whose two usable addresses the ends of a tunnel
 * have. AWS takes the first, the customer the second.
 *
 * @param prefix the network
 */
public record InsideCidr(IpPrefix prefix) implements Comparable<InsideCidr> {
  /** Where all of them lie: 169.254.0.0/16. */
  public static final IpPrefix SPACE = IpPrefix.of("169.254.0.0/16");

  /** The networks that AWS keeps for itself. */
  public static final List<IpPrefix> RESERVED =
      List.of(
          IpPrefix.of("169.254.0.0/30"),
          IpPrefix.of("169.254.1.0/30"),
          IpPrefix.of("169.254.2.0/30"),
          IpPrefix.of("169.254.3.0/30"),
          IpPrefix.of("169.254.4.0/30"),
          IpPrefix.of("169.254.5.0/30"),
          IpPrefix.of("169.254.169.252/30"));

  /** Length of every inside network, in bits. */
  public static final int LENGTH = 30;

  /**
   * @throws IllegalArgumentException if {@code prefix} is no /30 of the space, or is reserved
   */
  public InsideCidr {
    if (prefix.length() != LENGTH || !SPACE.contains(prefix)) {
      throw new IllegalArgumentException(
          "tunnelInsideCidr " + prefix + " is not a /30 in " + SPACE);
    }
    if (RESERVED.contains(prefix)) {
      throw new IllegalArgumentException(
          "tunnelInsideCidr " + prefix + " is kept for AWS, as are all of " + RESERVED);
    }
  }

  /**
   * Reads {@code 169.254.x.y/30}, a network address.
   *
   * @throws IllegalArgumentException if it is malformed, has host bits, is no /30 of the space, or
   *     is reserved
   */
  public static InsideCidr of(String text) {
    IpPrefix prefix;
    try {
      prefix = IpPrefix.of(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("tunnelInsideCidr: " + e.getMessage(), e);
    }
    return new InsideCidr(prefix);
  }

  /**
   * The /30 around {@code address}.
   *
   * @throws IllegalArgumentException if it is not in the space, or is reserved
   */
  public static InsideCidr containing(IpAddress address) {
    if (!SPACE.contains(address)) {
      throw new IllegalArgumentException(
          "tunnelInsideCidr around " + address + " is not a /30 in " + SPACE);
    }
    return new InsideCidr(IpPrefix.containing(address, LENGTH));
  }

  /** The first usable address, which AWS takes. */
  public Ipv4Address amazonSideAddress() {
    return new Ipv4Address(network() + 1);
  }

  /** The second usable address, which the customer gateway device takes. */
  public Ipv4Address customerSideAddress() {
    return new Ipv4Address(network() + 2);
  }

  /** Whether {@code address} is one of the four. */
  public boolean contains(IpAddress address) {
    return prefix.contains(address);
  }

  @Override
  public int compareTo(InsideCidr other) {
    return prefix.compareTo(other.prefix);
  }

  /** {@code address/30}. */
  @Override
  public String toString() {
    return prefix.toString();
  }

  private int network() {
    return ((Ipv4Address) prefix.address()).value();
  }
}
