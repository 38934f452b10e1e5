package io.vpn4j.esp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * The lanes of an SA. There is one at first; a thread that finds all of them taken adds one, so
 * that there are as many as threads have ever been in the SA at once.
 *
 * <p>Threads look at the lanes from the front: with one thread only the first is ever used, and its
 * cipher stays in the cache.
 */
final class Lanes {
  /** Counter of octets; those of the results follow. */
  static final int OCTETS = 0;

  private static final VarHandle REFUSED;

  static {
    try {
      REFUSED = MethodHandles.lookup().findVarHandle(Lanes.class, "refused", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Object growing = new Object();
  private final TransformSource transforms;
  private final int counters;
  private volatile Lane[] lanes;
  private boolean closed;

  @SuppressWarnings("unused") // by REFUSED
  private long refused;

  Lanes(TransformSource transforms, int counters) {
    this.transforms = transforms;
    this.counters = counters;
    this.lanes = new Lane[] {new Lane(transforms.next(), counters)};
  }

  /** A lane of which the caller is the only user until it gives it back; null if closed. */
  Lane take() {
    Lane first = lanes[0];
    return first.tryTake() ? first : takeAnother();
  }

  private Lane takeAnother() {
    for (Lane lane : lanes) {
      if (lane.tryTake()) {
        return lane;
      }
    }
    synchronized (growing) {
      if (closed) {
        REFUSED.getAndAdd(this, 1L);
        return null;
      }
      Lane added = new Lane(transforms.next(), counters);
      added.tryTake();
      Lane[] more = Arrays.copyOf(lanes, lanes.length + 1);
      more[lanes.length] = added;
      lanes = more;
      return added;
    }
  }

  /** Erases all keys; those of a packet under way when it is done. */
  void close() {
    synchronized (growing) {
      closed = true;
      transforms.erase();
      for (Lane lane : lanes) {
        lane.end();
      }
    }
  }

  /** Calls that came after {@link #close}. */
  long refused() {
    return (long) REFUSED.getOpaque(this);
  }

  /** The sum of one counter over all lanes. */
  long sum(int counter) {
    long sum = 0;
    for (Lane lane : lanes) {
      sum += lane.count(counter);
    }
    return sum;
  }

  /** How many there are. */
  int size() {
    return lanes.length;
  }

  boolean isErased() {
    return transforms.isErased() && Arrays.stream(lanes).allMatch(Lane::isErased);
  }
}
