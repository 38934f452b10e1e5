package io.vpn4j.model.region;

import static io.vpn4j.model.region.VpnApiException.require;

import io.vpn4j.model.AttachmentState;
import io.vpn4j.model.RegionAsNumbers;
import io.vpn4j.model.ResourceState;
import io.vpn4j.model.ResourceType;
import io.vpn4j.model.VpcAttachment;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnGateway;
import io.vpn4j.model.net.AsNumber;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The actions on virtual private gateways. */
final class VpnGateways {
  private VpnGateways() {}

  static Outcome<VpnGateway> create(VpnRegion region, CreateVpnGatewayRequest request) {
    AsNumber asn = request.amazonSideAsn().orElse(RegionAsNumbers.DEFAULT_AMAZON_SIDE_ASN);
    require(
        asn.isPrivate(),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "amazonSideAsn",
        "amazonSideAsn " + asn + ": 64512 to 65534 or 4200000000 to 4294967294 is wanted");
    int quota = region.quotas().vpnGatewaysPerRegion();
    require(
        live(region.vpnGateways().stream().map(VpnGateway::state)) < quota,
        ErrorCode.VPN_GATEWAY_LIMIT_EXCEEDED,
        "vpnGatewayId",
        "the Region has " + quota + " already; delete one, or have the quota raised");
    RegionState next = region.edit();
    VpnGateway gateway =
        VpnGateway.builder()
            .vpnGatewayId(next.newId(ResourceType.VPN_GATEWAY.prefix()))
            .state(ResourceState.PENDING)
            .type(request.type())
            .amazonSideAsn(asn)
            .availabilityZone(request.availabilityZone())
            .tags(request.tags())
            .build();
    String id = gateway.vpnGatewayId();
    next.vpnGateways = next.vpnGateways.with(id, gateway);
    next.schedule(
        Transition.GATEWAY, Transition.Subject.VPN_GATEWAY, id, "", ResourceState.AVAILABLE.text());
    return new Outcome<>(region.next(next), gateway);
  }

  /** How many are not deleted, which is how the service counts against quotas. */
  static long live(Stream<ResourceState> states) {
    return states.filter(s -> !s.equals(ResourceState.DELETED)).count();
  }

  static VpnRegion delete(VpnRegion region, String id) {
    VpnGateway gateway = Lookup.availableVpnGateway(region.state(), id);
    require(
        gateway.attachedVpcId().isEmpty(),
        ErrorCode.INCORRECT_STATE,
        "vpnGatewayId",
        id + " is attached to " + gateway.attachedVpcId().orElse("") + "; detach it first");
    Optional<String> connection =
        region.vpnConnections().stream()
            .filter(c -> !c.state().equals(ResourceState.DELETED))
            .filter(c -> c.vpnGatewayId().filter(id::equals).isPresent())
            .map(VpnConnection::vpnConnectionId)
            .findFirst();
    Optional<String> user =
        connection.or(
            () ->
                region.virtualInterfaces().stream()
                    .filter(v -> v.vpnGatewayId().filter(id::equals).isPresent())
                    .map(VirtualInterface::virtualInterfaceId)
                    .findFirst());
    require(
        user.isEmpty(),
        ErrorCode.DEPENDENCY_VIOLATION,
        "vpnGatewayId",
        user.orElse("") + " ends at " + id + "; delete that first");
    RegionState next = region.edit();
    next.vpnGateways =
        next.vpnGateways.with(id, gateway.toBuilder().state(ResourceState.DELETING).build());
    next.schedule(
        Transition.DELETION, Transition.Subject.VPN_GATEWAY, id, "", ResourceState.DELETED.text());
    return region.next(next);
  }

  static Outcome<VpcAttachment> attach(VpnRegion region, String id, String vpcId) {
    VpnGateway gateway = Lookup.availableVpnGateway(region.state(), id);
    Lookup.vpc(region.state(), vpcId);
    require(
        gateway.attachedVpcId().isEmpty(),
        ErrorCode.VPN_GATEWAY_ATTACHMENT_LIMIT_EXCEEDED,
        "vpnGatewayId",
        id
            + " is attached to "
            + gateway.attachedVpcId().orElse("")
            + "; detach it and wait for detached");
    Optional<String> other = attachedTo(region.vpnGateways(), vpcId);
    require(
        other.isEmpty(),
        ErrorCode.INVALID_VPC_STATE,
        "vpcId",
        vpcId + " has " + other.orElse("") + " attached; detach that and wait for detached");
    VpcAttachment attachment = VpcAttachment.of(vpcId, AttachmentState.ATTACHING);
    RegionState next = region.edit();
    next.vpnGateways =
        next.vpnGateways.with(id, gateway.toBuilder().vpcAttachments(List.of(attachment)).build());
    next.schedule(
        Transition.ATTACHMENT,
        Transition.Subject.VPC_ATTACHMENT,
        id,
        vpcId,
        AttachmentState.ATTACHED.text());
    return new Outcome<>(region.next(next), attachment);
  }

  /** The gateway that the VPC has, if any. */
  static Optional<String> attachedTo(List<VpnGateway> gateways, String vpcId) {
    return gateways.stream()
        .filter(g -> !g.state().equals(ResourceState.DELETED))
        .filter(g -> g.attachedVpcId().filter(vpcId::equals).isPresent())
        .map(VpnGateway::vpnGatewayId)
        .findFirst();
  }

  static VpnRegion detach(VpnRegion region, String id, String vpcId) {
    VpnGateway gateway = Lookup.vpnGateway(region.state(), id);
    require(
        gateway.attachedVpcId().filter(vpcId::equals).isPresent(),
        ErrorCode.INVALID_VPN_GATEWAY_ATTACHMENT_NOT_FOUND,
        "vpcId",
        id
            + " is not attached to "
            + vpcId
            + gateway.attachedVpcId().map(other -> " but to " + other).orElse("")
            + "; its description lists the attachments");
    RegionState next = region.edit();
    next.vpnGateways =
        next.vpnGateways.with(
            id,
            gateway.toBuilder()
                .vpcAttachments(List.of(VpcAttachment.of(vpcId, AttachmentState.DETACHING)))
                .build());
    next.schedule(
        Transition.ATTACHMENT,
        Transition.Subject.VPC_ATTACHMENT,
        id,
        vpcId,
        AttachmentState.DETACHED.text());
    return region.next(next);
  }
}
