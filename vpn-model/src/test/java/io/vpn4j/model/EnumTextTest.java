package io.vpn4j.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EnumTextTest {
  static Stream<Arguments> closedSets() {
    return Stream.of(
        set(Category.values(), Category::of, "VPN", "VPN-Classic"),
        set(IkeVersion.values(), IkeVersion::of, "ikev1", "ikev2"),
        set(StartupAction.values(), StartupAction::of, "add", "start"),
        set(DpdTimeoutAction.values(), DpdTimeoutAction::of, "clear", "none", "restart"),
        set(
            VpnEncryptionAlgorithm.values(),
            VpnEncryptionAlgorithm::of,
            "AES128",
            "AES256",
            "AES128-GCM-16",
            "AES256-GCM-16"),
        set(
            VpnIntegrityAlgorithm.values(),
            VpnIntegrityAlgorithm::of,
            "SHA1",
            "SHA2-256",
            "SHA2-384",
            "SHA2-512"),
        set(TunnelInsideIpVersion.values(), TunnelInsideIpVersion::of, "ipv4", "ipv6"),
        set(
            OutsideIpAddressType.values(),
            OutsideIpAddressType::of,
            "PublicIpv4",
            "PrivateIpv4",
            "Ipv6"),
        set(TunnelBandwidth.values(), TunnelBandwidth::of, "standard", "large"),
        set(LogOutputFormat.values(), LogOutputFormat::of, "json", "text"),
        set(PreSharedKeyStorage.values(), PreSharedKeyStorage::of, "Standard", "SecretsManager"),
        set(TelemetryStatus.values(), TelemetryStatus::of, "UP", "DOWN"),
        set(RouteSource.values(), RouteSource::of, "Static"),
        set(GatewayType.values(), GatewayType::of, "ipsec.1"));
  }

  private static Arguments set(Enum<?>[] values, Function<String, ?> of, String... texts) {
    return Arguments.of(List.of(values), of, List.of(texts));
  }

  @ParameterizedTest
  @MethodSource("closedSets")
  void everyConstantHasTheTextOfTheApiInOrder(
      List<Enum<?>> values, Function<String, ?> of, List<String> texts) {
    assertEquals(texts, values.stream().map(Enum::toString).toList());
    assertEquals(values, texts.stream().map(of).toList());
  }

  @ParameterizedTest
  @MethodSource("closedSets")
  void anotherTextIsRefusedWithTheListOfAll(
      List<Enum<?>> values, Function<String, ?> of, List<String> texts) {
    var refused =
        assertThrows(IllegalArgumentException.class, () -> of.apply("aes-512 or whatever"));
    assertTrue(refused.getMessage().contains("'aes-512 or whatever'"), refused.getMessage());
    assertTrue(refused.getMessage().endsWith(String.join(", ", texts)), refused.getMessage());
    assertThrows(IllegalArgumentException.class, () -> of.apply(""));
  }

  @Test
  void statesKeepWhatTheyDoNotKnow() {
    assertTrue(ResourceState.of("modifying").isKnown());
    assertEquals(ResourceState.MODIFYING, ResourceState.of("modifying"));
    assertFalse(ResourceState.of("rolling-back").isKnown());
    assertEquals("rolling-back", ResourceState.of("rolling-back").text());
    assertEquals(AttachmentState.DETACHED, AttachmentState.of("detached"));
    assertFalse(AttachmentState.of("busy").isKnown());
    assertEquals(
        GatewayAssociationState.NOT_ASSOCIATED, GatewayAssociationState.of("not-associated"));
    assertFalse(GatewayAssociationState.of("failed").isKnown());
  }

  @Test
  void statesHaveTheTextsOfTheApi() {
    assertEquals(
        List.of("pending", "available", "modifying", "deleting", "deleted"),
        Stream.of(
                ResourceState.PENDING,
                ResourceState.AVAILABLE,
                ResourceState.MODIFYING,
                ResourceState.DELETING,
                ResourceState.DELETED)
            .map(ResourceState::toString)
            .toList());
    assertEquals(
        List.of("attaching", "attached", "detaching", "detached"),
        Stream.of(
                AttachmentState.ATTACHING,
                AttachmentState.ATTACHED,
                AttachmentState.DETACHING,
                AttachmentState.DETACHED)
            .map(AttachmentState::toString)
            .toList());
    assertEquals(
        List.of("associated", "not-associated", "associating", "disassociating"),
        Stream.of(
                GatewayAssociationState.ASSOCIATED,
                GatewayAssociationState.NOT_ASSOCIATED,
                GatewayAssociationState.ASSOCIATING,
                GatewayAssociationState.DISASSOCIATING)
            .map(GatewayAssociationState::toString)
            .toList());
  }

  @Test
  void anEmptyOrVeryLongStateIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> ResourceState.of(""));
    assertThrows(IllegalArgumentException.class, () -> AttachmentState.of("a".repeat(65)));
    assertEquals(64, GatewayAssociationState.of("a".repeat(64)).text().length());
  }

  @Test
  void algorithmsKnowTheirKeysAndMode() {
    assertEquals(
        List.of(128, 256, 128, 256),
        Arrays.stream(VpnEncryptionAlgorithm.values())
            .map(VpnEncryptionAlgorithm::keyBits)
            .toList());
    assertEquals(
        List.of(false, false, true, true),
        Arrays.stream(VpnEncryptionAlgorithm.values())
            .map(VpnEncryptionAlgorithm::isAead)
            .toList());
  }
}
