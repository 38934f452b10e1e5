package io.vpn4j.gateway;

import io.vpn4j.gateway.runtime.Algorithms;
import io.vpn4j.gateway.runtime.EndpointSpec;
import io.vpn4j.gateway.runtime.PacketSizes;
import io.vpn4j.gateway.runtime.TunnelSpec;
import io.vpn4j.ike.IkeConfig;
import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.IkeIdentity;
import io.vpn4j.ike.IkeLifetimes;
import io.vpn4j.ike.IkeTimers;
import io.vpn4j.ike.TrafficSelector;
import io.vpn4j.model.CustomerGateway;
import io.vpn4j.model.DpdTimeoutAction;
import io.vpn4j.model.IkeVersion;
import io.vpn4j.model.StartupAction;
import io.vpn4j.model.TunnelOption;
import io.vpn4j.model.TunnelParameters;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnGateway;
import io.vpn4j.model.VpnStaticRoute;
import io.vpn4j.model.net.InsideCidr;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Describes the Amazon side of one virtual private gateway and starts it.
 *
 * <p>Each tunnel listens on its own outside address, ports 500 and 4500, unless {@link #listen}
 * says otherwise; it responds, and begins itself only with {@code StartupAction=start}.
 */
public final class AmazonSideBuilder {
  private final VpnGateway gateway;
  private final List<VpnConnection> connections = new ArrayList<>();
  private final Map<String, CustomerGateway> customerGateways = new HashMap<>();
  private final Map<IpAddress, OutsideSocket> listen = new HashMap<>();
  private final Map<String, OutsideSocket> devices = new HashMap<>();
  private final List<IpPrefix> vpcPrefixes = new ArrayList<>();
  private Optional<PacketPort> vpc = Optional.empty();
  private Optional<IkeCrypto> crypto = Optional.empty();
  private Optional<IkeTimers> timers = Optional.empty();
  private Optional<IkeLifetimes> lifetimes = Optional.empty();
  private Optional<TunnelAuthentication> authentication = Optional.empty();
  private boolean mobike;
  private PacketSizes packetSizes = PacketSizes.DEFAULT;
  private Consumer<GatewayEvent> listener = event -> {};

  AmazonSideBuilder(VpnGateway gateway) {
    this.gateway = gateway;
  }

  /**
   * Adds a connection of this gateway.
   *
   * @param connection its two tunnels need outside address, inside CIDR and pre-shared key
   * @param customerGateway the other end; its address is the identity that the device must prove
   * @throws IllegalArgumentException if the connection is not of this gateway, or the customer
   *     gateway not of the connection, or something that a tunnel needs is not set
   */
  public AmazonSideBuilder connection(VpnConnection connection, CustomerGateway customerGateway) {
    String target = connection.vpnGatewayId().orElse("no virtual private gateway");
    require(
        target.equals(gateway.vpnGatewayId()),
        "vpnGatewayId of "
            + connection.vpnConnectionId()
            + " is "
            + target
            + "; this endpoint is "
            + gateway.vpnGatewayId());
    connection.checkCustomerGateway(customerGateway);
    require(
        connection.options().tunnelOptions().size() == 2,
        "tunnelOptions of " + connection.vpnConnectionId() + ": two tunnels are wanted");
    connections.add(connection);
    customerGateways.put(connection.vpnConnectionId(), customerGateway);
    return this;
  }

  /** Where the tunnel with this outside address really listens. */
  public AmazonSideBuilder listen(IpAddress outsideIpAddress, OutsideSocket local) {
    listen.put(outsideIpAddress, local);
    return this;
  }

  /**
   * Where the two tunnels of the one connection added so far really listen, in the order of its
   * tunnel options.
   *
   * @throws IllegalStateException unless exactly one connection was added
   */
  public AmazonSideBuilder listen(OutsideSocket tunnel1, OutsideSocket tunnel2) {
    if (connections.size() != 1) {
      throw new IllegalStateException(
          connections.size() + " connections: name each tunnel by its outside address");
    }
    List<TunnelOption> tunnels = connections.get(0).options().tunnelOptions();
    listen(outsideAddress(connections.get(0), tunnels.get(0)), tunnel1);
    return listen(outsideAddress(connections.get(0), tunnels.get(1)), tunnel2);
  }

  /**
   * Where the device of a connection is really reached when this side begins. Default: the customer
   * gateway's address, ports 500 and 4500.
   */
  public AmazonSideBuilder device(String vpnConnectionId, OutsideSocket device) {
    devices.put(vpnConnectionId, device);
    return this;
  }

  /**
   * Attaches the network of the VPC that the gateway is attached to.
   *
   * @param vpcId the VPC; must be an attachment of the gateway
   * @param cidr its address range, for example {@code 10.0.0.0/16}
   * @param port its packets
   */
  public AmazonSideBuilder vpc(String vpcId, String cidr, PacketPort port) {
    require(
        gateway.attachedVpcId().filter(vpcId::equals).isPresent(),
        "vpcId "
            + vpcId
            + " is not attached to "
            + gateway.vpnGatewayId()
            + "; attached is "
            + gateway.attachedVpcId().orElse("none"));
    vpcPrefixes.add(IpPrefix.of(cidr));
    vpc = Optional.of(port);
    return this;
  }

  /** Hears every event, on the endpoint's control thread: do not block. */
  public AmazonSideBuilder onEvent(Consumer<GatewayEvent> listener) {
    this.listener = listener;
    return this;
  }

  /** Randomness and primitives. Default: a {@link SecureRandom} and the JVM's providers. */
  public AmazonSideBuilder crypto(IkeCrypto crypto) {
    this.crypto = Optional.of(crypto);
    return this;
  }

  /**
   * Waits of IKE. Default: those of AWS, with a liveness check after 10 s of silence and {@code
   * DPDTimeoutSeconds} of the tunnel.
   */
  public AmazonSideBuilder timers(IkeTimers timers) {
    this.timers = Optional.of(timers);
    return this;
  }

  /**
   * How long SAs live. Default: {@code Phase1LifetimeSeconds}, {@code Phase2LifetimeSeconds},
   * {@code RekeyMarginTimeSeconds} and {@code RekeyFuzzPercentage} of the tunnel.
   */
  public AmazonSideBuilder lifetimes(IkeLifetimes lifetimes) {
    this.lifetimes = Optional.of(lifetimes);
    return this;
  }

  /**
   * Proves and checks who the ends of all tunnels are by other means than the pre-shared keys of
   * the connection.
   */
  public AmazonSideBuilder authentication(TunnelAuthentication authentication) {
    this.authentication = Optional.of(authentication);
    return this;
  }

  /**
   * Whether a device may go on from another address with the SAs that it has (MOBIKE, RFC 4555), if
   * it can do that, too. Its tunnel then follows what it says of its address, and not a NAT that
   * moves it; {@link GatewayEvent.PeerMoved} tells. Default: no, since AWS, which knows a device by
   * its fixed address, names MOBIKE nowhere among what it supports.
   */
  public AmazonSideBuilder mobike(boolean mobike) {
    this.mobike = mobike;
    return this;
  }

  /**
   * The largest outer packet that the path carries, in octets: 1500 unless set, as AWS has no jumbo
   * frames. Larger where sender and path know them, smaller where the path is known to be narrow.
   *
   * @throws IllegalArgumentException unless it is 576 to 65535
   */
  public AmazonSideBuilder outerMtu(int octets) {
    packetSizes = new PacketSizes(octets, packetSizes.tcpMssAdjustment(), packetSizes.clearDfBit());
    return this;
  }

  /**
   * The largest MSS that TCP may announce through the tunnels over IPv4: 1379 unless set, as {@code
   * tcp_mss_adjustment} of the documents says; and never more than goes through whole.
   *
   * @throws IllegalArgumentException unless it is 1 to 65535
   */
  public AmazonSideBuilder tcpMssAdjustment(int octets) {
    packetSizes = new PacketSizes(packetSizes.outerMtu(), octets, packetSizes.clearDfBit());
    return this;
  }

  /**
   * Whether IPv4 packets too big for a tunnel are fragmented although their DF is set: yes unless
   * set, as {@code clear_df_bit} of the documents says. If not, they are dropped and their senders
   * told, which then send smaller ones.
   */
  public AmazonSideBuilder clearDfBit(boolean clear) {
    packetSizes = new PacketSizes(packetSizes.outerMtu(), packetSizes.tcpMssAdjustment(), clear);
    return this;
  }

  /**
   * Binds the sockets and starts.
   *
   * @throws IllegalStateException if no connection was added
   * @throws java.io.UncheckedIOException if a port cannot be bound
   */
  public VpnEndpoint start() {
    return VpnEndpoint.start(spec());
  }

  /** What {@link #start} starts. */
  EndpointSpec spec() {
    if (connections.isEmpty()) {
      throw new IllegalStateException("no connection: add at least one");
    }
    List<TunnelSpec> tunnels = new ArrayList<>();
    for (VpnConnection connection : connections) {
      for (int i = 0; i < 2; i++) {
        tunnels.add(tunnel(connection, i));
      }
    }
    return new EndpointSpec(
        gateway.vpnGatewayId(),
        tunnels,
        vpcPrefixes,
        vpc,
        listener,
        crypto.orElseGet(() -> IkeCrypto.of(new SecureRandom())));
  }

  private TunnelSpec tunnel(VpnConnection connection, int index) {
    TunnelOption option = connection.options().tunnelOptions().get(index);
    TunnelParameters parameters = connection.tunnelParameters().get(index);
    CustomerGateway customer = customerGateways.get(connection.vpnConnectionId());
    IpAddress outside = outsideAddress(connection, option);
    String name = VpnEndpoint.tunnelName(connection.vpnConnectionId(), outside);
    InsideCidr inside =
        option
            .tunnelInsideCidr()
            .orElseThrow(() -> new IllegalArgumentException("tunnelInsideCidr of " + name));
    require(
        parameters.ikeVersions().contains(IkeVersion.IKEV2),
        "ikeVersions of " + name + " is " + parameters.ikeVersions() + "; ikev2 is wanted");
    boolean start = parameters.startupAction() == StartupAction.START;
    boolean restart = parameters.dpdTimeoutAction() == DpdTimeoutAction.RESTART;
    IkeConfig.Builder ike =
        IkeConfig.builder()
            .name(name)
            .localIdentity(IkeIdentity.ofAddress(outside))
            .ikeAlgorithms(Algorithms.phase1(parameters))
            .childAlgorithms(Algorithms.phase2(parameters))
            .localTrafficSelectors(
                List.of(TrafficSelector.of(connection.options().remoteIpv4NetworkCidr())))
            .peerTrafficSelectors(
                List.of(TrafficSelector.of(connection.options().localIpv4NetworkCidr())))
            .mobike(mobike)
            .timers(timers.orElseGet(() -> timers(parameters)))
            .lifetimes(lifetimes.orElseGet(() -> lifetimes(parameters)));
    customer.ipAddress().map(IkeIdentity::ofAddress).ifPresent(ike::peerIdentity);
    if (authentication.isPresent()) {
      authentication.get().applyTo(ike);
    } else {
      ike.preSharedKey(
          option
              .preSharedKey()
              .orElseThrow(() -> new IllegalArgumentException("preSharedKey of " + name)));
    }
    Optional<OutsideSocket> device =
        Optional.ofNullable(devices.get(connection.vpnConnectionId()))
            .or(() -> customer.ipAddress().map(OutsideSocket::standard));
    return new TunnelSpec(
        connection.vpnConnectionId(),
        outside,
        ike.build(),
        start,
        restart,
        listen.getOrDefault(outside, OutsideSocket.standard(outside)),
        name,
        start || restart ? device : Optional.empty(),
        inside.amazonSideAddress(),
        inside.customerSideAddress(),
        parameters.replayWindowSize(),
        packetSizes,
        connection.routes().stream().map(VpnStaticRoute::destinationCidrBlock).toList(),
        !connection.options().staticRoutesOnly());
  }

  /** Silence of the interval, then no answer for the rest of the time-out. */
  private static IkeTimers timers(TunnelParameters parameters) {
    Duration interval = IkeTimers.DEFAULT.livenessInterval();
    IkeTimers timers =
        IkeTimers.DEFAULT.withGiveUpAfter(
            Duration.ofSeconds(parameters.dpdTimeoutSeconds()).minus(interval));
    // DPDTimeoutAction=none: a silent peer is not asked, so nothing comes of its silence.
    return parameters.dpdTimeoutAction() == DpdTimeoutAction.NONE
        ? timers.withLivenessInterval(Duration.ZERO)
        : timers;
  }

  private static IkeLifetimes lifetimes(TunnelParameters parameters) {
    return IkeLifetimes.DEFAULT
        .withIkeSa(Duration.ofSeconds(parameters.phase1LifetimeSeconds()))
        .withChildSa(Duration.ofSeconds(parameters.phase2LifetimeSeconds()))
        .withRekeying(
            Duration.ofSeconds(parameters.rekeyMarginTimeSeconds()),
            parameters.rekeyFuzzPercentage())
        .withTraffic(Algorithms.MAX_PACKETS, 0);
  }

  private static IpAddress outsideAddress(VpnConnection connection, TunnelOption tunnel) {
    return tunnel
        .outsideIpAddress()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "outsideIpAddress of a tunnel of " + connection.vpnConnectionId()));
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
