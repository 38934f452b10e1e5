package io.vpn4j.routing.bgp.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.routing.bgp.message.CodecContext.PeerRelation;
import io.vpn4j.routing.bgp.message.DecodeResult.Accepted;
import io.vpn4j.routing.bgp.message.DecodeResult.Refused;
import io.vpn4j.testing.SharedData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Captures of several implementations, kept beside the project; see SOURCES.md there. */
@DisplayName("BGP captures")
class BgpCodecVectorsTest {
  /** In BIRD's sessions all routes have path identifiers, whatever the record type says. */
  private static final Set<AddressFamily> PLAIN_FAMILIES =
      Set.of(AddressFamily.IPV4_UNICAST, AddressFamily.IPV6_UNICAST);

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void collectedMessagesDecodeWithoutErrorsAndEncodeToThemselves() throws IOException {
    Map<String, Integer> counts = new TreeMap<>();
    for (Path file : SharedData.files("bgp/mrt", ".messages.jsonl.gz")) {
      for (String line : lines(file)) {
        JsonNode node = JSON.readTree(line);
        Octets octets = Octets.ofHex(node.get("msg").textValue());
        CodecContext context =
            CodecContext.PLAIN
                .withFourOctetAs(node.get("as4").booleanValue())
                .withExtendedMessages(true) // one file was made to have a long message
                .withAddPath(
                    file.getFileName().toString().startsWith("mrtparse-bird")
                        ? PLAIN_FAMILIES
                        : Set.of())
                .withPeer(PeerRelation.INTERNAL);
        counts.merge(outcome(octets, context), 1, Integer::sum);
      }
    }
    assertEquals(
        Map.of(
            "OPEN", 7,
            "UPDATE", 19417,
            "UPDATE, not canonical", 434,
            "NOTIFICATION", 6,
            "KEEPALIVE", 8,
            "ROUTE_REFRESH", 5),
        counts);
  }

  @Test
  void attributesOfFrrEndInWhatItSays() {
    int count = 0;
    for (JsonNode node : SharedData.json("bgp/frr/rfc7606-attr-parse.json").get("cases")) {
      Octets attributes = Octets.ofHex(node.get("path_attributes").textValue());
      CodecContext context =
          CodecContext.FOUR_OCTET_AS.withPeer(
              node.get("sort").textValue().equals("BGP_PEER_IBGP")
                      || node.get("name").textValue().endsWith("-oad")
                  ? PeerRelation.INTERNAL
                  : PeerRelation.EXTERNAL);
      DecodeResult result = BgpCodec.decode(update(attributes).asByteBuffer(), context);
      String outcome =
          result instanceof Accepted accepted
              ? accepted.action() == ErrorAction.TREAT_AS_WITHDRAW ? "WITHDRAW" : "PROCEED"
              : "ERROR";
      assertEquals(node.get("expected").textValue(), outcome, node.get("name").textValue());
      count++;
    }
    assertEquals(11, count);
  }

  private static Octets update(Octets attributes) {
    int length = 19 + 2 + 2 + attributes.length() + 4;
    return Octets.concat(
        Octets.ofHex("ff".repeat(16)),
        Octets.of((byte) (length >> 8), (byte) length, (byte) 2, (byte) 0, (byte) 0),
        Octets.of((byte) 0, (byte) attributes.length()),
        attributes,
        Octets.ofHex("180a0000"));
  }

  private static String outcome(Octets octets, CodecContext context) {
    DecodeResult result = BgpCodec.decode(octets.asByteBuffer(), context);
    if (!(result instanceof Accepted accepted)) {
      return ((Refused) result).answer().code() + " for " + octets;
    }
    if (!accepted.errors().isEmpty()) {
      return accepted.errors() + " in " + octets;
    }
    Octets encoded = BgpCodec.encode(accepted.message(), context);
    assertEquals(accepted, BgpCodec.decode(encoded.asByteBuffer(), context), octets::toString);
    String type = accepted.message().type().toString();
    return encoded.equals(octets) ? type : type + ", not canonical";
  }

  private static Iterable<String> lines(Path file) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new BufferedReader(new StringReader(text)).lines().toList();
    }
  }
}
