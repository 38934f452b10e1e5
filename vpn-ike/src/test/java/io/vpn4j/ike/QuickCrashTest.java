package io.vpn4j.ike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.crash.QcdTokens;
import io.vpn4j.ike.message.IkeCodec;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.ike.message.IkeMessage;
import io.vpn4j.ike.message.NotifyPayload;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.ike.message.ProtocolId;
import io.vpn4j.model.secret.SecretAccess;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.testing.Requirement;
import io.vpn4j.testing.SeededSecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A peer that restarts without its IKE SAs, and how the other finds out at once (RFC 6290). */
class QuickCrashTest {
  private static final Instant NOW = SimulatedLink.START;
  private static final UdpPath PATH = SimulatedLink.INITIATE.natTraversalPath().reversed();
  private static final QuickCrashSecret SECRET =
      QuickCrashSecret.of("0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

  private final IkeCrypto crypto = IkeCrypto.of(new SeededSecureRandom(3));
  private final IkeSession peer =
      IkeSession.initiator(
          IkeSessionFixtures.left().build(), IkeCrypto.of(new SeededSecureRandom(9)));

  private IkeDemultiplexer hub(Optional<QuickCrashSecret> secret) {
    return new IkeDemultiplexer(
        path -> Optional.of(IkeSessionFixtures.right().quickCrashSecret(secret).build()),
        crypto,
        () -> IkeSession.randomEspSpi(crypto),
        IkeLimits.DEFAULT);
  }

  /** The peer is established with a hub, which is given. */
  private IkeDemultiplexer established(Optional<QuickCrashSecret> secret) {
    IkeDemultiplexer hub = hub(secret);
    new DemultiplexerDriver(peer, hub).initiate();
    assertTrue(peer.isEstablished());
    return hub;
  }

  private Octets livenessCheck() {
    return sent(peer.handle(new IkeInput.Command(NOW, new IkeCommand.CheckLiveness())).outputs())
        .get(0);
  }

  private static List<Octets> sent(List<IkeOutput> outputs) {
    return SimulatedLink.of(outputs, IkeOutput.Transmit.class).stream()
        .map(t -> Octets.of(t.octets()))
        .toList();
  }

  private static List<Octets> receive(IkeDemultiplexer hub, Octets message) {
    return sent(
        hub.datagram(new IkeInput.Datagram(NOW, PATH, message.asByteBuffer())).outputs().stream()
            .map(IkeDemultiplexer.SessionOutput::output)
            .toList());
  }

  private List<IkeOutput> receive(Octets message) {
    return peer.handle(new IkeInput.Datagram(NOW, PATH.reversed(), message.asByteBuffer()))
        .outputs();
  }

  private static IkeMessage decode(Octets octets) {
    try {
      return IkeCodec.decode(octets.asByteBuffer());
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @Requirement({"RFC6290-4.1-2", "RFC6290-4.2-1", "RFC6290-4.5-2", "RFC6290-4.5-3"})
  void aRestartedResponderIsFoundOutWithOneMessage() {
    established(Optional.of(SECRET));
    IkeDemultiplexer restarted = hub(Optional.of(SECRET));
    Octets answer = receive(restarted, livenessCheck()).get(0);
    List<IkeOutput> outputs = receive(answer);

    assertInstanceOf(IkeOutput.ChildSaDown.class, outputs.get(0));
    assertEquals(
        new IkeFailure.PeerLostState(),
        assertInstanceOf(IkeOutput.Terminated.class, outputs.get(1)).cause());
    assertEquals(2, outputs.size(), "nobody is there to be told");
    assertTrue(peer.isClosed());
    NotifyPayload token = decode(answer).notify(NotifyType.QUICK_CRASH_DETECTION).orElseThrow();
    assertEquals(ProtocolId.IKE, token.protocol());
    assertEquals(Octets.EMPTY, token.spi());
  }

  @Test
  void aRestartedInitiatorIsFoundOutToo() {
    IkeDemultiplexer hub = hub(Optional.of(SECRET));
    IkeSession responder =
        IkeSession.responder(
            IkeSessionFixtures.right().build(), IkeCrypto.of(new SeededSecureRandom(9)));
    IkeConfig config = IkeSessionFixtures.left().quickCrashSecret(SECRET).build();
    List<Octets> toResponder =
        sent(
            hub.initiate(NOW, config, SimulatedLink.INITIATE).outputs().stream()
                .map(IkeDemultiplexer.SessionOutput::output)
                .toList());
    UdpPath there = SimulatedLink.INITIATE.ikePath();
    for (int i = 0; i < 2; i++) {
      List<Octets> back =
          sent(
              responder
                  .handle(
                      new IkeInput.Datagram(
                          NOW, there.reversed(), toResponder.get(0).asByteBuffer()))
                  .outputs());
      toResponder =
          sent(
              hub
                  .datagram(new IkeInput.Datagram(NOW, there, back.get(0).asByteBuffer()))
                  .outputs()
                  .stream()
                  .map(IkeDemultiplexer.SessionOutput::output)
                  .toList());
      there = SimulatedLink.INITIATE.natTraversalPath();
    }
    assertTrue(responder.isEstablished());
    Octets check =
        sent(responder.handle(new IkeInput.Command(NOW, new IkeCommand.CheckLiveness())).outputs())
            .get(0);
    Octets answer = receive(hub(Optional.of(SECRET)), check).get(0);
    responder.handle(new IkeInput.Datagram(NOW, there.reversed(), answer.asByteBuffer()));

    assertTrue(responder.isClosed());
  }

  @Test
  void withoutASecretNothingIsPromisedAndNothingSaid() {
    established(Optional.empty());
    Octets answer = receive(hub(Optional.empty()), livenessCheck()).get(0);

    assertEquals(1, decode(answer).payloads().size());
    receive(answer);
    assertTrue(peer.isEstablished());
  }

  @Test
  @Requirement({"RFC6290-4.5-4", "RFC6290-5.1-1"})
  void aTokenOfAnotherSecretEndsNothing() {
    established(Optional.of(SECRET));
    QuickCrashSecret other = QuickCrashSecret.of(new byte[16]);
    List<IkeOutput> outputs = receive(receive(hub(Optional.of(other)), livenessCheck()).get(0));

    assertEquals(1, outputs.size());
    assertInstanceOf(IkeOutput.Dropped.class, outputs.get(0));
    assertTrue(peer.isEstablished());
  }

  @Test
  void aPeerThatWasPromisedNothingBelievesNothing() {
    established(Optional.empty());
    receive(receive(hub(Optional.of(SECRET)), livenessCheck()).get(0));

    assertTrue(peer.isEstablished());
  }

  @Test
  void theTokenAloneOrTheComplaintAloneEndsNothing() {
    established(Optional.of(SECRET));
    IkeMessage answer = decode(receive(hub(Optional.of(SECRET)), livenessCheck()).get(0));
    for (Payload payload : answer.payloads()) {
      receive(IkeCodec.encode(new IkeMessage(answer.header(), List.of(payload))));
    }
    assertTrue(peer.isEstablished());
    receive(IkeCodec.encode(answer));
    assertTrue(peer.isClosed());
  }

  @Test
  @Requirement({"RFC6290-4.5-1"})
  void noTokenIsGivenAwayForAnIkeSaThatStands() {
    // RFC 6290 9.2: turned around, the message is of an IKE SA that is not found.
    IkeDemultiplexer hub = established(Optional.of(SECRET));
    byte[] turned = livenessCheck().toByteArray();
    turned[19] ^= 0x08;
    List<Octets> answers = receive(hub, Octets.of(turned));
    assertEquals(1, answers.size());
    assertTrue(decode(answers.get(0)).notify(NotifyType.INVALID_IKE_SPI).isPresent());
    assertFalse(decode(answers.get(0)).notify(NotifyType.QUICK_CRASH_DETECTION).isPresent());

    byte[] otherPeer = livenessCheckAgain(turned);
    assertEquals(List.of(), receive(hub, Octets.of(otherPeer)), "our SPI with another of its");
  }

  private static byte[] livenessCheckAgain(byte[] turned) {
    byte[] changed = turned.clone();
    changed[19] ^= 0x08;
    changed[0] ^= 1;
    return changed;
  }

  @Test
  void aTokenForTheOtherRoleIsWorthNothing() {
    established(Optional.of(SECRET));
    IkeHeader header = decode(livenessCheck()).header();
    NotifyPayload turned =
        QcdTokens.make(
            crypto,
            SECRET.octets(SecretAccess.grant()),
            true,
            header.initiatorSpi(),
            header.responderSpi());
    List<Payload> payloads = new ArrayList<>();
    payloads.add(NotifyPayload.of(NotifyType.INVALID_IKE_SPI));
    payloads.add(turned);
    receive(
        IkeCodec.encode(
            new IkeMessage(
                IkeHeader.of(
                    header.initiatorSpi(),
                    header.responderSpi(),
                    header.exchangeType(),
                    false,
                    true,
                    header.messageId()),
                payloads)));

    assertTrue(peer.isEstablished());
  }

  @Test
  @Requirement({"RFC6290-4.1-1", "RFC6290-5.1-2"})
  void theSameIkeSaHasTheSameTokenAndAnotherHasAnother() {
    Octets token = token(SECRET, false, 1, 2);

    assertEquals(32, token.length());
    assertEquals(token, token(SECRET, false, 1, 2));
    assertFalse(token.equals(token(SECRET, true, 1, 2)));
    assertFalse(token.equals(token(SECRET, false, 2, 1)));
    assertFalse(token.equals(token(SECRET, false, 1, 3)));
    assertFalse(token.equals(token(QuickCrashSecret.of(new byte[16]), false, 1, 2)));
    for (int octets : new int[] {0, 15, 129}) {
      assertEquals(
          Optional.empty(),
          QcdTokens.in(
              List.of(
                  NotifyPayload.of(
                      NotifyType.QUICK_CRASH_DETECTION, Octets.of(new byte[octets])))));
    }
  }

  private Octets token(QuickCrashSecret secret, boolean initiator, long spiI, long spiR) {
    return QcdTokens.make(
            crypto,
            secret.octets(SecretAccess.grant()),
            initiator,
            new IkeSpi(spiI),
            new IkeSpi(spiR))
        .data();
  }

  @Test
  @Requirement("RFC6290-9.2-1")
  void tokensAreGivenAwayTwiceInASecondToOneSource() {
    established(Optional.of(SECRET));
    Octets check = livenessCheck();
    IkeDemultiplexer restarted = hub(Optional.of(SECRET));
    int tokens = 0;
    for (int i = 0; i < 100; i++) {
      tokens += receive(restarted, check).size();
    }

    assertEquals(2, tokens);
  }

  @Test
  void theSecretIsNotPrintedAndNotShort() {
    assertFalse(SECRET.toString().contains("0123"));
    assertFalse(
        IkeSessionFixtures.left().quickCrashSecret(SECRET).build().toString().contains("0123"));
    assertThrows(IllegalArgumentException.class, () -> QuickCrashSecret.of(new byte[15]));
  }
}
