package io.vpn4j.model.region;

import static io.vpn4j.model.region.VpnApiException.require;

import io.vpn4j.model.CustomerGateway;
import io.vpn4j.model.ResourceState;
import io.vpn4j.model.ResourceType;
import io.vpn4j.model.VpnConnection;
import java.util.Optional;

/** The actions on customer gateways. */
final class CustomerGateways {
  private CustomerGateways() {}

  static Outcome<CustomerGateway> create(VpnRegion region, CreateCustomerGatewayRequest request) {
    RegionState next = region.edit();
    CustomerGateway gateway =
        CustomerGateway.builder()
            .customerGatewayId(next.newId(ResourceType.CUSTOMER_GATEWAY.prefix()))
            .state(ResourceState.PENDING)
            .type(request.type())
            .ipAddress(request.ipAddress())
            .bgpAsn(request.bgpAsn())
            .bgpAsnExtended(request.bgpAsnExtended())
            .certificateArn(request.certificateArn())
            .deviceName(request.deviceName())
            .tags(request.tags())
            .build();
    gateway.checkAsnIn(region.regionName());
    Optional<CustomerGateway> same =
        region.customerGateways().stream().filter(g -> describesSame(g, gateway)).findFirst();
    if (same.isPresent()) {
      return new Outcome<>(region, same.get());
    }
    int quota = region.quotas().customerGatewaysPerRegion();
    require(
        VpnGateways.live(region.customerGateways().stream().map(CustomerGateway::state)) < quota,
        ErrorCode.CUSTOMER_GATEWAY_LIMIT_EXCEEDED,
        "customerGatewayId",
        "the Region has " + quota + " already; delete one, or have the quota raised");
    String id = gateway.customerGatewayId();
    next.customerGateways = next.customerGateways.with(id, gateway);
    next.schedule(
        Transition.GATEWAY,
        Transition.Subject.CUSTOMER_GATEWAY,
        id,
        "",
        ResourceState.AVAILABLE.text());
    return new Outcome<>(region.next(next), gateway);
  }

  private static boolean describesSame(CustomerGateway existing, CustomerGateway wanted) {
    return !existing.state().equals(ResourceState.DELETING)
        && !existing.state().equals(ResourceState.DELETED)
        && existing.toBuilder()
            .customerGatewayId(wanted.customerGatewayId())
            .state(wanted.state())
            .tags(wanted.tags())
            .build()
            .equals(wanted);
  }

  static VpnRegion delete(VpnRegion region, String id) {
    CustomerGateway gateway = Lookup.availableCustomerGateway(region.state(), id);
    Optional<String> user =
        region.vpnConnections().stream()
            .filter(c -> !c.state().equals(ResourceState.DELETED))
            .filter(c -> c.customerGatewayId().equals(id))
            .map(VpnConnection::vpnConnectionId)
            .findFirst();
    require(
        user.isEmpty(),
        ErrorCode.INCORRECT_STATE,
        "customerGatewayId",
        user.orElse("") + " uses " + id + "; delete it, or give it another customer gateway");
    RegionState next = region.edit();
    next.customerGateways =
        next.customerGateways.with(id, gateway.toBuilder().state(ResourceState.DELETING).build());
    next.schedule(
        Transition.DELETION,
        Transition.Subject.CUSTOMER_GATEWAY,
        id,
        "",
        ResourceState.DELETED.text());
    return region.next(next);
  }
}
