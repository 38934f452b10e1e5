package io.vpn4j.model.region;

import static io.vpn4j.model.region.RegionSamples.attached;
import static io.vpn4j.model.region.RegionSamples.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.model.AttachmentState;
import io.vpn4j.model.ResourceState;
import io.vpn4j.model.VpnGateway;
import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.region.RegionSamples.Attached;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Spec 1.1 and 1.2: virtual private gateways. */
class VpnGatewaysTest {
  private final VpnRegion empty = VpnRegion.of("eu-west-1");

  @Test
  void aNewGatewayIsPendingThenAvailableWithALongIdentifier() {
    var created = empty.createVpnGateway();
    String id = created.result().vpnGatewayId();
    assertTrue(id.matches("vgw-[0-9a-f]{17}"), id);
    assertEquals(ResourceState.PENDING, created.result().state());
    assertEquals(AsNumber.of(64_512), created.result().amazonSideAsn());
    VpnGateway later = created.region().afterTransitions().vpnGateway(id).orElseThrow();
    assertEquals(ResourceState.AVAILABLE, later.state());
    assertEquals(0, empty.vpnGateways().size());
  }

  @Test
  void anAsNumberThatIsNotPrivateIsRefused() {
    for (long asn : new long[] {1, 7_224, 9_059, 64_511, 65_535, 4_199_999_999L, 4_294_967_295L}) {
      refused(
          ErrorCode.INVALID_PARAMETER_VALUE,
          "amazonSideAsn",
          () -> empty.createVpnGateway(r -> r.amazonSideAsn(asn)));
    }
    assertEquals(
        AsNumber.of(4_294_967_294L),
        empty.createVpnGateway(r -> r.amazonSideAsn(4_294_967_294L)).result().amazonSideAsn());
  }

  @Test
  void theSixthGatewayOfARegionIsRefused() {
    VpnRegion five = empty;
    for (int i = 0; i < 5; i++) {
      five = five.createVpnGateway().region();
    }
    VpnRegion full = five;
    refused(ErrorCode.VPN_GATEWAY_LIMIT_EXCEEDED, "vpnGatewayId", full::createVpnGateway);
    assertEquals(
        6,
        full.withQuotas(q -> q.vpnGatewaysPerRegion(6))
            .createVpnGateway()
            .region()
            .vpnGateways()
            .size());
  }

  @Test
  void attachingWantsAnAvailableGateway() {
    VpnRegion region = empty.createVpc("vpc-1", "10.0.0.0/16");
    var created = region.createVpnGateway();
    refused(
        ErrorCode.INVALID_VPN_GATEWAY_STATE,
        "vpnGatewayId",
        () -> created.region().attachVpnGateway(created.result().vpnGatewayId(), "vpc-1"));
  }

  @Test
  void oneVpcHasOneGatewayAndOneGatewayHasOneVpc() {
    Attached one = attached(true);
    VpnRegion region =
        one.region()
            .createVpc("vpc-2", "10.1.0.0/16")
            .createVpnGateway()
            .region()
            .afterTransitions();
    String second =
        region.vpnGateways().get(1).vpnGatewayId().equals(one.vgw())
            ? region.vpnGateways().get(0).vpnGatewayId()
            : region.vpnGateways().get(1).vpnGatewayId();
    refused(ErrorCode.INVALID_VPC_STATE, "vpcId", () -> region.attachVpnGateway(second, "vpc-1"));
    refused(
        ErrorCode.VPN_GATEWAY_ATTACHMENT_LIMIT_EXCEEDED,
        "vpnGatewayId",
        () -> region.attachVpnGateway(one.vgw(), "vpc-2"));
  }

  @Test
  void detachingTakesTimeAndTheGatewayIsFreeWhenDetached() {
    Attached one = attached(true);
    VpnRegion detaching =
        one.region().createVpc("vpc-2", "10.1.0.0/16").detachVpnGateway(one.vgw(), "vpc-1");
    assertEquals(
        AttachmentState.DETACHING,
        detaching.vpnGateway(one.vgw()).orElseThrow().vpcAttachments().get(0).state());
    refused(
        ErrorCode.VPN_GATEWAY_ATTACHMENT_LIMIT_EXCEEDED,
        "vpnGatewayId",
        () -> detaching.attachVpnGateway(one.vgw(), "vpc-2"));
    VpnRegion detached = detaching.advance(Duration.ofMinutes(2));
    assertEquals(
        AttachmentState.DETACHED,
        detached.vpnGateway(one.vgw()).orElseThrow().vpcAttachments().get(0).state());
    assertEquals(
        AttachmentState.ATTACHING, detached.attachVpnGateway(one.vgw(), "vpc-2").result().state());
  }

  @Test
  void detachingAnotherPairIsRefused() {
    Attached one = attached(true);
    refused(
        ErrorCode.INVALID_VPN_GATEWAY_ATTACHMENT_NOT_FOUND,
        "vpcId",
        () -> one.region().detachVpnGateway(one.vgw(), "vpc-2"));
  }

  @Test
  void deletingWantsItDetachedAndWithoutConnections() {
    Attached one = attached(true);
    refused(
        ErrorCode.INCORRECT_STATE, "vpnGatewayId", () -> one.region().deleteVpnGateway(one.vgw()));
    VpnRegion detached = one.region().detachVpnGateway(one.vgw(), "vpc-1").afterTransitions();
    refused(
        ErrorCode.DEPENDENCY_VIOLATION, "vpnGatewayId", () -> detached.deleteVpnGateway(one.vgw()));
    VpnRegion free = detached.deleteVpnConnection(one.vpn()).afterTransitions();
    VpnRegion deleted = free.deleteVpnGateway(one.vgw()).afterTransitions();
    assertEquals(ResourceState.DELETED, deleted.vpnGateway(one.vgw()).orElseThrow().state());
    assertTrue(deleted.advance(Duration.ofHours(1)).vpnGateway(one.vgw()).isEmpty());
  }

  @Test
  void filtersOfTheDescriptionCombineAndHaveWildcards() {
    Attached one = attached(true);
    VpnRegion region = one.region().createVpnGateway(r -> r.addTag("Name", "spare")).region();
    assertEquals(2, region.describeVpnGateways().size());
    assertEquals(1, region.describeVpnGateways(Filter.of("state", "available")).size());
    assertEquals(1, region.describeVpnGateways(Filter.of("tag:Name", "sp*")).size());
    assertEquals(
        0,
        region
            .describeVpnGateways(
                Filter.of("attachment.vpc-id", "vpc-?"), Filter.of("tag-key", "Name"))
            .size());
    refused(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "filters",
        () -> region.describeVpnGateways(Filter.of("colour", "red")));
  }
}
