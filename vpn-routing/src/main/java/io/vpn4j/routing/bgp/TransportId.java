package io.vpn4j.routing.bgp;

/**
 * Which TCP connection with the peer. Two can be there at once until one is given up (RFC 4271
 * section 6.8).
 *
 * @param inbound whether the peer opened it
 * @param number of the session's choice if we opened it, else of the owner's; each used once
 */
public record TransportId(boolean inbound, long number) {

  /** One that the peer opened. */
  public static TransportId inbound(long number) {
    return new TransportId(true, number);
  }

  /** One that we opened. */
  public static TransportId outbound(long number) {
    return new TransportId(false, number);
  }

  /** Such as {@code inbound-1}. */
  @Override
  public String toString() {
    return (inbound ? "inbound-" : "outbound-") + number;
  }
}
