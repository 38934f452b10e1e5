package io.vpn4j.model.region;

import io.vpn4j.model.CustomerGateway;
import io.vpn4j.model.VpcAttachment;
import io.vpn4j.model.VpnGateway;
import java.util.List;
import java.util.function.Consumer;

/** The actions on virtual private gateways and customer gateways. */
public sealed interface GatewayActions permits VpnRegion {

  /**
   * CreateVpnGateway: {@code pending}, then {@code available}.
   *
   * @throws VpnApiException InvalidParameterValue, VpnGatewayLimitExceeded
   */
  default Outcome<VpnGateway> createVpnGateway(Consumer<CreateVpnGatewayRequest.Builder> request) {
    return VpnApiException.translating(
        () -> {
          CreateVpnGatewayRequest.Builder builder = CreateVpnGatewayRequest.builder();
          request.accept(builder);
          return VpnGateways.create((VpnRegion) this, builder.build());
        });
  }

  /** CreateVpnGateway with defaults. */
  default Outcome<VpnGateway> createVpnGateway() {
    return createVpnGateway(request -> {});
  }

  /**
   * DeleteVpnGateway.
   *
   * @throws VpnApiException IncorrectState while attached, DependencyViolation with connections or
   *     virtual interfaces, InvalidVpnGatewayID.NotFound
   */
  default VpnRegion deleteVpnGateway(String vpnGatewayId) {
    return VpnApiException.translating(() -> VpnGateways.delete((VpnRegion) this, vpnGatewayId));
  }

  /**
   * AttachVpnGateway: {@code attaching}, then {@code attached}.
   *
   * @throws VpnApiException InvalidVpcState if the VPC has another gateway,
   *     VpnGatewayAttachmentLimitExceeded if the gateway is attached, InvalidVpnGatewayState,
   *     InvalidVpcID.NotFound, InvalidVpnGatewayID.NotFound
   */
  default Outcome<VpcAttachment> attachVpnGateway(String vpnGatewayId, String vpcId) {
    return VpnApiException.translating(
        () -> VpnGateways.attach((VpnRegion) this, vpnGatewayId, vpcId));
  }

  /**
   * DetachVpnGateway: {@code detaching}, then {@code detached}. Routes to it become blackholes at
   * once, and its propagation ends.
   *
   * @throws VpnApiException InvalidVpnGatewayAttachment.NotFound if it is not attached to that VPC
   */
  default VpnRegion detachVpnGateway(String vpnGatewayId, String vpcId) {
    return VpnApiException.translating(
        () -> VpnGateways.detach((VpnRegion) this, vpnGatewayId, vpcId));
  }

  /**
   * DescribeVpnGateways: those that every filter accepts. Filters are amazon-side-asn,
   * attachment.state, attachment.vpc-id, availability-zone, state, tag:k, tag-key, type,
   * vpn-gateway-id.
   *
   * @throws VpnApiException InvalidParameterValue if there is no such filter
   */
  default List<VpnGateway> describeVpnGateways(Filter... filters) {
    return DescribeFilters.VPN_GATEWAY.apply(((VpnRegion) this).vpnGateways(), filters);
  }

  /**
   * CreateCustomerGateway: {@code pending}, then {@code available}. With type, address, AS number,
   * certificate and device name of an existing one, that one is the answer.
   *
   * @throws VpnApiException InvalidParameterValue, CustomerGatewayLimitExceeded
   */
  default Outcome<CustomerGateway> createCustomerGateway(
      Consumer<CreateCustomerGatewayRequest.Builder> request) {
    return VpnApiException.translating(
        () -> {
          CreateCustomerGatewayRequest.Builder builder = CreateCustomerGatewayRequest.builder();
          request.accept(builder);
          return CustomerGateways.create((VpnRegion) this, builder.build());
        });
  }

  /**
   * DeleteCustomerGateway.
   *
   * @throws VpnApiException IncorrectState while a connection uses it,
   *     InvalidCustomerGatewayID.NotFound
   */
  default VpnRegion deleteCustomerGateway(String customerGatewayId) {
    return VpnApiException.translating(
        () -> CustomerGateways.delete((VpnRegion) this, customerGatewayId));
  }

  /**
   * DescribeCustomerGateways: those that every filter accepts. Filters are bgp-asn,
   * customer-gateway-id, ip-address, state, type, tag:k, tag-key.
   *
   * @throws VpnApiException InvalidParameterValue if there is no such filter
   */
  default List<CustomerGateway> describeCustomerGateways(Filter... filters) {
    return DescribeFilters.CUSTOMER_GATEWAY.apply(((VpnRegion) this).customerGateways(), filters);
  }
}
