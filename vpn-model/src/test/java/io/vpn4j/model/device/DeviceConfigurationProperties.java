package io.vpn4j.model.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.model.Category;
import io.vpn4j.model.IkeVersion;
import io.vpn4j.model.TunnelOption;
import io.vpn4j.model.VpnConnectionOptions;
import io.vpn4j.model.VpnEncryptionAlgorithm;
import io.vpn4j.model.VpnIntegrityAlgorithm;
import io.vpn4j.model.secret.SecretAccess;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** Any connection with any option values, on every device. */
class DeviceConfigurationProperties {
  /** Where a pre-shared key may stand, in any device's words; the key is the group. */
  private static final List<Pattern> SECRET_LINES =
      List.of(
          Pattern.compile("  - Pre-Shared Key +: (\\S+)"),
          Pattern.compile(" +secret = \"(\\S+)\""),
          Pattern.compile("[0-9.]+ [0-9.]+ : PSK \"(\\S+)\""),
          Pattern.compile(" +pre-shared-key (\\S+)"),
          Pattern.compile("set security ike policy \\S+ pre-shared-key ascii-text \"(\\S+)\""),
          Pattern.compile(" +set psksecret \"(\\S+)\""),
          Pattern.compile("set network ike gateway \\S+ authentication pre-shared-key key (\\S+)"),
          Pattern.compile(" +secret=\"(\\S+)\""),
          Pattern.compile(" +ipsec ike pre-shared-key [12] text (\\S+)"));

  private static <E> Arbitrary<List<E>> subset(List<E> all) {
    return Arbitraries.of(all).list().uniqueElements().ofMaxSize(all.size());
  }

  @Provide
  Arbitrary<TunnelOption> tunnels() {
    Arbitrary<Integer> phase1 = Arbitraries.integers().between(901, 28_800);
    Arbitrary<TunnelOption.Builder> times =
        phase1.flatMap(
            p1 ->
                Arbitraries.integers()
                    .between(900, Math.min(3_600, p1 - 1))
                    .flatMap(
                        p2 ->
                            Arbitraries.integers()
                                .between(60, p2 / 2)
                                .map(
                                    margin ->
                                        TunnelOption.builder()
                                            .phase1LifetimeSeconds(p1)
                                            .phase2LifetimeSeconds(p2)
                                            .rekeyMarginTimeSeconds(margin))));
    Arbitrary<TunnelOption.Builder> numbers =
        Combinators.combine(
                times,
                Arbitraries.integers().between(0, 100),
                Arbitraries.integers().between(64, 2_048),
                Arbitraries.oneOf(
                    Arbitraries.integers().between(30, 400), Arbitraries.of(Integer.MAX_VALUE)))
            .as(
                (builder, fuzz, window, dpd) -> {
                  builder.rekeyFuzzPercentage(fuzz);
                  builder.replayWindowSize(window);
                  builder.dpdTimeoutSeconds(dpd);
                  return builder;
                });
    List<VpnEncryptionAlgorithm> ciphers = Category.VPN.encryptionAlgorithms();
    List<VpnIntegrityAlgorithm> hashes = Category.VPN.integrityAlgorithms();
    return Combinators.combine(
            numbers,
            subset(ciphers),
            subset(ciphers),
            subset(hashes),
            subset(hashes),
            subset(Category.VPN.phase1DHGroupNumbers()),
            subset(Category.VPN.phase2DHGroupNumbers()))
        .as(
            (builder, c1, c2, h1, h2, g1, g2) -> {
              builder.phase1EncryptionAlgorithms(c1).phase2EncryptionAlgorithms(c2);
              builder.phase1IntegrityAlgorithms(h1).phase2IntegrityAlgorithms(h2);
              builder.phase1DHGroupNumbers(g1).phase2DHGroupNumbers(g2);
              return builder.build();
            })
        .flatMap(
            option ->
                subset(List.of(IkeVersion.values()))
                    .map(versions -> option.toBuilder().ikeVersions(versions).build()));
  }

  /** Keys whose beginning occurs nowhere else. */
  @Provide
  Arbitrary<String> keys() {
    return Arbitraries.strings()
        .withCharRange('A', 'Z')
        .withCharRange('a', 'z')
        .withCharRange('0', '9')
        .withChars("._")
        .ofMinLength(6)
        .ofMaxLength(60)
        .map(tail -> "xQ." + tail);
  }

