package io.vpn4j.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TunnelOptionTest {
  private static final String LOG_GROUP =
      "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/vendedlogs/vpn:*";

  @Test
  void nothingIsSetByDefault() {
    TunnelOption option = TunnelOption.builder().build();
    assertEquals(TunnelOption.unset(), option);
    assertEquals(OptionalInt.empty(), option.phase1LifetimeSeconds());
    assertEquals(List.of(), option.phase1DHGroupNumbers());
    assertEquals(Optional.empty(), option.startupAction());
    assertEquals(Optional.empty(), option.preSharedKey());
    assertFalse(option.hasChosenOptions());
  }

  @Test
  void effectiveHasEveryDefaultOfAws() {
    TunnelParameters all = TunnelOption.unset().effective();
    assertEquals(28_800, all.phase1LifetimeSeconds());
    assertEquals(3_600, all.phase2LifetimeSeconds());
    assertEquals(270, all.rekeyMarginTimeSeconds());
    assertEquals(100, all.rekeyFuzzPercentage());
    assertEquals(1_024, all.replayWindowSize());
    assertEquals(40, all.dpdTimeoutSeconds());
    assertEquals(DpdTimeoutAction.CLEAR, all.dpdTimeoutAction());
    assertEquals(StartupAction.ADD, all.startupAction());
    assertEquals(List.of(IkeVersion.IKEV1, IkeVersion.IKEV2), all.ikeVersions());
    assertEquals(List.of(VpnEncryptionAlgorithm.values()), all.phase1EncryptionAlgorithms());
    assertEquals(List.of(VpnEncryptionAlgorithm.values()), all.phase2EncryptionAlgorithms());
    assertEquals(List.of(VpnIntegrityAlgorithm.values()), all.phase1IntegrityAlgorithms());
    assertEquals(List.of(VpnIntegrityAlgorithm.values()), all.phase2IntegrityAlgorithms());
    assertEquals(
        List.of(2, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24), all.phase1DHGroupNumbers());
    assertEquals(
        List.of(2, 5, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24), all.phase2DHGroupNumbers());
    assertFalse(all.logOptions().logEnabled());
    assertFalse(all.logOptions().bgpLogEnabled());
    assertEquals(Optional.of(LogOutputFormat.JSON), all.logOptions().logOutputFormat());
    assertEquals(Optional.of(LogOutputFormat.JSON), all.logOptions().bgpLogOutputFormat());
    assertFalse(all.enableTunnelLifecycleControl());
  }

  @Test
  void aClassicTunnelHasWhatClassicHad() {
    TunnelParameters all = TunnelOption.unset().effective(Category.VPN_CLASSIC);
    assertEquals(List.of(IkeVersion.IKEV1), all.ikeVersions());
    assertEquals(List.of(VpnEncryptionAlgorithm.AES128), all.phase1EncryptionAlgorithms());
    assertEquals(List.of(VpnIntegrityAlgorithm.SHA1), all.phase2IntegrityAlgorithms());
    assertEquals(List.of(2), all.phase1DHGroupNumbers());
    assertEquals(List.of(2), all.phase2DHGroupNumbers());
  }

  /** Field, lowest, highest value, how to set it, how to read it back. */
  static Stream<Arguments> ranges() {
    return Stream.of(
        range(
            "phase1LifetimeSeconds",
            901, // 900 would not be more than any phase 2
            28_800,
            (b, v) -> b.phase1LifetimeSeconds(v).phase2LifetimeSeconds(900),
            TunnelParameters::phase1LifetimeSeconds),
        range(
            "phase2LifetimeSeconds",
            900,
            3_600,
            TunnelOption.Builder::phase2LifetimeSeconds,
            TunnelParameters::phase2LifetimeSeconds),
        range(
            "rekeyMarginTimeSeconds",
            60,
            1_800,
            TunnelOption.Builder::rekeyMarginTimeSeconds,
            TunnelParameters::rekeyMarginTimeSeconds),
        range(
            "rekeyFuzzPercentage",
            0,
            100,
            TunnelOption.Builder::rekeyFuzzPercentage,
            TunnelParameters::rekeyFuzzPercentage),
        range(
            "replayWindowSize",
            64,
            2_048,
            TunnelOption.Builder::replayWindowSize,
            TunnelParameters::replayWindowSize),
        range(
            "dpdTimeoutSeconds",
            30,
            Integer.MAX_VALUE,
            TunnelOption.Builder::dpdTimeoutSeconds,
            TunnelParameters::dpdTimeoutSeconds));
  }

  private static Arguments range(
      String field,
      int min,
      int max,
      BiConsumer<TunnelOption.Builder, Integer> set,
      ToIntFunction<TunnelParameters> get) {
    return Arguments.of(field, min, max, set, get);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ranges")
  void bordersAreTakenAndTheirNeighboursRefused(
      String field,
      int min,
      int max,
      BiConsumer<TunnelOption.Builder, Integer> set,
      ToIntFunction<TunnelParameters> get) {
    for (int value : new int[] {min, min + 1, max - 1, max}) {
      TunnelOption.Builder builder = TunnelOption.builder();
      set.accept(builder, value);
      assertEquals(value, get.applyAsInt(builder.build().effective()));
    }
    IntStream outside =
        IntStream.of(min - 1, max == Integer.MAX_VALUE ? 0 : max + 1, Integer.MIN_VALUE, -1);
    outside.forEach(
        value -> {
          TunnelOption.Builder builder = TunnelOption.builder();
          set.accept(builder, value);
          var refused = assertThrows(IllegalArgumentException.class, builder::build);
          assertTrue(refused.getMessage().contains(field + " "), refused.getMessage());
          assertTrue(refused.getMessage().contains(" " + value), refused.getMessage());
        });
  }

  @Test
  void messagesNameFieldValueAndRange() {
    assertEquals(
        "phase1LifetimeSeconds 899 is not 900 to 28800",
        message(TunnelOption.builder().phase1LifetimeSeconds(899)));
    assertEquals(
        "phase2LifetimeSeconds 3600 (default): less than phase1LifetimeSeconds 1800 is wanted",
        message(TunnelOption.builder().phase1LifetimeSeconds(1_800)));
    assertEquals(
        "rekeyMarginTimeSeconds 451: 60 to 450 is wanted, the half of phase2LifetimeSeconds 900",
        message(TunnelOption.builder().phase2LifetimeSeconds(900).rekeyMarginTimeSeconds(451)));
    assertEquals(
        "phase1DHGroupNumbers 5: one of [2, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24] is wanted",
        message(TunnelOption.builder().phase1DHGroupNumbers(2, 5)));
    assertEquals(
        "startupAction start: ikeVersions [ikev1] lacks ikev2, and AWS begins only with that",
        message(
            TunnelOption.builder()
                .startupAction(StartupAction.START)
                .ikeVersions(IkeVersion.IKEV1)));
  }

  @Test
  void phase2IsShorterThanPhase1ToTheSecond() {
    TunnelOption.builder().phase1LifetimeSeconds(901).phase2LifetimeSeconds(900).build();
    message(TunnelOption.builder().phase1LifetimeSeconds(900).phase2LifetimeSeconds(900));
    TunnelOption.builder().phase1LifetimeSeconds(3_601).build();
    message(TunnelOption.builder().phase1LifetimeSeconds(3_600));
  }

  @Test
  void theMarginIsAtMostHalfOfPhase2RoundedDown() {
    TunnelOption.builder().phase2LifetimeSeconds(901).rekeyMarginTimeSeconds(450).build();
    message(TunnelOption.builder().phase2LifetimeSeconds(901).rekeyMarginTimeSeconds(451));
  }

  @Test
  void everyGroupIsTakenOrRefusedByPhase() {
    List<Integer> phase1 = Stream.of(2).toList();
    for (int group = -1; group <= 40; group++) {
      boolean modern = group >= 14 && group <= 24;
      int value = group;
      check(
          phase1.contains(group) || modern,
          () -> TunnelOption.builder().phase1DHGroupNumbers(value).build());
      check(
          group == 2 || group == 5 || modern,
          () -> TunnelOption.builder().phase2DHGroupNumbers(value).build());
    }
  }

  @Test
  void noElementOfAListStandsTwice() {
    var aes = VpnEncryptionAlgorithm.AES128;
    var sha = VpnIntegrityAlgorithm.SHA1;
    message(TunnelOption.builder().phase1EncryptionAlgorithms(aes, aes));
    message(TunnelOption.builder().phase2EncryptionAlgorithms(aes, aes));
    message(TunnelOption.builder().phase1IntegrityAlgorithms(sha, sha));
    message(TunnelOption.builder().phase2IntegrityAlgorithms(sha, sha));
    message(TunnelOption.builder().phase1DHGroupNumbers(14, 14));
    message(TunnelOption.builder().phase2DHGroupNumbers(5, 5));
    message(TunnelOption.builder().ikeVersions(IkeVersion.IKEV2, IkeVersion.IKEV2));
  }

  @Test
  void listsKeepTheirOrderAndAreEffectiveLowestFirst() {
    TunnelOption option =
        TunnelOption.builder()
            .phase1EncryptionAlgorithms(
                VpnEncryptionAlgorithm.AES256_GCM_16, VpnEncryptionAlgorithm.AES128)
            .phase1DHGroupNumbers(20, 14)
            .build();
    assertEquals(List.of(20, 14), option.phase1DHGroupNumbers());
    assertEquals(List.of(14, 20), option.effective().phase1DHGroupNumbers());
    assertEquals(
        List.of(VpnEncryptionAlgorithm.AES128, VpnEncryptionAlgorithm.AES256_GCM_16),
        option.effective().phase1EncryptionAlgorithms());
  }

  @Test
  void aDefaultThatIsSetDiffersInTheOptionButNotInEffect() {
    TunnelOption set =
        TunnelOption.builder()
            .phase1LifetimeSeconds(28_800)
            .ikeVersions(IkeVersion.IKEV2, IkeVersion.IKEV1)
            .enableTunnelLifecycleControl(false)
            .build();
    assertNotEquals(TunnelOption.unset(), set);
    assertEquals(TunnelOption.unset().effective(), set.effective());
    assertEquals(TunnelOption.unset().effective().hashCode(), set.effective().hashCode());
    assertNotEquals(set.effective(), set.toBuilder().replayWindowSize(64).build().effective());
    assertTrue(set.hasChosenOptions());
  }

  @Test
  void awsMayBeginWithIkev2() {
    TunnelOption.builder().startupAction(StartupAction.START).build();
    TunnelOption.builder().startupAction(StartupAction.START).ikeVersions(IkeVersion.IKEV2).build();
  }

  @Test
  void anAddressIsWantedOutside() {
    message(TunnelOption.builder().outsideIpAddress("0.0.0.0"));
  }

  @Test
  void logsAreTwoSwitchesAndTheirGroupsAreArns() {
    TunnelOption option =
        TunnelOption.builder()
            .logOptions(
                l ->
                    l.logEnabled(true).logGroupArn(LOG_GROUP).logOutputFormat(LogOutputFormat.TEXT))
            .build();
    assertTrue(option.effective().logOptions().logEnabled());
    assertFalse(option.effective().logOptions().bgpLogEnabled());
    assertEquals(
        Optional.of(LogOutputFormat.TEXT), option.effective().logOptions().logOutputFormat());
    assertEquals(Optional.empty(), option.logOptions().bgpLogOutputFormat());
    assertThrows(
        IllegalArgumentException.class,
        () -> CloudWatchLogOptions.builder().logGroupArn("group").build());
    assertThrows(
        IllegalArgumentException.class,
        () -> CloudWatchLogOptions.builder().bgpLogGroupArn("group").build());
  }

  @Test
  void builderRoundTrips() {
    TunnelOption option = ModelSamples.everythingSet(1);
    assertEquals(option, option.toBuilder().build());
    assertEquals(option.effective(), option.toBuilder().build().effective());
    assertTrue(option.effective().toString().contains("replayWindowSize=512"));
  }

  private static String message(TunnelOption.Builder builder) {
    return assertThrows(IllegalArgumentException.class, builder::build).getMessage();
  }

  private static void check(boolean taken, Runnable build) {
    if (taken) {
      build.run();
    } else {
      assertThrows(IllegalArgumentException.class, build::run);
    }
  }
}
