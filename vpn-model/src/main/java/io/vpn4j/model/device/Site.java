package io.vpn4j.model.device;

import io.vpn4j.model.IkeVersion;
import io.vpn4j.model.TunnelInsideIpVersion;
import io.vpn4j.model.TunnelOption;
import io.vpn4j.model.TunnelParameters;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.net.Ipv4Address;
import io.vpn4j.model.secret.SecretAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A configuration resolved for one device: what its renderer writes down, in its own words. */
record Site(
    DeviceConfiguration configuration,
    DeviceType type,
    List<TunnelEnd> tunnels,
    List<String> notes) {
  static final Pattern INTERFACE = Pattern.compile("[A-Za-z0-9._/-]{1,30}");

  /** The hold time of AWS's BGP, which its documents state for both ends. */
  static final int HOLD_SECONDS = 30;

  static final int KEEPALIVE_SECONDS = 10;

  /** Chooses the values for {@code type}, or refuses. */
  static Site resolve(DeviceConfiguration configuration, DeviceType type, SecretAccess access) {
    List<String> notes = new ArrayList<>();
    refuseWhatCannotBe(configuration, type);
    List<TunnelEnd> tunnels = new ArrayList<>();
    for (int i = 0; i < configuration.connection().options().tunnelOptions().size(); i++) {
      tunnels.add(tunnel(configuration, type, i, access, notes));
    }
    noteSelectors(configuration, tunnels, notes);
    return new Site(configuration, type, List.copyOf(tunnels), notes.stream().distinct().toList());
  }

  private static void refuseWhatCannotBe(DeviceConfiguration configuration, DeviceType type) {
    Abilities abilities = type.renderer().abilities();
    configuration
        .customerGateway()
        .certificateArn()
        .ifPresent(
            arn -> {
              throw new UnsupportedOptionException(
                  type, "certificateArn", arn, "renderings are for pre-shared keys");
            });
    if (configuration.userspaceEsp() && !(type.renderer() instanceof StrongSwan)) {
      throw new UnsupportedOptionException(
          type, "userspaceEsp", true, "only strongSwan has ESP in user space");
    }
    if (abilities.anything()) {
      return;
    }
    VpnConnection connection = configuration.connection();
    for (TunnelParameters tunnel : connection.tunnelParameters()) {
      if (!tunnel.ikeVersions().contains(IkeVersion.IKEV2)) {
        throw new UnsupportedOptionException(
            type, "ikeVersions", tunnel.ikeVersions(), "renderings are for ikev2");
      }
    }
    TunnelInsideIpVersion inside = connection.options().tunnelInsideIpVersion();
    if (inside == TunnelInsideIpVersion.IPV6) {
      throw new UnsupportedOptionException(
          type, "tunnelInsideIpVersion", inside, "renderings are for ipv4");
    }
    if (!abilities.outsideIpv6() && !publicAddress(configuration).isIpv4()) {
      throw new UnsupportedOptionException(
          type,
          "outsideIpAddressType",
          connection.options().outsideIpAddressType(),
          "its rendering is for outer IPv4");
    }
  }

  private static TunnelEnd tunnel(
      DeviceConfiguration configuration,
      DeviceType type,
      int index,
      SecretAccess access,
      List<String> notes) {
    VpnConnection connection = configuration.connection();
    TunnelOption option = connection.options().tunnelOptions().get(index);
    TunnelParameters parameters = connection.tunnelParameters().get(index);
    String prefix = "Tunnel " + (index + 1) + ": ";
    Choice choice = new Choice(type, configuration.sampleType(), note -> notes.add(prefix + note));
    Phase phase1 = choice.phase1(parameters);
    Phase phase2 = choice.phase2(parameters);
    IpAddress outside = option.outsideIpAddress().orElseThrow();
    return new TunnelEnd(
        index + 1,
        name(connection, 17, index + 1),
        name(connection, 8, index + 1),
        outside,
        option.tunnelInsideCidr().orElseThrow(),
        option.tunnelInsideIpv6Cidr(),
        phase1,
        phase2,
        parameters,
        TunnelMtu.of(
            phase2.encryption(),
            phase2.integrity(),
            configuration.behindNat() || configuration.userspaceEsp(),
            outside.isIpv4()),
        option.preSharedKey().orElseThrow(),
        access);
  }

  private static String name(VpnConnection connection, int tail, int number) {
    String id = connection.vpnConnectionId().substring("vpn-".length());
    String end = id.substring(Math.max(0, id.length() - tail));
    return "vpn-" + end + "-" + number;
  }

  /** A selector that leaves out the inside addresses keeps BGP and pings out of the tunnel. */
  private static void noteSelectors(
      DeviceConfiguration configuration, List<TunnelEnd> tunnels, List<String> notes) {
    var options = configuration.connection().options();
    for (TunnelEnd tunnel : tunnels) {
      boolean inside =
          options.localNetworkCidr().contains(tunnel.inside().customerSideAddress())
              && options.remoteNetworkCidr().contains(tunnel.inside().amazonSideAddress());
      if (!inside && options.tunnelInsideIpVersion() == TunnelInsideIpVersion.IPV4) {
        notes.add(
            "The selectors "
                + options.localNetworkCidr()
                + " and "
                + options.remoteNetworkCidr()
                + " leave out the inside addresses: no BGP and no ping between those.");
      }
    }
  }

  /** Requires what the service fills in, and a key that text can carry. */
  static void requireComplete(TunnelOption tunnel) {
    present("outsideIpAddress", tunnel.outsideIpAddress());
    present("tunnelInsideCidr", tunnel.tunnelInsideCidr());
    present("preSharedKey", tunnel.preSharedKey());
    if (!tunnel.preSharedKey().orElseThrow().followsAwsRule()) {
      throw new IllegalArgumentException(
          "preSharedKey breaks the rule of AWS; no device's text can be sure to carry it");
    }
  }

  private static void present(String field, Optional<?> value) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException(
          "tunnelOptions " + field + " is unset in a tunnel; the service assigns it");
    }
  }

  private static IpAddress publicAddress(DeviceConfiguration configuration) {
    return configuration
        .customerGateway()
        .ipAddress()
        .orElseThrow(); // absent only with a certificate, which is refused before
  }

  VpnConnection connection() {
    return configuration.connection();
  }

  /** The address that AWS knows the device by, and so its IKE identity. */
  IpAddress publicAddress() {
    return publicAddress(configuration);
  }

  /** The address on the device's outside interface. */
  IpAddress deviceAddress() {
    return configuration.deviceAddress().orElseGet(this::publicAddress);
  }

  String outsideInterface(String usual) {
    return configuration.outsideInterface().orElse(usual);
  }

  boolean behindNat() {
    return configuration.behindNat();
  }

  boolean userspaceEsp() {
    return configuration.userspaceEsp();
  }

  boolean staticRouting() {
    return connection().options().staticRoutesOnly();
  }

  AsNumber customerAsn() {
    return configuration.customerGateway().asn();
  }

  AsNumber amazonAsn() {
    return configuration.amazonSideAsn();
  }

  List<IpPrefix> localNetworks() {
    return configuration.localNetworks();
  }

  List<IpPrefix> remoteNetworks() {
    return configuration.remoteNetworks();
  }

  IpPrefix localSelector() {
    return connection().options().localNetworkCidr();
  }

  IpPrefix remoteSelector() {
    return connection().options().remoteNetworkCidr();
  }

  boolean narrowSelectors() {
    return localSelector().length() > 0 || remoteSelector().length() > 0;
  }

  /** A router identifier: the device's IPv4 address, or else its first inside address. */
  String routerId() {
    return deviceAddress().isIpv4() ? deviceAddress().toString() : tunnels.get(0).customerInside();
  }

  /** The name of the connection, without the number of a tunnel. */
  String name() {
    String name = tunnels.get(0).name();
    return name.substring(0, name.length() - 2);
  }

  /** What the head of every file says. */
  List<String> head() {
    List<String> head = new ArrayList<>();
    head.add("Site-to-Site VPN connection " + connection().vpnConnectionId());
    head.add(
        "Customer gateway "
            + connection().customerGatewayId()
            + " at "
            + publicAddress()
            + (behindNat() ? ", a NAT before " + deviceAddress() : ""));
    head.add(
        type.vendor()
            + ", "
            + type.platform()
            + ", "
            + type.software()
            + "; "
            + configuration.sampleType()
            + " algorithms");
    head.addAll(notes);
    if (staticRouting() && remoteNetworks().isEmpty()) {
      head.add("No network of the AWS side is known: add the routes into the tunnels.");
    }
    if (!staticRouting() && localNetworks().isEmpty()) {
      head.add("No network behind the device is known: it announces none by BGP.");
    }
    return head;
  }

  static String netmask(IpPrefix prefix) {
    return mask(prefix.length()).toString();
  }

  static String wildcard(IpPrefix prefix) {
    return new Ipv4Address(~mask(prefix.length()).value()).toString();
  }

  private static Ipv4Address mask(int length) {
    return new Ipv4Address(length == 0 ? 0 : -1 << (32 - length));
  }
}
