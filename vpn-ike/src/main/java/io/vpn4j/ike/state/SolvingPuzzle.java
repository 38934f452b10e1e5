package io.vpn4j.ike.state;

import io.vpn4j.ike.IkeCommand;
import io.vpn4j.ike.IkeDropReason;
import io.vpn4j.ike.IkeOutput;
import io.vpn4j.ike.UdpPath;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.ike.message.PuzzleSolutionPayload;
import io.vpn4j.ike.puzzle.Puzzle;
import io.vpn4j.ike.puzzle.PuzzleSolver;
import io.vpn4j.model.wire.Octets;
import java.time.Instant;
import java.util.Optional;

/**
 * The initiator solves a puzzle of a responder under load (RFC 8019 section 7.1.2) and waits for
 * nothing but time to think.
 *
 * <p>Each tick tries some keys, and the next tick is due at once: whoever drives many sessions with
 * one thread serves the others between. Nothing is repeated meanwhile, since the responder would
 * ask the same again; a better answer that comes in is taken.
 */
public final class SolvingPuzzle implements IkeState {
  /** Some milliseconds of work. */
  static final int TRIES_PER_TICK = 4096;

  /** What to solve when the responder leaves it to us: it costs next to nothing. */
  private static final int OWN_DIFFICULTY = 8;

  private final AwaitInitResponse asked;
  private final PuzzleSolver solver;
  private final Instant due;

  private SolvingPuzzle(AwaitInitResponse asked, PuzzleSolver solver, Instant due) {
    this.asked = asked;
    this.solver = solver;
    this.due = due;
  }

  /** Whether the configuration allows to spend that much work. */
  static boolean isWorthwhile(SessionParameters session, Puzzle puzzle) {
    int max = session.config().maxPuzzleDifficulty();
    return max > 0 && puzzle.difficulty() <= max;
  }

  static Transition begin(
      SessionParameters session,
      Instant now,
      AwaitInitResponse asked,
      Puzzle puzzle,
      Octets cookie) {
    int difficulty =
        puzzle.difficulty() == 0
            ? Math.min(OWN_DIFFICULTY, session.config().maxPuzzleDifficulty())
            : puzzle.difficulty();
    PuzzleSolver solver = new PuzzleSolver(session.crypto(), puzzle, cookie, difficulty);
    return Transition.to(new SolvingPuzzle(asked, solver, now));
  }

  @Override
  public Transition datagram(Instant now, UdpPath path, IkeHeader header, Octets message) {
    Transition transition = asked.datagram(now, path, header, message);
    if (transition.next() instanceof SolvingPuzzle) {
      return Transition.to(this)
          .drop(IkeDropReason.UNUSABLE_ANSWER, "a puzzle while another is being solved");
    }
    // A refusal is remembered where it came in, and the work goes on with that.
    return transition.next() instanceof AwaitInitResponse still && !transmits(transition)
        ? new Transition(new SolvingPuzzle(still, solver, due), transition.outputs())
        : transition;
  }

  private static boolean transmits(Transition transition) {
    return transition.outputs().stream().anyMatch(output -> output instanceof IkeOutput.Transmit);
  }

  @Override
  public Transition tick(Instant now) {
    if (asked.isOver(now)) {
      return asked.tick(now);
    }
    Optional<PuzzleSolutionPayload> solution = solver.tryKeys(TRIES_PER_TICK);
    return solution
        .map(keys -> asked.solved(now, solver.cookie(), keys))
        .orElseGet(() -> Transition.to(new SolvingPuzzle(asked, solver, now)));
  }

  @Override
  public Transition command(Instant now, IkeCommand command) {
    return command.isEnd() ? asked.command(now, command) : Transition.to(this);
  }

  /** At once. */
  @Override
  public Optional<Instant> wakeAt() {
    return Optional.of(due);
  }
}
