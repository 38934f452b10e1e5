package io.vpn4j.gateway;

import io.vpn4j.gateway.runtime.EndpointRuntime;
import io.vpn4j.gateway.runtime.EndpointSpec;
import io.vpn4j.ike.IkeFailure;
import io.vpn4j.model.VpnGateway;
import io.vpn4j.model.aws.CustomerGatewayConfiguration;
import io.vpn4j.model.net.IpAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A running end of Site-to-Site VPN connections, with its sockets and threads.
 *
 * <pre>{@code
 * try (VpnEndpoint aws = VpnEndpoint.amazonSide(gateway)
 *         .connection(connection, customerGateway)
 *         .vpc("vpc-1a2b3c4d", "10.0.0.0/16", packets)
 *         .start()) {
 *   aws.awaitUp(Duration.ofSeconds(30));
 * }
 * }</pre>
 *
 * <p>All methods may be called by any thread. The endpoint's own threads are daemons.
 */
public final class VpnEndpoint implements AutoCloseable {
  private final EndpointRuntime runtime;

  private VpnEndpoint(EndpointRuntime runtime) {
    this.runtime = runtime;
  }

  /** Describes the Amazon side: a virtual private gateway and its connections. */
  public static AmazonSideBuilder amazonSide(VpnGateway gateway) {
    return new AmazonSideBuilder(gateway);
  }

  /** Describes the customer gateway device, from the document that AWS hands out. */
  public static CustomerSideBuilder customerSide(CustomerGatewayConfiguration configuration) {
    return new CustomerSideBuilder(configuration);
  }

  static VpnEndpoint start(EndpointSpec spec) {
    return new VpnEndpoint(EndpointRuntime.start(spec));
  }

  /**
   * What a tunnel is called in events and status: {@code vpn-…_198.51.100.21}.
   *
   * @param vpnConnectionId its connection
   * @param outsideIpAddress the Amazon side's outside address
   */
  public static String tunnelName(String vpnConnectionId, IpAddress outsideIpAddress) {
    return vpnConnectionId + "_" + outsideIpAddress;
  }

  /**
   * Waits until packets can go through every tunnel.
   *
   * @throws TimeoutException if one is not up in time; the message says why of each
   * @throws InterruptedException if the calling thread is interrupted
   */
  public void awaitUp(Duration timeout) throws InterruptedException, TimeoutException {
    awaitStatus(s -> s.tunnels().stream().allMatch(TunnelStatus::isIpsecUp), timeout);
  }

  /**
   * Waits until the status is as wanted; it is looked at whenever a tunnel changes.
   *
   * @throws TimeoutException if it is not in time; the message says how each tunnel stands
   * @throws InterruptedException if the calling thread is interrupted
   */
  public void awaitStatus(Predicate<EndpointStatus> wanted, Duration timeout)
      throws InterruptedException, TimeoutException {
    if (!runtime.await(wanted, timeout)) {
      throw new TimeoutException("not as wanted after " + timeout + ": " + explain(status()));
    }
  }

  private static String explain(EndpointStatus status) {
    return status.tunnels().stream().map(VpnEndpoint::explain).collect(Collectors.joining("; "));
  }

  private static String explain(TunnelStatus tunnel) {
    if (tunnel.isIpsecUp()) {
      return tunnel.tunnel() + " is up";
    }
    return tunnel.tunnel()
        + " is down: "
        + tunnel.lastFailure().map(IkeFailure::explanation).orElse("no peer has come");
  }

  /** All tunnels at this moment. */
  public EndpointStatus status() {
    return runtime.status();
  }

  /**
   * Where a tunnel listens, with the ports that are really bound.
   *
   * @throws IllegalArgumentException if there is no such tunnel
   */
  public OutsideSocket listening(String tunnel) {
    return runtime.listening(tunnel);
  }

  /**
   * Where the tunnel at {@code index} listens, in the order given.
   *
   * @throws IndexOutOfBoundsException if there is no such tunnel
   */
  public OutsideSocket listening(int index) {
    return listening(tunnels().get(index));
  }

  /** The names of the tunnels, in the order given. */
  public List<String> tunnels() {
    return runtime.tunnels();
  }

  /**
   * Replaces the IKE SA of a tunnel by one with new keys, now; its Child SAs stay. Ignored while
   * there is none.
   *
   * @throws IllegalArgumentException if there is no such tunnel
   */
  public void rekeyIkeSa(String tunnel) {
    runtime.rekeyIkeSa(tunnel);
  }

  /**
   * Replaces the newest Child SA of a tunnel by one with new keys, now; ignored while the tunnel is
   * down.
   *
   * @throws IllegalArgumentException if there is no such tunnel
   */
  public void rekeyChildSa(String tunnel) {
    runtime.rekeyChildSa(tunnel);
  }

  /**
   * Takes a tunnel down, telling its peer, and keeps it down until {@link #enableTunnel}.
   *
   * @throws IllegalArgumentException if there is no such tunnel
   */
  public void disableTunnel(String tunnel) {
    runtime.disable(tunnel);
  }

  /**
   * Lets a tunnel come up again.
   *
   * @throws IllegalArgumentException if there is no such tunnel
   */
  public void enableTunnel(String tunnel) {
    runtime.enable(tunnel);
  }

  /**
   * Says that this machine has got another address: the tunnels that have MOBIKE and that we began
   * tell their peers, and go on from there with the SAs that they have (RFC 4555). Sockets that are
   * bound to one address stay there. Not needed for a tunnel that can wait for its next liveness
   * check. Of each tunnel that is up and cannot move a {@link GatewayEvent.NegotiationWarning}
   * tells.
   */
  public void addressChanged() {
    runtime.addressChanged();
  }

  /** The way into the tunnels for packets of the attached network, if none was attached. */
  public PacketSink packets() {
    return runtime.packets();
  }

  /** The reason why a tunnel is not up, if one is known. */
  public Optional<IkeFailure> lastFailure(String tunnel) {
    return status().tunnels().stream()
        .filter(t -> t.tunnel().equals(tunnel))
        .findFirst()
        .flatMap(TunnelStatus::lastFailure);
  }

  /**
   * Deletes the IKE SAs, waits a moment for the peers to answer, closes the sockets, ends the
   * threads and zeroes the keys. Idempotent. A listener may call it: then it takes effect when the
   * listener has returned, and waits for nobody.
   */
  @Override
  public void close() {
    runtime.close();
  }
}
