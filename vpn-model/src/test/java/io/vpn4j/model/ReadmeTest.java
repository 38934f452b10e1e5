package io.vpn4j.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.model.advice.Advice;
import io.vpn4j.model.aws.CustomerGatewayConfiguration;
import io.vpn4j.model.aws.CustomerGatewayConfigurationException;
import io.vpn4j.model.device.DeviceConfiguration;
import io.vpn4j.model.device.DeviceFiles;
import io.vpn4j.model.device.DeviceType;
import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.InsideCidr;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.region.AcceptedRoute;
import io.vpn4j.model.region.Outcome;
import io.vpn4j.model.region.Reachability;
import io.vpn4j.model.region.TunnelReport;
import io.vpn4j.model.region.VpnRegion;
import io.vpn4j.model.secret.SecretAccess;
import io.vpn4j.testing.SharedData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The program of the README, which must be the one here. */
class ReadmeTest {
  private static void program(Path file) throws IOException, CustomerGatewayConfigurationException {
    CustomerGatewayConfiguration document = CustomerGatewayConfiguration.read(file);
    VpnConnection connection =
        document.toVpnConnection().toBuilder().addTag("Name", "branch-a").build();
    for (TunnelOption tunnel : connection.options().tunnelOptions()) {
      InsideCidr inside = tunnel.tunnelInsideCidr().orElseThrow();
      System.out.println(tunnel.outsideIpAddress().orElseThrow() + " has " + inside);
      System.out.println("  AWS is " + inside.amazonSideAddress());
      System.out.println("  rekeys after " + tunnel.effective().phase2LifetimeSeconds() + " s");
    }
  }

  private static void deviceProgram(VpnConnection connection, CustomerGateway customerGateway) {
    DeviceFiles files =
        DeviceConfiguration.builder()
            .connection(connection) // outside, inside and pre-shared key of both tunnels
            .customerGateway(customerGateway)
            .amazonSideAsn(64_512)
            .addLocalNetwork("192.168.40.0/24") // announced by BGP
            .addRemoteNetwork("10.0.0.0/16") // routed on a static connection
            .build()
            .render(DeviceType.STRONGSWAN_BIRD, SecretAccess.grant());
    files.files().forEach(file -> System.out.println(file.name())); // bird.conf and so on
  }

  private static void regionProgram() {
    VpnRegion region = VpnRegion.of("ap-northeast-1").createVpc("vpc-1", "10.0.0.0/16");
    Outcome<VpnGateway> vgw = region.createVpnGateway(r -> r.amazonSideAsn(64_512));
    Outcome<CustomerGateway> cgw =
        vgw.region().createCustomerGateway(r -> r.ipAddress("203.0.113.10").bgpAsn(65_010));
    String vgwId = vgw.result().vpnGatewayId();
    String cgwId = cgw.result().customerGatewayId();
    region = cgw.region().afterTransitions(); // pending is over: both are available
    region = region.attachVpnGateway(vgwId, "vpc-1").region();
    Outcome<VpnConnection> vpn =
        region.createVpnConnection(r -> r.customerGatewayId(cgwId).vpnGatewayId(vgwId));
    String vpnId = vpn.result().vpnConnectionId();
    String table = vpn.region().mainRouteTable("vpc-1").orElseThrow().routeTableId();
    VpnRegion ready = vpn.region().afterTransitions().enableVgwRoutePropagation(vgwId, table);
    IpAddress tunnel =
        vpn.result().options().tunnelOptions().get(0).outsideIpAddress().orElseThrow();
    AcceptedRoute office = AcceptedRoute.of("192.168.0.0/16", AsNumber.of(65_010));
    VpnRegion up = ready.report(TunnelReport.up(vpnId, tunnel, office));
    IpAddress host = IpAddress.of("192.168.1.5");
    System.out.println(Reachability.toOnPremises(up, table, host).reason());
    VpnRegion later =
        up.modifyVpnTunnelOptions(vpnId, tunnel, t -> t.replayWindowSize(2_048)).region();
    System.out.println(VpnRegion.plan(up, later)); // that tunnel down, its route gone
    System.out.println(up.dryRun(r -> r.deleteVpnGateway(vgwId)).code()); // IncorrectState
  }

  @Test
  void theProgramForARegionRuns() {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      regionProgram();
    } finally {
      System.setOut(before);
    }
    List<String> lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
    assertTrue(lines.get(0).contains("sends 192.168.0.0/16 through vpn-"), lines.get(0));
    assertTrue(lines.get(1).contains("TUNNEL_OPTIONS"), lines.get(1));
    assertEquals("IncorrectState", lines.get(2));
  }

  @Test
  void theProgramForDevicesRuns() throws IOException, CustomerGatewayConfigurationException {
    CustomerGatewayConfiguration document =
        CustomerGatewayConfiguration.read(
            SharedData.require("aws/vgw-bgp-describe-vpn-connections.cgw.xml"));
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      deviceProgram(document.toVpnConnection(), document.toCustomerGateway());
    } finally {
      System.setOut(before);
    }
    assertTrue(printed.toString(StandardCharsets.UTF_8).endsWith("bird.conf\n"));
  }

  private static void adviceProgram(VpnRegion region) {
    for (Advice advice : Advice.on(region)) {
      System.out.println(advice + ". To fix it: " + advice.fix() + " (" + advice.source() + ")");
    }
  }

  @Test
  void theProgramForAdviceRuns() {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      adviceProgram(VpnRegion.of("eu-west-1").createVpnGateway().region());
    } finally {
      System.setOut(before);
    }
    assertTrue(printed.toString(StandardCharsets.UTF_8).startsWith("NOTE unused-gateway vgw-"));
  }

  @Test
  void theProgramOfTheReadmeRuns() throws IOException, CustomerGatewayConfigurationException {
    Path file = SharedData.require("aws/vgw-bgp-describe-vpn-connections.cgw.xml");
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      program(file);
    } finally {
      System.setOut(before);
    }
    assertEquals(
        "52.27.166.152 has 169.254.15.192/30",
        printed.toString(StandardCharsets.UTF_8).lines().findFirst().orElseThrow());
    assertEquals(6, printed.toString(StandardCharsets.UTF_8).lines().count());
  }

  @Test
  void theReadmeHasTheProgramsThatAreTestedHere() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    String tested = Files.readString(Path.of("src/test/java/io/vpn4j/model/ReadmeTest.java"));
    List<String> programs =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
            .matcher(readme)
            .results()
            .map(result -> result.group(1).indent(4))
            .toList();
    assertTrue(programs.size() >= 4);
    for (String program : programs) {
      assertFalse(program.isBlank());
      assertTrue(tested.contains(program), program);
    }
  }

  @Test
  void everyTestThatTheReadmeNamesExists() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    var names =
        Pattern.compile("`([A-Za-z0-9]+(Test|Properties))`")
            .matcher(readme)
            .results()
            .map(result -> result.group(1))
            .toList();
    assertTrue(names.size() > 15);
    try (var files = Files.walk(Path.of("src/test/java"))) {
      var existing = files.map(file -> file.getFileName().toString()).toList();
      for (String name : names) {
        assertTrue(existing.contains(name + ".java"), name);
      }
    }
  }
}
