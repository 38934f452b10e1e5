package io.vpn4j.ike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.testing.Requirement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The end that began moves to another address (RFC 4555). */
class MobikeTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final UdpEndpoint ELSEWHERE = new UdpEndpoint(IpAddress.of("203.0.113.7"), 14500);
  private static final UdpPath NEW_PATH = new UdpPath(ELSEWHERE, SimulatedLink.RIGHT_4500);

  private static SimulatedLink established(boolean left, boolean right) {
    return IkeSessionFixtures.link(l -> l.mobike(left), r -> r.mobike(right))
        .initiate()
        .run(SECOND);
  }

  private static List<IkeOutput.PathChanged> moves(List<IkeOutput> outputs) {
    return SimulatedLink.of(outputs, IkeOutput.PathChanged.class);
  }

  @Test
  @Requirement("RFC4555-3.3-1")
  void bothEndsFollowTheInitiatorToItsNewAddress() {
    SimulatedLink link = established(true, true);
    link.command(true, new IkeCommand.Move(NEW_PATH)).run(SECOND);

    assertEquals(List.of(new IkeOutput.PathChanged(NEW_PATH)), moves(link.leftOutputs));
    assertEquals(List.of(new IkeOutput.PathChanged(NEW_PATH.reversed())), moves(link.rightOutputs));
    assertEquals(List.of(), SimulatedLink.of(link.leftOutputs, IkeOutput.Warned.class));
    // And what either begins from now on goes there.
    int before = link.rightOutputs.size();
    link.command(false, new IkeCommand.RekeyIkeSa()).run(SECOND);
    SimulatedLink.of(
            link.rightOutputs.subList(before, link.rightOutputs.size()), IkeOutput.Transmit.class)
        .forEach(t -> assertEquals(NEW_PATH.reversed(), t.path()));
    assertTrue(link.left.isEstablished() && link.right.isEstablished());
  }

  @Test
  void movesAgainAfterTheIkeSaWasRekeyed() {
    SimulatedLink link = established(true, true);
    link.command(true, new IkeCommand.RekeyIkeSa()).run(SECOND);
    link.command(true, new IkeCommand.Move(NEW_PATH)).run(SECOND);

    assertEquals(1, moves(link.rightOutputs).size());
  }

  @Test
  @Requirement("RFC4555-3.5-5")
  void anUpdateThatIsLateOnARekeyedIkeSaDoesNotCount() {
    UdpPath newest =
        new UdpPath(new UdpEndpoint(IpAddress.of("203.0.113.8"), 4500), SimulatedLink.RIGHT_4500);
    Duration soon = Duration.ofMillis(100);
    SimulatedLink link =
        IkeSessionFixtures.link(l -> l.mobike(true), r -> r.mobike(true).windowSize(2))
            .initiate()
            .run(SECOND);
    link.command(true, new IkeCommand.Move(NEW_PATH));
    Octets late = link.wire.get(link.wire.size() - 1);
    link.loseAllInFlight();
    link.command(true, new IkeCommand.RekeyIkeSa()).run(soon);
    link.command(true, new IkeCommand.Move(newest)).run(soon);
    assertEquals(1, SimulatedLink.of(link.rightOutputs, IkeOutput.IkeSaRekeyed.class).size());
    int before = link.rightOutputs.size();
    link.inject(true, NEW_PATH, late).run(soon);

    assertEquals(
        NEW_PATH.reversed(),
        SimulatedLink.of(
                link.rightOutputs.subList(before, link.rightOutputs.size()),
                IkeOutput.Transmit.class)
            .get(0)
            .path());
    assertEquals(List.of(new IkeOutput.PathChanged(newest.reversed())), moves(link.rightOutputs));
  }

  @Test
  void aRequestUnderWayIsRepeatedOnTheNewPath() {
    SimulatedLink link = established(true, true);
    link.command(true, new IkeCommand.CheckLiveness());
    link.command(true, new IkeCommand.Move(NEW_PATH)).run(Duration.ofSeconds(3));

    assertEquals(1, moves(link.rightOutputs).size());
    assertTrue(link.left.isEstablished() && link.right.isEstablished());
  }

  @Test
  @Requirement("RFC4555-3.3-2")
  void doesNotMoveUnlessBothEndsHaveAgreed() {
    for (boolean left : new boolean[] {true, false}) {
      SimulatedLink link = established(left, !left);
      link.command(true, new IkeCommand.Move(NEW_PATH)).run(SECOND);

      assertEquals(List.of(), moves(link.leftOutputs));
      assertEquals(
          new IkeFailure.CannotMove(true),
          SimulatedLink.of(link.leftOutputs, IkeOutput.Warned.class).get(0).failure());
    }
  }

  @Test
  @Requirement("RFC4555-3.5-1")
  void theEndThatAnsweredDoesNotMove() {
    SimulatedLink link = established(true, true);
    link.command(false, new IkeCommand.Move(NEW_PATH.reversed())).run(SECOND);

    assertInstanceOf(
        IkeFailure.CannotMove.class,
        SimulatedLink.of(link.rightOutputs, IkeOutput.Warned.class).get(0).failure());
  }
}
