package io.vpn4j.model.migration;

import io.vpn4j.model.RegionAsNumbers;
import io.vpn4j.model.net.AsNumber;
import java.util.Optional;

/**
 * What to migrate from AWS Classic VPN, and how.
 *
 * @param vpnGatewayId the virtual private gateway with the Classic connections
 * @param procedure the procedure
 * @param amazonSideAsn AS number of the new gateways
 * @param testVpcId a VPC without a virtual private gateway to try the new connections in first
 * @param transitGatewayId name of the transit gateway for the time of the migration
 */
public record ClassicMigrationRequest(
    String vpnGatewayId,
    Procedure procedure,
    AsNumber amazonSideAsn,
    Optional<String> testVpcId,
    String transitGatewayId) {
  /** The procedures that AWS documented. */
  public enum Procedure {
    /** A new virtual private gateway takes the place of the old one; with an outage. */
    NEW_VPN_GATEWAY("a new virtual private gateway"),
    /** The same, with a transit gateway carrying the traffic meanwhile; without an outage. */
    THROUGH_TRANSIT_GATEWAY("a transit gateway meanwhile"),
    /** New connections on the same gateway while Direct Connect carries the traffic. */
    DIRECT_CONNECT_BACKUP("Direct Connect meanwhile");

    private final String text;

    Procedure(String text) {
      this.text = text;
    }

    /** In words. */
    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * With a new virtual private gateway of AS number 64512 and no test VPC; a transit gateway would
   * be named {@code tgw-migration}.
   */
  public static ClassicMigrationRequest of(String vpnGatewayId) {
    return new ClassicMigrationRequest(
        vpnGatewayId,
        Procedure.NEW_VPN_GATEWAY,
        RegionAsNumbers.DEFAULT_AMAZON_SIDE_ASN,
        Optional.empty(),
        "tgw-migration");
  }

  /** This by another procedure. */
  public ClassicMigrationRequest withProcedure(Procedure other) {
    return new ClassicMigrationRequest(
        vpnGatewayId, other, amazonSideAsn, testVpcId, transitGatewayId);
  }

  /** This with another AS number of the Amazon side, which must be private and not the device's. */
  public ClassicMigrationRequest withAmazonSideAsn(long asn) {
    return new ClassicMigrationRequest(
        vpnGatewayId, procedure, AsNumber.of(asn), testVpcId, transitGatewayId);
  }

  /** This with a test VPC: step 6 of the procedure with a new virtual private gateway. */
  public ClassicMigrationRequest withTestVpc(String vpcId) {
    return new ClassicMigrationRequest(
        vpnGatewayId, procedure, amazonSideAsn, Optional.of(vpcId), transitGatewayId);
  }

  /** This with another name of the transit gateway, {@code tgw-…}. */
  public ClassicMigrationRequest withTransitGateway(String name) {
    return new ClassicMigrationRequest(vpnGatewayId, procedure, amazonSideAsn, testVpcId, name);
  }
}
