package io.vpn4j.model.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpn4j.model.CustomerGateway;
import io.vpn4j.model.TunnelOption;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.secret.SecretAccess;
import io.vpn4j.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real documents of AWS, which live beside the project. */
class AwsDocumentsVectorsTest {
  private static final List<String> NO_UNKNOWN = List.of();

  @ParameterizedTest
  @ValueSource(strings = {"vgw-bgp", "vgw-static", "tgw-bgp"})
  void aRealDocumentIsReadWhollyAndWrittenToTheSameOctets(String name)
      throws IOException, CustomerGatewayConfigurationException {
    Path file = SharedData.require("aws/" + name + "-describe-vpn-connections.cgw.xml");
    CustomerGatewayConfiguration document = CustomerGatewayConfiguration.read(file);
    assertEquals(NO_UNKNOWN, document.unknownElements());
    assertEquals(Files.readString(file), document.toXml(SecretAccess.grant()));
    assertEquals(name.equals("vgw-static"), document.staticRoutesOnly());
    assertEquals(name.equals("tgw-bgp"), document.vpnGatewayId().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"vgw-bgp", "vgw-static", "tgw-bgp"})
  void theConnectionAgreesWithItsDescription(String name)
      throws CustomerGatewayConfigurationException {
    JsonNode described =
        SharedData.json("aws/" + name + "-describe-vpn-connections.json")
            .path("VpnConnections")
            .path(0);
    CustomerGatewayConfiguration document =
        CustomerGatewayConfiguration.read(described.path("CustomerGatewayConfiguration").asText());
    VpnConnection connection = document.toVpnConnection();
    assertEquals(described.path("VpnConnectionId").asText(), connection.vpnConnectionId());
    assertEquals(described.path("CustomerGatewayId").asText(), connection.customerGatewayId());
    assertEquals(
        Optional.ofNullable(described.path("VpnGatewayId").textValue()), connection.vpnGatewayId());
    assertEquals(
        described.path("Options").path("StaticRoutesOnly").asBoolean(),
        connection.options().staticRoutesOnly());
    Set<String> outside =
        StreamSupport.stream(described.path("VgwTelemetry").spliterator(), false)
            .map(entry -> entry.path("OutsideIpAddress").asText())
            .collect(Collectors.toSet());
    assertEquals(
        outside,
        connection.options().tunnelOptions().stream()
            .map(TunnelOption::outsideIpAddress)
            .map(address -> address.orElseThrow().toString())
            .collect(Collectors.toSet()));
    CustomerGateway customer = document.toCustomerGateway();
    connection.checkCustomerGateway(customer);
    assertTrue(document.vpnGatewayId().isEmpty() || document.toVpnGateway().isPresent());
    assertFalse(
        document
            .toString()
            .contains(document.tunnels().get(0).ike().preSharedKey().text(SecretAccess.grant())));
  }
}
