package io.vpn4j.routing.bgp.message;

import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireWriter;

/**
 * A label on a route: an AS number and two numbers of its choice (RFC 8092 section 3).
 *
 * @param globalAdministrator 0 to 4,294,967,295
 * @param localData1 0 to 4,294,967,295
 * @param localData2 0 to 4,294,967,295
 */
public record LargeCommunity(long globalAdministrator, long localData1, long localData2) {
  static final int OCTETS = 12;

  /**
   * @throws IllegalArgumentException if a number is out of range
   */
  public LargeCommunity {
    Unsigned.require("global administrator", globalAdministrator, 0xffff_ffffL);
    Unsigned.require("local data part 1", localData1, 0xffff_ffffL);
    Unsigned.require("local data part 2", localData2, 0xffff_ffffL);
  }

  static LargeCommunity at(Octets octets, int offset) {
    return new LargeCommunity(
        FixedItems.u32(octets, offset),
        FixedItems.u32(octets, offset + 4),
        FixedItems.u32(octets, offset + 8));
  }

  void encode(WireWriter out) {
    out.u32(globalAdministrator).u32(localData1).u32(localData2);
  }

  /** The three numbers with colons between (RFC 8092 section 5). */
  @Override
  public String toString() {
    return globalAdministrator + ":" + localData1 + ":" + localData2;
  }
}
