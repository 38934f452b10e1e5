package io.vpn4j.routing.bgp.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.routing.bgp.message.CodecContext.PeerRelation;
import io.vpn4j.routing.bgp.message.DecodeResult.Accepted;
import io.vpn4j.routing.bgp.message.DecodeResult.Refused;
import io.vpn4j.testing.SharedData;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Captures of tcpdump, and cases of ExaBGP and FRR, kept beside the project; see SOURCES.md there.
 */
@DisplayName("BGP captures of tcpdump, ExaBGP and FRR")
class BgpCapturesTest {
  private static final CodecContext LONG_AS =
      CodecContext.FOUR_OCTET_AS.withExtendedMessages(true).withPeer(PeerRelation.INTERNAL);

  /** What a capture does not say: the first of these that finds no error is the session's. */
  private static final List<CodecContext> SESSIONS =
      List.of(
          LONG_AS,
          LONG_AS.withFourOctetAs(false),
          LONG_AS.withExtendedNextHop(Set.of(AddressFamily.IPV4_UNICAST)),
          LONG_AS.withAddPath(Set.of(AddressFamily.IPV4_UNICAST, AddressFamily.IPV6_UNICAST)));

  @Test
  void validCapturesDecodeAndEncode() {
    Map<String, Integer> counts = new TreeMap<>();
    for (JsonNode capture : captures("valid")) {
      for (JsonNode segment : capture.get("segments")) {
        for (JsonNode message : segment.get("messages")) {
          Octets octets = Octets.ofHex(message.get("hex").textValue());
          counts.merge(outcome(octets), 1, Integer::sum);
        }
      }
    }
    assertEquals(
        Map.of(
            "OPEN", 17,
            "UPDATE", 23,
            "UPDATE, not canonical", 20,
            "NOTIFICATION", 5,
            "KEEPALIVE", 22,
            // BGPsec was not agreed on, so BGPSEC_PATH is no AS_PATH (RFC 8205 section 4)
            "[3/3 (Missing Well-known Attribute)]", 20),
        counts);
  }

  @Test
  void malformedCapturesEndAsTheRfcsSay() {
    Map<String, List<String>> outcomes = new TreeMap<>();
    for (JsonNode capture : captures("malformed")) {
      Map<String, Octets> streams = new TreeMap<>();
      for (JsonNode segment : capture.get("segments")) {
        streams.merge(
            segment.get("src").textValue(),
            Octets.ofHex(segment.get("segment").textValue()),
            (a, b) -> Octets.concat(a, b));
      }
      List<String> all = new ArrayList<>();
      streams.values().forEach(stream -> all.addAll(outcomes(stream)));
      outcomes.put(capture.get("pcap").textValue(), all);
    }
    assertEquals(
        Map.of(
            // CLUSTER_LIST of 37 octets in an UPDATE without NLRI (RFC 7606 5.2)
            "bgp-as-path-oobr.pcap", List.of("UPDATE", "UPDATE", "3/9 (Optional Attribute Error)"),
            // no TCP payload
            "bgp-bgp_capabilities_print-oobr-1.pcap", List.of(),
            // a subtype that RFC 7313 section 5 ignores
            "bgp-enhanced-route-refresh-subtype.pcapng",
                List.of(
                    "ROUTE_REFRESH",
                    "UPDATE",
                    "UPDATE",
                    "UPDATE",
                    "UPDATE",
                    "UPDATE",
                    "ROUTE_REFRESH",
                    "ROUTE_REFRESH"),
            // a hard reset without a reason inside
            "bgp-malformed-hard-reset.pcap", List.of("NOTIFICATION"),
            "bgp_notification_rr_msg_error.pcap", List.of("NOTIFICATION"),
            "bgp-ub.pcap", List.of("1/1 (Connection Not Synchronized)"),
            "bgp_mp_reach_nlri-oobr.pcap", List.of("1/1 (Connection Not Synchronized)"),
            // attributes of 50,098 octets in a message of 45
            "bgp_vpn_rt-oobr.pcap", List.of("3/1 (Malformed Attribute List)")),
        outcomes);
  }

