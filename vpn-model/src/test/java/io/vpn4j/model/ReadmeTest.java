package io.vpn4j.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.model.aws.CustomerGatewayConfiguration;
import io.vpn4j.model.aws.CustomerGatewayConfigurationException;
import io.vpn4j.model.net.InsideCidr;
import io.vpn4j.testing.SharedData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
  void theReadmeHasTheProgramThatIsTestedHere() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    int from = readme.indexOf("```java\n") + 8;
    String program = readme.substring(from, readme.indexOf("```", from)).indent(4);
    String tested = Files.readString(Path.of("src/test/java/io/vpn4j/model/ReadmeTest.java"));
    assertFalse(program.isBlank());
    assertTrue(tested.contains(program), program);
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
