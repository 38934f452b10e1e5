package io.vpn4j.routing.bgp.message;

import io.vpn4j.model.net.Ipv4Address;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireWriter;

/**
 * A typed label on a route (RFC 4360 section 2): eight octets, of which the first one or two are
 * the type.
 *
 * @param value all eight octets as opaque bits
 */
public record ExtendedCommunity(long value) {
  static final int OCTETS = 8;
  private static final int SUBTYPE_ROUTE_TARGET = 2;
  private static final int SUBTYPE_ROUTE_ORIGIN = 3;

  static ExtendedCommunity at(Octets octets, int offset) {
    return new ExtendedCommunity(
        FixedItems.u32(octets, offset) << 32 | FixedItems.u32(octets, offset + 4));
  }

  void encode(WireWriter out) {
    out.u64(value);
  }

  /** The first octet without its two high bits, 0 to 63. */
  public int typeHigh() {
    return (int) (value >>> 56) & 0x3f;
  }

  /** The second octet, 0 to 255. */
  public int subtype() {
    return (int) (value >>> 48) & 0xff;
  }

  /** Whether the community crosses AS borders: the second bit is clear (RFC 4360 section 2). */
  public boolean isTransitive() {
    return (value >>> 62 & 1) == 0;
  }

  /**
   * Such as {@code rt 65000:1}, {@code soo 1.2.3.4:257} (RFC 4360 sections 3 to 5, RFC 5668), or
   * the octets in hexadecimal.
   */
  @Override
  public String toString() {
    String kind =
        switch (subtype()) {
          case SUBTYPE_ROUTE_TARGET -> "rt ";
          case SUBTYPE_ROUTE_ORIGIN -> "soo ";
          default -> "";
        };
    if (kind.isEmpty() || !isTransitive()) {
      return String.format("0x%016x", value);
    }
    return switch (typeHigh()) {
      case 0 -> kind + (value >>> 32 & 0xffff) + ":" + (value & 0xffff_ffffL);
      case 1 -> kind + new Ipv4Address((int) (value >>> 16)) + ":" + (value & 0xffff);
      case 2 -> kind + (value >>> 16 & 0xffff_ffffL) + ":" + (value & 0xffff);
      default -> String.format("0x%016x", value);
    };
  }
}
