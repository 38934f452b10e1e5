package io.vpn4j.ike.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpn4j.ike.ChildAlgorithms;
import io.vpn4j.ike.ChildSa;
import io.vpn4j.ike.EncryptionAlgorithm;
import io.vpn4j.ike.EspSpi;
import io.vpn4j.ike.IkeConfig;
import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.IkeFailure;
import io.vpn4j.ike.IkeIdentity;
import io.vpn4j.ike.IkeOutput;
import io.vpn4j.ike.IkeSpi;
import io.vpn4j.ike.IntegrityAlgorithm;
import io.vpn4j.ike.TrafficSelector;
import io.vpn4j.ike.message.IkeCodec;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.ike.message.IkeMessage;
import io.vpn4j.ike.message.NoncePayload;
import io.vpn4j.ike.message.SaPayload;
import io.vpn4j.ike.negotiation.IkeSuite;
import io.vpn4j.ike.negotiation.ProposalSelection;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.secret.PreSharedKey;
import io.vpn4j.model.secret.SecretAccess;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.testing.Requirement;
import io.vpn4j.testing.SeededSecureRandom;
import io.vpn4j.testing.SharedData;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Our states in the place of one of two strongSwan daemons: what the other one sent on a captured
 * day is what they get.
 */
class CapturedExchangeVectorsTest {
  private static final IpAddress A = IpAddress.of("192.0.2.1");
  private static final IpAddress B = IpAddress.of("192.0.2.2");

  private final IkeCrypto crypto = IkeCrypto.of(new SeededSecureRandom(1));
  private JsonNode capture;
  private InitExchange init;
  private byte[] secret;
  private IkeState state;
  private final List<IkeOutput> outputs = new ArrayList<>();

  private void open(String name) throws MalformedMessageException {
    capture = SharedData.json("ike/strongswan/" + name + ".json");
    JsonNode sa = capture.path("ike_sas").get(0);
    secret = HexFormat.of().parseHex(sa.path("g_ir").asText());
    IkeMessage request = IkeCodec.decode(message(1).asByteBuffer());
    IkeMessage response = IkeCodec.decode(message(2).asByteBuffer());
    SaPayload chosen = response.first(SaPayload.class).orElseThrow();
    IkeSuite suite = ProposalSelection.ikeSuite(chosen.proposals().get(0));
    IkeSpi spiI = request.header().initiatorSpi();
    IkeSpi spiR = response.header().responderSpi();
    Octets ni = request.first(NoncePayload.class).orElseThrow().nonce();
    Octets nr = response.first(NoncePayload.class).orElseThrow().nonce();
    init = new InitExchange(suite, spiI, spiR, ni, nr, message(1), message(2), true);
  }

  private Octets message(int frame) {
    for (JsonNode message : capture.path("messages")) {
      if (message.path("frame").asInt() == frame) {
        return Octets.ofHex(message.path("ike").asText());
      }
    }
    throw new AssertionError("no frame " + frame);
  }

  private IkeConfig config(IpAddress local, IpAddress peer, String key) {
    EncryptionAlgorithm esp =
        capture.path("child_sas").path(0).path("enc_i").asText().length() == 32
            ? EncryptionAlgorithm.AES_CBC_128
            : EncryptionAlgorithm.AES_CBC_256;
    Optional<IntegrityAlgorithm> integrity = init.suite().integrity();
    return IkeConfig.builder()
        .name("captured")
        .localIdentity(IkeIdentity.ofAddress(local))
        .peerIdentity(IkeIdentity.ofAddress(peer))
        .preSharedKey(PreSharedKey.ofOctets(key.getBytes(StandardCharsets.US_ASCII)))
        .childAlgorithms(
            integrity.isPresent()
                ? ChildAlgorithms.of(esp, integrity.get())
                : ChildAlgorithms.aead(EncryptionAlgorithm.AES_GCM_16_256))
        .build();
  }

  private SessionParameters session(IkeConfig config, IkeSpi spi, String ownEspSpi) {
    int own =
        ownEspSpi.isEmpty()
            ? 0x1000
            : Integer.parseUnsignedInt(
                capture.path("child_sas").path(0).path(ownEspSpi).asText(), 16);
    AtomicInteger next = new AtomicInteger(own);
    return new SessionParameters(
        config, crypto, () -> new EspSpi(next.getAndIncrement()), () -> spi, spi);
  }

  private void responder(String key, String ownEspSpi) {
    IkeSaChannel channel =
        IkeSaChannel.ofResponder(
            crypto,
            init.suite(),
            secret,
            init.ni(),
            init.nr(),
            init.initiatorSpi(),
            init.responderSpi());
    state =
        new AwaitAuthRequest(
            session(config(B, A, key), init.responderSpi(), ownEspSpi),
            channel,
            init,
            Rig.START.plusSeconds(30));
  }

  private void initiator(String key, String ownEspSpi) {
    IkeSaChannel channel =
        IkeSaChannel.ofInitiator(
            crypto,
            init.suite(),
            secret,
            init.ni(),
            init.nr(),
            init.initiatorSpi(),
            init.responderSpi());
    state =
        AwaitAuthResponse.send(
                session(config(A, B, key), init.initiatorSpi(), ownEspSpi),
                Rig.START,
                Rig.PATH.reversed(),
                channel,
                init)
            .next();
  }

  private void receive(int frame) throws MalformedMessageException {
    Octets octets = message(frame);
    Transition transition =
        state.datagram(Rig.START, Rig.PATH, IkeHeader.peek(octets.asByteBuffer()), octets);
    state = transition.next();
    outputs.addAll(transition.outputs());
  }

  private String key() {
    return capture.path("psk_ascii").asText();
  }

