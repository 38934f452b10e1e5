package io.vpn4j.ike.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpn4j.ike.message.TrafficSelectorSubstructure.AddressRange;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.MalformedMessageException.Kind;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.testing.Requirement;
import io.vpn4j.testing.SharedData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Captures of several implementations, kept beside the project; see SOURCES.md there. */
@DisplayName("IKE captures")
class IkeCodecVectorsTest {
  /** Openswan's padding, and the deadbeef that tcpdump's author left behind an ID payload. */
  private static final Set<String> WITH_TRAILER =
      Set.of("openswan/lp08-parentR1__parentR1notify#1", "tcpdump/ikev2-id-normal#1");

  /** Built by Openswan with a nonce of two octets, to be answered with INVALID_SYNTAX. */
  private static final String BAD_NONCE = "openswan/lp88-rekeyv2-inval-R1__rekeyCI1#1";

  /**
   * One captured message or chain.
   *
   * @param name folder, file and frame
   * @param malformed whether the capture was made to break parsers
   * @param node what the capture says of it
   */
  private record Captured(String name, boolean malformed, JsonNode node) {
    Octets octets(String field) {
      return Octets.ofHex(node.get(field).textValue());
    }

    PayloadType firstPayload() {
      return new PayloadType(node.get("first_payload").intValue());
    }
  }

  @Test
  void capturedMessagesEncodeToTheOctetsThatCame() throws MalformedMessageException {
    Set<String> withTrailer = new TreeSet<>();
    Set<String> folders = new TreeSet<>();
    Map<PayloadType, Integer> kinds = new HashMap<>();
    int count = 0;
    for (Captured captured : messages(c -> !c.malformed() && majorVersion(c.octets("ike")) == 2)) {
      Octets octets = captured.octets("ike");

      IkeMessage message = IkeCodec.decode(octets.asByteBuffer());

      assertEquals(octets, IkeCodec.encode(message), captured.name());
      assertEquals(message.header(), IkeHeader.peek(octets.asByteBuffer()), captured.name());
      message.payloads().forEach(payload -> kinds.merge(payload.type(), 1, Integer::sum));
      if (!message.trailer().isEmpty()) {
        withTrailer.add(captured.name());
      }
      folders.add(captured.name().substring(0, captured.name().indexOf('/')));
      count++;
    }
    System.out.println("IKEv2 captures: " + count + " messages of " + folders + ", " + kinds);
    assertTrue(count >= 183, count + " messages are fewer than there were");
    assertEquals(Set.of("openswan", "scapy", "strongswan", "tcpdump", "wireshark"), folders);
    assertEquals(WITH_TRAILER, withTrailer);
    assertTrue(kinds.get(PayloadType.SK) >= 124, kinds.toString());
    assertEquals(4, kinds.get(PayloadType.SKF));
  }

  @Test
  @Requirement("RFC7296-3.1-1")
  void protectedPayloadsOfCapturesEndTheirMessage() throws MalformedMessageException {
    int count = 0;
    for (Captured captured : messages(c -> !c.malformed() && majorVersion(c.octets("ike")) == 2)) {
      Octets octets = captured.octets("ike");
      IkeMessage message = IkeCodec.decode(octets.asByteBuffer());
      for (ProtectedPayload sk : message.all(ProtectedPayload.class)) {
        Octets again =
            sk instanceof EncryptedFragmentPayload skf
                ? IkeCodec.encodeProtectedFragment(
                    message.header(),
                    sk.firstInner(),
                    skf.fragmentNumber(),
                    skf.totalFragments(),
                    sk.body().length(),
                    prefix -> sk.body())
                : IkeCodec.encodeProtected(
                    message.header(), sk.firstInner(), sk.body().length(), prefix -> sk.body());
        if (message.payloads().size() == 1 && sk.bits().equals(PayloadBits.NONE)) {
          assertEquals(octets, again, captured.name());
          count++;
        }
        assertEquals(
            octets,
            Octets.concat(IkeCodec.protectedPrefix(octets, sk), sk.body()),
            captured.name());
      }
    }
    System.out.println("IKEv2 captures: " + count + " protected messages built again");
    assertTrue(count >= 127, count + " protected messages are fewer than there were");
  }

