package io.vpn4j.ike;

import java.util.Objects;

/**
 * Where datagrams of a session go: both ends, because NAT detection covers both.
 *
 * @param local our address and port
 * @param peer the peer's address and port, as we see them
 */
public record UdpPath(UdpEndpoint local, UdpEndpoint peer) {
  /** Both ends are required. */
  public UdpPath {
    Objects.requireNonNull(local, "local");
    Objects.requireNonNull(peer, "peer");
  }

  /** The same path as the peer sees it. */
  public UdpPath reversed() {
    return new UdpPath(/* local= */ peer, /* peer= */ local);
  }

  @Override
  public String toString() {
    return local + " - " + peer;
  }
}