  @Property(tries = 500)
  void rendersOrRefusesByNameAndKeysStandOnlyWhereTheyBelong(
      @ForAll("tunnels") TunnelOption first,
      @ForAll("tunnels") TunnelOption second,
      @ForAll("keys") String key,
      @ForAll SampleType sample,
      @ForAll DeviceType type,
      @ForAll boolean alike,
      @ForAll boolean isStatic,
      @ForAll boolean behindNat,
      @ForAll boolean narrow) {
    DeviceConfiguration configuration =
        configuration(first, alike ? first : second, key, isStatic, narrow)
            .sampleType(sample)
            .build();
    if (behindNat) {
      configuration = configuration.toBuilder().deviceAddress("10.9.8.7").build();
    }
    assertFalse(configuration.toString().contains(key));
    DeviceFiles files;
    try {
      files = configuration.render(type, SecretAccess.grant());
    } catch (UnsupportedOptionException refused) {
      Statistics.label(type.name()).collect("refused");
      assertFalse(refused.getMessage().contains(key));
      assertEquals(type, refused.deviceType());
      assertFalse(refused.option().isEmpty());
      return;
    }
    Statistics.label(type.name()).collect("rendered");
    assertFalse(files.toString().contains(key));
    assertFalse(files.notes().toString().contains(key));
    assertKeysStandOnlyWhereTheyBelong(files, List.of(key + "1", key + "2"));
    assertChosenIsPermitted(configuration, type);
  }

  private static DeviceConfiguration.Builder configuration(
      TunnelOption first, TunnelOption second, String key, boolean isStatic, boolean narrow) {
    VpnConnectionOptions.Builder options =
        VpnConnectionOptions.builder()
            .staticRoutesOnly(isStatic)
            .addTunnelOption(placed(first, 1, key))
            .addTunnelOption(placed(second, 2, key));
    if (narrow) {
      options.localIpv4NetworkCidr("192.168.0.0/16").remoteIpv4NetworkCidr("10.0.0.0/8");
    }
    return DeviceSamples.configuration(options.build());
  }

  private static TunnelOption placed(TunnelOption option, int number, String key) {
    return option.toBuilder()
        .outsideIpAddress("198.51.100." + number)
        .tunnelInsideCidr("169.254.44." + 4 * number + "/30")
        .preSharedKey(key + number)
        .build();
  }

  private static void assertKeysStandOnlyWhereTheyBelong(DeviceFiles files, List<String> keys) {
    for (String key : keys) {
      List<String> lines =
          files.files().stream()
              .flatMap(f -> f.text().lines())
              .filter(line -> line.contains(key))
              .toList();
      assertEquals(1, lines.size(), "lines with the key");
      assertTrue(
          SECRET_LINES.stream()
              .map(p -> p.matcher(lines.get(0)))
              .anyMatch(m -> m.matches() && m.group(1).equals(key)),
          "the line with the key has nothing else that varies");
      for (DeviceFile file : files.files()) {
        assertTrue(file.secret() || !file.text().contains(key), file.name());
      }
    }
  }

  private static void assertChosenIsPermitted(DeviceConfiguration configuration, DeviceType type) {
    for (TunnelEnd tunnel : Site.resolve(configuration, type, SecretAccess.grant()).tunnels()) {
      var permitted = tunnel.parameters();
      var able = type.renderer().abilities();
      Phase ike = tunnel.phase1();
      Phase esp = tunnel.phase2();
      assertTrue(permitted.phase1EncryptionAlgorithms().contains(ike.encryption()));
      assertTrue(permitted.phase1IntegrityAlgorithms().contains(ike.integrity()));
      assertTrue(permitted.phase1DHGroupNumbers().contains(ike.group()));
      assertTrue(permitted.phase2EncryptionAlgorithms().contains(esp.encryption()));
      assertTrue(permitted.phase2IntegrityAlgorithms().contains(esp.integrity()));
      assertTrue(permitted.phase2DHGroupNumbers().contains(esp.group()));
      assertTrue(able.phase1Encryption().contains(ike.encryption()));
      assertTrue(able.integrity().contains(ike.integrity()));
      assertTrue(able.groups().contains(ike.group()) && able.groups().contains(esp.group()));
      assertTrue(esp.encryption().isAead() || able.integrity().contains(esp.integrity()));
    }
  }
}
