package io.vpn4j.model.net;

/**
 * An IPv4 or IPv6 address: 32 or 128 bits, no zone, no name, no lookup.
 *
 * <p>Ordered as unsigned numbers, all IPv4 addresses before all IPv6 addresses.
 */
public sealed interface IpAddress extends Comparable<IpAddress> permits Ipv4Address, Ipv6Address {

  /**
   * Reads dotted decimal (RFC 6943 section 3.1.1 strict form) or any RFC 4291 section 2.2 form.
   *
   * @throws IllegalArgumentException if {@code text} is neither; host names are never looked up
   */
  static IpAddress of(String text) {
    return text.indexOf(':') >= 0 ? Ipv6Address.of(text) : Ipv4Address.of(text);
  }

  /**
   * Reads network-order octets.
   *
   * @throws IllegalArgumentException unless there are 4 or 16
   */
  static IpAddress ofOctets(byte[] octets) {
    return switch (octets.length) {
      case 4 -> Ipv4Address.ofOctets(octets);
      case 16 -> Ipv6Address.ofOctets(octets);
      default ->
          throw new IllegalArgumentException("an address has 4 or 16 octets, not " + octets.length);
    };
  }

  /** 32 or 128. */
  int bits();

  /** A copy in network order: 4 or 16 octets. */
  byte[] toOctets();

  /** Whether this is an IPv4 address. */
  default boolean isIpv4() {
    return this instanceof Ipv4Address;
  }

  /** Whether all bits are zero. */
  boolean isUnspecified();
}
