package io.vpn4j.gateway.runtime;

/**
 * What is configured of the size of packets in a tunnel.
 *
 * @param outerMtu octets of the largest outer packet that the path carries, 576 to 65535
 * @param tcpMssAdjustment the largest MSS of TCP over IPv4, 1 to 65535; 20 less over IPv6
 * @param clearDfBit whether an IPv4 packet that is too big is fragmented although its DF is set
 */
public record PacketSizes(int outerMtu, int tcpMssAdjustment, boolean clearDfBit) {
  /** A path without jumbo frames, and what the documents of AWS say. */
  public static final PacketSizes DEFAULT = new PacketSizes(1500, 1379, true);

  /** Checks the ranges. */
  public PacketSizes {
    requireOuterMtu(outerMtu);
    requireTcpMssAdjustment(tcpMssAdjustment);
  }

  /**
   * Checks an outer MTU.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public static void requireOuterMtu(int octets) {
    requireRange("outerMtu", octets, 576);
  }

  /**
   * Checks an MSS.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public static void requireTcpMssAdjustment(int octets) {
    requireRange("tcpMssAdjustment", octets, 1);
  }

  private static void requireRange(String name, int value, int least) {
    if (value < least || value > 0xffff) {
      throw new IllegalArgumentException(name + " " + value + "; " + least + " to 65535");
    }
  }
}