  @Test
  void whatExabgpSendsDecodesAndEncodes() {
    Map<String, Integer> counts = new TreeMap<>();
    for (JsonNode file : SharedData.json("bgp/exabgp/encoding.json").get("files")) {
      for (JsonNode node : file.get("cases")) {
        counts.merge(outcome(Octets.ofHex(node.get("raw").textValue())), 1, Integer::sum);
      }
    }
    assertEquals(
        Map.of(
            "OPEN", 2,
            "UPDATE", 57,
            "UPDATE, not canonical", 12,
            "NOTIFICATION", 1,
            // attribute 99 sent as a well-known one
            "3/2 (Unrecognized Well-known Attribute)", 2,
            // an IPv4 next hop for IPv6 prefixes
            "3/9 (Optional Attribute Error)", 1),
        counts);
  }

  @Test
  void whatExabgpReadsDecodesAndEncodes() {
    Map<String, Integer> counts = new TreeMap<>();
    for (JsonNode node : SharedData.json("bgp/exabgp/decoding.json").get("cases")) {
      if (node.get("kind").textValue().contains("nlri")) {
        continue; // a part of a message
      }
      String hex = node.get("raw").textValue().replace(" ", "").replace(":", "");
      boolean whole = hex.toLowerCase(Locale.ROOT).startsWith("ffff");
      counts.merge(outcome(whole ? Octets.ofHex(hex) : update(hex)), 1, Integer::sum);
    }
    assertEquals(Map.of("OPEN", 1, "UPDATE", 5, "UPDATE, not canonical", 4), counts);
  }

  /** The routes of VPN families stay octets here, so what is wrong inside them is not seen. */
  @Test
  void multiprotocolAttributesOfFrrPassAsItSays() {
    Set<String> others = new TreeSet<>();
    int count = 0;
    for (JsonNode node : SharedData.json("bgp/frr/mp-attr.json").get("cases")) {
      String value = node.get("data").textValue();
      boolean reach = node.get("set").textValue().equals("mp_reach_segments");
      String attribute = (reach ? "900e" : "900f") + String.format("%04x", value.length() / 2);
      if (passes(() -> BgpCodec.decodeAttributes(Octets.ofHex(attribute + value), LONG_AS))
          != node.get("should_parse").booleanValue()) {
        others.add(node.get("name").textValue());
      }
      count++;
    }
    assertEquals(
        Set.of(
            "IPv4-VPNv4-bogus-plen",
            "IPv4-VPNv4-plen1-long",
            "IPv4-VPNv4-plenn-long",
            "IPv6-bug"), // no prefix at all, which is harmless
        others);
    assertEquals(17, count);
  }

  @Test
  void capabilitiesOfFrrPassAsItSays() {
    Set<String> others = new TreeSet<>();
    int count = 0;
    for (JsonNode node : SharedData.json("bgp/frr/capability.json").get("cases")) {
      Octets data = Octets.ofHex(node.get("data").textValue());
      boolean parameters = node.get("set").textValue().equals("opt_params");
      boolean passes =
          passes(
              () -> {
                if (parameters) {
                  OptionalParameter.decodeAll(WireReader.of(data), false);
                } else {
                  Capability.decodeAll(WireReader.of(data));
                }
              });
      if (passes != node.get("should_parse").booleanValue()) {
        others.add(node.get("name").textValue());
      }
      count++;
    }
    assertEquals(Set.of("minsize"), others); // of outbound route filters, which stay octets here
    assertEquals(26, count);
  }

  @Test
  void pathsOfFrrReadAsItSays() throws MalformedMessageException {
    int read = 0;
    Set<String> malformed = new TreeSet<>();
    for (JsonNode node : SharedData.json("bgp/frr/aspath.json").get("cases")) {
      Octets data = Octets.ofHex(node.get("data").textValue());
      CodecContext context = LONG_AS.withFourOctetAs(node.get("as_size").intValue() == 4);
      String name = node.get("name").textValue();
      if (!passes(() -> AsPath.decode(WireReader.of(data), context))) {
        malformed.add(name);
        continue;
      }
      AsPath path = AsPath.decode(WireReader.of(data), context);
      assertEquals(asplain(node.get("text")), sorted(path).toString(), name);
      assertEquals(
          asplain(node.get("text_without_confed")),
          sorted(path.withoutConfederation()).toString(),
          name);
      assertEquals(node.get("hop_count").intValue(), path.hopCount(), name);
      assertEquals(!data.isEmpty(), path.contains(node.get("does_loop").longValue()), name);
      assertFalse(path.contains(node.get("doesnt_loop").longValue()), name);
      read++;
    }
    assertEquals(Set.of("zero-size overflow", "zero-size overflow + valid segment"), malformed);
    assertEquals(18, read);
  }

