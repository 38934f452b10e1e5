package io.vpn4j.model.aws.json;

import io.vpn4j.model.AttachmentState;
import io.vpn4j.model.CustomerGateway;
import io.vpn4j.model.GatewayType;
import io.vpn4j.model.ResourceState;
import io.vpn4j.model.VpcAttachment;
import io.vpn4j.model.VpnGateway;
import io.vpn4j.model.net.AsNumber;

/** Virtual private gateways and customer gateways. */
final class GatewayMappings {
  static final String STATE = "a text of 1 to 64 characters";

  static final Mapping<VpnGateway> VPN_GATEWAY =
      new Mapping<>() {
        @Override
        public VpnGateway read(ObjectReader at) throws AwsJsonException {
          VpnGateway.Builder gateway =
              VpnGateway.builder()
                  .vpnGatewayId(at.required("VpnGatewayId"))
                  .availabilityZone(at.name("AvailabilityZone"))
                  .tags(TagMapping.read(at));
          at.parsed("State", ResourceState::of, STATE).ifPresent(gateway::state);
          at.constant("Type", GatewayType.values()).ifPresent(gateway::type);
          at.number("AmazonSideAsn", 0, AsNumber.MAX).ifPresent(gateway::amazonSideAsn);
          for (ObjectReader attachment : at.objects("VpcAttachments")) {
            gateway.addVpcAttachment(attachment(attachment));
          }
          return at.built(gateway::build);
        }

        @Override
        public JsonValue.Fields write(VpnGateway gateway) {
          ObjectWriter to =
              new ObjectWriter()
                  .text("AvailabilityZone", gateway.availabilityZone())
                  .text("State", gateway.state())
                  .text("Type", gateway.type())
                  .objects("VpcAttachments", gateway.vpcAttachments(), GatewayMappings::attachment)
                  .text("VpnGatewayId", gateway.vpnGatewayId())
                  .number("AmazonSideAsn", gateway.amazonSideAsn().value());
          TagMapping.write(to, gateway.tags());
          return to.done();
        }
      };

  static final Mapping<CustomerGateway> CUSTOMER_GATEWAY =
      new Mapping<>() {
        private static final String ASN = "an AS number in digits";

        @Override
        public CustomerGateway read(ObjectReader at) throws AwsJsonException {
          CustomerGateway.Builder gateway =
              CustomerGateway.builder()
                  .customerGatewayId(at.required("CustomerGatewayId"))
                  .ipAddress(at.address("IpAddress"))
                  .bgpAsn(at.parsed("BgpAsn", GatewayMappings::asn, ASN))
                  .bgpAsnExtended(at.parsed("BgpAsnExtended", GatewayMappings::asn, ASN))
                  .certificateArn(at.name("CertificateArn"))
                  .deviceName(at.name("DeviceName"))
                  .tags(TagMapping.read(at));
          at.parsed("State", ResourceState::of, STATE).ifPresent(gateway::state);
          at.constant("Type", GatewayType.values()).ifPresent(gateway::type);
          return at.built(gateway::build);
        }

        @Override
        public JsonValue.Fields write(CustomerGateway gateway) {
          // The service writes AS numbers of customer gateways as texts (EC2 API, CustomerGateway).
          ObjectWriter to =
              new ObjectWriter()
                  .text("CertificateArn", gateway.certificateArn())
                  .text("DeviceName", gateway.deviceName());
          TagMapping.write(to, gateway.tags());
          return to.text("BgpAsnExtended", gateway.bgpAsnExtended().map(AsNumber::value))
              .text("CustomerGatewayId", gateway.customerGatewayId())
              .text("State", gateway.state())
              .text("Type", gateway.type())
              .text("IpAddress", gateway.ipAddress())
              .text("BgpAsn", gateway.bgpAsn().map(AsNumber::value))
              .done();
        }
      };

  private GatewayMappings() {}

  private static VpcAttachment attachment(ObjectReader at) throws AwsJsonException {
    VpcAttachment.Builder attachment = VpcAttachment.builder().vpcId(at.required("VpcId"));
    at.parsed("State", AttachmentState::of, STATE).ifPresent(attachment::state);
    return at.built(attachment::build);
  }

  private static JsonValue.Fields attachment(VpcAttachment attachment) {
    return new ObjectWriter()
        .text("State", attachment.state())
        .text("VpcId", attachment.vpcId())
        .done();
  }

  private static AsNumber asn(String digits) {
    if (!digits.matches("[0-9]{1,10}")) {
      throw new IllegalArgumentException("not digits");
    }
    return AsNumber.of(Long.parseLong(digits));
  }
}
