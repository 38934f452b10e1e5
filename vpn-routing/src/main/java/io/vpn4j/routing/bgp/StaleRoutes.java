package io.vpn4j.routing.bgp;

import io.vpn4j.routing.bgp.message.AddressFamily;
import io.vpn4j.routing.bgp.message.Capability.GracefulRestart;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How long routes of a lost session stay (RFC 4724 section 4.2), by what a session puts out. */
final class StaleRoutes {
  private final Duration staleTime;
  private final Set<AddressFamily> stale = new HashSet<>();
  private Optional<Instant> deadline = Optional.empty();
  private Duration restartTime = Duration.ZERO;

  StaleRoutes(Duration staleTime) {
    this.staleTime = staleTime;
  }

  /** The outputs of a step, and {@link BgpOutput.StaleRoutesOver} where it belongs. */
  List<BgpOutput> follow(Instant now, List<BgpOutput> outputs) {
    List<BgpOutput> all = new ArrayList<>(outputs.size());
    for (BgpOutput output : outputs) {
      all.add(output);
      if (output instanceof BgpOutput.Down down) {
        down(now, down, all);
      } else if (output instanceof BgpOutput.Established up) {
        established(now, up.session(), all);
      } else if (output instanceof BgpOutput.EndOfRibReceived end) {
        over(Set.of(end.family()), all);
      }
    }
    if (deadline.isPresent() && !now.isBefore(deadline.get())) {
      over(Set.copyOf(stale), all);
    }
    return all;
  }

  private void down(Instant now, BgpOutput.Down down, List<BgpOutput> all) {
    if (down.cause() instanceof BgpFailure.Stopped) {
      over(Set.copyOf(stale), all);
    } else if (down.wasEstablished()) {
      // Routes of the session that has ended: those of other families are void already.
      stale.clear();
      stale.addAll(down.stale());
      deadline = stale.isEmpty() ? Optional.empty() : Optional.of(now.plus(restartTime));
    }
  }

  private void established(Instant now, SessionInfo session, List<BgpOutput> all) {
    restartTime =
        session
            .peerRestart()
            .map(restart -> Duration.ofSeconds(restart.restartTimeSeconds()))
            .orElse(Duration.ZERO);
    Set<AddressFamily> lost = new HashSet<>(stale);
    session.peerRestart().stream()
        .flatMap(restart -> restart.families().stream())
        .filter(GracefulRestart.RestartFamily::forwardingStateKept)
        .forEach(kept -> lost.remove(kept.family()));
    over(lost, all);
    if (!stale.isEmpty()) {
      deadline = Optional.of(now.plus(staleTime));
    }
  }

  private void over(Set<AddressFamily> families, List<BgpOutput> all) {
    Set<AddressFamily> ended = new HashSet<>(families);
    ended.retainAll(stale);
    stale.removeAll(ended);
    if (!ended.isEmpty()) {
      all.add(new BgpOutput.StaleRoutesOver(ended));
    }
    if (stale.isEmpty()) {
      deadline = Optional.empty();
    }
  }

  Optional<Instant> wakeAt() {
    return deadline;
  }
}
