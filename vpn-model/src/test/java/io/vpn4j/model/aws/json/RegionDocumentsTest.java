package io.vpn4j.model.aws.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.model.Category;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.aws.CustomerGatewayConfigurationException;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.region.RouteState;
import io.vpn4j.model.region.RouteTable;
import io.vpn4j.model.region.TransitGateway;
import io.vpn4j.model.region.TransitGatewayAttachment;
import io.vpn4j.model.region.Vpc;
import io.vpn4j.model.region.VpnApiException;
import io.vpn4j.model.region.VpnRegion;
import io.vpn4j.model.secret.SecretAccess;
import io.vpn4j.testing.SharedData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RegionDocumentsTest {
  private static final SecretAccess ACCESS = SecretAccess.grant();

  private static VpnRegion imported(String... names)
      throws IOException, AwsJsonException, CustomerGatewayConfigurationException {
    List<Ec2Document> documents = new ArrayList<>();
    for (String name : names) {
      documents.add(Ec2Document.read(SharedData.require("aws/" + name)));
    }
    return RegionDocuments.importInto(VpnRegion.of("us-east-2"), documents);
  }

  @Test
  void aRealEnvironmentIsARegion()
      throws IOException, AwsJsonException, CustomerGatewayConfigurationException {
    VpnRegion region =
        imported(
            "vgw-static-describe-vpn-connections.json",
            "vgw-static-describe-vpn-gateways.json",
            "vgw-static-describe-customer-gateways.json",
            "vgw-static-describe-route-tables.json");
    assertEquals(List.of(IpPrefix.of("10.0.0.0/16")), region.vpcs().get(0).cidrBlocks());
    VpnConnection connection = region.vpnConnections().get(0);
    assertEquals(
        IpAddress.of("18.221.157.90"),
        connection.options().tunnelOptions().get(1).outsideIpAddress().orElseThrow());
    assertEquals("19.168.0.0/16", connection.routes().get(0).destinationCidrBlock().toString());
    RouteTable main = region.mainRouteTable("vpc-0b966fdeb36d5e43f").orElseThrow();
    // Both tunnels are down, so nothing is propagated, as in the description itself.
    assertEquals(2, main.routes().size());
    assertEquals(RouteState.ACTIVE, main.lookup(IpAddress.of("192.0.2.1")).orElseThrow().state());
  }

  @Test
  void gatewaysThatNoDocumentDescribesComeFromTheXmlOfTheConnection()
      throws IOException, AwsJsonException, CustomerGatewayConfigurationException {
    VpnRegion vgw = imported("vgw-bgp-describe-vpn-connections.json");
    assertEquals(65_401, vgw.vpnGateways().get(0).amazonSideAsn().value());
    assertEquals(
        "147.75.69.27", vgw.customerGateways().get(0).ipAddress().orElseThrow().toString());
    assertEquals(2, vgw.vpnConnections().size());
    VpnRegion tgw = imported("tgw-bgp-describe-vpn-connections.json");
    assertEquals("tgw-044be4464fcc69aff", tgw.transitGateways().get(0).transitGatewayId());
  }

  @Test
  void aClassicConnectionComesInByItsDescription()
      throws AwsJsonException, CustomerGatewayConfigurationException {
    String json =
        """
        {"VpnConnections": [{"VpnConnectionId": "vpn-1a2b3c4d", "State": "available",
           "VpnGatewayId": "vgw-11aa22bb", "CustomerGatewayId": "cgw-ab12cd34",
           "Type": "ipsec.1", "Category": "VPN-Classic"}],
         "VpnGateways": [{"VpnGatewayId": "vgw-11aa22bb", "AmazonSideAsn": 10124,
           "VpcAttachments": [{"VpcId": "vpc-1", "State": "attached"}]}],
         "CustomerGateways": [{"CustomerGatewayId": "cgw-ab12cd34", "IpAddress": "203.0.113.10",
           "BgpAsn": "65010"}],
         "Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}]}
        """;
    VpnRegion region =
        RegionDocuments.importInto(VpnRegion.of("ap-northeast-1"), Ec2Document.read(json));
    assertEquals(Category.VPN_CLASSIC, region.vpnConnections().get(0).category());
    assertTrue(region.vpnGateways().get(0).hasLegacyAsn());
  }

  @Test
  void aMissingResourceIsTheErrorOfTheService() throws AwsJsonException {
    Ec2Document document =
        Ec2Document.read(
            """
            {"VpnGateways": [{"VpnGatewayId": "vgw-1",
              "VpcAttachments": [{"VpcId": "vpc-1", "State": "attached"}]}]}
            """);
    VpnApiException refused =
        assertThrows(
            VpnApiException.class,
            () -> RegionDocuments.importInto(VpnRegion.of("eu-west-1"), document));
    assertTrue(refused.getMessage().contains("vpc-1"), refused::getMessage);
  }

  @Test
  void aVpcHasTheBlocksThatAreAssociated() throws AwsJsonException {
    String json =
        """
        {
            "Vpcs": [
                {
                    "CidrBlock": "10.0.0.0/16",
                    "IsDefault": false,
                    "VpcId": "vpc-1",
                    "CidrBlockAssociationSet": [
                        {
                            "AssociationId": "vpc-cidr-assoc-1",
                            "CidrBlock": "10.0.0.0/16",
                            "CidrBlockState": {
                                "State": "associated"
                            }
                        },
                        {
                            "AssociationId": "vpc-cidr-assoc-2",
                            "CidrBlock": "10.1.0.0/16",
                            "CidrBlockState": {
                                "State": "disassociated"
                            }
                        }
                    ],
                    "Ipv6CidrBlockAssociationSet": [
                        {
                            "AssociationId": "vpc-cidr-assoc-3",
                            "Ipv6CidrBlock": "2001:db8::/56",
                            "Ipv6CidrBlockState": {
                                "State": "associated"
                            }
                        }
                    ]
                }
            ]
        }
        """;
    Ec2Document document = Ec2Document.read(json);
    Vpc vpc = document.values(Ec2Shape.VPC).get(0);
    assertEquals(
        List.of(IpPrefix.of("10.0.0.0/16"), IpPrefix.of("2001:db8::/56")), vpc.cidrBlocks());
    assertEquals(json, document.toJson(ACCESS));
  }

  @Test
  void aRouteTableKeepsWhatTheModelDoesNotHave() throws AwsJsonException {
    String json =
        """
        {
            "RouteTables": [
                {
                    "Associations": [
                        {
                            "Main": true,
                            "RouteTableAssociationId": "rtbassoc-1",
                            "RouteTableId": "rtb-1"
                        }
                    ],
                    "PropagatingVgws": [],
                    "RouteTableId": "rtb-1",
                    "Routes": [
                        {
                            "DestinationCidrBlock": "10.0.0.0/16",
                            "GatewayId": "local",
                            "Origin": "CreateRouteTable",
                            "State": "active"
                        },
                        {
                            "DestinationCidrBlock": "172.16.0.0/12",
                            "InstanceId": "i-1",
                            "InstanceOwnerId": "111122223333",
                            "NetworkInterfaceId": "eni-1",
                            "Origin": "CreateRoute",
                            "State": "active"
                        },
                        {
                            "DestinationIpv6CidrBlock": "::/0",
                            "EgressOnlyInternetGatewayId": "eigw-1",
                            "Origin": "CreateRoute",
                            "State": "active"
                        }
                    ],
                    "VpcId": "vpc-1"
                }
            ]
        }
        """;
    Ec2Document document = Ec2Document.read(json);
    Described<RouteTable> described = document.all(Ec2Shape.ROUTE_TABLE).get(0);
    RouteTable table = described.value();
    assertEquals(
        List.of("local", "eni-1", "eigw-1"), table.routes().stream().map(r -> r.target()).toList());
    Described<RouteTable> changed =
        described.with(table.withPropagation("vgw-1", true).withSubnet("subnet-1", true));
    String written = document.with(Ec2Shape.ROUTE_TABLE, List.of(changed)).toJson(ACCESS);
    assertTrue(written.contains("rtbassoc-1") && written.contains("InstanceOwnerId"), written);
    RouteTable read = Ec2Document.read(written).values(Ec2Shape.ROUTE_TABLE).get(0);
    assertEquals(Set.of("vgw-1"), read.propagatingVgws());
    assertEquals(Set.of("subnet-1"), read.subnetIds());
    assertEquals(table.routes(), read.routes());
  }

  @Test
  void transitGatewaysAndAttachmentsAreRead() throws AwsJsonException {
    Ec2Document document =
        Ec2Document.read(
            """
            {"TransitGateways": [{"TransitGatewayId": "tgw-1", "State": "available",
               "OwnerId": "111122223333",
               "Options": {"AmazonSideAsn": 64513, "TransitGatewayCidrBlocks": ["10.9.0.0/24"],
                 "DefaultRouteTableAssociation": "enable",
                 "AssociationDefaultRouteTableId": "tgw-rtb-1",
                 "DefaultRouteTablePropagation": "disable", "VpnEcmpSupport": "disable",
                 "DnsSupport": "enable"}}],
             "TransitGatewayAttachments": [
               {"TransitGatewayAttachmentId": "tgw-attach-1", "TransitGatewayId": "tgw-1",
                "ResourceType": "vpn", "ResourceId": "vpn-1", "State": "available",
                "Association": {"TransitGatewayRouteTableId": "tgw-rtb-1", "State": "associated"}},
               {"TransitGatewayAttachmentId": "tgw-attach-2", "TransitGatewayId": "tgw-1",
                "ResourceType": "peering", "ResourceId": "tgw-2", "State": "available"}]}
            """);
    TransitGateway gateway = document.values(Ec2Shape.TRANSIT_GATEWAY).get(0);
    assertEquals(64_513, gateway.amazonSideAsn().value());
    assertTrue(gateway.defaultRouteTableAssociation());
    assertFalse(gateway.vpnEcmpSupport());
    assertEquals(List.of(IpPrefix.of("10.9.0.0/24")), gateway.transitGatewayCidrBlocks());
    List<TransitGatewayAttachment> attachments =
        document.values(Ec2Shape.TRANSIT_GATEWAY_ATTACHMENT);
    assertEquals(1, attachments.size());
    assertEquals(Optional.of("tgw-rtb-1"), attachments.get(0).associatedRouteTableId());
    assertTrue(document.toJson(ACCESS).contains("tgw-attach-2"));
  }
}