  private byte[] keymat(String direction) {
    JsonNode child = capture.path("child_sas").get(0);
    return HexFormat.of()
        .parseHex(
            child.path("enc_" + direction).asText() + child.path("int_" + direction).asText());
  }

  private EspSpi spi(String field) {
    String hex = capture.path("child_sas").get(0).path(field).asText();
    return new EspSpi(Integer.parseUnsignedInt(hex, 16));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "psk-aes128-sha1-modp1024",
        "psk-aes256-sha256-modp2048",
        "psk-aes256-sha512-modp4096",
        "psk-aes256gcm16-sha384-ecp384"
      })
  @Requirement({"RFC7296-4-3", "RFC7296-2.15-1", "RFC7296-2.14-1"})
  void standsInForTheResponder(String name) throws MalformedMessageException {
    open(name);
    responder(key(), "spi_to_responder");
    receive(3);
    ChildSa child = Rig.of(outputs, IkeOutput.ChildSaUp.class).get(0).child();

    assertArrayEquals(keymat("i"), child.keys().inbound(SecretAccess.grant()));
    assertArrayEquals(keymat("r"), child.keys().outbound(SecretAccess.grant()));
    assertEquals(spi("spi_to_initiator"), child.outboundSpi());
    assertEquals(List.of(TrafficSelector.of(IpPrefix.of("10.1.0.1/32"))), child.peerSelectors());
    assertEquals(List.of(TrafficSelector.of(IpPrefix.of("10.2.0.1/32"))), child.localSelectors());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "psk-aes128-sha1-modp1024",
        "psk-aes256-sha256-modp2048",
        "psk-aes256-sha512-modp4096",
        "psk-aes256gcm16-sha384-ecp384"
      })
  @Requirement({"RFC7296-4-3", "RFC7296-2.15-1", "RFC7296-2.14-1"})
  void standsInForTheInitiator(String name) throws MalformedMessageException {
    open(name);
    initiator(key(), "spi_to_initiator");
    receive(4);
    ChildSa child = Rig.of(outputs, IkeOutput.ChildSaUp.class).get(0).child();

    assertArrayEquals(keymat("r"), child.keys().inbound(SecretAccess.grant()));
    assertArrayEquals(keymat("i"), child.keys().outbound(SecretAccess.grant()));
    assertEquals(spi("spi_to_responder"), child.outboundSpi());
  }

  @Test
  void answersLivenessAndDeleteOfTheCapturedInitiator() throws MalformedMessageException {
    open("psk-aes128-sha1-modp1024");
    responder(key(), "spi_to_responder");
    receive(3);
    receive(12);
    assertInstanceOf(Established.class, state);
    receive(15);

    assertInstanceOf(Lingering.class, state);
    assertEquals(3, Rig.of(outputs, IkeOutput.Transmit.class).size(), "one answer for each");
    assertEquals(
        new IkeFailure.DeletedByPeer(), Rig.of(outputs, IkeOutput.Terminated.class).get(0).cause());
  }

  @Test
  void answersTheCapturedRekeyingAndLetsTheOldChildSaGo() throws MalformedMessageException {
    open("psk-aes256-sha256-modp2048");
    responder(key(), "spi_to_responder");
    receive(3);
    receive(11);
    assertInstanceOf(Established.class, state);
    assertEquals(List.of(), Rig.of(outputs, IkeOutput.ChildSaDown.class));
    List<IkeOutput.ChildSaUp> up = Rig.of(outputs, IkeOutput.ChildSaUp.class);
    assertEquals(2, up.size());
    assertEquals(Optional.of(up.get(0).child().inboundSpi()), up.get(1).replaces());
    assertFalse(up.get(1).sendNow(), "the initiator may not have our answer yet");
    receive(13);

    assertEquals(1, Rig.of(outputs, IkeOutput.ChildSaDown.class).size());
    assertInstanceOf(Established.class, state);
  }

  @Test
  void answersLivenessOfTheCapturedResponder() throws MalformedMessageException {
    open("psk-aes128-sha1-modp1024");
    initiator(key(), "spi_to_initiator");
    receive(4);
    receive(11);

    assertInstanceOf(Established.class, state);
    assertEquals(1, Rig.of(outputs, IkeOutput.Transmit.class).size());
  }

  @Test
  void refusesTheCapturedInitiatorUnderAnotherKey() throws MalformedMessageException {
    open("psk-wrong-secret");
    responder(key() + "x", "");
    receive(3);

    IkeFailure cause = Rig.of(outputs, IkeOutput.Terminated.class).get(0).cause();
    assertInstanceOf(IkeFailure.AuthenticationFailed.class, cause);
    assertTrue(cause.explanation().contains("192.0.2.1"), cause::explanation);
  }

  @Test
  void understandsTheCapturedRefusalOfOurKey() throws MalformedMessageException {
    open("psk-wrong-secret");
    initiator(key(), "");
    receive(4);

    IkeFailure.AuthenticationFailed cause =
        assertInstanceOf(
            IkeFailure.AuthenticationFailed.class,
            Rig.of(outputs, IkeOutput.Terminated.class).get(0).cause());
    assertTrue(cause.refusedByPeer());
  }

  @Test
  void understandsTheCapturedRefusalOfOurSelectors() throws MalformedMessageException {
    open("psk-ts-unacceptable");
    initiator(key(), "");
    receive(4);

    assertInstanceOf(Established.class, state);
    IkeFailure.TrafficSelectorsUnacceptable failure =
        assertInstanceOf(
            IkeFailure.TrafficSelectorsUnacceptable.class,
            Rig.of(outputs, IkeOutput.ChildSaFailed.class).get(0).failure());
    assertTrue(failure.refusedByPeer());
  }
}
