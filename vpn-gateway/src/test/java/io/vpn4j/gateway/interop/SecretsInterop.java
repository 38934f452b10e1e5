package io.vpn4j.gateway.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What our log says at its most talkative, against the keys that charon tells of the same SAs. */
@ExtendWith(StrongSwanExtension.class)
class SecretsInterop {
  /** A row of 16 octets of a dump in charon's log. */
  private static final Pattern DUMPED =
      Pattern.compile("\\[(?:IKE|CHD)\\]\\s+\\d+: ((?:[0-9A-F]{2} ){16})");

  @Test
  void logTellsNoKeyAtAnyLevel(@TempDir Path directory) throws Exception {
    Path charonsLog = directory.resolve("charon.log");
    Path ourLog = directory.resolve("our.log");
    // A JVM of its own, as a logger's level is set once.
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
                "-cp",
                System.getProperty("java.class.path"),
                TalkativeTunnel.class.getName())
            .redirectOutput(charonsLog.toFile())
            .redirectError(ourLog.toFile())
            .start();
    try {
      assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    } finally {
      process.destroyForcibly();
    }
    String ours = Files.readString(ourLog, StandardCharsets.UTF_8);
    assertEquals(0, process.exitValue(), ours);
    assertTrue(ours.contains("DEBUG io.vpn4j.ike.IkeSession"), ours);

    Set<String> keys = new HashSet<>();
    Matcher dumped = DUMPED.matcher(Files.readString(charonsLog, StandardCharsets.ISO_8859_1));
    while (dumped.find()) {
      keys.add(dumped.group(1).replace(" ", "").toLowerCase(Locale.ROOT));
    }
    // SKEYSEED and the seven SK_* of two IKE SAs, and the keys of a child, among others.
    assertTrue(keys.size() > 20, charonsLog::toString);
    String squeezed = ours.toLowerCase(Locale.ROOT).replaceAll("[^0-9a-f]", "");
    for (String key : keys) {
      assertFalse(squeezed.contains(key), key);
    }
    for (String secret : List.of(SiteToSite.preSharedKey(0), TalkativeTunnel.WRONG_KEY)) {
      byte[] octets = secret.getBytes(StandardCharsets.US_ASCII);
      assertFalse(ours.contains(secret));
      assertFalse(squeezed.contains(HexFormat.of().formatHex(octets)));
      assertFalse(ours.contains(Base64.getEncoder().withoutPadding().encodeToString(octets)));
    }
  }
}
