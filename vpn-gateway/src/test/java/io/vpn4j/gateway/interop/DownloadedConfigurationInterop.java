package io.vpn4j.gateway.interop;

import static io.vpn4j.gateway.interop.SiteToSite.LAN_CIDR;
import static io.vpn4j.gateway.interop.SiteToSite.OFFICE;
import static io.vpn4j.gateway.interop.SiteToSite.SERVER;
import static io.vpn4j.gateway.interop.SiteToSite.VPC_CIDR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.gateway.InMemoryHost;
import io.vpn4j.gateway.VpnEndpoint;
import io.vpn4j.model.TunnelOption;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnEncryptionAlgorithm;
import io.vpn4j.model.VpnIntegrityAlgorithm;
import io.vpn4j.model.device.DeviceConfiguration;
import io.vpn4j.model.device.DeviceFiles;
import io.vpn4j.model.device.DeviceType;
import io.vpn4j.model.device.SampleType;
import io.vpn4j.model.secret.SecretAccess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Our Amazon side against strongSwan and BIRD with exactly the text that is rendered for the
 * connection: a customer configures the device from what it downloads.
 */
@ExtendWith(StrongSwanExtension.class)
class DownloadedConfigurationInterop {
  private static final Duration LIMIT = Duration.ofSeconds(15);

  private final InMemoryHost server = InMemoryHost.at(SERVER);

  @BeforeAll
  static void needsBird() {
    Prerequisites.enforceCommands("BIRD (package bird2)", "bird", "birdc");
  }

  private static DeviceFiles render(SiteToSite site, VpnConnection connection, SampleType sample) {
    return DeviceConfiguration.builder()
        .connection(connection)
        .customerGateway(site.document().toCustomerGateway())
        .addLocalNetwork(LAN_CIDR)
        .addRemoteNetwork(VPC_CIDR)
        .sampleType(sample)
        .userspaceEsp(true)
        .build()
        .render(DeviceType.STRONGSWAN_BIRD, SecretAccess.grant());
  }

  private static VpnConnection changed(
      VpnConnection connection, UnaryOperator<TunnelOption.Builder> change) {
    List<TunnelOption> tunnels =
        connection.options().tunnelOptions().stream()
            .map(tunnel -> change.apply(tunnel.toBuilder()).build())
            .toList();
    return connection.toBuilder()
        .options(connection.options().toBuilder().tunnelOptions(tunnels).build())
        .build();
  }

  /** A charon of the device for one tunnel, with its file of {@code swanctl/conf.d}. */
  private static StrongSwan charon(TestNetwork network, SiteToSite site, DeviceFiles files, int i) {
    String name = site.document().vpnConnectionId() + "-" + (i + 1);
    return network.start(
        network.far(),
        StrongSwanConfig.builder(name, network.far().address(0), network.near().address(i), "")
            .rendered(
                files.file("swanctl/conf.d/" + name + ".conf").text(),
                files.file("strongswan.d/" + site.document().vpnConnectionId() + ".conf").text())
            .build());
  }

  private static void configureInterfaces(Host host, DeviceFiles files, Path folder)
      throws Exception {
    Path script = folder.resolve("interfaces.sh");
    Files.writeString(script, files.file("interfaces.sh").text());
    host.run("sh", script.toString());
  }

  private void bringsUpBothTunnels(
      TestNetwork network,
      Path folder,
      SampleType sample,
      UnaryOperator<TunnelOption.Builder> change)
      throws Exception {
    SiteToSite site = SiteToSite.between(network.near(), network.far());
    VpnConnection connection = changed(site.connection(), change);
    DeviceFiles files = render(site, connection, sample);
    try (VpnEndpoint aws = site.amazonSide(connection, server).start()) {
      StrongSwan first = charon(network, site, files, 0);
      charon(network, site, files, 1);
      // Nobody tells the device to begin: its configuration does.
      aws.awaitUp(LIMIT);
      Host device = network.far();
      configureInterfaces(device, files, folder);
      device.run("ip", "address", "replace", OFFICE + "/32", "dev", "lo");
      try (BirdDaemon bird = BirdDaemon.start(device, files.file("bird.conf").text())) {
        for (int i = 0; i < 2; i++) {
          assertEquals(2, device.ping(site.customerInside(i), site.amazonInside(i), 2));
        }
        awaitRoute(device, bird, site.amazonInside(0));
        assertEquals(2, device.ping(OFFICE, SERVER, 2));

        // BIRD takes the second tunnel when the first has no interface any more.
        first.terminate().orThrow();
        aws.awaitStatus(s -> !s.tunnels().get(0).isIpsecUp(), LIMIT);
        device.run("ip", "link", "set", first.device(), "down");
        awaitRoute(device, bird, site.amazonInside(1));
        assertEquals(2, device.ping(OFFICE, SERVER, 2));
      }
    }
  }