  @Test
  void decryptedChainsEncodeToTheOctetsThatCame() throws MalformedMessageException {
    int count = 0;
    Set<String> refused = new HashSet<>();
    for (Captured captured : decrypted(c -> c.node().path("fragment").isEmpty())) {
      Octets chain = captured.octets("inner");
      if (captured.name().equals(BAD_NONCE)) {
        MalformedMessageException e =
            assertThrows(
                MalformedMessageException.class,
                () -> IkeCodec.decodePayloads(captured.firstPayload(), chain));
        assertEquals(Kind.BAD_VALUE, e.kind());
        assertEquals("nonce data", e.field());
        refused.add(captured.name());
        continue;
      }

      List<Payload> payloads = IkeCodec.decodePayloads(captured.firstPayload(), chain);

      assertEquals(chain, IkeCodec.encodePayloads(payloads), captured.name());
      count++;
    }
    System.out.println("IKEv2 captures: " + count + " decrypted chains");
    assertTrue(count >= 81, count + " chains are fewer than there were");
    assertEquals(Set.of(BAD_NONCE), refused);
  }

  @Test
  void decryptedFragmentsJoinToAChain() throws MalformedMessageException {
    int count = 0;
    List<Captured> open = new ArrayList<>();
    for (Captured captured : decrypted(c -> !c.node().path("fragment").isEmpty())) {
      open.add(captured);
      JsonNode numberAndTotal = captured.node().get("fragment");
      if (!numberAndTotal.get(0).equals(numberAndTotal.get(1))) {
        continue;
      }
      Octets chain =
          Octets.concat(open.stream().map(c -> c.octets("inner")).toArray(Octets[]::new));
      List<Payload> payloads = IkeCodec.decodePayloads(open.get(0).firstPayload(), chain);

      assertEquals(chain, IkeCodec.encodePayloads(payloads), captured.name());
      assertEquals(PayloadType.NONE, captured.firstPayload(), captured.name());
      open.clear();
      count++;
    }
    System.out.println("IKEv2 captures: " + count + " chains of fragments");
    assertTrue(count >= 2, count + " chains of fragments are fewer than there were");
  }

  @Test
  void peeksAtIkev1AndRefusesToDecodeIt() throws MalformedMessageException {
    int count = 0;
    for (Captured captured : messages(c -> !c.malformed() && majorVersion(c.octets("ike")) == 1)) {
      Octets octets = captured.octets("ike");

      assertEquals(1, IkeHeader.peek(octets.asByteBuffer()).majorVersion(), captured.name());
      MalformedMessageException e =
          assertThrows(
              MalformedMessageException.class, () -> IkeCodec.decode(octets.asByteBuffer()));
      assertEquals(Kind.BAD_VALUE, e.kind());
      assertEquals("major version", e.field());
      count++;
    }
    System.out.println("IKEv1 captures: " + count + " messages");
    assertTrue(count >= 18, count + " messages are fewer than there were");
  }

  @Test
  void capturesMadeToBreakParsersDecodeOrAreMalformed() {
    int count = 0;
    for (Captured captured : messages(Captured::malformed)) {
      decodeOrMalformed(captured.octets("ike"));
      count++;
    }
    System.out.println("malformed captures: " + count + " messages");
    assertTrue(count >= 6, count + " messages are fewer than there were");
  }

  @Test
  void refusesTheTruncatedIdentityOfTcpdump() {
    Captured captured = messages(c -> c.name().equals("tcpdump/ikev2-id-short#1")).get(0);

    MalformedMessageException e =
        assertThrows(
            MalformedMessageException.class,
            () -> IkeCodec.decode(captured.octets("ike").asByteBuffer()));

    assertEquals(Kind.TRUNCATED, e.kind());
    assertEquals("reserved", e.field());
  }

