package io.vpn4j.model.advice;

import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.aws.CustomerGatewayConfiguration;
import io.vpn4j.model.region.VpnRegion;
import java.util.ArrayList;
import java.util.List;

/** All rules, by what they look at, in the order in which they run. */
final class RuleBook {
  static final List<Rule<VpnConnection>> CONNECTION =
      List.of(
          new NoTunnelUp(),
          new BgpNotEstablished(),
          new SingleTunnel(),
          new DeviceMustInitiate(),
          new DpdWithoutAction(),
          new TunnelsDiffer(),
          new PerpetualRekey(),
          new ClassicCategory(),
          new NotAssociated(),
          new SharedKey());

  static final List<Rule<Proposals>> PROPOSALS =
      List.of(new Ikev1Permitted(), new WeakDhGroup(), new Sha1Permitted(), new CbcOnly());

  static final List<Rule<CustomerGatewayConfiguration>> DOCUMENT =
      List.of(new MssTooLarge(), new DfNotCleared(), new FragmentsAfterEncryption());

  static final List<Rule<Sides>> SIDES =
      List.of(
          new SidesOfDifferentConnections(),
          new InsideCidrMismatch(),
          new KeyMismatch(),
          new AlgorithmNotPermitted(),
          new LifetimeMismatch(),
          new DpdMismatch());

  static final List<Rule<RegionFacts>> REGION =
      List.of(
          new SingleDevice(),
          new SharedKeyAcrossConnections(),
          new AsnEqualsAmazonSide(),
          new AsnReserved(),
          new AsnShared(),
          new AddressNotPublic(),
          new InsideCidrClash(),
          new VpcOverlapsCustomer(),
          new VpcsOverlap(),
          new SitesOverlap(),
          new SelectorTooNarrow(),
          new AsymmetricRouting(),
          new UnevenPrefixes(),
          new DirectConnectBypassed(),
          new NoStaticRoute(),
          new NoRouteToGateway(),
          new PropagatedRouteShadowed(),
          new StaticRouteShadowed(),
          new BlackholeRoute(),
          new GatewayNotAttached(),
          new AttachmentNotAssociated(),
          new AttachmentNotReached(),
          new PrefixLimit(),
          new QuotaNear(),
          new UnusedGateway());

  private RuleBook() {}

  static List<Advice> onRegion(VpnRegion region) {
    RegionFacts facts = new RegionFacts(region);
    Findings findings = new Findings();
    findings.apply(REGION, facts);
    facts.connections().forEach(c -> checkConnection(c, findings));
    return findings.sorted();
  }

  static List<Advice> onConnection(VpnConnection connection) {
    Findings findings = new Findings();
    checkConnection(connection, findings);
    return findings.sorted();
  }

  private static void checkConnection(VpnConnection connection, Findings findings) {
    findings.apply(CONNECTION, connection);
    // A Classic connection has nothing to choose: its category is the advice.
    if (connection.category().supportsTunnelOptions()) {
      Proposals.of(connection).forEach(p -> findings.apply(PROPOSALS, p));
    }
  }

  static List<Advice> onDocument(CustomerGatewayConfiguration document) {
    Findings findings = new Findings();
    findings.apply(DOCUMENT, document);
    Proposals.of(document).forEach(p -> findings.apply(PROPOSALS, p));
    return findings.sorted();
  }

  static List<Advice> onSides(Sides sides) {
    Findings findings = new Findings();
    findings.apply(SIDES, sides);
    return findings.sorted();
  }

  /** Every rule. */
  static List<Rule<?>> all() {
    List<Rule<?>> all = new ArrayList<>(CONNECTION);
    all.addAll(PROPOSALS);
    all.addAll(DOCUMENT);
    all.addAll(SIDES);
    all.addAll(REGION);
    return all;
  }
}
