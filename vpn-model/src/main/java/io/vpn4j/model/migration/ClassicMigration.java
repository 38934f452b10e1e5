package io.vpn4j.model.migration;

import io.vpn4j.model.AttachmentState;
import io.vpn4j.model.Category;
import io.vpn4j.model.CustomerGateway;
import io.vpn4j.model.ResourceState;
import io.vpn4j.model.VpcAttachment;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnGateway;
import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.region.VpnRegion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * From AWS Classic VPN to AWS VPN, by one of the procedures that AWS documented.
 *
 * <p>All Classic connections of one virtual private gateway migrate together, and so do the private
 * virtual interfaces of Direct Connect at it: the VPC changes its gateway as a whole.
 */
public final class ClassicMigration {
  private final VpnRegion region;
  private final ClassicMigrationRequest request;
  private final List<Refusal> refusals = new ArrayList<>();

  private ClassicMigration(VpnRegion region, ClassicMigrationRequest request) {
    this.region = region;
    this.request = request;
  }

  /**
   * The plan with a new virtual private gateway of AS number 64512.
   *
   * @throws MigrationRefusedException if the Region does not fit, with every reason
   */
  public static MigrationPlan plan(VpnRegion region, String vpnGatewayId) {
    return plan(region, ClassicMigrationRequest.of(vpnGatewayId));
  }

  /**
   * The plan for what is wanted.
   *
   * @throws MigrationRefusedException if the Region does not fit, with every reason
   */
  public static MigrationPlan plan(VpnRegion region, ClassicMigrationRequest request) {
    return new ClassicMigration(region, request).plan();
  }

  private MigrationPlan plan() {
    Optional<VpnGateway> gateway =
        region
            .vpnGateway(request.vpnGatewayId())
            .filter(g -> !g.state().equals(ResourceState.DELETED));
    if (gateway.isEmpty()) {
      refuse(Refusal.Reason.NOT_FOUND, request.vpnGatewayId(), "there is no such gateway");
      throw new MigrationRefusedException(refusals);
    }
    checkGateway(gateway.get());
    List<VpnConnection> connections =
        region.vpnConnections().stream()
            .filter(Conditions::live)
            .filter(c -> c.vpnGatewayId().filter(request.vpnGatewayId()::equals).isPresent())
            .toList();
    checkCategories(connections);
    connections.forEach(this::checkConnection);
    checkQuotas(connections.size());
    boolean newGateway =
        request.procedure() != ClassicMigrationRequest.Procedure.DIRECT_CONNECT_BACKUP;
    if (newGateway) {
      checkAsNumbers(connections);
    }
    request.testVpcId().ifPresent(this::checkTestVpc);
    if (request.procedure() == ClassicMigrationRequest.Procedure.THROUGH_TRANSIT_GATEWAY) {
      checkTransitGateway();
    }
    if (!refusals.isEmpty()) {
      throw new MigrationRefusedException(refusals);
    }
    return procedure(
        ClassicSituation.of(
            region, request, gateway.get().attachedVpcId().orElseThrow(), connections));
  }

  private MigrationPlan procedure(ClassicSituation situation) {
    String title =
        "From AWS Classic VPN to AWS VPN: " + request.vpnGatewayId() + ", " + request.procedure();
    return switch (request.procedure()) {
      case NEW_VPN_GATEWAY ->
          MigrationPlan.of(
              title, new NewGateway(situation).steps(), situation.flows(), region, false);
      case THROUGH_TRANSIT_GATEWAY ->
          MigrationPlan.of(
              title, new TransitGatewayDetour(situation).steps(), situation.flows(), region, true);
      case DIRECT_CONNECT_BACKUP -> {
        DirectConnectBackup backup = new DirectConnectBackup(situation);
        refusals.addAll(backup.refusals());
        if (!refusals.isEmpty()) {
          throw new MigrationRefusedException(refusals);
        }
        yield MigrationPlan.of(title, backup.steps(), situation.flows(), region, true);
      }
    };
  }

  private void refuse(Refusal.Reason reason, String resourceId, String message) {
    refusals.add(new Refusal(reason, resourceId, message));
  }

  private void checkGateway(VpnGateway gateway) {
    String id = gateway.vpnGatewayId();
    if (!gateway.state().equals(ResourceState.AVAILABLE)) {
      refuse(Refusal.Reason.NOT_SETTLED, id, "its state is " + gateway.state() + "; wait");
    }
    Optional<VpcAttachment> attachment =
        gateway.vpcAttachments().stream()
            .filter(a -> !a.state().equals(AttachmentState.DETACHED))
            .findFirst();
    if (attachment.isEmpty()) {
      refuse(
          Refusal.Reason.NOT_ATTACHED,
          id,
          "it is attached to no VPC, so there is nothing to keep; create new connections instead");
    } else if (!attachment.get().state().equals(AttachmentState.ATTACHED)) {
      refuse(
          Refusal.Reason.NOT_SETTLED, id, "it is " + attachment.get().state() + "; wait for that");
    }
  }

