package io.vpn4j.routing.bgp;

import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.Ipv4Address;
import io.vpn4j.routing.bgp.message.AddressFamily;
import io.vpn4j.routing.bgp.message.Capability;
import io.vpn4j.routing.bgp.message.CodecContext;
import io.vpn4j.routing.bgp.message.OpenMessage;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What two OPENs agree on.
 *
 * @param peerOpen what the peer said
 * @param holdTime the smaller one; zero for no KEEPALIVEs at all
 * @param keepaliveInterval at most a third of it; zero likewise
 * @param families whose routes both take
 * @param receive how to read the peer
 * @param send how the peer reads us
 * @param routeRefresh whether the peer repeats routes
 * @param enhancedRefresh whether both mark repetitions
 * @param hardReset whether both keep routes over a NOTIFICATION that is no hard reset (RFC 8538)
 * @param peerRestart what the peer said about restarting, if both do that
 */
public record SessionInfo(
    OpenMessage peerOpen,
    Duration holdTime,
    Duration keepaliveInterval,
    Set<AddressFamily> families,
    CodecContext receive,
    CodecContext send,
    boolean routeRefresh,
    boolean enhancedRefresh,
    boolean hardReset,
    Optional<Capability.GracefulRestart> peerRestart) {
  /** Copies the set. */
  public SessionInfo {
    families = Set.copyOf(families);
  }

  /** The peer's AS number. */
  public AsNumber peerAs() {
    return peerOpen.asNumber();
  }

  /** The peer's BGP identifier. */
  public Ipv4Address peerIdentifier() {
    return peerOpen.bgpIdentifier();
  }
}
