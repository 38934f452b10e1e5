package io.vpn4j.gateway.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vpn4j.model.Category;
import io.vpn4j.model.TunnelOption;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnConnectionOptions;
import io.vpn4j.model.VpnEncryptionAlgorithm;
import io.vpn4j.model.VpnIntegrityAlgorithm;
import io.vpn4j.model.device.DeviceConfiguration;
import io.vpn4j.model.device.DeviceFiles;
import io.vpn4j.model.device.DeviceType;
import io.vpn4j.model.device.UnsupportedOptionException;
import io.vpn4j.model.net.Ipv4Address;
import io.vpn4j.model.secret.SecretAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the tools of a device's own software say to rendered text. Each test is skipped, and says
 * so, where its tool is missing: they are many, and only BIRD and strongSwan are required
 * elsewhere. The system property {@code libreswan.folder} names the folder of its programs, which
 * cannot be installed beside strongSwan but can be unpacked.
 */
class DeviceToolsInterop {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path folder;

  private static List<DeviceConfiguration> configurations() {
    SiteToSite site =
        SiteToSite.between(
            List.of(Ipv4Address.of("198.51.100.1"), Ipv4Address.of("198.51.100.2")),
            Ipv4Address.of("198.51.100.9"));
    VpnConnection staticRoutes = site.connection();
    VpnConnectionOptions options = staticRoutes.options();
    VpnConnection bgp =
        staticRoutes.toBuilder()
            .routes(List.of())
            .options(options.toBuilder().staticRoutesOnly(false).build())
            .build();
    VpnConnection narrow =
        staticRoutes.toBuilder()
            .options(
                options.toBuilder()
                    .localIpv4NetworkCidr("192.168.0.0/16")
                    .remoteIpv4NetworkCidr("10.0.0.0/8")
                    .build())
            .build();
    List<DeviceConfiguration> all = new ArrayList<>();
    for (VpnConnection connection : List.of(staticRoutes, bgp, narrow)) {
      DeviceConfiguration configuration =
          DeviceConfiguration.builder()
              .connection(connection)
              .customerGateway(site.document().toCustomerGateway())
              .build();
      all.add(configuration);
      all.add(
          configuration.toBuilder()
              .addLocalNetwork("192.168.0.0/24")
              .addLocalNetwork("192.168.7.0/24")
              .addRemoteNetwork("10.0.0.0/16")
              .addRemoteNetwork("10.1.0.0/16")
              .deviceAddress("10.9.8.7")
              .build());
    }
    return all;
  }

  private static void skipUnless(boolean there, String tool) {
    Assumptions.assumeTrue(there, "skipped: " + tool + " is not here");
  }

  private CommandResult run(String... command) {
    return CommandResult.of(LIMIT, Map.of(), List.of(command));
  }

  private String write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    return file.toString();
  }

  private static DeviceFiles render(DeviceConfiguration configuration, DeviceType type) {
    return configuration.render(type, SecretAccess.grant());
  }

  @Test
  void birdParsesItsFile() throws IOException {
    skipUnless(Prerequisites.onPath("bird"), "bird");
    for (DeviceConfiguration configuration : configurations()) {
      String text = render(configuration, DeviceType.STRONGSWAN_BIRD).file("bird.conf").text();
      run("bird", "-p", "-c", write("bird.conf", text)).orThrow();
    }
    assertFalse(run("bird", "-p", "-c", write("bird.conf", "protocol nonsense;\n")).succeeded());
  }

  @Test
  void frrTakesItsFile() throws IOException {
    skipUnless(Prerequisites.onPath("vtysh"), "vtysh of FRR");
    for (DeviceConfiguration configuration : configurations()) {
      String text = render(configuration, DeviceType.STRONGSWAN_FRR).file("frr.conf").text();
      CommandResult said = run("vtysh", "--dryrun", "--inputfile", write("frr.conf", text));
      assertEquals("", said.orThrow().output());
    }
    String bad = write("frr.conf", "router bgp 65000\n neighbor nonsense\n");
    assertFalse(run("vtysh", "--dryrun", "--inputfile", bad).succeeded());
  }

  private static Path libreswan() {
    Path folder = Path.of(System.getProperty("libreswan.folder", "/usr/libexec/ipsec"));
    for (String tool : List.of("addconn", "algparse")) {
      Path path = folder.resolve(tool);
      skipUnless(Files.isExecutable(path), path + " of libreswan");
    }
    return folder;
  }

  @Test
  void libreswanTakesItsFile() throws IOException {
    String addconn = libreswan().resolve("addconn").toString();
    for (DeviceConfiguration configuration : configurations()) {
      String text = render(configuration, DeviceType.LIBRESWAN).files().get(0).text();
      String file = write("ipsec.conf", text);
      assertEquals("", run(addconn, "--config", file, "--checkconfig").orThrow().output());
    }
    String bad = write("ipsec.conf", "conn one\n    nonsense=yes\n");
    assertFalse(run(addconn, "--config", bad, "--checkconfig").succeeded());
  }

  /**
   * Every algorithm alone, or a refusal: the daemon would find an unknown one only at its start.
   */
  @Test
  void libreswanKnowsEveryAlgorithmThatIsNotRefused() {
    String algparse = libreswan().resolve("algparse").toString();
    int known = 0;
    for (int group : Category.VPN.phase1DHGroupNumbers()) {
      for (VpnEncryptionAlgorithm encryption : VpnEncryptionAlgorithm.values()) {
        for (VpnIntegrityAlgorithm integrity : VpnIntegrityAlgorithm.values()) {
          for (String proposal : libreswanProposals(encryption, integrity, group)) {
            run(algparse, "-v2", "-pfs=yes", proposal).orThrow();
            known++;
          }
        }
      }
    }
    // Two phases, eight groups, and all sixteen of the others.
    assertEquals(2 * 8 * 16, known);
    assertFalse(run(algparse, "-v2", "-pfs=yes", "ike=aes256-sha2_512;modp1024").succeeded());
  }

  private static List<String> libreswanProposals(
      VpnEncryptionAlgorithm encryption, VpnIntegrityAlgorithm integrity, int group) {
    DeviceConfiguration base = configurations().get(0);
    VpnConnectionOptions options = base.connection().options();
    List<TunnelOption> tunnels =
        options.tunnelOptions().stream()
            .map(
                tunnel ->
                    tunnel.toBuilder()
                        .phase1EncryptionAlgorithms(encryption)
                        .phase2EncryptionAlgorithms(encryption)
                        .phase1IntegrityAlgorithms(integrity)
                        .phase2IntegrityAlgorithms(integrity)
                        .phase1DHGroupNumbers(group)
                        .phase2DHGroupNumbers(group)
                        .build())
            .toList();
    VpnConnection connection =
        base.connection().toBuilder()
            .options(options.toBuilder().tunnelOptions(tunnels).build())
            .build();
    try {
      return render(base.toBuilder().connection(connection).build(), DeviceType.LIBRESWAN)
          .files()
          .get(0)
          .text()
          .lines()
          .map(String::strip)
          .filter(line -> line.startsWith("ike=") || line.startsWith("esp="))
          .distinct()
          .toList();
    } catch (UnsupportedOptionException refused) {
      return List.of();
    }
  }
}