  private static void awaitRoute(Host device, BirdDaemon bird, String nextHop) {
    Await.until(
        "the kernel has BIRD's route by " + nextHop,
        LIMIT,
        () -> {
          String route = device.run("ip", "route", "show", VPC_CIDR).output();
          return route.contains("via " + nextHop + " ") && route.contains("proto bird");
        },
        () -> bird.ask("show", "route", "all"));
  }

  @Test
  void bestAlgorithmsBringUpBothTunnels(TestNetwork network, @TempDir Path folder)
      throws Exception {
    bringsUpBothTunnels(network, folder, SampleType.RECOMMENDED, tunnel -> tunnel);
  }

  @Test
  void lowestAlgorithmsBringUpBothTunnels(TestNetwork network, @TempDir Path folder)
      throws Exception {
    bringsUpBothTunnels(network, folder, SampleType.COMPATIBILITY, tunnel -> tunnel);
  }

  @Test
  void narrowedOptionsBringUpBothTunnels(TestNetwork network, @TempDir Path folder)
      throws Exception {
    bringsUpBothTunnels(
        network,
        folder,
        SampleType.RECOMMENDED,
        tunnel ->
            tunnel
                .phase1EncryptionAlgorithms(VpnEncryptionAlgorithm.AES256)
                .phase2EncryptionAlgorithms(VpnEncryptionAlgorithm.AES128)
                .phase1IntegrityAlgorithms(VpnIntegrityAlgorithm.SHA2_512)
                .phase2IntegrityAlgorithms(VpnIntegrityAlgorithm.SHA2_256)
                .phase1DHGroupNumbers(24, 16)
                .phase2DHGroupNumbers(5)
                .phase1LifetimeSeconds(7_200)
                .phase2LifetimeSeconds(900)
                .rekeyMarginTimeSeconds(90)
                .dpdTimeoutSeconds(60));
  }

  /** The gateway has no BGP yet: the tunnels carry packets, and BIRD waits for its neighbors. */
  @Test
  void bgpConfigurationBringsUpBothTunnelsAndBirdAsksItsNeighbors(
      TestNetwork network, @TempDir Path folder) throws Exception {
    SiteToSite site = SiteToSite.between(network.near(), network.far());
    VpnConnection connection =
        site.connection().toBuilder()
            .routes(List.of())
            .options(site.connection().options().toBuilder().staticRoutesOnly(false).build())
            .build();
    DeviceFiles files = render(site, connection, SampleType.RECOMMENDED);
    try (VpnEndpoint aws = site.amazonSide(connection, server).start()) {
      charon(network, site, files, 0);
      charon(network, site, files, 1);
      aws.awaitUp(LIMIT);
      configureInterfaces(network.far(), files, folder);
      try (BirdDaemon bird = BirdDaemon.start(network.far(), files.file("bird.conf").text())) {
        for (int i = 0; i < 2; i++) {
          assertEquals(1, network.far().ping(site.customerInside(i), site.amazonInside(i), 1));
          String neighbor = bird.ask("show", "protocols", "all", "tunnel" + (i + 1));
          assertTrue(
              neighbor.contains("Neighbor address: " + site.amazonInside(i) + "\n"), neighbor);
          assertTrue(neighbor.contains("Neighbor AS:      64512\n"), neighbor);
        }
        assertTrue(bird.ask("show", "route", "protocol", "announced").contains(LAN_CIDR));
      }
    }
  }

  /** With XFRM interfaces, which this charon does not have but whose words it must know. */
  @Test
  void strongSwanLoadsTheFilesForAKernelWithEsp(@BetweenNamespaces TestNetwork network) {
    SiteToSite site = SiteToSite.between(network.near(), network.far());
    DeviceFiles files =
        DeviceConfiguration.builder()
            .connection(site.connection())
            .customerGateway(site.document().toCustomerGateway())
            .build()
            .render(DeviceType.STRONGSWAN_FRR, SecretAccess.grant());
    StrongSwan charon = charon(network, site, files, 0);
    String name = site.document().vpnConnectionId() + "-1";
    String loaded = charon.swanctl("--list-conns").orThrow().output();
    assertTrue(
        loaded.contains(name + ": IKEv2, no reauthentication, rekeying every 28530s"), loaded);
    assertTrue(
        loaded.contains(name + ": TUNNEL, rekeying every 3330s, dpd action is start"), loaded);
  }
}
