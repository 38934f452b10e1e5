package io.vpn4j.gateway;

import io.vpn4j.gateway.runtime.Algorithms;
import io.vpn4j.gateway.runtime.EndpointSpec;
import io.vpn4j.gateway.runtime.PacketSizes;
import io.vpn4j.gateway.runtime.TunnelSpec;
import io.vpn4j.ike.ChildAlgorithms;
import io.vpn4j.ike.IkeAlgorithms;
import io.vpn4j.ike.IkeConfig;
import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.IkeIdentity;
import io.vpn4j.ike.IkeLifetimes;
import io.vpn4j.ike.IkeTimers;
import io.vpn4j.ike.TrafficSelector;
import io.vpn4j.model.aws.CustomerGatewayConfiguration;
import io.vpn4j.model.aws.Tunnel;
import io.vpn4j.model.net.IpPrefix;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Describes a customer gateway device from the document that AWS hands out, and starts it.
 *
 * <p>The device begins both tunnels, with exactly the algorithms of the document, and begins again
 * whenever one ends.
 */
public final class CustomerSideBuilder {
  private static final int REPLAY_WINDOW = 1024;

  private final CustomerGatewayConfiguration configuration;
  private final List<OutsideSocket> amazonSide = new ArrayList<>();
  private final List<IpPrefix> routes = new ArrayList<>();
  private final List<IpPrefix> lanPrefixes = new ArrayList<>();
  private OutsideSocket local = OutsideSocket.ephemeral();
  private boolean begin = true;
  private Optional<PacketPort> lan = Optional.empty();
  private Optional<IkeAlgorithms> ikeAlgorithms = Optional.empty();
  private Optional<ChildAlgorithms> childAlgorithms = Optional.empty();
  private Optional<IkeCrypto> crypto = Optional.empty();
  private Optional<IkeTimers> timers = Optional.empty();
  private Optional<IkeLifetimes> lifetimes = Optional.empty();
  private Optional<TunnelAuthentication> authentication = Optional.empty();
  private boolean mobike;
  private int outerMtu = PacketSizes.DEFAULT.outerMtu();
  private Optional<Integer> tcpMssAdjustment = Optional.empty();
  private Optional<Boolean> clearDfBit = Optional.empty();
  private Consumer<GatewayEvent> listener = event -> {};

  CustomerSideBuilder(CustomerGatewayConfiguration configuration) {
    this.configuration = configuration;
    for (Tunnel tunnel : configuration.tunnels()) {
      amazonSide.add(OutsideSocket.standard(tunnel.vpnGateway().outsideAddress()));
    }
  }

  /** Where this device sends from and is reached. Default: any two free ports. */
  public CustomerSideBuilder listen(OutsideSocket local) {
    this.local = local;
    return this;
  }

  /**
   * Where the Amazon side is really reached, in the order of the document's tunnels. Default: the
   * outside addresses of the document, ports 500 and 4500.
   */
  public CustomerSideBuilder amazonSideAt(OutsideSocket tunnel1, OutsideSocket tunnel2) {
    amazonSide.set(0, tunnel1);
    amazonSide.set(1, tunnel2);
    return this;
  }

  /** Waits for the Amazon side to begin ({@code StartupAction=start}) instead of beginning. */
  public CustomerSideBuilder waitForAmazonSide() {
    this.begin = false;
    return this;
  }

  /** Sends what is for {@code cidr} into the tunnels: the VPC's range, on a static connection. */
  public CustomerSideBuilder route(String cidr) {
    routes.add(IpPrefix.of(cidr));
    return this;
  }

  /**
   * Attaches the network behind the device.
   *
   * @param cidr its address range, for example {@code 192.168.0.0/16}
   * @param port its packets
   */
  public CustomerSideBuilder lan(String cidr, PacketPort port) {
    lanPrefixes.add(IpPrefix.of(cidr));
    lan = Optional.of(port);
    return this;
  }

  /**
   * Algorithms of the IKE SA. Default: those of the document, which are the weakest that AWS takes;
   * name better ones if the tunnel options permit them.
   */
  public CustomerSideBuilder ikeAlgorithms(IkeAlgorithms algorithms) {
    this.ikeAlgorithms = Optional.of(algorithms);
    return this;
  }

  /** Algorithms of the Child SA. Default: those of the document, as above. */
  public CustomerSideBuilder childAlgorithms(ChildAlgorithms algorithms) {
    this.childAlgorithms = Optional.of(algorithms);
    return this;
  }

  /** Hears every event, on the endpoint's control thread: do not block. */
  public CustomerSideBuilder onEvent(Consumer<GatewayEvent> listener) {
    this.listener = listener;
    return this;
  }

  /** Randomness and primitives. Default: a {@link SecureRandom} and the JVM's providers. */
  public CustomerSideBuilder crypto(IkeCrypto crypto) {
    this.crypto = Optional.of(crypto);
    return this;
  }

  /** Waits of IKE. Default: the dead peer detection of the document. */
  public CustomerSideBuilder timers(IkeTimers timers) {
    this.timers = Optional.of(timers);
    return this;
  }

  /**
   * How long SAs live. Default: the lifetimes of the document, with a margin that is twice that of
   * the Amazon side, so that the device is the one to begin.
   */
  public CustomerSideBuilder lifetimes(IkeLifetimes lifetimes) {
    this.lifetimes = Optional.of(lifetimes);
    return this;
  }

  /**
   * Proves and checks who the ends of all tunnels are by other means than the pre-shared keys of
   * the connection.
   */
  public CustomerSideBuilder authentication(TunnelAuthentication authentication) {
    this.authentication = Optional.of(authentication);
    return this;
  }

