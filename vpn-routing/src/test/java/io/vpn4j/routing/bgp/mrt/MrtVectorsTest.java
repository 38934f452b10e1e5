package io.vpn4j.routing.bgp.mrt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.testing.SharedData;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of route collectors, kept beside the project; see SOURCES.md there. */
@DisplayName("MRT files")
class MrtVectorsTest {
  @ParameterizedTest
  @CsvSource({
    "bview.20020722.2337.gz, 115521",
    "updates.20020722.2238.gz, 3337",
    "updates.20070211.0141.gz, 53657",
    "updates.20100722.2015.gz, 5654",
    "updates.long_withdrawal.gz, 4096",
    "bview.64k_stream_overflow.gz, 23",
    "bview.ipv4_unicast_add_path.gz, 62"
  })
  void decodeToTheLinesOfBgpdump(String file, int count)
      throws IOException, MalformedMessageException {
    Path text = SharedData.require("bgp/mrt/" + file + ".bgpdump-m.txt.gz");
    int[] lines = new int[1];
    try (BufferedReader expected =
            new BufferedReader(new InputStreamReader(open(text), StandardCharsets.UTF_8));
        InputStream in = open(SharedData.require("bgp/mrt/" + file))) {
      Iterator<String> next = expected.lines().iterator();
      BgpdumpLines printer =
          new BgpdumpLines(
              line -> {
                lines[0]++;
                assertEquals(next.hasNext() ? next.next() : "the end", line, file + " " + lines[0]);
              });
      MrtReader reader = new MrtReader(in);
      for (Optional<MrtRecord> mrt = reader.next(); mrt.isPresent(); mrt = reader.next()) {
        printer.print(mrt.get());
      }
    }
    assertEquals(count, lines[0]);
  }

  @Test
  void areWrittenAsTheyWereRead() throws IOException, MalformedMessageException {
    int files = 0;
    for (JsonNode entry : SharedData.json("bgp/mrt/manifest.json")) {
      if (!entry.has("records")) {
        continue;
      }
      byte[] octets = octets(SharedData.require("bgp/mrt/" + entry.get("file").textValue()));
      Map<String, Integer> counts = new HashMap<>();

      assertArrayEquals(octets, copy(octets, counts), entry.get("file").textValue());

      Map<String, Integer> expected = new HashMap<>();
      entry
          .get("records")
          .properties()
          .forEach(f -> expected.put(f.getKey(), f.getValue().intValue()));
      assertEquals(expected, counts, entry.get("file").textValue());
      files++;
    }
    assertEquals(16, files);
  }

  @Test
  void ofAnOpenDaylightSessionAreWrittenAsTheyWereRead()
      throws IOException, MalformedMessageException {
    byte[] octets = octets(SharedData.require("bgp/opendaylight/BgpMessages.bin"));
    Map<String, Integer> counts = new HashMap<>();

    assertArrayEquals(octets, copy(octets, counts));
    assertEquals(Map.of("16/1", 29, "16/4", 14, "16/5", 2), counts);
  }

  private static byte[] copy(byte[] octets, Map<String, Integer> counts)
      throws IOException, MalformedMessageException {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    MrtWriter writer = new MrtWriter(written);
    MrtReader reader = new MrtReader(new ByteArrayInputStream(octets));
    for (Optional<MrtRecord> mrt = reader.next(); mrt.isPresent(); mrt = reader.next()) {
      writer.write(mrt.get());
      counts.merge(mrt.get().type() + "/" + mrt.get().subtype(), 1, Integer::sum);
    }
    return written.toByteArray();
  }

  private static byte[] octets(Path file) throws IOException {
    try (InputStream in = open(file)) {
      return in.readAllBytes();
    }
  }

  private static InputStream open(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    return file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
  }
}
