package io.vpn4j.model.aws.json;

import io.vpn4j.model.ResourceState;
import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.region.TransitGateway;
import io.vpn4j.model.region.TransitGatewayAttachment;
import io.vpn4j.model.region.TransitGatewayRouteTable;
import java.util.Arrays;
import java.util.Optional;

/** Transit gateways, their attachments and route tables. */
final class TransitGatewayMappings {
  private static final String TABLE = "TransitGatewayRouteTableId";

  static final Mapping<TransitGateway> TRANSIT_GATEWAY =
      new Mapping<>() {
        @Override
        public TransitGateway read(ObjectReader at) throws AwsJsonException {
          TransitGateway.Builder gateway =
              TransitGateway.builder().transitGatewayId(at.required("TransitGatewayId"));
          at.parsed("State", ResourceState::of, GatewayMappings.STATE).ifPresent(gateway::state);
          Optional<ObjectReader> options = at.object("Options");
          if (options.isPresent()) {
            options(options.get(), gateway);
            options.get().finish();
          }
          return at.built(gateway::build);
        }

        @Override
        public JsonValue.Fields write(TransitGateway gateway) {
          ObjectWriter options =
              new ObjectWriter().number("AmazonSideAsn", gateway.amazonSideAsn().value());
          if (!gateway.transitGatewayCidrBlocks().isEmpty()) {
            options.value(
                "TransitGatewayCidrBlocks",
                JsonValue.array(
                    gateway.transitGatewayCidrBlocks().stream()
                        .map(block -> JsonValue.text(block.toString()))
                        .toList()));
          }
          options
              .text("DefaultRouteTableAssociation", enabled(gateway.defaultRouteTableAssociation()))
              .text("AssociationDefaultRouteTableId", gateway.associationDefaultRouteTableId())
              .text("DefaultRouteTablePropagation", enabled(gateway.defaultRouteTablePropagation()))
              .text("PropagationDefaultRouteTableId", gateway.propagationDefaultRouteTableId())
              .text("VpnEcmpSupport", enabled(gateway.vpnEcmpSupport()));
          return new ObjectWriter()
              .text("TransitGatewayId", gateway.transitGatewayId())
              .text("State", gateway.state())
              .value("Options", options.done())
              .done();
        }
      };

  static final Mapping<TransitGatewayAttachment> ATTACHMENT =
      new Mapping<>() {
        /** Peering, Connect and others are not in the model. */
        @Override
        public boolean knows(ObjectReader at) throws AwsJsonException {
          Optional<String> type = at.text("ResourceType");
          return type.isEmpty()
              || Arrays.stream(TransitGatewayAttachment.Kind.values())
                  .anyMatch(kind -> kind.text().equals(type.get()));
        }

        @Override
        public TransitGatewayAttachment read(ObjectReader at) throws AwsJsonException {
          String id = at.required("TransitGatewayAttachmentId");
          String gateway = at.required("TransitGatewayId");
          at.required("ResourceType");
          TransitGatewayAttachment.Kind kind =
              at.constant("ResourceType", TransitGatewayAttachment.Kind.values()).orElseThrow();
          String resource = at.required("ResourceId");
          ResourceState state =
              at.parsed("State", ResourceState::of, GatewayMappings.STATE)
                  .orElse(ResourceState.AVAILABLE);
          Optional<ObjectReader> association = at.object("Association");
          Optional<String> table =
              association.isPresent() ? association.get().name(TABLE) : Optional.empty();
          association.ifPresent(ObjectReader::finish);
          return at.built(
              () -> new TransitGatewayAttachment(id, gateway, kind, resource, state, table));
        }

        @Override
        public JsonValue.Fields write(TransitGatewayAttachment attachment) {
          ObjectWriter to =
              new ObjectWriter()
                  .text("TransitGatewayAttachmentId", attachment.transitGatewayAttachmentId())
                  .text("TransitGatewayId", attachment.transitGatewayId())
                  .text("ResourceType", attachment.resourceType())
                  .text("ResourceId", attachment.resourceId())
                  .text("State", attachment.state());
          attachment
              .associatedRouteTableId()
              .ifPresent(
                  table ->
                      to.value(
                          "Association",
                          new ObjectWriter()
                              .text(TABLE, table)
                              .text("State", "associated")
                              .done()));
          return to.done();
        }
      };

  /** Routes and propagations have calls of their own, whose answers do not name the table. */
  static final Mapping<TransitGatewayRouteTable> ROUTE_TABLE =
      new Mapping<>() {
        @Override
        public TransitGatewayRouteTable read(ObjectReader at) throws AwsJsonException {
          String id = at.required(TABLE);
          String gateway = at.required("TransitGatewayId");
          return at.built(() -> TransitGatewayRouteTable.of(id, gateway));
        }

        @Override
        public JsonValue.Fields write(TransitGatewayRouteTable table) {
          return new ObjectWriter()
              .text(TABLE, table.transitGatewayRouteTableId())
              .text("TransitGatewayId", table.transitGatewayId())
              .text("State", "available")
              .done();
        }
      };

  private TransitGatewayMappings() {}

  private static void options(ObjectReader at, TransitGateway.Builder gateway)
      throws AwsJsonException {
    at.number("AmazonSideAsn", 0, AsNumber.MAX).ifPresent(gateway::amazonSideAsn);
    switched(at, "VpnEcmpSupport").ifPresent(gateway::vpnEcmpSupport);
    switched(at, "DefaultRouteTableAssociation").ifPresent(gateway::defaultRouteTableAssociation);
    switched(at, "DefaultRouteTablePropagation").ifPresent(gateway::defaultRouteTablePropagation);
    gateway
        .associationDefaultRouteTableId(at.name("AssociationDefaultRouteTableId"))
        .propagationDefaultRouteTableId(at.name("PropagationDefaultRouteTableId"));
    for (IpPrefix block : at.prefixes("TransitGatewayCidrBlocks")) {
      gateway.addTransitGatewayCidrBlock(block);
    }
  }

  private static Optional<Boolean> switched(ObjectReader at, String name) throws AwsJsonException {
    Optional<String> text = at.text(name);
    if (text.isPresent() && !text.get().matches("enable|disable")) {
      throw at.refuse(name, "enable or disable");
    }
    return text.map("enable"::equals);
  }

  private static String enabled(boolean on) {
    return on ? "enable" : "disable";
  }
}
