package io.vpn4j.esp.fragment;

import java.time.Duration;

/**
 * How much a {@link Reassembler} keeps, and for how long.
 *
 * <p>Octets include what the objects around them take: {@link Reassembler#FRAGMENT_OCTETS} for a
 * fragment and {@link Reassembler#DATAGRAM_OCTETS} for a datagram. A source is an IPv4 address, or
 * the first 64 bits of an IPv6 address, since the others cost an attacker nothing.
 *
 * @param maxOctets of all fragments
 * @param maxOctetsPerSource of the fragments of one source; at least 128 Ki, so that the longest
 *     packet fits in as many as a thousand fragments
 * @param maxDatagrams that are incomplete, or remembered as discarded
 * @param maxDatagramsPerSource of one source
 * @param maxFragmentsPerDatagram at least 2
 * @param timeout from the first fragment that came to the last
 */
public record ReassemblyLimits(
    int maxOctets,
    int maxOctetsPerSource,
    int maxDatagrams,
    int maxDatagramsPerSource,
    int maxFragmentsPerDatagram,
    Duration timeout) {

  /** RFC 8200 section 4.5 has 60 seconds; RFC 1122 section 3.3.2 recommends 60 to 120 for IPv4. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

  private static final int MIN_OCTETS_PER_SOURCE = 128 * 1024;

  /** Checks the ranges. */
  public ReassemblyLimits {
    require("maxOctetsPerSource", maxOctetsPerSource, MIN_OCTETS_PER_SOURCE, maxOctets);
    require("maxDatagramsPerSource", maxDatagramsPerSource, 1, maxDatagrams);
    require("maxFragmentsPerDatagram", maxFragmentsPerDatagram, 2, 8192);
    if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException("timeout " + timeout + " is not within an hour");
    }
  }

  /**
   * 4 MiB and 1024 datagrams, of which one source has no more than a quarter; 256 fragments each,
   * enough for the longest packet over an MTU of 576; 60 seconds.
   */
  public static ReassemblyLimits defaults() {
    return new ReassemblyLimits(4 << 20, 1 << 20, 1024, 256, 256, DEFAULT_TIMEOUT);
  }

  private static void require(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(name + " " + value + " is not " + min + " to " + max);
    }
  }
}
