package io.vpn4j.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewaysTest {
  private static final String CERTIFICATE =
      "arn:aws:acm:eu-west-1:111122223333:certificate/12345678-1234-1234-1234-123456789012";

  private static VpnGateway.Builder vgw() {
    return VpnGateway.builder().vpnGatewayId("vgw-0badcafe0badcafe1");
  }

  private static CustomerGateway.Builder cgw() {
    return CustomerGateway.builder()
        .customerGatewayId("cgw-0c0ffee0c0ffee001")
        .ipAddress("203.0.113.10");
  }

  private static void refused(String field, Executable build) {
    var refused = assertThrows(IllegalArgumentException.class, build);
    assertTrue(refused.getMessage().startsWith(field + " "), refused.getMessage());
  }

  @Test
  void aVpnGatewayHasTheDefaultsOfAws() {
    VpnGateway gateway = vgw().build();
    assertEquals(AsNumber.of(64_512), gateway.amazonSideAsn());
    assertEquals(GatewayType.IPSEC_1, gateway.type());
    assertEquals(ResourceState.AVAILABLE, gateway.state());
    assertEquals(Optional.empty(), gateway.availabilityZone());
    assertEquals(Optional.empty(), gateway.attachedVpcId());
    assertEquals(List.of(), gateway.tags());
  }

  @ParameterizedTest
  @ValueSource(
      longs = {64_512, 65_534, 4_200_000_000L, 4_294_967_294L, 7_224, 9_059, 10_124, 17_493})
  void aVpnGatewayTakesPrivateNumbersAndThoseOfOldGateways(long asn) {
    assertEquals(asn, vgw().amazonSideAsn(asn).build().amazonSideAsn().value());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 64_511, 65_535, 4_199_999_999L, 4_294_967_295L, 17_943})
  void aVpnGatewayRefusesOtherNumbers(long asn) {
    var refused =
        assertThrows(IllegalArgumentException.class, () -> vgw().amazonSideAsn(asn).build());
    assertTrue(
        refused
            .getMessage()
            .startsWith("amazonSideAsn " + asn + ": 64512 to 65534 or 4200000000 to 4294967294"),
        refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "ap-southeast-1, 17493",
    "ap-northeast-1, 10124",
    "eu-west-1, 9059",
    "us-east-1, 7224"
  })
  void oldGatewaysHaveTheNumberOfTheirRegion(String region, long asn) {
    assertEquals(AsNumber.of(asn), RegionAsNumbers.legacyAmazonSideAsn(region));
    assertTrue(vgw().amazonSideAsn(asn).build().hasLegacyAsn());
  }

  @Test
  void aVpnGatewayIsAttachedToOneVpcAtATime() {
    VpnGateway moved =
        vgw()
            .addVpcAttachment(VpcAttachment.of("vpc-1", AttachmentState.DETACHED))
            .addVpcAttachment(a -> a.vpcId("vpc-2").state(AttachmentState.ATTACHING))
            .build();
    assertEquals(Optional.of("vpc-2"), moved.attachedVpcId());
    refused(
        "vpcAttachments", () -> moved.toBuilder().addVpcAttachment(a -> a.vpcId("vpc-3")).build());
    refused("vpcId", () -> VpcAttachment.of("vgw-1", AttachmentState.ATTACHED));
  }

  @Test
  void identifiersAreChecked() {
    refused("vpnGatewayId", () -> vgw().vpnGatewayId("cgw-1").build());
    refused("customerGatewayId", () -> cgw().customerGatewayId("vgw-1").build());
    assertThrows(IllegalStateException.class, () -> VpnGateway.builder().build());
  }

  @Test
  void aCustomerGatewayHasTheDefaultsOfAws() {
    CustomerGateway gateway = cgw().build();
    assertEquals(Optional.of(AsNumber.of(65_000)), gateway.bgpAsn());
    assertEquals(Optional.empty(), gateway.bgpAsnExtended());
    assertEquals(AsNumber.of(65_000), gateway.asn());
    assertEquals(GatewayType.IPSEC_1, gateway.type());
    assertEquals(ResourceState.AVAILABLE, gateway.state());
    assertEquals(gateway, cgw().bgpAsn(65_000).build());
  }

  @ParameterizedTest
  @CsvSource({
    "1, bgpAsn",
    "2147483647, bgpAsn",
    "2147483648, bgpAsnExtended",
    "4294967295, bgpAsnExtended"
  })
  void theNumberStandsInTheFieldThatTakesIt(long asn, String field) {
    CustomerGateway gateway = cgw().asn(asn).build();
    assertEquals(asn, gateway.asn().value());
    assertEquals(
        Optional.of(AsNumber.of(asn)),
        field.equals("bgpAsn") ? gateway.bgpAsn() : gateway.bgpAsnExtended());
    assertEquals(gateway, cgw().asn(1).asn(4_294_967_295L).asn(asn).build());
  }

  @Test
  void numbersOutsideTheirFieldAreRefused() {
    refused("bgpAsn", () -> cgw().bgpAsn(0).build());
    refused("bgpAsn", () -> cgw().bgpAsn(2_147_483_648L).build());
    refused("bgpAsnExtended", () -> cgw().bgpAsnExtended(2_147_483_647L).build());
    refused("bgpAsn", () -> cgw().bgpAsn(65_000).bgpAsnExtended(4_200_000_000L).build());
  }

  @Test
  void numbersOfAmazonAreRefused() {
    refused("bgpAsn", () -> cgw().asn(7_224).build());
    assertEquals(
        Set.of(AsNumber.of(7_224), AsNumber.of(9_059)), RegionAsNumbers.reservedIn("eu-west-1"));
    cgw().asn(9_059).build().checkAsnIn("us-east-1");
    refused("bgpAsn", () -> cgw().asn(9_059).build().checkAsnIn("eu-west-1"));
    refused("bgpAsn", () -> cgw().asn(10_124).build().checkAsnIn("ap-northeast-1"));
    refused("bgpAsn", () -> cgw().asn(17_493).build().checkAsnIn("ap-southeast-1"));
    refused("bgpAsn", () -> cgw().asn(17_943).build().checkAsnIn("ap-southeast-1"));
  }

  @Test
  void aCustomerGatewayHasAnAddressOrACertificate() {
    refused("ipAddress", () -> CustomerGateway.builder().customerGatewayId("cgw-1").build());
    refused("ipAddress", () -> cgw().ipAddress("0.0.0.0").build());
    refused("certificateArn", () -> cgw().certificateArn("certificate").build());
    CustomerGateway moving =
        CustomerGateway.builder().customerGatewayId("cgw-1").certificateArn(CERTIFICATE).build();
    assertEquals(Optional.empty(), moving.ipAddress());
    assertEquals(
        Optional.of(IpAddress.of("2001:db8::1")),
        cgw().ipAddress("2001:db8::1").build().ipAddress());
  }

  @Test
  void aDeviceNameHasUpToTwoHundredFiftyFiveCharacters() {
    assertEquals(
        255, cgw().deviceName("d".repeat(255)).build().deviceName().orElseThrow().length());
    refused("deviceName", () -> cgw().deviceName("d".repeat(256)).build());
    refused("deviceName", () -> cgw().deviceName("").build());
  }

  @Test
  void tagsHaveTheRulesOfAws() {
    assertEquals(127, Tag.of("k".repeat(127), "v".repeat(256)).key().length());
    refused("tags key", () -> Tag.of("", "v"));
    refused("tags key", () -> Tag.of("k".repeat(128), "v"));
    refused("tags value", () -> Tag.of("k", "v".repeat(257)));
    refused("tags key", () -> Tag.of("aws:made", "v"));
    refused("tags key", () -> Tag.of("AWS:made", "v"));
    assertTrue(new Tag("aws:made", "v").isReserved());
    refused("tags key", () -> vgw().addTag("Name", "a").addTag("Name", "b").build());
    assertEquals(2, cgw().addTag("Name", "a").addTag("name", "b").build().tags().size());
  }

  @Test
  void buildersRoundTrip() {
    VpnGateway gateway =
        vgw()
            .amazonSideAsn(65_401)
            .availabilityZone("eu-west-1a")
            .addVpcAttachment(a -> a.vpcId("vpc-1"))
            .addTag("Name", "a")
            .build();
    assertEquals(gateway, gateway.toBuilder().build());
    CustomerGateway customer =
        cgw().asn(4_200_000_000L).deviceName("edge").certificateArn(CERTIFICATE).build();
    assertEquals(customer, customer.toBuilder().build());
  }
}
