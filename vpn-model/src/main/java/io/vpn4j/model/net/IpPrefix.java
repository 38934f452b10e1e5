package io.vpn4j.model.net;

/**
 * An IPv4 or IPv6 prefix in canonical form: the bits after {@code length} are zero.
 *
 * <p>Ordered by address, then by length (short first).
 *
 * @param address the network address
 * @param length 0 to 32, or 0 to 128
 */
public record IpPrefix(IpAddress address, int length) implements Comparable<IpPrefix> {
  /** {@code 0.0.0.0/0}. */
  public static final IpPrefix ALL_IPV4 = new IpPrefix(new Ipv4Address(0), 0);

  /** {@code ::/0}. */
  public static final IpPrefix ALL_IPV6 = new IpPrefix(new Ipv6Address(0, 0), 0);

  /**
   * @throws IllegalArgumentException if {@code length} is out of range or a host bit is set
   */
  public IpPrefix {
    checkLength(address, length);
    if (!mask(address, length).equals(address)) {
      throw new IllegalArgumentException(
          address
              + "/"
              + length
              + " has host bits set; the network is "
              + mask(address, length)
              + "/"
              + length);
    }
  }

  /**
   * Reads {@code address/length}; a bare address is a host prefix.
   *
   * @throws IllegalArgumentException if it is malformed or a host bit is set
   */
  public static IpPrefix of(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      IpAddress host = IpAddress.of(text);
      return new IpPrefix(host, host.bits());
    }
    String digits = text.substring(slash + 1);
    if (!digits.matches("0|[1-9][0-9]{0,2}")) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a prefix: '" + digits + "' is not a length");
    }
    return new IpPrefix(IpAddress.of(text.substring(0, slash)), Integer.parseInt(digits));
  }

  /** The prefix of {@code length} bits that contains {@code address}: host bits are cleared. */
  public static IpPrefix containing(IpAddress address, int length) {
    checkLength(address, length);
    return new IpPrefix(mask(address, length), length);
  }

  /** Whether {@code candidate} is of this family and inside. */
  public boolean contains(IpAddress candidate) {
    return candidate.bits() == address.bits() && mask(candidate, length).equals(address);
  }

  /** Whether every address of {@code other} is inside. */
  public boolean contains(IpPrefix other) {
    return other.length >= length && contains(other.address);
  }

  /** Whether some address is in both. */
  public boolean overlaps(IpPrefix other) {
    return contains(other) || other.contains(this);
  }

  /** The highest address inside. */
  public IpAddress lastAddress() {
    if (address instanceof Ipv4Address v4) {
      return new Ipv4Address(v4.value() | ~mask32(length));
    }
    Ipv6Address v6 = (Ipv6Address) address;
    return new Ipv6Address(
        v6.high() | ~mask64(Math.min(length, 64)), v6.low() | ~mask64(Math.max(length - 64, 0)));
  }

  /** Whether this is an IPv4 prefix. */
  public boolean isIpv4() {
    return address.isIpv4();
  }

  @Override
  public int compareTo(IpPrefix other) {
    int byAddress = address.compareTo(other.address);
    return byAddress != 0 ? byAddress : Integer.compare(length, other.length);
  }

  /** {@code address/length}. */
  @Override
  public String toString() {
    return address + "/" + length;
  }

  private static void checkLength(IpAddress address, int length) {
    if (length < 0 || length > address.bits()) {
      throw new IllegalArgumentException(
          "prefix length " + length + " of " + address + " is not 0 to " + address.bits());
    }
  }

  private static IpAddress mask(IpAddress address, int length) {
    if (address instanceof Ipv4Address v4) {
      return new Ipv4Address(v4.value() & mask32(length));
    }
    Ipv6Address v6 = (Ipv6Address) address;
    return new Ipv6Address(
        v6.high() & mask64(Math.min(length, 64)), v6.low() & mask64(Math.max(length - 64, 0)));
  }

  private static int mask32(int length) {
    return length == 0 ? 0 : -1 << (32 - length);
  }

  private static long mask64(int length) {
    return length == 0 ? 0 : -1L << (64 - length);
  }
}
