package io.vpn4j.ike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.testing.SeededSecureRandom;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An IKE SA that is rekeyed behind a demultiplexer (RFC 7296 section 2.18). */
class DemultiplexedRekeyTest {
  private static final UdpPath PATH = SimulatedLink.INITIATE.natTraversalPath().reversed();
  private static final Instant NOW = SimulatedLink.START;

  private final IkeCrypto crypto = IkeCrypto.of(new SeededSecureRandom(3));
  private final IkeDemultiplexer hub =
      new IkeDemultiplexer(
          path -> Optional.of(IkeSessionFixtures.right().build()),
          crypto,
          () -> IkeSession.randomEspSpi(crypto),
          IkeLimits.DEFAULT);
  private final IkeSession peer =
      IkeSession.initiator(
          IkeSessionFixtures.left().build(), IkeCrypto.of(new SeededSecureRandom(9)));
  private final List<Octets> toHub = new ArrayList<>();

  private IkeSession session() {
    assertEquals(1, hub.sessions().size());
    return hub.sessions().get(0);
  }

  /** Carries messages until there are none. */
  private void exchange(List<IkeOutput> ofPeer, List<IkeOutput> ofHub) {
    Deque<IkeOutput.Transmit> there =
        new ArrayDeque<>(SimulatedLink.of(ofPeer, IkeOutput.Transmit.class));
    Deque<IkeOutput.Transmit> back =
        new ArrayDeque<>(SimulatedLink.of(ofHub, IkeOutput.Transmit.class));
    while (!there.isEmpty() || !back.isEmpty()) {
      if (!there.isEmpty()) {
        Octets message = Octets.of(there.poll().octets());
        toHub.add(message);
        back.addAll(
            SimulatedLink.of(
                outputs(hub.datagram(new IkeInput.Datagram(NOW, PATH, message.asByteBuffer()))),
                IkeOutput.Transmit.class));
      } else {
        there.addAll(
            SimulatedLink.of(
                peer.handle(new IkeInput.Datagram(NOW, PATH.reversed(), back.poll().octets()))
                    .outputs(),
                IkeOutput.Transmit.class));
      }
    }
  }

  private static List<IkeOutput> outputs(IkeDemultiplexer.Step step) {
    return step.outputs().stream().map(IkeDemultiplexer.SessionOutput::output).toList();
  }

  /** The hub's SPI in a message to it: who rekeys is the initiator from then on. */
  private static IkeSpi hubSpi(Octets message) {
    try {
      IkeHeader header = IkeHeader.peek(message.asByteBuffer());
      return header.isInitiator() ? header.responderSpi() : header.initiatorSpi();
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void itIsFoundUnderItsNewSpiAndCalledByItsFirst() {
    new DemultiplexerDriver(peer, hub).initiate();
    IkeSpi first = session().localSpi();
    for (int rekeying = 0; rekeying < 5; rekeying++) {
      exchange(
          peer.handle(new IkeInput.Command(NOW, new IkeCommand.RekeyIkeSa())).outputs(), List.of());
      exchange(List.of(), outputs(hub.command(NOW, first, new IkeCommand.RekeyIkeSa())));
    }

    assertEquals(first, session().localSpi());
    assertTrue(session().isEstablished() && peer.isEstablished());
    exchange(
        peer.handle(new IkeInput.Command(NOW, new IkeCommand.CheckLiveness())).outputs(),
        List.of());
    IkeSpi last = hubSpi(toHub.get(toHub.size() - 1));
    assertFalse(last.equals(first));
    assertTrue(session().localSpis().contains(last));

    // Old ones stay for a while to answer a Delete that is repeated, and no longer.
    hub.tick(NOW.plus(IkeTimers.DEFAULT.giveUpAfter()));
    assertEquals(Set.of(last), session().localSpis());
    hub.command(NOW, first, new IkeCommand.Abandon());
    assertEquals(List.of(), hub.sessions());
  }

  @Test
  void itsFirstSpiLeadsNowhereWhenTheOldIkeSaIsGone() {
    new DemultiplexerDriver(peer, hub).initiate();
    exchange(
        peer.handle(new IkeInput.Command(NOW, new IkeCommand.CheckLiveness())).outputs(),
        List.of());
    Octets old = toHub.get(0);
    assertEquals(session().localSpi(), hubSpi(old));
    exchange(
        peer.handle(new IkeInput.Command(NOW, new IkeCommand.RekeyIkeSa())).outputs(), List.of());
    List<IkeOutput> outputs =
        outputs(hub.datagram(new IkeInput.Datagram(NOW, PATH, old.asByteBuffer())));

    assertEquals(1, SimulatedLink.of(outputs, IkeOutput.Dropped.class).size(), outputs::toString);
    assertTrue(session().isEstablished());
  }
}
