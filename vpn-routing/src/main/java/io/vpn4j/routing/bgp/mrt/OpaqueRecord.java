package io.vpn4j.routing.bgp.mrt;

import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireWriter;
import java.util.Objects;

/**
 * A record of a type or subtype that is not decoded here.
 *
 * @param time when it was written
 * @param type 0 to 65,535
 * @param subtype 0 to 65,535
 * @param body what follows the header
 */
public record OpaqueRecord(MrtTime time, int type, int subtype, Octets body) implements MrtRecord {
  /** Checks that nothing is missing. */
  public OpaqueRecord {
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(body, "body");
  }

  @Override
  public int bodyLength() {
    return body.length();
  }

  @Override
  public void encodeBody(WireWriter out) {
    out.octets(body);
  }
}
