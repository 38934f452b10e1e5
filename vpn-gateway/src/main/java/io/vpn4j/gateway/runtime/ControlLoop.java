package io.vpn4j.gateway.runtime;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of an endpoint's control plane: runs tasks in order and ticks at deadlines.
 *
 * <p>The queue is bounded. What comes from the network is dropped and counted when it is full; what
 * the application asks for waits.
 */
public final class ControlLoop {
  private static final Logger LOG = LoggerFactory.getLogger(ControlLoop.class);
  private static final int QUEUE = 1024;

  /** How long to wait when there is no deadline. */
  private static final Duration IDLE = Duration.ofMinutes(1);

  private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>(QUEUE);

  /** Touched by the loop's thread only. */
  private final Deque<Runnable> deferred = new ArrayDeque<>();

  private final InstantSource clock;
  private final Supplier<Optional<Instant>> wakeAt;
  private final Runnable tick;
  private final Thread thread;
  private final LongAdder overflows = new LongAdder();
  private volatile boolean running = true;

  /**
   * A loop that has not started.
   *
   * @param wakeAt the next deadline; asked on the loop's thread after each task
   * @param tick run on the loop's thread at each deadline
   */
  public ControlLoop(
      String name, InstantSource clock, Supplier<Optional<Instant>> wakeAt, Runnable tick) {
    this.clock = clock;
    this.wakeAt = wakeAt;
    this.tick = tick;
    this.thread = new Thread(this::run, "vpn4j-control-" + name);
    this.thread.setDaemon(true);
  }

  /** Starts the thread. */
  public void start() {
    thread.start();
  }

  /** Runs {@code task} on the loop's thread soon, or drops it if too many wait. */
  public void offer(Runnable task) {
    if (!tasks.offer(task)) {
      overflows.increment();
    }
  }

  /**
   * Runs {@code task} on the loop's thread; waits for room. Asked for by the loop's own thread, it
   * runs after the task under way, which may be in the middle of something.
   */
  public void submit(Runnable task) throws InterruptedException {
    if (isLoopThread()) {
      deferred.add(task);
      return;
    }
    while (running && !tasks.offer(task, 100, TimeUnit.MILLISECONDS)) {
      LOG.trace("the control queue is full");
    }
  }

  /** How many tasks were dropped. */
  public long overflows() {
    return overflows.sum();
  }

  private void run() {
    while (running) {
      try {
        Runnable task = tasks.poll(waitNanos(), TimeUnit.NANOSECONDS);
        if (task != null) {
          task.run();
        }
        runDeferred();
        if (running && isDue()) {
          tick.run();
          runDeferred();
        }
      } catch (InterruptedException e) {
        LOG.warn("the control thread was interrupted, and nobody should: going on");
      } catch (RuntimeException | LinkageError defect) {
        // A defect in one step, or a class missing from the host application, must not end every
        // tunnel in silence.
        LOG.error("control step failed", defect);
      }
    }
  }

  private void runDeferred() {
    while (!deferred.isEmpty()) {
      deferred.poll().run();
    }
  }

  private long waitNanos() {
    Duration wait = wakeAt.get().map(at -> Duration.between(clock.instant(), at)).orElse(IDLE);
    return wait.isNegative() ? 0 : Math.min(wait.toNanos(), IDLE.toNanos());
  }

  private boolean isDue() {
    Instant now = clock.instant();
    return wakeAt.get().filter(at -> !at.isAfter(now)).isPresent();
  }

  /** Whether the calling thread is the loop's. */
  public boolean isLoopThread() {
    return Thread.currentThread() == thread;
  }

  /** Ends the thread after the tasks that wait now. */
  public void stop() throws InterruptedException {
    if (isLoopThread()) {
      running = false;
      return;
    }
    submit(() -> running = false);
    thread.join();
  }
}
