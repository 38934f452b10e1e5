package io.vpn4j.model.net;

import java.nio.ByteBuffer;

/**
 * An IPv4 address.
 *
 * @param value the 32 bits, in network order
 */
public record Ipv4Address(int value) implements IpAddress {

  /**
   * Reads exactly four decimal numbers 0 to 255, without leading zeros.
   *
   * @throws IllegalArgumentException if {@code text} is anything else
   */
  public static Ipv4Address of(String text) {
    int value = 0;
    int parts = 0;
    int i = 0;
    int n = text.length();
    while (parts < 4) {
      int start = i;
      int part = 0;
      while (i < n && i - start < 3 && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
        part = part * 10 + (text.charAt(i++) - '0');
      }
      boolean leadingZero = i - start > 1 && text.charAt(start) == '0';
      boolean separated = parts == 3 ? i == n : i < n && text.charAt(i) == '.';
      if (i == start || part > 255 || leadingZero || !separated) {
        throw new IllegalArgumentException(
            "'" + text + "' is not an IPv4 address: four numbers 0 to 255 with dots are wanted");
      }
      value = value << 8 | part;
      parts++;
      i++;
    }
    return new Ipv4Address(value);
  }

  /**
   * Reads four network-order octets.
   *
   * @throws IllegalArgumentException unless there are 4
   */
  public static Ipv4Address ofOctets(byte[] octets) {
    if (octets.length != 4) {
      throw new IllegalArgumentException("an IPv4 address has 4 octets, not " + octets.length);
    }
    return new Ipv4Address(ByteBuffer.wrap(octets).getInt());
  }

  @Override
  public int bits() {
    return 32;
  }

  @Override
  public byte[] toOctets() {
    return ByteBuffer.allocate(4).putInt(value).array();
  }

  @Override
  public boolean isUnspecified() {
    return value == 0;
  }

  @Override
  public int compareTo(IpAddress other) {
    return other instanceof Ipv4Address v4 ? Integer.compareUnsigned(value, v4.value) : -1;
  }

  /** Dotted decimal. */
  @Override
  public String toString() {
    return (value >>> 24)
        + "."
        + (value >>> 16 & 255)
        + "."
        + (value >>> 8 & 255)
        + "."
        + (value & 255);
  }
}