  @Test
  void everyDamageToCapturesIsTotal() {
    int count = 0;
    for (Captured captured : messages(c -> !c.malformed() && majorVersion(c.octets("ike")) == 2)) {
      byte[] octets = captured.octets("ike").toByteArray();
      for (int at = 0; at < Math.min(octets.length, 400); at++) {
        for (int value : new int[] {0x00, 0x01, 0x7f, 0x80, 0xff, octets[at] ^ 0x04}) {
          byte before = octets[at];
          octets[at] = (byte) value;
          decodeOrMalformed(Octets.of(octets));
          octets[at] = before;
          count++;
        }
        byte[] truncated = Octets.of(octets).slice(0, at).toByteArray();
        decodeOrMalformed(IkeArbitraries.withTrueLength(truncated));
      }
    }
    System.out.println("IKEv2 captures: " + count + " damaged octets");
    assertTrue(count > 100_000, count + " are fewer than there were");
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "IkeSocketTest, IKE_REQ_MESSAGE_HEX_STRING, 6",
    "IkeAuthPayloadTest, PSK_IKE_INIT_REQUEST_HEX_STRING, 6",
    "IkeHeaderTest, IKE_SA_INIT_RAW_PACKET, 6",
    "IkeMessageTest, IKE_SA_INIT_RAW_PACKET, 6",
    "IkeSkPayloadTest, IKE_AUTH_INIT_REQUEST_HEX_STRING, 1",
  })
  void aospMessagesEncodeToTheOctetsThatCame(String testClass, String constant, int payloads)
      throws MalformedMessageException {
    Octets octets = aosp(testClass, constant);

    IkeMessage message = IkeCodec.decode(octets.asByteBuffer());

    assertEquals(payloads, message.payloads().size());
    assertEquals(Octets.EMPTY, message.trailer());
    assertEquals(octets, IkeCodec.encode(message));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "ChildSessionStateMachineTest, IKE_AUTH_REQ_SA_PAYLOAD, 33",
    "ChildSessionStateMachineTest, IKE_AUTH_RESP_SA_PAYLOAD, 33",
    "IkeDeletePayloadTest, DELETE_IKE_PAYLOAD_HEX_STRING, 42",
    "IkeDeletePayloadTest, DELETE_CHILD_PAYLOAD_HEX_STRING, 42",
    "IkeIdPayloadTest, IPV4_ADDR_ID_PAYLOAD_RESPONDER_HEX_STRING, 36",
    "IkeIdPayloadTest, IPV6_ADDR_ID_PAYLOAD_RESPONDER_HEX_STRING, 36",
    "IkeNoncePayloadTest, NONCE_PAYLOAD_RAW_HEX_STRING, 40",
    "IkeTsPayloadTest, TS_INITIATOR_PAYLOAD_HEX_STRING, 44",
  })
  void aospPayloadsEncodeToTheOctetsThatCame(String testClass, String constant, int type)
      throws MalformedMessageException {
    Octets payload = aosp(testClass, constant);
    // Cut out of a longer chain: without its Next Payload it is a chain of one.
    Octets chain = Octets.concat(Octets.ofHex("00"), payload.slice(1, payload.length()));

    assertSurvives(new PayloadType(type), chain);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "IkeAuthDigitalSignPayloadTest, AUTH_PAYLOAD_BODY_GENERIC_DIGITAL_SIGN_HEX_STRING, 39",
    "IkeAuthPayloadTest, PSK_AUTH_PAYLOAD_HEX_STRING, 39",
    "IkeAuthPayloadTest, PSK_ID_PAYLOAD_HEX_STRING, 35",
    "IkeCertX509CertPayloadTest, CERT_PAYLOAD_BODY_HEX_STRING, 37",
    "IkeKePayloadTest, KE_PAYLOAD_RAW_PACKET, 34",
    "IkeNotifyPayloadTest, NOTIFY_PAYLOAD_BODY_RAW_PACKET, 41",
    "IkeSaPayloadTest, OUTBOUND_PROPOSAL_RAW_PACKET, 33",
    "IkeSaPayloadTest, INBOUND_PROPOSAL_RAW_PACKET, 33",
    "IkeSaPayloadTest, INBOUND_TWO_PROPOSAL_RAW_PACKET, 33",
  })
  void aospPayloadBodiesEncodeToTheOctetsThatCame(String testClass, String constant, int type)
      throws MalformedMessageException {
    assertSurvives(new PayloadType(type), chainOfOne(aosp(testClass, constant)));
  }

  @Test
  void aospDecryptedChainHoldsAnAuthenticationRequest() throws MalformedMessageException {
    Octets chain = aosp("IkeSkPayloadTest", "IKE_AUTH_INIT_REQUEST_DECRYPTED_BODY_HEX_STRING");

    List<Payload> payloads = IkeCodec.decodePayloads(PayloadType.IDI, chain);

    assertEquals(chain, IkeCodec.encodePayloads(payloads));
    assertEquals(
        List.of(
            PayloadType.IDI,
            PayloadType.IDR,
            PayloadType.AUTH,
            PayloadType.SA,
            PayloadType.TSI,
            PayloadType.TSR,
            PayloadType.NOTIFY,
            PayloadType.NOTIFY),
        payloads.stream().map(Payload::type).toList());
    assertEquals(
        aosp("IkeAuthPayloadTest", "PSK_ID_PAYLOAD_HEX_STRING"), payloads.get(0).bodyOctets());
  }

  @Test
  void aospSelectorsReadAsTheirTestsSay() throws MalformedMessageException {
    TsPayload ts =
        (TsPayload)
            IkeCodec.decodePayloads(
                    PayloadType.TSI,
                    chainOfOne(
                        Octets.concat(
                            Octets.ofHex("04000000"),
                            aosp("IkeTrafficSelectorTest", "TS_IPV4_ONE_HEX_STRING"),
                            aosp("IkeTrafficSelectorTest", "TS_IPV4_TWO_HEX_STRING"),
                            aosp("IkeTrafficSelectorTest", "TX_IPV4_INVALID_PORT_RANGE_HEX_STRING"),
                            aosp(
                                "IkeTrafficSelectorTest",
                                "TX_IPV4_INVALID_ADDRESS_RANGE_HEX_STRING"))))
                .get(0);

    assertEquals(
        new AddressRange(0, 16, 65520, IpAddress.of("192.0.2.100"), IpAddress.of("192.0.3.101")),
        ts.selectors().get(0));
    assertEquals(4, ts.selectors().size());
  }

  @ParameterizedTest
  @CsvSource({"certs-crash, 14", "certs, 719", "ids, 12"})
  void octetsThatCrashedOtherParsersDecodeOrAreMalformed(String name, int floor)
      throws IOException {
    int count = 0;
    for (Octets input : fuzzInputs("ike/fuzz-strongswan/" + name + ".jsonl.gz")) {
      decodeOrMalformed(input);
      int room = Math.min(input.length(), IkeCodec.MAX_OCTETS - 4);
      Octets asBody = chainOfOne(input.slice(0, room));
      for (int type = 1; type < 60; type++) {
        chainOrMalformed(new PayloadType(type), input);
        chainOrMalformed(new PayloadType(type), asBody);
      }
      count++;
    }
    System.out.println("fuzz-strongswan " + name + ": " + count + " inputs, each as 59 payloads");
    assertTrue(count >= floor, count + " inputs are fewer than there were");
  }

  private static void decodeOrMalformed(Octets octets) {
    try {
      assertEquals(octets, IkeCodec.encode(IkeCodec.decode(octets.asByteBuffer())));
    } catch (MalformedMessageException e) {
      assertTrue(e.offset() <= octets.length(), e.getMessage());
    }
    try {
      IkeHeader.peek(octets.asByteBuffer());
    } catch (MalformedMessageException e) {
      assertTrue(e.offset() <= IkeHeader.OCTETS, e.getMessage());
    }
  }

  private static void chainOrMalformed(PayloadType first, Octets chain) {
    try {
      assertEquals(chain, IkeCodec.encodePayloads(IkeCodec.decodePayloads(first, chain)));
    } catch (MalformedMessageException e) {
      assertTrue(e.offset() <= chain.length(), e.getMessage());
    }
  }

  private static void assertSurvives(PayloadType type, Octets chain)
      throws MalformedMessageException {
    List<Payload> payloads = IkeCodec.decodePayloads(type, chain);

    assertEquals(1, payloads.size());
    assertEquals(type, payloads.get(0).type());
    assertEquals(chain, IkeCodec.encodePayloads(payloads));
  }

  private static Octets chainOfOne(Octets body) {
    return Octets.concat(Octets.ofHex("0000" + String.format("%04x", 4 + body.length())), body);
  }

  private static int majorVersion(Octets message) {
    return message.length() > 17 ? message.u8(17) >>> 4 : -1;
  }

  private static Octets aosp(String testClass, String constant) {
    return Octets.ofHex(
        SharedData.json("ike/aosp/aosp-ike-hex.json")
            .get("classes")
            .get(testClass)
            .get(constant)
            .textValue());
  }

  private static List<Captured> messages(Predicate<Captured> wanted) {
    return captured("messages", "ike", wanted);
  }

  private static List<Captured> decrypted(Predicate<Captured> wanted) {
    return captured("decrypted", "inner", wanted);
  }

  /** The elements of array {@code list} that have {@code field}, of all captures. */
  private static List<Captured> captured(String list, String field, Predicate<Captured> wanted) {
    Path root = SharedData.require("ike");
    List<Captured> found = new ArrayList<>();
    for (Path file : SharedData.files("ike", ".json")) {
      String name = root.relativize(file).toString();
      JsonNode capture = SharedData.json("ike/" + name);
      for (JsonNode element : capture.path(list)) {
        if (element.has(field)) {
          found.add(
              new Captured(
                  name.replace(".json", "") + "#" + element.get("frame"),
                  capture.path("kind").asText().equals("malformed"),
                  element));
        }
      }
    }
    return found.stream().filter(wanted).toList();
  }

  private static List<Octets> fuzzInputs(String name) throws IOException {
    List<Octets> inputs = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(SharedData.require(name))),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int from = line.indexOf("\"hex\": \"") + 8;
        inputs.add(Octets.ofHex(line.substring(from, line.indexOf('"', from))));
      }
    }
    return inputs;
  }
}
