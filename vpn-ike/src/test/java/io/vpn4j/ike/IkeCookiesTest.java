package io.vpn4j.ike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.message.IkeCodec;
import io.vpn4j.ike.message.IkeMessage;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.testing.Requirement;
import io.vpn4j.testing.SeededSecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A responder under a flood of first messages (RFC 7296 section 2.6). */
class IkeCookiesTest {
  private static final Instant NOW = SimulatedLink.START;
  private static final UdpPath PATH = SimulatedLink.INITIATE.ikePath().reversed();
  private static final int THRESHOLD = 4;

  private final IkeCrypto crypto = IkeCrypto.of(new SeededSecureRandom(3));
  private final IkeDemultiplexer responder =
      new IkeDemultiplexer(
          path -> Optional.of(IkeSessionFixtures.right().peerIdentity(Optional.empty()).build()),
          crypto,
          () -> IkeSession.randomEspSpi(crypto),
          IkeSessionFixtures.limits(8, THRESHOLD));

  private static Octets firstMessage(long seed) {
    IkeSession initiator =
        IkeSession.initiator(
            IkeSessionFixtures.left().build(), IkeCrypto.of(new SeededSecureRandom(seed)));
    IkeStep step = initiator.handle(new IkeInput.Command(NOW, SimulatedLink.INITIATE));
    return Octets.of(((IkeOutput.Transmit) step.outputs().get(0)).octets());
  }

  private List<IkeDemultiplexer.SessionOutput> receive(Octets message) {
    return responder.datagram(new IkeInput.Datagram(NOW, PATH, message.asByteBuffer())).outputs();
  }

  private void flood(int messages) {
    for (int i = 0; i < messages; i++) {
      receive(firstMessage(1000 + i));
    }
  }

  @Test
  void isNotAskedForWhileThereIsRoom() {
    flood(THRESHOLD);
    assertEquals(THRESHOLD, responder.sessions().size());
  }

  @Test
  @Requirement("RFC7296-2.6-7")
  void aFloodWithoutCookiesMakesNoMoreSessions() {
    flood(500);
    assertEquals(THRESHOLD, responder.sessions().size());
  }

  @Test
  @Requirement({"RFC7296-2.6-4", "RFC7296-2.6-7"})
  void theDemandIsShortAndNamesNoSpiOfOurs() throws MalformedMessageException {
    flood(THRESHOLD);
    Octets request = firstMessage(1);
    List<IkeDemultiplexer.SessionOutput> outputs = receive(request);
    assertEquals(1, outputs.size());
    assertEquals(IkeSpi.ZERO, outputs.get(0).session());
    Octets answer = Octets.of(((IkeOutput.Transmit) outputs.get(0).output()).octets());
    IkeMessage demand = IkeCodec.decode(answer.asByteBuffer());
    assertTrue(demand.notify(NotifyType.COOKIE).isPresent());
    assertEquals(1, demand.payloads().size());
    assertTrue(demand.header().responderSpi().isZero());
    assertTrue(answer.length() < request.length());
    assertEquals(
        answer, Octets.of(((IkeOutput.Transmit) receive(request).get(0).output()).octets()));
  }

  @Test
  @Requirement({"RFC7296-2.6-7", "RFC7296-2.6-8"})
  void aPeerThatBringsItsCookieBackGetsThrough() {
    flood(THRESHOLD);
    IkeSession initiator =
        IkeSession.initiator(
            IkeSessionFixtures.left().build(), IkeCrypto.of(new SeededSecureRandom(1)));
    DemultiplexerDriver driver = new DemultiplexerDriver(initiator, responder);
    driver.initiate();

    assertTrue(initiator.isEstablished());
    assertEquals(6, driver.messages(), "one round trip more");
  }

  @Test
  @Requirement("RFC7296-2.6-9")
  void aCookieOfAnotherPeerIsAnsweredWithOnesOwn() throws MalformedMessageException {
    flood(THRESHOLD);
    IkeSession initiator =
        IkeSession.initiator(
            IkeSessionFixtures.left().build(), IkeCrypto.of(new SeededSecureRandom(1)));
    initiator.handle(new IkeInput.Command(NOW, SimulatedLink.INITIATE));
    Octets foreign =
        Octets.of(((IkeOutput.Transmit) receive(firstMessage(2)).get(0).output()).octets());
    // The demand for seed 2 names its SPI: made out to this initiator, its cookie is still wrong.
    byte[] forged = foreign.toByteArray();
    System.arraycopy(firstMessage(1).toByteArray(), 0, forged, 0, 8);
    IkeStep step =
        initiator.handle(
            new IkeInput.Datagram(
                NOW, SimulatedLink.INITIATE.ikePath(), Octets.of(forged).asByteBuffer()));
    Octets withForeignCookie = Octets.of(((IkeOutput.Transmit) step.outputs().get(0)).octets());
    assertEquals(IkeSpi.ZERO, receive(withForeignCookie).get(0).session());
    assertEquals(THRESHOLD, responder.sessions().size());
  }

  @Test
  void thereIsALimitEvenForThoseWithCookies() {
    for (int i = 0; i < 12; i++) {
      IkeSession initiator =
          IkeSession.initiator(
              IkeSessionFixtures.left().build(), IkeCrypto.of(new SeededSecureRandom(i)));
      IkeStep first = initiator.handle(new IkeInput.Command(NOW, SimulatedLink.INITIATE));
      Octets request = Octets.of(((IkeOutput.Transmit) first.outputs().get(0)).octets());
      for (IkeDemultiplexer.SessionOutput output : receive(request)) {
        if (output.session().isZero() && output.output() instanceof IkeOutput.Transmit demand) {
          IkeStep second =
              initiator.handle(
                  new IkeInput.Datagram(NOW, SimulatedLink.INITIATE.ikePath(), demand.octets()));
          receive(Octets.of(((IkeOutput.Transmit) second.outputs().get(0)).octets()));
        }
      }
    }
    assertEquals(8, responder.sessions().size());
    responder.tick(NOW.plus(Duration.ofMinutes(1)));
    assertEquals(0, responder.sessions().size(), "half-open sessions expire");
  }
}
