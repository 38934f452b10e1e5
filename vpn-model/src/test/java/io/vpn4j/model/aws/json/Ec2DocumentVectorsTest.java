package io.vpn4j.model.aws.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpn4j.model.CustomerGateway;
import io.vpn4j.model.ResourceState;
import io.vpn4j.model.TelemetryStatus;
import io.vpn4j.model.TunnelOption;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnGateway;
import io.vpn4j.model.aws.CustomerGatewayConfiguration;
import io.vpn4j.model.aws.CustomerGatewayConfigurationException;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.region.RouteTable;
import io.vpn4j.model.secret.SecretAccess;
import io.vpn4j.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every real document of AWS, which live beside the project. */
class Ec2DocumentVectorsTest {
  private static final SecretAccess ACCESS = SecretAccess.grant();

  private static List<Path> documents() {
    return SharedData.files("aws", ".json");
  }

  @Test
  void everyDocumentIsWrittenBackWithTheSameOctets() throws IOException, AwsJsonException {
    for (Path file : documents()) {
      Ec2Document document = Ec2Document.read(file);
      assertEquals(Files.readString(file), document.toJson(ACCESS), file::toString);
      assertEquals(document, Ec2Document.read(document.toJson(ACCESS)), file::toString);
    }
    assertEquals(8, documents().size());
  }

  @Test
  void everyDocumentIsReadWholly() throws IOException, AwsJsonException {
    for (Path file : documents()) {
      Ec2Document document = Ec2Document.read(file);
      assertEquals(
          List.of(),
          document.unknownFields().stream().filter(f -> !isKnownToBeLeftOut(f)).toList(),
          file::toString);
    }
  }

  /** Tags, owner and association identifiers of route tables are not in the model. */
  private static boolean isKnownToBeLeftOut(String field) {
    return field.matches(
        "\\$\\.RouteTables\\[[0-9]\\]"
            + "\\.(OwnerId|Tags|Associations\\[0\\]\\.RouteTableAssociationId)");
  }

  @Test
  void whatTheModelMakesOfADocumentDescribesTheSameResource() throws IOException, AwsJsonException {
    for (Path file : documents()) {
      Ec2Document document = Ec2Document.read(file);
      for (Ec2Shape<?> shape : Ec2Shape.ALL) {
        rewritten(document, shape);
      }
    }
  }

  private static <T> void rewritten(Ec2Document document, Ec2Shape<T> shape)
      throws AwsJsonException {
    List<Described<T>> anew =
        document.values(shape).stream().map(value -> Described.of(shape, value)).toList();
    String json = Ec2Document.describe(shape, anew).toJson(ACCESS);
    assertEquals(document.values(shape), Ec2Document.read(json).values(shape));
  }

  @Test
  void everyEmbeddedConfigurationIsReadAndWrittenToTheSameOctets()
      throws IOException, AwsJsonException, CustomerGatewayConfigurationException {
    int seen = 0;
    for (Path file : documents()) {
      JsonNode tree = SharedData.json("aws/" + file.getFileName()).path("VpnConnections");
      List<Described<VpnConnection>> all = Ec2Document.read(file).all(Ec2Shape.VPN_CONNECTION);
      assertEquals(tree.size(), all.size());
      for (int i = 0; i < all.size(); i++) {
        CustomerGatewayConfiguration xml = all.get(i).customerGatewayConfiguration().orElseThrow();
        assertEquals(List.of(), xml.unknownElements());
        assertEquals(tree.path(i).path("CustomerGatewayConfiguration").asText(), xml.toXml(ACCESS));
        assertEquals(all.get(i), all.get(i).withCustomerGatewayConfiguration(xml));
        seen++;
      }
    }
    assertEquals(5, seen);
  }

  @Test
  void aBgpConnectionHasWhatItsDescriptionSays() throws IOException, AwsJsonException {
    VpnConnection connection =
        read("vgw-bgp-describe-vpn-connections.json").values(Ec2Shape.VPN_CONNECTION).get(0);
    assertEquals("vpn-ba2e34a8", connection.vpnConnectionId());
    assertEquals(Optional.of("vgw-81fd279f"), connection.vpnGatewayId());
    assertFalse(connection.options().staticRoutesOnly());
    assertEquals(2, connection.vgwTelemetry().size());
    assertEquals(TelemetryStatus.UP, connection.vgwTelemetry().get(1).status());
    assertEquals("5 BGP ROUTES", connection.vgwTelemetry().get(1).statusMessage());
    assertEquals(
        "2017-11-03T01:09:56Z",
        connection.vgwTelemetry().get(1).lastStatusChange().orElseThrow().toString());
    assertEquals("GNS3-BGP-Test", connection.tags().get(0).value());
  }

  @Test
  void aTransitGatewayIsATarget() throws IOException, AwsJsonException {
    VpnConnection connection =
        read("tgw-bgp-describe-vpn-connections.json").values(Ec2Shape.VPN_CONNECTION).get(0);
    assertEquals(Optional.of("tgw-044be4464fcc69aff"), connection.transitGatewayId());
    assertEquals(Optional.empty(), connection.vpnGatewayId());
  }

  @Test
  void anInsideCidrWithHostBitsIsItsNetworkAndKeepsItsText() throws IOException, AwsJsonException {
    Ec2Document document = read("vgw-bgp-tunnel-options-describe-vpn-connections.json");
    TunnelOption tunnel =
        document.values(Ec2Shape.VPN_CONNECTION).get(0).options().tunnelOptions().get(0);
    assertEquals("169.254.15.192/30", tunnel.tunnelInsideCidr().orElseThrow().toString());
    assertEquals(List.of(15, 16), tunnel.phase2DHGroupNumbers());
    assertTrue(document.toJson(ACCESS).contains("169.254.15.193/30"));
  }

  @Test
  void gatewaysHaveWhatTheirDescriptionsSay() throws IOException, AwsJsonException {
    List<VpnGateway> gateways = read("describe-vpn-gateways.json").values(Ec2Shape.VPN_GATEWAY);
    assertEquals(65_401, gateways.get(0).amazonSideAsn().value());
    assertEquals(Optional.of("vpc-815775e7"), gateways.get(0).attachedVpcId());
    assertEquals(ResourceState.DELETED, gateways.get(1).state());
    CustomerGateway customer =
        read("vgw-static-describe-customer-gateways.json").values(Ec2Shape.CUSTOMER_GATEWAY).get(0);
    assertEquals("1.1.1.1", customer.ipAddress().orElseThrow().toString());
    assertEquals(65_000, customer.asn().value());
  }

  @Test
  void routeTablesHaveWhatTheirDescriptionsSay() throws IOException, AwsJsonException {
    List<RouteTable> tables =
        read("vgw-static-describe-route-tables.json").values(Ec2Shape.ROUTE_TABLE);
    assertTrue(tables.get(0).main());
    assertEquals(Set.of("vgw-070087240d6fa2989"), tables.get(0).propagatingVgws());
    assertEquals(Set.of("subnet-0cf7a93fbd779f3a3"), tables.get(1).subnetIds());
    assertEquals(
        "igw-0eac198308206c358",
        tables.get(1).lookup(IpAddress.of("192.0.2.1")).orElseThrow().target());
    assertTrue(tables.get(1).lookup(IpAddress.of("10.0.3.4")).orElseThrow().isLocal());
  }

  private static Ec2Document read(String name) throws IOException, AwsJsonException {
    return Ec2Document.read(SharedData.require("aws/" + name));
  }
}
