package io.vpn4j.routing.bgp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.routing.bgp.message.AddressFamily;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Routes that outlive their session (RFC 4724, RFC 8538). */
class GracefulRestartTest {
  private static final AddressFamily V4 = AddressFamily.IPV4_UNICAST;

  private static BgpPair pair(boolean rightRestarted) {
    BgpPair pair =
        new BgpPair(
            BgpPair.config(65000, 64512, "10.0.0.1")
                .gracefulRestartTime(Duration.ofSeconds(60))
                .build(),
            BgpPair.config(64512, 65000, "10.0.0.2")
                .passive(true)
                .gracefulRestartTime(Duration.ofSeconds(90))
                .restarted(rightRestarted)
                .build(),
            7,
            100);
    pair.start();
    pair.run(Duration.ofSeconds(5));
    assertTrue(pair.isEstablished());
    return pair;
  }

  private static BgpOutput.Down lastDown(BgpPair.Side side) {
    List<BgpOutput.Down> all = side.seen(BgpOutput.Down.class);
    return all.get(all.size() - 1);
  }

  @Test
  void routesOfLostTransportAreStaleUntilEndOfRib() {
    BgpPair pair = pair(true);
    pair.left.breakTransports();
    assertEquals(Set.of(V4), lastDown(pair.left).stale());
    pair.run(Duration.ofSeconds(30));
    assertTrue(pair.isEstablished());
    assertEquals(List.of(), pair.left.seen(BgpOutput.StaleRoutesOver.class));
    pair.right.give(new BgpInput.EndOfRib(pair.now, V4));
    pair.run(Duration.ofSeconds(1));
    assertEquals(
        List.of(new BgpOutput.StaleRoutesOver(Set.of(V4))),
        pair.left.seen(BgpOutput.StaleRoutesOver.class));
  }

  @Test
  void peerThatLostItsForwardingStateLosesItsRoutesAtOnce() {
    BgpPair pair = pair(false);
    pair.left.breakTransports();
    pair.run(Duration.ofSeconds(30));
    assertTrue(pair.isEstablished());
    assertEquals(1, pair.left.seen(BgpOutput.StaleRoutesOver.class).size());
  }

  @Test
  void peerThatDoesNotComeBackLosesItsRoutesWhenItsTimeIsOver() {
    BgpPair pair = pair(true);
    pair.right.give(new BgpInput.Tick(pair.now));
    pair.left.breakTransports();
    pair.right.give(new BgpInput.Stop(pair.now, ""));
    pair.run(Duration.ofSeconds(89));
    assertEquals(List.of(), pair.left.seen(BgpOutput.StaleRoutesOver.class));
    pair.run(Duration.ofSeconds(2));
    assertEquals(1, pair.left.seen(BgpOutput.StaleRoutesOver.class).size());
  }

  @Test
  void stopIsHardResetAndLeavesNoRoutes() {
    BgpPair pair = pair(true);
    pair.right.give(new BgpInput.Stop(pair.now, "bye"));
    pair.run(Duration.ofMillis(500));
    BgpOutput.Down down = lastDown(pair.left);
    assertEquals(Set.of(), down.stale());
    assertEquals(
        "the peer sent 6/9 (Hard Reset) for 6/2 (Administrative Shutdown): bye",
        down.cause().explanation());
  }
}
