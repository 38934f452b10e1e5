package io.vpn4j.model.migration;

import static io.vpn4j.model.migration.MigrationSamples.classic;
import static io.vpn4j.model.migration.MigrationSamples.connection;
import static io.vpn4j.model.migration.MigrationSamples.device;
import static io.vpn4j.model.migration.MigrationSamples.oldGateway;
import static io.vpn4j.model.migration.MigrationSamples.withVpcs;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.model.Category;
import io.vpn4j.model.ResourceState;
import io.vpn4j.model.migration.ClassicMigrationRequest.Procedure;
import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.region.AcceptedRoute;
import io.vpn4j.model.region.TunnelReport;
import io.vpn4j.model.region.VpnRegion;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What does not fit a Classic migration. */
class RefusalTest {
  private static final ClassicMigrationRequest REQUEST = ClassicMigrationRequest.of("vgw-old");

  private static List<Refusal.Reason> reasons(VpnRegion region, ClassicMigrationRequest request) {
    MigrationRefusedException refused =
        assertThrows(MigrationRefusedException.class, () -> ClassicMigration.plan(region, request));
    refused.refusals().forEach(r -> assertTrue(refused.getMessage().contains(r.message())));
    return refused.reasons();
  }

  private static VpnRegion with(Category category) {
    return withVpcs()
        .importing(
            i -> {
              oldGateway(i);
              device(i, "cgw-bgp", "203.0.113.10", 65_010);
              i.vpnConnection(connection("vpn-1", "cgw-bgp", 1).category(category).build());
            });
  }

  @Test
  void aGatewayThatIsNotThere() {
    assertEquals(
        List.of(Refusal.Reason.NOT_FOUND),
        reasons(classic(), ClassicMigrationRequest.of("vgw-other")));
  }

  @Test
  void aGatewayWithoutAClassicConnection() {
    assertEquals(
        List.of(Refusal.Reason.NO_CLASSIC_CONNECTION), reasons(with(Category.VPN), REQUEST));
    assertEquals(
        List.of(Refusal.Reason.NO_CLASSIC_CONNECTION),
        reasons(withVpcs().importing(MigrationSamples::oldGateway), REQUEST));
  }

  @Test
  void aGatewayWithBothCategories() {
    VpnRegion region =
        classic()
            .importing(
                i ->
                    i.vpnConnection(
                        connection("vpn-new", "cgw-bgp", 3).category(Category.VPN).build()));
    assertEquals(List.of(Refusal.Reason.CATEGORIES_MIXED), reasons(region, REQUEST));
  }

  @Test
  void aGatewayThatIsAttachedToNothing() {
    VpnRegion region = classic().detachVpnGateway("vgw-old", "vpc-1");
    assertEquals(List.of(Refusal.Reason.NOT_SETTLED), reasons(region, REQUEST));
    assertEquals(List.of(Refusal.Reason.NOT_ATTACHED), reasons(region.afterTransitions(), REQUEST));
  }

  @Test
  void aConnectionThatIsNotAvailable() {
    VpnRegion region =
        classic()
            .importing(
                i ->
                    i.vpnConnection(
                        connection("vpn-bgp", "cgw-bgp", 1).state(ResourceState.PENDING).build()));
    assertEquals(List.of(Refusal.Reason.NOT_SETTLED), reasons(region, REQUEST));
  }

  @Test
  void anAsNumberThatIsNotPrivate() {
    assertEquals(
        List.of(Refusal.Reason.AMAZON_SIDE_ASN_NOT_PRIVATE),
        reasons(classic(), REQUEST.withAmazonSideAsn(10_124)));
  }

  @Test
  void theAsNumberOfTheDevice() {
    assertEquals(
        List.of(Refusal.Reason.AMAZON_SIDE_ASN_OF_DEVICE),
        reasons(classic(), REQUEST.withAmazonSideAsn(65_010)));
    assertTrue(
        ClassicMigration.plan(classic(), REQUEST.withAmazonSideAsn(65_000)).steps().size() > 1,
        "the device of a static connection speaks no BGP");
  }

  @Test
  void quotasWithoutRoom() {
    VpnRegion full =
        classic().withQuotas(q -> q.vpnGatewaysPerRegion(1).vpnConnectionsPerRegion(3));
    assertEquals(
        List.of(Refusal.Reason.VPN_GATEWAY_QUOTA, Refusal.Reason.VPN_CONNECTION_QUOTA),
        reasons(full, REQUEST));
    VpnRegion five = classic().withQuotas(q -> q.vpnConnectionsPerRegion(5));
    assertEquals(10, ClassicMigration.plan(five, REQUEST.withTestVpc("vpc-test")).steps().size());
    assertEquals(
        List.of(Refusal.Reason.VPN_CONNECTION_QUOTA),
        reasons(five, REQUEST.withProcedure(Procedure.THROUGH_TRANSIT_GATEWAY)));
  }

