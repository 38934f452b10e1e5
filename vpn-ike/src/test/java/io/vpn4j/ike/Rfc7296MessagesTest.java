package io.vpn4j.ike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.message.ExchangeType;
import io.vpn4j.ike.message.IkeCodec;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.ike.message.IkeMessage;
import io.vpn4j.ike.message.KePayload;
import io.vpn4j.ike.message.NoncePayload;
import io.vpn4j.ike.message.NotifyPayload;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.ike.message.PayloadType;
import io.vpn4j.ike.message.Proposal;
import io.vpn4j.ike.message.ProtocolId;
import io.vpn4j.ike.message.SaPayload;
import io.vpn4j.ike.message.UnknownPayload;
import io.vpn4j.ike.message.VendorIdPayload;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.secret.PreSharedKey;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.testing.Requirement;
import io.vpn4j.testing.SeededSecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What RFC 7296 says of headers and of IKE_SA_INIT, looked for in what our sessions send. */
class Rfc7296MessagesTest {
  private static final Instant NOW = SimulatedLink.START;
  private static final UdpPath PATH = new UdpPath(SimulatedLink.LEFT_500, SimulatedLink.RIGHT_500);

  private static SimulatedLink life() {
    return IkeSessionFixtures.link()
        .initiate()
        .run(Duration.ofSeconds(1))
        .command(true, new IkeCommand.CheckLiveness())
        .run(Duration.ofSeconds(1))
        .command(false, new IkeCommand.CheckLiveness())
        .run(Duration.ofSeconds(1))
        .command(true, new IkeCommand.Delete())
        .run(Duration.ofSeconds(1));
  }