  /**
   * Whether the tunnels go on with the SAs that they have when this device gets another address, or
   * its NAT does (MOBIKE, RFC 4555), if the Amazon side can do that, too. They find out at a
   * liveness check, or by {@link VpnEndpoint#addressChanged}; {@link #listen} must leave the
   * address unspecified, as it is by default. Default: no, since AWS names MOBIKE nowhere among
   * what it supports; it is for an Amazon side that is vpn4j's or another peer's.
   */
  public CustomerSideBuilder mobike(boolean mobike) {
    this.mobike = mobike;
    return this;
  }

  /**
   * The largest outer packet that the path carries, in octets: 1500 unless set, as AWS has no jumbo
   * frames. Smaller where the path is known to be narrow.
   *
   * @throws IllegalArgumentException unless it is 576 to 65535
   */
  public CustomerSideBuilder outerMtu(int octets) {
    PacketSizes.requireOuterMtu(octets);
    this.outerMtu = octets;
    return this;
  }

  /**
   * The largest MSS that TCP may announce through the tunnels over IPv4. Default: {@code
   * tcp_mss_adjustment} of the document. It is never more than goes through whole.
   *
   * @throws IllegalArgumentException unless it is 1 to 65535
   */
  public CustomerSideBuilder tcpMssAdjustment(int octets) {
    PacketSizes.requireTcpMssAdjustment(octets);
    this.tcpMssAdjustment = Optional.of(octets);
    return this;
  }

  /**
   * Whether IPv4 packets too big for a tunnel are fragmented although their DF is set. Default:
   * {@code clear_df_bit} of the document. If not, they are dropped and their senders told, which
   * then send smaller ones.
   */
  public CustomerSideBuilder clearDfBit(boolean clear) {
    this.clearDfBit = Optional.of(clear);
    return this;
  }

  /**
   * Binds the sockets and starts.
   *
   * @throws java.io.UncheckedIOException if a port cannot be bound
   */
  public VpnEndpoint start() {
    return VpnEndpoint.start(spec());
  }

  /** What {@link #start} starts. */
  EndpointSpec spec() {
    List<TunnelSpec> tunnels = new ArrayList<>();
    for (int i = 0; i < configuration.tunnels().size(); i++) {
      tunnels.add(tunnel(configuration.tunnels().get(i), amazonSide.get(i)));
    }
    return new EndpointSpec(
        configuration.customerGatewayId(),
        tunnels,
        lanPrefixes,
        lan,
        listener,
        crypto.orElseGet(() -> IkeCrypto.of(new SecureRandom())));
  }

  private TunnelSpec tunnel(Tunnel tunnel, OutsideSocket peer) {
    IkeConfig.Builder ike =
        IkeConfig.builder()
            .name(
                VpnEndpoint.tunnelName(
                    configuration.vpnConnectionId(), tunnel.vpnGateway().outsideAddress()))
            .localIdentity(IkeIdentity.ofAddress(tunnel.customerGateway().outsideAddress()))
            .peerIdentity(IkeIdentity.ofAddress(tunnel.vpnGateway().outsideAddress()))
            .preSharedKey(tunnel.ike().preSharedKey())
            .ikeAlgorithms(ikeAlgorithms.orElseGet(() -> Algorithms.phase1(tunnel)))
            .childAlgorithms(childAlgorithms.orElseGet(() -> Algorithms.phase2(tunnel)))
            .localTrafficSelectors(List.of(TrafficSelector.anyIpv4()))
            .peerTrafficSelectors(List.of(TrafficSelector.anyIpv4()))
            .mobike(mobike)
            .timers(timers.orElseGet(() -> timers(tunnel)))
            .lifetimes(lifetimes.orElseGet(() -> lifetimes(tunnel)));
    authentication.ifPresent(a -> a.applyTo(ike));
    return new TunnelSpec(
        configuration.vpnConnectionId(),
        tunnel.vpnGateway().outsideAddress(),
        ike.build(),
        begin,
        /* restart= */ false,
        local,
        configuration.customerGatewayId(),
        Optional.of(peer),
        tunnel.customerGateway().insideAddress(),
        tunnel.vpnGateway().insideAddress(),
        REPLAY_WINDOW,
        new PacketSizes(
            outerMtu,
            tcpMssAdjustment.orElseGet(() -> tunnel.ipsec().tcpMssAdjustment()),
            clearDfBit.orElseGet(() -> tunnel.ipsec().clearDfBit())),
        routes,
        !configuration.staticRoutesOnly());
  }

  private static IkeLifetimes lifetimes(Tunnel tunnel) {
    return IkeLifetimes.DEFAULT
        .withIkeSa(Duration.ofSeconds(tunnel.ike().lifetimeSeconds()))
        .withChildSa(Duration.ofSeconds(tunnel.ipsec().lifetimeSeconds()))
        .withRekeying(IkeLifetimes.DEFAULT.rekeyMargin().multipliedBy(2), 50)
        .withTraffic(Algorithms.MAX_PACKETS, 0);
  }

  /** Asked every interval, dead after so many intervals without an answer. */
  private static IkeTimers timers(Tunnel tunnel) {
    int interval = tunnel.ipsec().dpdIntervalSeconds();
    return IkeTimers.DEFAULT
        .withLivenessInterval(Duration.ofSeconds(interval))
        .withGiveUpAfter(Duration.ofSeconds((long) interval * tunnel.ipsec().dpdRetries()));
  }
}
