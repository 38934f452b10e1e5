package io.vpn4j.esp.replay;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * When to look for the peer's sequence numbers beyond the next 2^32, after so many packets were
 * lost that the half which is not sent can no longer be told (RFC 4303 appendix A3).
 *
 * <p>Every {@link #TRIGGER}th packet in a row whose ICV fails is tried again under {@link
 * #CANDIDATES} higher values of that half. So a flood of forged packets costs less than half a
 * percent more than it would, and the past is never tried: an old packet stays a replay.
 */
public final class Resynchronization {
  /** Failures in a row before a packet is tried again, and again after as many more. */
  public static final int TRIGGER = 1024;

  /** How many values of the upper half are tried: losses of up to 2^34 packets are overcome. */
  public static final int CANDIDATES = 4;

  private static final VarHandle FAILURES;

  static {
    try {
      FAILURES =
          MethodHandles.lookup().findVarHandle(Resynchronization.class, "failures", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile int failures;

  /** Nothing has failed yet. */
  public Resynchronization() {}

  /** The ICV of a packet holds. */
  public void succeeded() {
    if (failures != 0) {
      failures = 0;
    }
  }

  /** The ICV of a packet fails; returns whether to try it again. */
  public boolean failed() {
    return ((int) FAILURES.getAndAdd(this, 1) + 1) % TRIGGER == 0;
  }

  /**
   * A sequence number to try instead of {@code inferred}.
   *
   * @param i 1 to {@link #CANDIDATES}
   * @return 0 if there is none
   */
  public static long candidate(long inferred, int i) {
    long candidate = inferred + ((long) i << 32);
    return Long.compareUnsigned(candidate, inferred) > 0 ? candidate : 0;
  }
}