  private void checkCategories(List<VpnConnection> connections) {
    List<String> classic = new ArrayList<>();
    List<String> others = new ArrayList<>();
    connections.forEach(
        c -> (c.category() == Category.VPN_CLASSIC ? classic : others).add(c.vpnConnectionId()));
    if (classic.isEmpty()) {
      refuse(
          Refusal.Reason.NO_CLASSIC_CONNECTION,
          request.vpnGatewayId(),
          "it has "
              + (others.isEmpty() ? "no connection" : others)
              + "; nothing is to be migrated");
    } else if (!others.isEmpty()) {
      refuse(
          Refusal.Reason.CATEGORIES_MIXED,
          request.vpnGatewayId(),
          others + " are AWS VPN connections; move them to another target first");
    }
  }

  private void checkConnection(VpnConnection connection) {
    if (!connection.state().equals(ResourceState.AVAILABLE)) {
      refuse(
          Refusal.Reason.NOT_SETTLED,
          connection.vpnConnectionId(),
          "its state is " + connection.state() + "; wait until it is available");
    }
    Optional<CustomerGateway> device = region.customerGateway(connection.customerGatewayId());
    if (device.filter(d -> d.state().equals(ResourceState.AVAILABLE)).isEmpty()) {
      refuse(
          Refusal.Reason.NOT_SETTLED,
          connection.customerGatewayId(),
          "it is not available, and the new connection needs it");
    }
  }

  private void checkQuotas(int connections) {
    boolean newGateway =
        request.procedure() != ClassicMigrationRequest.Procedure.DIRECT_CONNECT_BACKUP;
    if (newGateway
        && Conditions.liveVpnGateways(region) >= region.quotas().vpnGatewaysPerRegion()) {
      refuse(
          Refusal.Reason.VPN_GATEWAY_QUOTA,
          region.regionName(),
          "it has "
              + region.quotas().vpnGatewaysPerRegion()
              + " virtual private gateways; delete one, or have the quota raised");
    }
    int wanted =
        switch (request.procedure()) {
          case NEW_VPN_GATEWAY -> connections;
          case THROUGH_TRANSIT_GATEWAY -> 2 * connections;
          case DIRECT_CONNECT_BACKUP -> 0; // those that they replace are deleted before
        };
    long live = region.vpnConnections().stream().filter(Conditions::live).count();
    int quota = region.quotas().vpnConnectionsPerRegion();
    if (live + wanted > quota) {
      refuse(
          Refusal.Reason.VPN_CONNECTION_QUOTA,
          region.regionName(),
          "it has " + live + " of " + quota + " connections, and " + wanted + " come for a time");
    }
  }

  private void checkAsNumbers(List<VpnConnection> connections) {
    AsNumber asn = request.amazonSideAsn();
    if (!asn.isPrivate()) {
      refuse(
          Refusal.Reason.AMAZON_SIDE_ASN_NOT_PRIVATE,
          request.vpnGatewayId(),
          "amazonSideAsn " + asn + ": 64512 to 65534 or 4200000000 to 4294967294 is wanted");
    }
    Set<String> same = new TreeSet<>();
    for (VpnConnection connection : connections) {
      region
          .customerGateway(connection.customerGatewayId())
          .filter(d -> !connection.options().staticRoutesOnly() && d.asn().equals(asn))
          .ifPresent(d -> same.add(d.customerGatewayId()));
    }
    for (String id : same) {
      refuse(
          Refusal.Reason.AMAZON_SIDE_ASN_OF_DEVICE,
          id,
          "its AS number is " + asn + " too; choose another amazonSideAsn");
    }
  }

  private void checkTestVpc(String vpcId) {
    if (region.vpc(vpcId).isEmpty()) {
      refuse(Refusal.Reason.NOT_FOUND, vpcId, "there is no such VPC to test in");
    } else if (region.vpnGateways().stream()
        .anyMatch(g -> g.attachedVpcId().filter(vpcId::equals).isPresent())) {
      refuse(
          Refusal.Reason.TEST_VPC_IN_USE,
          vpcId,
          "it has a virtual private gateway already; test in a VPC that has none");
    }
  }

  private void checkTransitGateway() {
    if (region.transitGateway(request.transitGatewayId()).isPresent()) {
      refuse(
          Refusal.Reason.NAME_IN_USE,
          request.transitGatewayId(),
          "it exists; give the temporary transit gateway another name");
    }
  }
}
