package io.vpn4j.esp;

import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.net.Ipv4Address;
import io.vpn4j.model.net.Ipv6Address;
import java.util.Objects;

/**
 * One traffic selector: addresses, protocol and ports that packets of one side may have (RFC 4301
 * section 4.4.1.1, RFC 7296 section 3.13.1).
 *
 * @param first the lowest address
 * @param last the highest address, of the same version
 * @param protocol an IANA protocol number; {@link #ANY_PROTOCOL} for all
 * @param firstPort the lowest port, 0 to 65535; for ICMP, type times 256 plus code
 * @param lastPort the highest port
 */
public record SelectorRange(
    IpAddress first, IpAddress last, int protocol, int firstPort, int lastPort) {
  /** All protocols: what hop-by-hop options, whose number this is, can never be. */
  public static final int ANY_PROTOCOL = 0;

  /** The port of a packet that shows none. */
  static final int NO_PORT = -1;

  private static final int MAX_PORT = 0xffff;

  /**
   * Checks the limits.
   *
   * @throws IllegalArgumentException if the versions differ, the first address is above the last,
   *     or a number is out of range
   */
  public SelectorRange {
    Objects.requireNonNull(first, "first");
    Objects.requireNonNull(last, "last");
    if (first.isIpv4() != last.isIpv4() || first.compareTo(last) > 0) {
      throw new IllegalArgumentException("addresses from " + first + " to " + last);
    }
    if (protocol < 0 || protocol > 255) {
      throw new IllegalArgumentException("protocol " + protocol + "; 0 to 255");
    }
    boolean opaque = firstPort == MAX_PORT && lastPort == 0;
    if (!opaque && (firstPort < 0 || firstPort > lastPort || lastPort > MAX_PORT)) {
      throw new IllegalArgumentException("ports from " + firstPort + " to " + lastPort);
    }
  }

  /** All packets of the addresses of a prefix. */
  public static SelectorRange of(IpPrefix prefix) {
    return new SelectorRange(prefix.address(), prefix.lastAddress(), ANY_PROTOCOL, 0, MAX_PORT);
  }

  /** These addresses with packets of one protocol whose ports cannot be seen: RFC 4301's OPAQUE. */
  public SelectorRange opaque(int ofProtocol) {
    return new SelectorRange(first, last, ofProtocol, MAX_PORT, 0);
  }

  boolean isAnyIpv4() {
    return first.equals(new Ipv4Address(0))
        && last.equals(new Ipv4Address(-1))
        && protocol == ANY_PROTOCOL
        && firstPort == 0
        && lastPort == MAX_PORT;
  }

  /**
   * Whether a packet is within.
   *
   * @param high the upper half of an IPv6 address; 0 for IPv4
   * @param low the lower half of an IPv6 address; an IPv4 address as an unsigned number
   * @param port {@link #NO_PORT} if the packet shows none
   */
  boolean contains(boolean ipv4, long high, long low, int ofProtocol, int port) {
    return ipv4 == first.isIpv4()
        && (protocol == ANY_PROTOCOL || protocol == ofProtocol)
        && containsPort(port)
        && (ipv4 ? containsIpv4(low) : containsIpv6(high, low));
  }

  private boolean containsPort(int port) {
    boolean opaque = firstPort > lastPort;
    return port == NO_PORT
        ? opaque || (firstPort == 0 && lastPort == MAX_PORT)
        : firstPort <= port && port <= lastPort;
  }

  private boolean containsIpv4(long address) {
    return (((Ipv4Address) first).value() & 0xffff_ffffL) <= address
        && address <= (((Ipv4Address) last).value() & 0xffff_ffffL);
  }

  private boolean containsIpv6(long high, long low) {
    Ipv6Address from = (Ipv6Address) first;
    Ipv6Address to = (Ipv6Address) last;
    return compare(from.high(), from.low(), high, low) <= 0
        && compare(high, low, to.high(), to.low()) <= 0;
  }

  private static int compare(long high, long low, long otherHigh, long otherLow) {
    int byHigh = Long.compareUnsigned(high, otherHigh);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, otherLow);
  }
}
