package io.vpn4j.esp;

import io.vpn4j.esp.wire.EspTransform;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What a thread needs to work on a packet of an SA, and has to itself while it does: a cipher,
 * working memory, counters.
 *
 * <p>Taking and giving back are a compare-and-set each. A lane that is ended while a thread works
 * in it is erased by that thread when it gives the lane back, so that neither waits for the other
 * and no packet is ever protected with an erased key.
 */
final class Lane {
  private static final int IDLE = 0;
  private static final int BUSY = 1;

  /** Busy, and to be erased when given back. */
  private static final int ENDING = 2;

  private static final int ENDED = 3;
  private static final VarHandle STATE;
  private static final VarHandle COUNT = MethodHandles.arrayElementVarHandle(long[].class);

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(Lane.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  final EspTransform transform;
  final Staging staging = new Staging();
  private final long[] counts;

  @SuppressWarnings("unused") // by STATE
  private int state;

  Lane(EspTransform transform, int counters) {
    this.transform = transform;
    this.counts = new long[counters];
  }

  /** Whether the caller now has the lane; it must {@link #giveBack}. */
  boolean tryTake() {
    return (int) STATE.getOpaque(this) == IDLE && STATE.compareAndSet(this, IDLE, BUSY);
  }

  void giveBack() {
    if (!STATE.compareAndSet(this, BUSY, IDLE)) {
      erase();
    }
  }

  /** Nobody takes the lane any more. Erases it, or leaves that to the thread that is in it. */
  void end() {
    while (true) {
      if (STATE.compareAndSet(this, IDLE, BUSY)) {
        erase();
        return;
      }
      int seen = (int) STATE.getAcquire(this);
      if (seen >= ENDING || (seen == BUSY && STATE.compareAndSet(this, BUSY, ENDING))) {
        return;
      }
    }
  }

  private void erase() {
    transform.destroy();
    staging.erase();
    STATE.setRelease(this, ENDED);
  }

  /** Called by the thread that has the lane. */
  void add(int counter, long increment) {
    COUNT.setOpaque(counts, counter, counts[counter] + increment);
  }

  long count(int counter) {
    return (long) COUNT.getOpaque(counts, counter);
  }

  boolean isErased() {
    return (int) STATE.getAcquire(this) == ENDED && transform.isErased() && staging.isErased();
  }
}