  private static IkeHeader header(Octets message) {
    try {
      return IkeHeader.peek(message.asByteBuffer());
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }

  private static IkeMessage decode(Octets message) {
    try {
      return IkeCodec.decode(message.asByteBuffer());
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Octets> sent(List<IkeOutput> outputs) {
    return SimulatedLink.of(outputs, IkeOutput.Transmit.class).stream()
        .map(transmit -> Octets.of(transmit.octets()))
        .toList();
  }

  private static IkeSession initiator(int seed) {
    return IkeSession.initiator(
        IkeSessionFixtures.left()
            .ikeAlgorithms(
                new IkeAlgorithms(
                    List.of(EncryptionAlgorithm.AES_GCM_16_128),
                    List.of(),
                    List.of(PrfAlgorithm.HMAC_SHA2_256),
                    List.of(KeyExchangeMethod.CURVE25519, KeyExchangeMethod.ECP_256)))
            .build(),
        IkeCrypto.of(new SeededSecureRandom(seed)));
  }

  private static Octets start(IkeSession session) {
    return sent(session.handle(new IkeInput.Command(NOW, SimulatedLink.INITIATE)).outputs()).get(0);
  }

  private static List<Octets> answer(IkeSession session, IkeSpi responderSpi, Payload payload) {
    IkeHeader header =
        IkeHeader.of(session.localSpi(), responderSpi, ExchangeType.IKE_SA_INIT, false, true, 0);
    Octets answer = IkeCodec.encode(new IkeMessage(header, List.of(payload)));
    return sent(session.handle(new IkeInput.Datagram(NOW, PATH, answer.asByteBuffer())).outputs());
  }

  private static NotifyPayload notify(NotifyType type, String data) {
    return NotifyPayload.of(type, Octets.ofHex(data));
  }

  @Test
  @Requirement({
    "RFC7296-2.5-5",
    "RFC7296-2.5-7",
    "RFC7296-3.1-5",
    "RFC7296-3.1-7",
    "RFC7296-3.1-8",
    "RFC7296-3.1-9",
    "RFC7296-3.1-11",
    "RFC7296-3.1-12",
    "RFC7296-3.1-13"
  })
  void headersAreAsVersionTwoWantsThem() {
    SimulatedLink link = life();
    assertTrue(link.wire.size() >= 10);
    List<Octets> left = sent(link.leftOutputs);
    for (Octets message : link.wire) {
      IkeHeader header = header(message);
      assertEquals(2, header.majorVersion());
      assertEquals(0, header.minorVersion());
      assertEquals(0, header.flags() & ~0x28, "nothing but Response and Initiator");
      assertEquals(left.contains(message), header.isInitiator());
      assertEquals(message.length(), message.asByteBuffer().getInt(24));
    }
    for (boolean initiator : new boolean[] {true, false}) {
      List<IkeHeader> requests =
          link.wire.stream()
              .map(Rfc7296MessagesTest::header)
              .filter(h -> h.isInitiator() == initiator && !h.isResponse())
              .toList();
      List<IkeHeader> responses =
          link.wire.stream()
              .map(Rfc7296MessagesTest::header)
              .filter(h -> h.isInitiator() != initiator && h.isResponse())
              .toList();
      assertEquals(
          requests.stream().map(IkeHeader::messageId).toList(),
          responses.stream().map(IkeHeader::messageId).toList());
    }
  }

  @Test
  @Requirement({"RFC7296-3.1-7", "RFC7296-3.1-8", "RFC7296-3.1-11", "RFC7296-2.5-1"})
  void aMinorVersionAndUnknownFlagsChangeNothing() {
    IkeSession responder =
        IkeSession.responder(
            IkeSessionFixtures.right().build(), IkeCrypto.of(new SeededSecureRandom(3)));
    byte[] odd = start(initiator(1)).toByteArray();
    odd[17] |= 0x0f;
    odd[19] |= (byte) 0xd7;
    List<Octets> answers =
        sent(
            responder
                .handle(new IkeInput.Datagram(NOW, PATH.reversed(), Octets.of(odd).asByteBuffer()))
                .outputs());

    assertTrue(decode(answers.get(0)).first(SaPayload.class).isPresent());
  }

  @Test
  @Requirement({
    "RFC7296-2.5-7",
    "RFC7296-2.5-11",
    "RFC7296-2.23-7",
    "RFC7296-3.1-3",
    "RFC7296-3.1-4",
    "RFC7296-3.2-1",
    "RFC7296-3.2-4",
    "RFC7296-3.3.1-3",
    "RFC7296-3.10-2",
    "RFC7296-3.10-3"
  })
  void theFirstTwoMessagesAreAsPictured() {
    SimulatedLink link = life();
    assertFalse(header(link.wire.get(0)).initiatorSpi().isZero());
    assertTrue(header(link.wire.get(0)).responderSpi().isZero());
    for (Octets octets : link.wire.subList(0, 2)) {
      IkeMessage message = decode(octets);
      List<PayloadType> types = message.payloads().stream().map(Payload::type).toList();
      int nonce = types.indexOf(PayloadType.NONCE);
      Set<NotifyType> detection = new HashSet<>();
      for (NotifyPayload notify : message.all(NotifyPayload.class)) {
        assertEquals(ProtocolId.NONE, notify.protocol());
        assertEquals(Octets.EMPTY, notify.spi());
        assertTrue(message.payloads().indexOf(notify) > nonce, "behind the nonce");
        detection.add(notify.notifyType());
      }
      assertTrue(
          detection.containsAll(
              List.of(
                  NotifyType.NAT_DETECTION_SOURCE_IP, NotifyType.NAT_DETECTION_DESTINATION_IP)));
      for (Proposal proposal : message.first(SaPayload.class).orElseThrow().proposals()) {
        assertEquals(Octets.EMPTY, proposal.spi());
      }
      for (Payload payload : message.payloads()) {
        assertFalse(payload.critical(), payload::toString);
      }
      assertCleanHeaders(octets);
    }
  }

  /** Every generic payload header of an unprotected message has zeros behind Next Payload. */
  private static void assertCleanHeaders(Octets octets) {
    int at = IkeHeader.OCTETS;
    while (at < octets.length()) {
      assertEquals(0, octets.u8(at + 1), "at octet " + at);
      at += octets.u8(at + 2) << 8 | octets.u8(at + 3);
    }
    assertEquals(octets.length(), at);
  }

  @Test
  @Requirement({"RFC7296-2.10-1", "RFC7296-2.10-2", "RFC7296-2.10-3", "RFC7296-3.9-2"})
  void noncesAreLongEnoughForEveryPrfAndNeverTheSame() {
    Set<Octets> nonces = new HashSet<>();
    for (int seed = 0; seed < 50; seed++) {
      NoncePayload nonce = decode(start(initiator(seed))).first(NoncePayload.class).orElseThrow();
      int mostKeyOctets =
          List.of(PrfAlgorithm.values()).stream()
              .mapToInt(PrfAlgorithm::keyOctets)
              .max()
              .orElseThrow();
      assertTrue(nonce.nonce().length() >= 16);
      assertTrue(2 * nonce.nonce().length() >= mostKeyOctets);
      assertTrue(nonces.add(nonce.nonce()));
    }
    // And one session after the other from one source.
    IkeCrypto crypto = IkeCrypto.of(new SeededSecureRandom(1));
    Octets first = start(IkeSession.initiator(IkeSessionFixtures.left().build(), crypto));
    Octets second = start(IkeSession.initiator(IkeSessionFixtures.left().build(), crypto));
    assertNotEquals(
        decode(first).first(NoncePayload.class), decode(second).first(NoncePayload.class));
  }

  @Test
  @Requirement({"RFC7296-1.2-5", "RFC7296-2.2-2", "RFC7296-3.4-2"})
  void theSecondOfferIsTheFirstWithAnotherValue() {
    IkeSession session = initiator(1);
    IkeMessage first = decode(start(session));
    IkeMessage second =
        decode(answer(session, IkeSpi.ZERO, notify(NotifyType.INVALID_KE_PAYLOAD, "0013")).get(0));

    assertEquals(first.first(SaPayload.class), second.first(SaPayload.class));
    assertEquals(19, second.first(KePayload.class).orElseThrow().method());
    assertEquals(0, second.header().messageId());
  }

  @Test
  @Requirement("RFC7296-2.6.1-1")
  void aCookieAndAnotherGroupMayComeInAnyOrderAndMoreThanOnce() {
    IkeSession session = initiator(1);
    start(session);
    Octets cookie = Octets.ofHex("0102");
    answer(session, IkeSpi.ZERO, NotifyPayload.of(NotifyType.COOKIE, cookie));
    // The responder forgot its cookie's key exchange: it asks for a group, then for a cookie again.
    answer(session, IkeSpi.ZERO, notify(NotifyType.INVALID_KE_PAYLOAD, "0013"));
    List<Octets> again =
        answer(session, IkeSpi.ZERO, NotifyPayload.of(NotifyType.COOKIE, Octets.ofHex("03")));
    IkeMessage last = decode(again.get(0));

    assertEquals(notify(NotifyType.COOKIE, "03"), last.payloads().get(0));
    assertEquals(19, last.first(KePayload.class).orElseThrow().method());
  }

  @Test
  @Requirement("RFC7296-2.6-5")
  void anAnswerThatMakesNoIkeSaMayHaveAResponderSpi() {
    IkeSession session = initiator(1);
    start(session);

    assertEquals(
        19,
        decode(answer(session, new IkeSpi(7), notify(NotifyType.INVALID_KE_PAYLOAD, "0013")).get(0))
            .first(KePayload.class)
            .orElseThrow()
            .method());
  }

  @Test
  @Requirement({
    "RFC7296-1.7-2",
    "RFC7296-2.5-9",
    "RFC7296-2.5-13",
    "RFC7296-3.10.1-2",
    "RFC7296-3.12-2",
    "RFC7296-4-2"
  })
  void theFirstMessageMayHaveAnyOrderAndStrangeCompany() {
    IkeMessage message = decode(start(initiator(1)));
    List<Payload> payloads = new ArrayList<>(message.payloads());
    Collections.reverse(payloads);
    payloads.add(0, new UnknownPayload(new PayloadType(200), Octets.ofHex("01")));
    payloads.add(1, new VendorIdPayload(Octets.ofHex("cafe")));
    payloads.add(2, NotifyPayload.of(new NotifyType(40_000), Octets.ofHex("00")));
    payloads.add(3, NotifyPayload.of(new NotifyType(9_999)));
    IkeSession responder =
        IkeSession.responder(
            IkeSessionFixtures.right().build(), IkeCrypto.of(new SeededSecureRandom(3)));
    Octets odd = IkeCodec.encode(new IkeMessage(message.header(), payloads));
    List<IkeOutput> outputs =
        responder.handle(new IkeInput.Datagram(NOW, PATH.reversed(), odd.asByteBuffer())).outputs();

    assertTrue(decode(sent(outputs).get(0)).first(SaPayload.class).isPresent());
  }

  static List<IkeIdentity> identities() {
    return List.of(
        IkeIdentity.ofAddress(IpAddress.of("192.0.2.1")),
        IkeIdentity.ofAddress(IpAddress.of("2001:db8::1")),
        IkeIdentity.ofFqdn("gw.example"),
        IkeIdentity.ofEmail("admin@gw.example"),
        IkeIdentity.ofKeyId(new byte[] {0, 1, 2}));
  }

  @ParameterizedTest
  @MethodSource("identities")
  @Requirement({"RFC7296-3.5-3", "RFC7296-3.5-4", "RFC7296-3.5-5", "RFC7296-4-7"})
  void everyTypeOfIdentityCanBeSentAndAccepted(IkeIdentity identity) {
    SimulatedLink link =
        IkeSessionFixtures.link(
                l -> l.localIdentity(identity).peerIdentity(identity),
                r -> r.localIdentity(identity).peerIdentity(identity))
            .initiate()
            .run(Duration.ofSeconds(1));

    assertTrue(link.left.isEstablished() && link.right.isEstablished());
  }

  @Test
  @Requirement({"RFC7296-2.15-4", "RFC7296-2.15-5"})
  void aKeyOf64OctetsIsTakenToTheLast() {
    String key = "k".repeat(64);
    SimulatedLink same =
        IkeSessionFixtures.link(
            l -> l.preSharedKey(PreSharedKey.of(key)), r -> r.preSharedKey(PreSharedKey.of(key)));
    assertTrue(same.initiate().run(Duration.ofSeconds(1)).left.isEstablished());

    SimulatedLink other =
        IkeSessionFixtures.link(
            l -> l.preSharedKey(PreSharedKey.of(key)),
            r -> r.preSharedKey(PreSharedKey.of(key.substring(1) + "l")));
    other.initiate().run(Duration.ofMinutes(1));
    assertInstanceOf(IkeFailure.AuthenticationFailed.class, other.rightCause());
  }
}
