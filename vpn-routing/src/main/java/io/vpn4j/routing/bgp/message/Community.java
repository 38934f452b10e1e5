package io.vpn4j.routing.bgp.message;

import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireWriter;

/**
 * A label on a route: by custom an AS number and a number of its choice (RFC 1997).
 *
 * @param value 0 to 4,294,967,295
 */
public record Community(long value) implements Comparable<Community> {
  static final int OCTETS = 4;

  /** The path goes away soon: prefer any other (RFC 8326). */
  public static final Community GRACEFUL_SHUTDOWN = new Community(0xffff0000L);

  /** The route is stale but kept (RFC 9494). */
  public static final Community LLGR_STALE = new Community(0xffff0006L);

  /** The route must not be kept when it becomes stale (RFC 9494). */
  public static final Community NO_LLGR = new Community(0xffff0007L);

  /** Traffic to the route is to be dropped (RFC 7999). */
  public static final Community BLACKHOLE = new Community(0xffff029aL);

  /** Stays inside the AS or confederation (RFC 1997). */
  public static final Community NO_EXPORT = new Community(0xffffff01L);

  /** Goes to no other peer (RFC 1997). */
  public static final Community NO_ADVERTISE = new Community(0xffffff02L);

  /** Stays inside the member AS (RFC 1997). */
  public static final Community NO_EXPORT_SUBCONFED = new Community(0xffffff03L);

  /** Is not sent across links between equals (RFC 3765). */
  public static final Community NO_PEER = new Community(0xffffff04L);

  /**
   * @throws IllegalArgumentException if the number is out of range
   */
  public Community {
    Unsigned.require("community", value, 0xffff_ffffL);
  }

  /**
   * The community {@code asNumber:number}.
   *
   * @throws IllegalArgumentException unless both are 0 to 65,535
   */
  public static Community of(int asNumber, int number) {
    Unsigned.requireU16("AS number of a community", asNumber);
    Unsigned.requireU16("number of a community", number);
    return new Community((long) asNumber << 16 | number);
  }

  static Community at(Octets octets, int offset) {
    return new Community(FixedItems.u32(octets, offset));
  }

  void encode(WireWriter out) {
    out.u32(value);
  }

  /** The high half, 0 to 65,535. */
  public int asNumber() {
    return (int) (value >>> 16);
  }

  /** The low half, 0 to 65,535. */
  public int number() {
    return (int) value & 0xffff;
  }

  @Override
  public int compareTo(Community other) {
    return Long.compare(value, other.value);
  }

  /** {@code asNumber:number}. */
  @Override
  public String toString() {
    return asNumber() + ":" + number();
  }
}