  @Test
  void aTestVpcThatIsInUseOrNotThere() {
    assertEquals(
        List.of(Refusal.Reason.TEST_VPC_IN_USE), reasons(classic(), REQUEST.withTestVpc("vpc-1")));
    assertEquals(
        List.of(Refusal.Reason.NOT_FOUND), reasons(classic(), REQUEST.withTestVpc("vpc-9")));
  }

  @Test
  void aTransitGatewayOfTheName() {
    VpnRegion region = classic().createTransitGateway("tgw-migration", o -> {});
    ClassicMigrationRequest request = REQUEST.withProcedure(Procedure.THROUGH_TRANSIT_GATEWAY);
    assertEquals(List.of(Refusal.Reason.NAME_IN_USE), reasons(region, request));
    assertEquals(
        10, ClassicMigration.plan(region, request.withTransitGateway("tgw-2")).steps().size());
  }

  @Test
  void whatTheServiceRefusesOnTheWay() {
    VpnRegion region = classic().withQuotas(q -> q.routesPerRouteTable(4));
    MigrationRefusedException refused =
        assertThrows(
            MigrationRefusedException.class,
            () ->
                ClassicMigration.plan(
                    region, REQUEST.withProcedure(Procedure.THROUGH_TRANSIT_GATEWAY)));
    assertEquals(List.of(Refusal.Reason.SERVICE_REFUSES), refused.reasons());
    assertEquals("step 4", refused.refusals().get(0).resourceId());
    assertTrue(refused.getMessage().contains("RouteLimitExceeded"), refused.getMessage());
  }

  @Test
  void aPrefixThatTheNewAmazonSideWouldTakeForALoop() {
    VpnRegion region =
        classic()
            .report(
                TunnelReport.up(
                    "vpn-bgp",
                    IpAddress.of("198.51.100.2"),
                    new AcceptedRoute(
                        IpPrefix.of("192.168.0.0/16"),
                        List.of(AsNumber.of(65_010), AsNumber.of(64_512)),
                        0)))
            .report(TunnelReport.down("vpn-bgp", IpAddress.of("198.51.100.3")));
    assertEquals(
        List.of(Refusal.Reason.NOT_RESTORED, Refusal.Reason.NOT_RESTORED),
        reasons(region, REQUEST));
    assertTrue(ClassicMigration.plan(region, REQUEST.withAmazonSideAsn(64_513)).steps().size() > 1);
  }

  @Test
  void theReasonsSurviveSerialization() throws Exception {
    MigrationRefusedException refused =
        assertThrows(
            MigrationRefusedException.class,
            () -> ClassicMigration.plan(with(Category.VPN), REQUEST));
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(octets)) {
      out.writeObject(refused);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(octets.toByteArray()))) {
      MigrationRefusedException read = (MigrationRefusedException) in.readObject();
      assertEquals(refused.refusals(), read.refusals());
    }
  }

  @Test
  void everyReasonIsToldAtOnce() {
    VpnRegion region =
        with(Category.VPN)
            .detachVpnGateway("vgw-old", "vpc-1")
            .afterTransitions()
            .withQuotas(q -> q.vpnGatewaysPerRegion(1));
    assertEquals(
        List.of(
            Refusal.Reason.NOT_ATTACHED,
            Refusal.Reason.NO_CLASSIC_CONNECTION,
            Refusal.Reason.VPN_GATEWAY_QUOTA,
            Refusal.Reason.AMAZON_SIDE_ASN_OF_DEVICE,
            Refusal.Reason.NOT_FOUND),
        reasons(region, REQUEST.withAmazonSideAsn(65_010).withTestVpc("vpc-9")));
  }

  @Test
  void aRegionThatChangedSinceThePlanWasMade() {
    MigrationPlan plan = ClassicMigration.plan(classic(), "vgw-old");
    VpnRegion other = classic().detachVpnGateway("vgw-old", "vpc-1").afterTransitions();
    MigrationRefusedException refused =
        assertThrows(MigrationRefusedException.class, () -> plan.execute(other));
    assertEquals(List.of(Refusal.Reason.PRECONDITION), refused.reasons());
    assertTrue(refused.getMessage().contains("step 7"), refused.getMessage());
  }
}
