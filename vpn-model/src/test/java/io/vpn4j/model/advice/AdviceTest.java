package io.vpn4j.model.advice;

import static io.vpn4j.model.advice.AdviceSamples.bgp;
import static io.vpn4j.model.advice.AdviceSamples.bothUp;
import static io.vpn4j.model.advice.AdviceSamples.device;
import static io.vpn4j.model.advice.AdviceSamples.second;
import static io.vpn4j.model.advice.AdviceSamples.statics;
import static io.vpn4j.model.advice.AdviceSamples.transit;
import static io.vpn4j.model.advice.AdviceSamples.tunnels;
import static io.vpn4j.model.advice.AdviceSamples.up;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnEncryptionAlgorithm;
import io.vpn4j.model.VpnIntegrityAlgorithm;
import io.vpn4j.model.advice.AdviceCases.Case;
import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.region.AcceptedRoute;
import io.vpn4j.model.region.TransitGatewayAttachment;
import io.vpn4j.model.region.TunnelReport;
import io.vpn4j.model.region.VpnRegion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each rule at the edge of what it says, and what all of them have in common. */
class AdviceTest {
  private static final String TABLE_HEAD =
      "| code | severity | what was found | what to do | source |\n|---|---|---|---|---|\n";

  @TestFactory
  Stream<DynamicTest> eachCodeIsGivenWhereItBelongsAndNotJustBesideIt() {
    Map<AdviceCode, Case> cases = AdviceCases.all();
    return Arrays.stream(AdviceCode.values())
        .map(
            code ->
                DynamicTest.dynamicTest(
                    code.text(),
                    () -> {
                      assertTrue(cases.containsKey(code), "no case");
                      Case edge = cases.get(code);
                      assertTrue(codes(edge.triggered()).contains(code), "" + edge.triggered());
                      assertFalse(codes(edge.justNot()).contains(code), "" + edge.justNot());
                    }));
  }

