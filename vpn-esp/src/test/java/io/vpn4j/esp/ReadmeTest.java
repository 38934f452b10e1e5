package io.vpn4j.esp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README's program is the method below, line by line, and its table names tests that exist. */
class ReadmeTest {
  private static final Path README = Path.of("README.md");
  private static final Path TESTS = Path.of("src/test/java/io/vpn4j/esp");

  private static ByteBuffer program(byte[] ipPacket, byte[] keymat) {
    // README
    EspSuite suite = EspSuite.AES_GCM_16_128;
    try (OutboundSa out = OutboundSa.builder(0x12345678, suite).keymat(keymat).build();
        InboundSa in = InboundSa.builder(0x12345678, suite).keymat(keymat).build()) {
      ByteBuffer esp = ByteBuffer.allocate(suite.encodedLength(ipPacket.length));
      SealResult sealed = out.seal(ByteBuffer.wrap(ipPacket), 4, esp); // 4: IPv4 inside
      ByteBuffer opened = ByteBuffer.allocate(esp.capacity());
      OpenResult result = in.open(esp.flip(), opened);
      System.out.println(sealed + " " + result + " " + in.counters());
      return opened.flip();
    }
    // END
  }

  @Test
  void theProgramRuns() {
    byte[] packet = EspFixtures.ipv4(84, 1);
    ByteBuffer opened = program(packet, EspFixtures.keymat(EspSuite.AES_GCM_16_128, 1));
    byte[] octets = new byte[opened.remaining()];
    opened.get(octets);
    assertArrayEquals(packet, octets);
  }

  @Test
  void theProgramIsTheOneOfTheReadme() throws IOException {
    List<String> source = Files.readAllLines(TESTS.resolve("ReadmeTest.java"));
    String program =
        String.join(
            "\n",
            source.subList(source.indexOf("    // README") + 1, source.indexOf("    // END")));
    var block =
        Pattern.compile("```java\n(.*?)\n```", Pattern.DOTALL).matcher(Files.readString(README));
    assertTrue(block.find());
    assertEquals(program.stripIndent(), block.group(1));
  }

  @Test
  void everyTestThatTheReadmeNamesExists() throws IOException {
    var names = Pattern.compile("`(\\w+)\\.(\\w+)`").matcher(Files.readString(README));
    int found = 0;
    while (names.find()) {
      if (names.group(1).endsWith("Test") || names.group(1).endsWith("Properties")) {
        String file = names.group(1) + ".java";
        assertTrue(
            Files.readString(test(file)).contains("void " + names.group(2) + "("), names.group());
        found++;
      }
    }
    assertTrue(found >= 15, "found " + found);
  }

  private static Path test(String file) throws IOException {
    try (Stream<Path> tests = Files.walk(TESTS)) {
      return tests
          .filter(path -> path.endsWith(file))
          .findFirst()
          .orElseThrow(() -> new AssertionError(file));
    }
  }
}
