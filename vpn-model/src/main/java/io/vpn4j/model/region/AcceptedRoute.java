package io.vpn4j.model.region;

import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.IpPrefix;
import java.util.List;

/**
 * A prefix that a device advertises by BGP, with what AWS decides by.
 *
 * @param prefix where to
 * @param asPath AS numbers, the device's own first; empty only if it advertises none
 * @param med MULTI_EXIT_DISC, 0 to 4294967295
 */
public record AcceptedRoute(IpPrefix prefix, List<AsNumber> asPath, long med) {
  /** MED of a route that carries none. */
  public static final long NO_MED = 0;

  /**
   * @throws IllegalArgumentException if {@code med} is out of range
   */
  public AcceptedRoute {
    asPath = List.copyOf(asPath);
    if (med < 0 || med > AsNumber.MAX) {
      throw new IllegalArgumentException("med " + med + " is not 0 to " + AsNumber.MAX);
    }
  }

  /** A prefix that the device of {@code asn} originates. */
  public static AcceptedRoute of(String prefix, AsNumber asn) {
    return new AcceptedRoute(IpPrefix.of(prefix), List.of(asn), NO_MED);
  }
}