  /** Two cases are written as asdot+, all with a high half of 0. */
  private static String asplain(JsonNode text) {
    return text.textValue().replace("0.", "");
  }

  @Test
  void extendedCommunitiesOfFrrReadAsItSays() {
    int count = 0;
    for (JsonNode node : SharedData.json("bgp/frr/ecommunity.json").get("cases")) {
      ExtendedCommunities all =
          new ExtendedCommunities(Octets.ofHex(node.get("data").textValue()), false);
      assertEquals(node.get("text").textValue(), all.toString());
      count++;
    }
    assertEquals(4, count);
  }

  /** FRR sorts the members of sets and drops those that are there twice. */
  private static AsPath sorted(AsPath path) {
    return new AsPath(
        path.segments().stream()
            .map(
                segment ->
                    segment.type() == AsPathSegment.Type.AS_SET
                            || segment.type() == AsPathSegment.Type.AS_CONFED_SET
                        ? AsPathSegment.of(
                            segment.type(), segment.asNumbers().sorted().distinct().toArray())
                        : segment)
            .toList());
  }

  private interface Decoding {
    void run() throws MalformedMessageException;
  }

  private static boolean passes(Decoding decoding) {
    try {
      decoding.run();
      return true;
    } catch (MalformedMessageException e) {
      return false;
    }
  }

  private static List<JsonNode> captures(String kind) {
    return SharedData.files("bgp/tcpdump", ".json").stream()
        .map(path -> SharedData.json("bgp/tcpdump/" + path.getFileName()))
        .filter(capture -> capture.get("kind").textValue().equals(kind))
        .toList();
  }

  private static Octets update(String body) {
    return Octets.ofHex(
        "ff".repeat(16) + String.format("%04x", 19 + body.length() / 2) + "02" + body);
  }

  /** What a session makes of a stream, message by message, until it ends. */
  private static List<String> outcomes(Octets stream) {
    List<String> outcomes = new ArrayList<>();
    ByteBuffer octets = stream.asByteBuffer();
    while (octets.hasRemaining()) {
      int wanted = BgpCodec.wantedOctets(octets, LONG_AS);
      if (wanted > octets.remaining()) {
        outcomes.add("waits");
        break;
      }
      DecodeResult result = BgpCodec.decode(octets.slice(octets.position(), wanted), LONG_AS);
      octets.position(octets.position() + wanted);
      if (result instanceof Refused refused) {
        outcomes.add(refused.answer().code().toString());
        break;
      }
      Accepted accepted = (Accepted) result;
      boolean clean = accepted.action() == ErrorAction.NONE;
      outcomes.add(accepted.message().type() + (clean ? "" : " " + accepted.action()));
    }
    return outcomes;
  }

  /** The type if some session takes it, or what is wrong with it in the first session. */
  private static String outcome(Octets octets) {
    for (CodecContext session : SESSIONS) {
      DecodeResult result = BgpCodec.decode(octets.asByteBuffer(), session);
      if (result instanceof Accepted accepted && accepted.errors().isEmpty()) {
        Octets encoded = BgpCodec.encode(accepted.message(), session);
        assertEquals(result, BgpCodec.decode(encoded.asByteBuffer(), session), octets::toString);
        return accepted.message().type() + (encoded.equals(octets) ? "" : ", not canonical");
      }
    }
    DecodeResult first = BgpCodec.decode(octets.asByteBuffer(), SESSIONS.get(0));
    return first instanceof Refused refused
        ? refused.answer().code().toString()
        : ((Accepted) first).errors().stream().map(AttributeError::code).toList().toString();
  }
}
