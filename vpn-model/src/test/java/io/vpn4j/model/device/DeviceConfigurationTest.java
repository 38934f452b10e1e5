package io.vpn4j.model.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.model.CustomerGateway;
import io.vpn4j.model.IkeVersion;
import io.vpn4j.model.TunnelInsideIpVersion;
import io.vpn4j.model.TunnelOption;
import io.vpn4j.model.VpnEncryptionAlgorithm;
import io.vpn4j.model.VpnIntegrityAlgorithm;
import io.vpn4j.model.secret.PreSharedKey;
import io.vpn4j.model.secret.SecretAccess;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DeviceConfigurationTest {
  private static DeviceConfiguration with(UnaryOperator<TunnelOption.Builder> change) {
    return DeviceSamples.configuration(DeviceSamples.options(change).build()).build();
  }

  private static DeviceFiles render(DeviceConfiguration configuration, DeviceType type) {
    return configuration.render(type, SecretAccess.grant());
  }

  private static UnsupportedOptionException refused(
      DeviceConfiguration configuration, DeviceType type) {
    return assertThrows(UnsupportedOptionException.class, () -> render(configuration, type));
  }

  @Test
  void proposesTheBestThatIsPermitted() {
    String text = render(with(t -> t), DeviceType.STRONGSWAN_BIRD).files().get(0).text();
    assertTrue(text.contains("    proposals = aes256gcm16-prfsha384-ecp384\n"), text);
    assertTrue(text.contains("        esp_proposals = aes256gcm16-ecp384\n"), text);
  }

  @Test
  void proposesTheLowestThatIsPermittedForCompatibility() {
    String text =
        render(
                with(t -> t.phase1DHGroupNumbers(24, 15, 16)).toBuilder()
                    .sampleType(SampleType.COMPATIBILITY)
                    .build(),
                DeviceType.STRONGSWAN_FRR)
            .files()
            .get(0)
            .text();
    assertTrue(text.contains("    proposals = aes128-sha1-modp3072\n"), text);
    assertTrue(text.contains("        esp_proposals = aes128-sha1-modp1024\n"), text);
  }

  @Test
  void takesTheNextBestAndSaysSoWhereTheDeviceLacksTheBest() {
    DeviceFiles files = render(with(t -> t), DeviceType.YAMAHA_RTX);
    assertTrue(
        files
            .notes()
            .contains(
                "Tunnel 1: phase2EncryptionAlgorithms: AES256 and not AES256-GCM-16,"
                    + " which this text cannot have"),
        files.notes().toString());
    assertTrue(files.text().contains("ipsec sa policy 201 1 esp aes256-cbc sha256-hmac\n"));
    assertTrue(files.text().contains("# " + files.notes().get(0) + "\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "CISCO_IOS_XE, 17",
    "JUNIPER_SRX, 18",
    "FORTINET_FORTIOS, 24",
    "PALO_ALTO_PANOS, 21",
    "MIKROTIK_ROUTEROS, 22",
    "YAMAHA_RTX, 20",
    "LIBRESWAN, 2"
  })
  void refusesGroupThatTheDeviceLacks(DeviceType type, int group) {
    UnsupportedOptionException refused = refused(with(t -> t.phase1DHGroupNumbers(group)), type);
    assertEquals("phase1DHGroupNumbers", refused.option());
    assertEquals(type, refused.deviceType());
    assertTrue(refused.getMessage().contains("[" + group + "]"), refused.getMessage());
  }

  @Test
  void refusesGcmAloneWhereTheDeviceHasNone() {
    DeviceConfiguration gcm =
        with(t -> t.phase2EncryptionAlgorithms(VpnEncryptionAlgorithm.AES256_GCM_16));
    assertEquals(
        "YAMAHA_RTX cannot have phase2EncryptionAlgorithms [AES256-GCM-16]:"
            + " its text can have [AES128, AES256]",
        refused(gcm, DeviceType.YAMAHA_RTX).getMessage());
  }

  @Test
  void refusesIntegrityThatTheDeviceLacksOnlyIfItIsUsed() {
    UnaryOperator<TunnelOption.Builder> sha384 =
        t -> t.phase2IntegrityAlgorithms(VpnIntegrityAlgorithm.SHA2_384);
    String text = render(with(sha384), DeviceType.MIKROTIK_ROUTEROS).text();
    assertTrue(text.contains("enc-algorithms=aes-256-gcm auth-algorithms=null"), text);
    DeviceConfiguration cbc =
        with(t -> sha384.apply(t).phase2EncryptionAlgorithms(VpnEncryptionAlgorithm.AES256));
    assertEquals("phase2IntegrityAlgorithms", refused(cbc, DeviceType.MIKROTIK_ROUTEROS).option());
  }

  @Test
  void refusesTwoGroupsWhereTheDeviceHasOne() {
    DeviceConfiguration two = with(t -> t.phase1DHGroupNumbers(14).phase2DHGroupNumbers(2, 5));
    assertEquals("phase2DHGroupNumbers", refused(two, DeviceType.YAMAHA_RTX).option());
  }

  @ParameterizedTest
  @EnumSource(DeviceType.class)
  void refusesIkev1AloneExceptInWords(DeviceType type) {
    DeviceConfiguration ikev1 = with(t -> t.ikeVersions(IkeVersion.IKEV1));
    if (type == DeviceType.GENERIC) {
      String text = render(ikev1, type).text();
      assertTrue(text.contains("- IKE version               : ikev1\n"), text);
      assertTrue(text.contains("- Phase 1 Negotiation Mode  : main\n"), text);
    } else {
      assertEquals("ikeVersions", refused(ikev1, type).option());
    }
  }

  @ParameterizedTest
  @EnumSource(DeviceType.class)
  void refusesCertificates(DeviceType type) {
    CustomerGateway certified =
        DeviceSamples.GATEWAY.toBuilder()
            .certificateArn("arn:aws:acm:eu-west-1:111122223333:certificate/1")
            .ipAddress(Optional.empty())
            .build();
    assertEquals(
        "certificateArn",
        refused(DeviceSamples.bgp().customerGateway(certified).build(), type).option());
  }

  @ParameterizedTest
  @EnumSource(DeviceType.class)
  void onlyStrongSwanHasEspInUserSpace(DeviceType type) {
    DeviceConfiguration userspace = DeviceSamples.bgp().userspaceEsp(true).build();
    if (type == DeviceType.STRONGSWAN_BIRD || type == DeviceType.STRONGSWAN_FRR) {
      String text = render(userspace, type).text();
      assertTrue(text.contains("encap = yes\n") && !text.contains("if_id"), text);
    } else {
      assertEquals("userspaceEsp", refused(userspace, type).option());
    }
  }

  @Test
  void refusesInnerIpv6ExceptInWords() {
    DeviceConfiguration ipv6 =
        DeviceConfiguration.builder()
            .connection(
                DeviceSamples.connection(DeviceSamples.options(t -> t).build()).toBuilder()
                    .vpnGatewayId(Optional.empty())
                    .transitGatewayId("tgw-0123456789abcdef0")
                    .options(
                        o ->
                            o.tunnelInsideIpVersion(TunnelInsideIpVersion.IPV6)
                                .addTunnelOption(ipv6(1))
                                .addTunnelOption(ipv6(2)))
                    .build())
            .customerGateway(DeviceSamples.GATEWAY)
            .build();
    assertEquals("tunnelInsideIpVersion", refused(ipv6, DeviceType.STRONGSWAN_BIRD).option());
    String text = render(ipv6, DeviceType.GENERIC).text();
    assertTrue(text.contains("- Neighbor IP Address       : fd00:0:0:1::1\n"), text);
  }

  private static TunnelOption ipv6(int number) {
    return TunnelOption.builder()
        .outsideIpAddress("198.51.100." + number)
        .tunnelInsideCidr("169.254.44." + 4 * number + "/30")
        .tunnelInsideIpv6Cidr("fd00:0:0:" + number + "::/126")
        .preSharedKey(DeviceSamples.KEY_1)
        .build();
  }

  @Test
  void refusesUnknownNetworksWherePoliciesNeedThem() {
    DeviceConfiguration unknown = DeviceSamples.bgp().localNetworks(List.of()).build();
    assertEquals("localNetworks", refused(unknown, DeviceType.MIKROTIK_ROUTEROS).option());
    DeviceFiles others = render(unknown, DeviceType.CISCO_IOS_XE);
    assertTrue(others.text().contains("! No network behind the device is known"), others.text());
  }

  @Test
  void notesSelectorsThatLeaveOutTheInsideAddresses() {
    DeviceConfiguration narrow =
        DeviceSamples.configuration(
                DeviceSamples.options(t -> t).remoteIpv4NetworkCidr("10.0.0.0/16").build())
            .build();
    DeviceFiles files = render(narrow, DeviceType.JUNIPER_SRX);
    assertTrue(files.text().contains("ike proxy-identity remote 10.0.0.0/16\n"));
    assertTrue(files.notes().stream().anyMatch(n -> n.contains("leave out the inside addresses")));
  }

  @Test
  void incompleteTunnelIsRefusedByTheFieldThatIsUnset() {
    for (String field : List.of("outsideIpAddress", "tunnelInsideCidr", "preSharedKey")) {
      IllegalArgumentException refused =
          assertThrows(
              IllegalArgumentException.class,
              () ->
                  with(
                      t ->
                          switch (field) {
                            case "outsideIpAddress" -> t.outsideIpAddress(Optional.empty());
                            case "tunnelInsideCidr" -> t.tunnelInsideCidr(Optional.empty());
                            default -> t.preSharedKey(Optional.empty());
                          }));
      assertTrue(refused.getMessage().contains(field), refused.getMessage());
    }
  }

  @Test
  void keyThatTextCannotCarryIsRefusedUnseen() {
    PreSharedKey odd = PreSharedKey.ofOctets("quote\" and\nline".getBytes(StandardCharsets.UTF_8));
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> with(t -> t.preSharedKey(odd)));
    assertFalse(refused.getMessage().contains("quote"), refused.getMessage());
  }

  @Test
  void interfaceNameCannotBringMoreLines() {
    assertThrows(
        IllegalArgumentException.class,
        () -> DeviceSamples.bgp().outsideInterface("eth0\nreload").build());
  }

  @Test
  void unknownFileIsNamedWithThoseThatExist() {
    DeviceFiles files = render(with(t -> t), DeviceType.STRONGSWAN_BIRD);
    assertTrue(files.file("bird.conf").text().contains("router id 203.0.113.10;\n"));
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> files.file("frr.conf"));
    assertTrue(refused.getMessage().contains("bird.conf"), refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "30, 10, 2",
    "40, 10, 3",
    "60, 10, 5",
    "90, 15, 5",
    "360, 60, 5",
    "2147483647, 60, 5"
  })
  void deadPeerIsFoundAboutWhenAwsFindsTheDeviceDead(int timeout, int interval, int retries) {
    assertEquals(new DeadPeerDetection(interval, retries), DeadPeerDetection.of(timeout, 60, 5));
  }
}
