package io.vpn4j.esp.tunnel;

import io.vpn4j.esp.ip.IpPacket;
import java.nio.ByteBuffer;

/**
 * What the outer header leaves behind in the inner packet when the tunnel ends: its congestion
 * mark, and nothing else. DSCP, flow label, DF, options and hop limit of the inner packet stay (RFC
 * 4301 section 5.1.2).
 */
public final class Decapsulation {
  private Decapsulation() {}

  /**
   * Applies the ECN field of the outer header to an opened packet, in place, and brings the
   * checksum of an IPv4 header up to date (RFC 6040 section 4.2).
   *
   * @param outerTrafficClass of the outer header; its DSCP does not matter
   * @param inner from position to limit; both stay
   * @return octets were changed on {@code MARKED} only; {@code DROP} is for the caller to do
   */
  public static EcnOutcome apply(int outerTrafficClass, ByteBuffer inner) {
    int at = inner.position();
    if (IpPacket.check(inner, at) != IpPacket.Check.OK) {
      return EcnOutcome.MALFORMED;
    }
    int trafficClass = IpPacket.trafficClass(inner, at);
    Ecn outer = Ecn.of(outerTrafficClass);
    EcnOutcome outcome = Ecn.of(trafficClass).arriving(outer);
    if (outcome == EcnOutcome.MARKED) {
      IpPacket.putTrafficClass(inner, at, (trafficClass & ~Ecn.MASK) | outer.bits());
    }
    return outcome;
  }
}
