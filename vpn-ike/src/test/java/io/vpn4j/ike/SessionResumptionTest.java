package io.vpn4j.ike;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.SimulatedLink.Weather;
import io.vpn4j.ike.message.ExchangeType;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.model.secret.SecretAccess;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.testing.Requirement;
import io.vpn4j.testing.SeededSecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;

/** Sessions that begin with a ticket of an earlier one (RFC 5723). */
class SessionResumptionTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private final TicketKeys keys = new TicketKeys(new SeededSecureRandom(11), HOUR);

  private SimulatedLink link(
      Consumer<IkeConfig.Builder> left, Consumer<IkeConfig.Builder> right, long seed) {
    return link(left, right, Weather.FINE, seed);
  }

  private SimulatedLink link(
      Consumer<IkeConfig.Builder> left,
      Consumer<IkeConfig.Builder> right,
      Weather weather,
      long seed) {
    IkeConfig.Builder l = IkeSessionFixtures.left().requestSessionTicket(true);
    IkeConfig.Builder r = IkeSessionFixtures.right().ticketKeys(keys);
    left.accept(l);
    right.accept(r);
    return IkeSessionFixtures.link(l.build(), r.build(), weather, seed);
  }

  private SessionTicket ticket() {
    return ticketOf(link(l -> {}, r -> {}, 1).initiate().run(SECOND));
  }

  private static SessionTicket ticketOf(SimulatedLink link) {
    return SimulatedLink.of(link.leftOutputs, IkeOutput.SessionTicketIssued.class).get(0).ticket();
  }

  private SimulatedLink resume(SessionTicket ticket, Consumer<IkeConfig.Builder> right) {
    return link(l -> l.sessionTicket(ticket), right, 2).initiate().run(SECOND);
  }

  private static List<ExchangeType> exchanges(SimulatedLink link) {
    return link.wire.stream().map(SessionResumptionTest::exchange).toList();
  }

  private static ExchangeType exchange(Octets message) {
    try {
      return IkeHeader.peek(message.asByteBuffer()).exchangeType();
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertSameKeys(SimulatedLink link) {
    ChildSa left = SimulatedLink.of(link.leftOutputs, IkeOutput.ChildSaUp.class).get(0).child();
    ChildSa right = SimulatedLink.of(link.rightOutputs, IkeOutput.ChildSaUp.class).get(0).child();
    assertArrayEquals(
        left.keys().outbound(SecretAccess.grant()), right.keys().inbound(SecretAccess.grant()));
    assertArrayEquals(
        left.keys().inbound(SecretAccess.grant()), right.keys().outbound(SecretAccess.grant()));
  }

  private static final List<ExchangeType> RESUMED =
      List.of(
          ExchangeType.IKE_SESSION_RESUME,
          ExchangeType.IKE_SESSION_RESUME,
          ExchangeType.IKE_AUTH,
          ExchangeType.IKE_AUTH);
  private static final List<ExchangeType> REFUSED =
      List.of(ExchangeType.IKE_SESSION_RESUME, ExchangeType.IKE_SESSION_RESUME);

  @Test
  void aTicketBeginsASessionWithoutAKeyExchange() {
    SimulatedLink first = link(l -> {}, r -> {}, 1).initiate().run(SECOND);
    SimulatedLink second = resume(ticketOf(first), r -> {});

    assertEquals(RESUMED, exchanges(second));
    assertTrue(second.left.isEstablished() && second.right.isEstablished());
    assertSameKeys(second);
    ChildSa before = SimulatedLink.of(first.leftOutputs, IkeOutput.ChildSaUp.class).get(0).child();
    ChildSa after = SimulatedLink.of(second.leftOutputs, IkeOutput.ChildSaUp.class).get(0).child();
    assertNotEquals(
        Octets.of(before.keys().outbound(SecretAccess.grant())),
        Octets.of(after.keys().outbound(SecretAccess.grant())));
    IkeSaInfo info =
        SimulatedLink.of(second.rightOutputs, IkeOutput.Established.class).get(0).info();
    assertEquals(IkeSessionFixtures.LEFT, info.peerIdentity());
  }

  @Test
  void aResumedSessionGetsATicketForTheNextTime() {
    SessionTicket first = ticket();
    SessionTicket second = ticketOf(resume(first, r -> {}));
    SimulatedLink third = link(l -> l.sessionTicket(second), r -> {}, 3).initiate().run(SECOND);

    assertEquals(RESUMED, exchanges(third));
    assertSameKeys(third);
  }

  @Test
  @Requirement("RFC5723-4.3.3-1")
  void aTicketIsGoodOnce() {
    SessionTicket ticket = ticket();
    resume(ticket, r -> {});
    SimulatedLink again = resume(ticket, r -> {});

    assertEquals(REFUSED, exchanges(again).subList(0, 2));
    assertTrue(again.right.isTerminated());
  }

  /** The ticket is in clear on the wire: whoever copies it must not be able to use it up. */
  @Test
  void whoeverCopiesATicketOnTheWireCannotUseItUp() {
    SessionTicket ticket = ticket();
    SimulatedLink copied = link(l -> l.sessionTicket(ticket), r -> {}, 5).initiate();
    SimulatedLink victim = link(l -> {}, r -> {}, 6);
    victim.inject(true, SimulatedLink.INITIATE.ikePath(), copied.wire.get(0));
    assertEquals(1, SimulatedLink.of(victim.rightOutputs, IkeOutput.Transmit.class).size());

    assertEquals(RESUMED, exchanges(resume(ticket, r -> {})));
  }

  @Test
  void refusesATicketOfOtherKeysAndOfAnotherConfiguration() {
    TicketKeys others = new TicketKeys(new SeededSecureRandom(12), HOUR);

    assertEquals(REFUSED, exchanges(resume(ticket(), r -> r.ticketKeys(others))).subList(0, 2));
    assertEquals(REFUSED, exchanges(resume(ticket(), r -> r.name("other"))).subList(0, 2));
  }

  @Test
  void aTicketOutlivesOneRotationOfTheKeysAndNotTwo() {
    SessionTicket one = ticket();
    keys.rotate();
    assertEquals(RESUMED, exchanges(resume(one, r -> {})));
    SessionTicket two = ticket();
    keys.rotate();
    keys.rotate();
    assertEquals(REFUSED, exchanges(resume(two, r -> {})).subList(0, 2));
  }

  @Test
  void anExpiredTicketIsNotShown() {
    SessionTicket ticket = ticket();
    SimulatedLink late = link(l -> l.sessionTicket(ticket), r -> {}, 2);
    late.sleep(HOUR.plus(SECOND)).initiate().run(SECOND);

    assertEquals(ExchangeType.IKE_SA_INIT, exchanges(late).get(0));
    assertSameKeys(late);
  }

  @Test
  @Requirement("RFC5723-4.3-2")
  void theResponderJudgesTheTimeItself() {
    SessionTicket ticket = ticket();
    SimulatedLink fresh = link(l -> l.sessionTicket(ticket), r -> {}, 2).initiate();
    SimulatedLink late = link(l -> {}, r -> {}, 2);
    late.sleep(HOUR.plus(SECOND));
    late.inject(true, SimulatedLink.INITIATE.ikePath(), fresh.wire.get(0));

    assertTrue(late.right.isTerminated());
  }

  /** A refusal leads to a full exchange: here through a demultiplexer, as in a gateway. */
  @Test
  @Requirement("RFC5723-4.3-3")
  void aRefusedTicketLeadsToAFullExchange() {
    SessionTicket ticket = ticket();
    keys.rotate();
    keys.rotate();
    IkeSession left =
        IkeSession.initiator(
            IkeSessionFixtures.left().sessionTicket(ticket).build(),
            IkeCrypto.of(new SeededSecureRandom(21)));
    IkeDemultiplexer right = demultiplexer(IkeLimits.DEFAULT);
    DemultiplexerPair pair = new DemultiplexerPair(left, right);
    pair.run();

    assertTrue(left.isEstablished());
    assertEquals(
        List.of(ExchangeType.IKE_SESSION_RESUME, ExchangeType.IKE_SA_INIT, ExchangeType.IKE_AUTH),
        pair.sent.stream().map(SessionResumptionTest::exchange).toList());
  }

  private IkeDemultiplexer demultiplexer(IkeLimits limits) {
    return new IkeDemultiplexer(
        path -> Optional.of(IkeSessionFixtures.right().ticketKeys(keys).build()),
        IkeCrypto.of(new SeededSecureRandom(22)),
        () -> new EspSpi(0x1000),
        limits);
  }

  /** RFC 5723 section 4.3.2: a cookie may be asked for here too. */
  @Test
  @Requirement("RFC5723-4.3-5")
  void bringsTheCookieThatAResponderUnderLoadWants() {
    SessionTicket ticket = ticket();
    IkeDemultiplexer right = demultiplexer(IkeSessionFixtures.limits(8, 1));
    Octets stranger = link(l -> {}, r -> {}, 31).initiate().wire.get(0);
    right.datagram(
        new IkeInput.Datagram(
            SimulatedLink.START,
            SimulatedLink.INITIATE.ikePath().reversed(),
            stranger.asByteBuffer()));
    IkeSession left =
        IkeSession.initiator(
            IkeSessionFixtures.left().sessionTicket(ticket).build(),
            IkeCrypto.of(new SeededSecureRandom(21)));
    DemultiplexerPair pair = new DemultiplexerPair(left, right);
    pair.run();

    assertTrue(left.isEstablished());
    assertEquals(
        List.of(
            ExchangeType.IKE_SESSION_RESUME,
            ExchangeType.IKE_SESSION_RESUME,
            ExchangeType.IKE_AUTH),
        pair.sent.stream().map(SessionResumptionTest::exchange).toList());
  }

  /** One session and a demultiplexer, over a link that loses nothing. */
  private static final class DemultiplexerPair {
    final List<Octets> sent = new ArrayList<>();
    private final IkeSession left;
    private final IkeDemultiplexer right;

    DemultiplexerPair(IkeSession left, IkeDemultiplexer right) {
      this.left = left;
      this.right = right;
    }

    void run() {
      IkeStep step = left.handle(new IkeInput.Command(SimulatedLink.START, SimulatedLink.INITIATE));
      while (true) {
        List<IkeOutput.Transmit> out = SimulatedLink.of(step.outputs(), IkeOutput.Transmit.class);
        if (out.isEmpty()) {
          return;
        }
        sent.add(Octets.of(out.get(0).octets()));
        List<IkeOutput> answers =
            right
                .datagram(
                    new IkeInput.Datagram(
                        SimulatedLink.START, out.get(0).path().reversed(), out.get(0).octets()))
                .outputs()
                .stream()
                .map(IkeDemultiplexer.SessionOutput::output)
                .toList();
        IkeOutput.Transmit answer = SimulatedLink.of(answers, IkeOutput.Transmit.class).get(0);
        step =
            left.handle(
                new IkeInput.Datagram(
                    SimulatedLink.START, answer.path().reversed(), answer.octets()));
      }
    }
  }

  /** A responder that knows no tickets may not answer at all. */
  @Test
  void silenceLeadsToAFullExchange() {
    SessionTicket ticket = ticket();
    SimulatedLink link = link(l -> l.sessionTicket(ticket), r -> {}, 2).initiate();
    link.loseAllInFlight();
    while (link.wire.stream().allMatch(m -> exchange(m).equals(ExchangeType.IKE_SESSION_RESUME))) {
      link.loseAllInFlight();
      link.sleep(Duration.ofSeconds(1)).tick(true);
    }
    link.run(SECOND);

    assertSameKeys(link);
  }

  @Test
  @Requirement("RFC5723-4.1-1")
  void issuesNoTicketUnasked() {
    SimulatedLink link = link(l -> l.requestSessionTicket(false), r -> {}, 1);
    link.initiate().run(SECOND);

    assertTrue(link.left.isEstablished());
    assertEquals(
        List.of(), SimulatedLink.of(link.leftOutputs, IkeOutput.SessionTicketIssued.class));
  }

  @Test
  void tellsNoSecretInAnyText() {
    SessionTicket ticket = ticket();
    String skD = HexFormat.of().formatHex(ticket.skD(SecretAccess.grant()));
    String text =
        ticket
            + " "
            + new IkeOutput.SessionTicketIssued(ticket)
            + IkeSessionFixtures.left().sessionTicket(ticket).ticketKeys(keys).build()
            + keys;

    assertFalse(text.contains(skD), text);
    assertTrue(text.contains("redacted"), text);
  }

  @Property(tries = 100)
  @Label("over any link, a ticket leads to two ends that stand with the same keys, or both end")
  void resumesOverAnyLink(
      @ForAll long seed,
      @ForAll @DoubleRange(max = 0.6) double loss,
      @ForAll @DoubleRange(max = 0.5) double duplication,
      @ForAll @IntRange(min = 1, max = 3000) int maxDelayMillis) {
    SessionTicket ticket = ticket();
    Weather weather = new Weather(loss, duplication, Duration.ofMillis(maxDelayMillis));
    SimulatedLink link = link(l -> l.sessionTicket(ticket), r -> {}, weather, seed);
    link.initiate().run(Duration.ofSeconds(250));

    boolean both = link.left.isEstablished() && link.right.isEstablished();
    Statistics.label("outcome")
        .collect(
            (both ? "established " : "ended ")
                + (exchanges(link).contains(ExchangeType.IKE_SA_INIT) ? "anew" : "resumed"));
    if (both) {
      assertSameKeys(link);
    } else {
      link.run(Duration.ofMinutes(2));
      assertTrue(
          !link.left.isEstablished() && !link.right.isEstablished(),
          () -> "seed " + seed + ": " + link.left + " " + link.right);
    }
  }
}
