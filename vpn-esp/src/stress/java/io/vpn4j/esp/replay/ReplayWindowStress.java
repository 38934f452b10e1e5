package io.vpn4j.esp.replay;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZZ_Result;
import org.openjdk.jcstress.infra.results.ZZZ_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Races in the window, each tried millions of times by jcstress. */
public final class ReplayWindowStress {
  /** A window of 64 has a ring of 128 numbers: as far apart, two numbers share a word. */
  private static final int RING = 128;

  private ReplayWindowStress() {}

  /** One packet arrives on two threads. */
  @JCStressTest
  @Outcome(
      id = {"true, false", "false, true"},
      expect = Expect.ACCEPTABLE,
      desc = "one of them")
  @Outcome(expect = Expect.FORBIDDEN, desc = "accepted twice, or lost")
  @State
  public static class OneNumber {
    private final ReplayWindow window = new ReplayWindow(64);

    @Actor
    public void first(ZZ_Result r) {
      r.r1 = window.accept(7);
    }

    @Actor
    public void second(ZZ_Result r) {
      r.r2 = window.accept(7);
    }
  }

  /** Two numbers of one word: neither flag is lost to the other. */
  @JCStressTest
  @Outcome(id = "true, true, false, false", expect = Expect.ACCEPTABLE, desc = "both, and once")
  @Outcome(expect = Expect.FORBIDDEN, desc = "lost, or accepted twice")
  @State
  public static class OneWord {
    private final ReplayWindow window = new ReplayWindow(64);

    @Actor
    public void first(ZZZZ_Result r) {
      r.r1 = window.accept(7);
    }

    @Actor
    public void second(ZZZZ_Result r) {
      r.r2 = window.accept(8);
    }

    @Arbiter
    public void after(ZZZZ_Result r) {
      r.r3 = window.accept(7);
      r.r4 = window.accept(8);
    }
  }

  /** A late number and the one that takes its word over. */
  @JCStressTest
  @Outcome(
      id = {"true, true, false, false", "false, true, false, false"},
      expect = Expect.ACCEPTABLE,
      desc = "the late one came in time, or not")
  @Outcome(expect = Expect.FORBIDDEN, desc = "the new one is lost, or one is accepted twice")
  @State
  public static class NewBlockInAnOldWord {
    private final ReplayWindow window = new ReplayWindow(64);

    @Actor
    public void late(ZZZZ_Result r) {
      r.r1 = window.accept(7);
    }

    @Actor
    public void fresh(ZZZZ_Result r) {
      r.r2 = window.accept(7 + RING);
    }

    @Arbiter
    public void after(ZZZZ_Result r) {
      r.r3 = window.accept(7);
      r.r4 = window.accept(7 + RING);
    }
  }

  /** The window moves on, but not past a number that is still in it. */
  @JCStressTest
  @Outcome(id = "true, true, true", expect = Expect.ACCEPTABLE, desc = "all are in the window")
  @Outcome(expect = Expect.FORBIDDEN, desc = "one of the window is lost")
  @State
  public static class LeftEdge {
    private final ReplayWindow window = new ReplayWindow(64);

    @Actor
    public void edge(ZZZ_Result r) {
      r.r1 = window.accept(1);
    }

    @Actor
    public void highest(ZZZ_Result r) {
      r.r2 = window.accept(64);
    }

    @Arbiter
    public void between(ZZZ_Result r) {
      r.r3 = window.accept(33);
    }
  }
}
