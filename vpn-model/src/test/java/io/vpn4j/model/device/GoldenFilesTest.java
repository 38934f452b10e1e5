package io.vpn4j.model.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.model.secret.SecretAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whole renderings, as they were read line by line when they were made. With {@code
 * -Ddevice.golden=write} the files are written instead of compared; then read the difference.
 */
class GoldenFilesTest {
  private static final Path FOLDER = Path.of("src/test/resources/io/vpn4j/model/device");

  @ParameterizedTest
  @EnumSource(DeviceType.class)
  void rendersBgpWithEveryOptionAtItsDefault(DeviceType type) throws IOException {
    compare(name(type, "bgp"), DeviceSamples.bgp().build(), type);
  }

  @ParameterizedTest
  @EnumSource(DeviceType.class)
  void rendersStaticRoutesAndNarrowedOptionsBehindNat(DeviceType type) throws IOException {
    compare(name(type, "static"), DeviceSamples.narrowed().build(), type);
  }

  @Test
  void rendersStrongSwanWithEspInUserSpace() throws IOException {
    compare(
        name(DeviceType.STRONGSWAN_BIRD, "userspace"),
        DeviceSamples.bgp().userspaceEsp(true).build(),
        DeviceType.STRONGSWAN_BIRD);
  }

  @Test
  void noGoldenFileIsLeftOver() throws IOException {
    Set<String> expected =
        Arrays.stream(DeviceType.values())
            .flatMap(type -> Stream.of(name(type, "bgp"), name(type, "static")))
            .collect(Collectors.toCollection(TreeSet::new));
    expected.add(name(DeviceType.STRONGSWAN_BIRD, "userspace"));
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertEquals(
          expected,
          files
              .map(f -> f.getFileName().toString())
              .collect(Collectors.toCollection(TreeSet::new)));
    }
  }

  private static String name(DeviceType type, String variant) {
    return type.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + variant + ".golden.txt";
  }

  private static void compare(String name, DeviceConfiguration configuration, DeviceType type)
      throws IOException {
    String text = configuration.render(type, SecretAccess.grant()).text();
    Path file = FOLDER.resolve(name);
    if (System.getProperty("device.golden", "").equals("write")) {
      Files.writeString(file, text);
      return;
    }
    assertTrue(Files.exists(file), file + " is missing; -Ddevice.golden=write makes it");
    assertEquals(Files.readString(file), text);
  }
}