  private static Set<AdviceCode> codes(List<Advice> advice) {
    return advice.stream()
        .map(Advice::code)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(AdviceCode.class)));
  }

  @Test
  void everyCodeHasARuleAndEveryRuleIsInTheBookOnce() {
    Set<AdviceCode> ruled = RuleBook.all().stream().map(Rule::code).collect(Collectors.toSet());
    assertEquals(Set.of(AdviceCode.values()), ruled);
    List<Class<?>> classes = new ArrayList<>();
    RuleBook.all().forEach(rule -> classes.add(rule.getClass()));
    assertEquals(classes.size(), Set.copyOf(classes).size());
  }

  @Test
  void adviceIsSortedAndHasNoSecret() {
    AdviceCases.all()
        .values()
        .forEach(
            c -> {
              assertEquals(c.triggered().stream().sorted().toList(), c.triggered());
              c.triggered()
                  .forEach(
                      a -> {
                        assertFalse(a.toString().contains("exampleKey"), a.toString());
                        assertFalse(a.message().isBlank());
                        assertFalse(a.fix().isBlank());
                        assertFalse(a.source().isBlank());
                      });
            });
  }

  @Test
  void aSoundRegionHasNotesOnlyAboutItsOneDevice() {
    VpnRegion sound =
        up(up(bgp(), "vpn-1", 2, "192.168.0.0/16", "192.168.0.0/17"), "vpn-1", 3, "192.168.0.0/16");
    assertEquals(
        List.of(AdviceCode.SINGLE_DEVICE, AdviceCode.ASYMMETRIC_ROUTING),
        List.copyOf(codes(Advice.on(sound))));
  }

  @Test
  void whatAMessageSaysIsWhatWasFound() {
    Advice asymmetric =
        only(Advice.on(bothUp(bgp(), "192.168.0.0/16")), AdviceCode.ASYMMETRIC_ROUTING);
    assertEquals(
        "WARNING asymmetric-routing vpn-1_198.51.100.2 vpn-1_198.51.100.3: vgw-1 has nothing to"
            + " prefer one of these tunnels to 192.168.0.0/16",
        asymmetric.toString());
    Advice weak =
        only(
            Advice.on(tunnels(bgp(), t -> t.phase1DHGroupNumbers(2, 22))),
            AdviceCode.WEAK_DH_GROUP);
    assertEquals("phase 1 permits groups 2 (SHOULD NOT), 22 (MUST NOT)", weak.message());
    assertEquals(List.of("vpn-1_198.51.100.2", "vpn-1_198.51.100.3"), weak.subjects());
  }

  private static Advice only(List<Advice> advice, AdviceCode code) {
    List<Advice> found = advice.stream().filter(a -> a.code() == code).toList();
    assertEquals(1, found.size(), "" + advice);
    return found.get(0);
  }

  @Test
  void twoTunnelsWithStaticRoutingAreAsymmetricWhateverOneDoes() {
    VpnRegion both = up(up(statics(), "vpn-1", 2, new String[0]), "vpn-1", 3, new String[0]);
    assertTrue(codes(Advice.on(both)).contains(AdviceCode.ASYMMETRIC_ROUTING));
  }

  @Test
  void ecmpToOneDeviceIsMeantAndWithoutEcmpItIsAsymmetric() {
    for (boolean ecmp : new boolean[] {true, false}) {
      VpnRegion region = transit(ecmp);
      VpnConnection connection = region.vpnConnections().get(0);
      for (int i = 0; i < 2; i++) {
        region =
            region.report(
                TunnelReport.up(
                    connection.vpnConnectionId(),
                    connection.options().tunnelOptions().get(i).outsideIpAddress().orElseThrow(),
                    AcceptedRoute.of("192.168.0.0/16", AsNumber.of(65_010))));
      }
      assertEquals(
          !ecmp, codes(Advice.on(region)).contains(AdviceCode.ASYMMETRIC_ROUTING), "" + ecmp);
    }
  }

  @Test
  void aStaticConnectionAtATransitGatewayHasItsRouteInTheRouteTable() {
    VpnRegion region = transit(true);
    var made =
        region.createVpnConnection(
            r ->
                r.customerGatewayId(region.customerGateways().get(0).customerGatewayId())
                    .transitGatewayId("tgw-1")
                    .options(o -> o.staticRoutesOnly(true)));
    VpnRegion without = made.region().afterTransitions();
    assertTrue(codes(Advice.on(without)).contains(AdviceCode.NO_STATIC_ROUTE));
    TransitGatewayAttachment attachment =
        without.transitGatewayAttachment("tgw-1", made.result().vpnConnectionId()).orElseThrow();
    VpnRegion with =
        without
            .createTransitGatewayRoute(
                attachment.associatedRouteTableId().orElseThrow(),
                "172.16.0.0/16",
                Optional.of(attachment.transitGatewayAttachmentId()))
            .region();
    assertFalse(codes(Advice.on(with)).contains(AdviceCode.NO_STATIC_ROUTE));
  }

  @Test
  void aKeyOfTwoConnectionsIsFound() {
    VpnRegion region = second(bgp(), 65_020);
    VpnRegion shared =
        tunnels(region, t -> t.preSharedKey("exampleKey_.notASecret4").dpdTimeoutSeconds(50));
    assertTrue(
        Advice.on(shared).stream()
            .anyMatch(
                a ->
                    a.code() == AdviceCode.SHARED_KEY
                        && a.subjects().equals(List.of("vpn-1", "vpn-2"))));
  }

  @Test
  void theDocumentThatAwsHandsOutIsWeakButItsMssFits() {
    List<Advice> advice =
        Advice.on(
            device(
                i ->
                    i.encryptionAlgorithm(VpnEncryptionAlgorithm.AES128)
                        .integrityAlgorithm(VpnIntegrityAlgorithm.SHA1)
                        .dhGroupNumber(2),
                p -> p.encryptionAlgorithm(VpnEncryptionAlgorithm.AES128).dhGroupNumber(2)));
    assertEquals(
        EnumSet.of(AdviceCode.WEAK_DH_GROUP, AdviceCode.SHA1_PERMITTED, AdviceCode.CBC_ONLY),
        codes(advice));
  }

  @Test
  void twoSidesThatFitHaveNothingToSay() {
    assertEquals(
        List.of(),
        Advice.between(bgp().vpnConnection("vpn-1").orElseThrow(), device(i -> {}, p -> {})));
  }

  @Test
  void theReadmeHasTheTableOfAllCodes() throws IOException {
    StringBuilder table = new StringBuilder(TABLE_HEAD);
    for (AdviceCode code : AdviceCode.values()) {
      table
          .append("| `" + code + "` | " + code.severity() + " | " + code.summary())
          .append(" | " + code.fix() + " | " + code.source() + " |\n");
    }
    Path readme = Path.of("README.md");
    String text = Files.readString(readme);
    int from = text.indexOf(TABLE_HEAD);
    assertTrue(from >= 0, "the README has no table of codes");
    int to = text.indexOf("\n\n", from) + 1;
    if (Boolean.getBoolean("advice.readme.write")) {
      String written = text.substring(0, from) + table + text.substring(to);
      Files.write(readme, written.getBytes(StandardCharsets.UTF_8));
      to = from + table.length();
      text = written;
    }
    assertEquals(table.toString(), text.substring(from, to));
  }
}
