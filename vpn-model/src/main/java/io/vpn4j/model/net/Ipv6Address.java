package io.vpn4j.model.net;

import java.nio.ByteBuffer;

/**
 * An IPv6 address.
 *
 * @param high the first 64 bits
 * @param low the last 64 bits
 */
public record Ipv6Address(long high, long low) implements IpAddress {

  /**
   * Reads the forms of RFC 4291 section 2.2: full, with one {@code ::}, with an IPv4 tail.
   *
   * @throws IllegalArgumentException if {@code text} is anything else, a zone included
   */
  public static Ipv6Address of(String text) {
    return Ipv6Text.parse(text);
  }

  /**
   * Reads sixteen network-order octets.
   *
   * @throws IllegalArgumentException unless there are 16
   */
  public static Ipv6Address ofOctets(byte[] octets) {
    if (octets.length != 16) {
      throw new IllegalArgumentException("an IPv6 address has 16 octets, not " + octets.length);
    }
    ByteBuffer in = ByteBuffer.wrap(octets);
    return new Ipv6Address(in.getLong(), in.getLong());
  }

  @Override
  public int bits() {
    return 128;
  }

  @Override
  public byte[] toOctets() {
    return ByteBuffer.allocate(16).putLong(high).putLong(low).array();
  }

  @Override
  public boolean isUnspecified() {
    return high == 0 && low == 0;
  }

  @Override
  public int compareTo(IpAddress other) {
    if (!(other instanceof Ipv6Address v6)) {
      return 1;
    }
    int byHigh = Long.compareUnsigned(high, v6.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, v6.low);
  }

  /** The canonical form of RFC 5952. */
  @Override
  public String toString() {
    return Ipv6Text.format(this);
  }
}
