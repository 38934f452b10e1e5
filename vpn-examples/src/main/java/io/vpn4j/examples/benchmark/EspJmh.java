package io.vpn4j.examples.benchmark;

import io.vpn4j.esp.EspSuite;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Packets sealed and opened, and the bare cipher, by JMH: a JVM for each, which sees nothing else.
 * An invocation is a lap of packets; SAs are made outside the clock.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(EspJmh.LAP)
@Fork(1)
@Warmup(iterations = 3, time = 700, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class EspJmh {
  static final int LAP = 256;

  /** All that a thread works on. */
  @State(Scope.Thread)
  public static class Packets {
    /** A name as in the figures, {@code aes128gcm16}. */
    @Param("aes128gcm16")
    public String suite;

    /** Octets of the inner packet. */
    @Param({"64", "512", "1400", "8900"})
    public int octets;

    private Interleaved.Operation seal;
    private Interleaved.Operation open;
    private Interleaved.Operation bareSeal;
    private Interleaved.Operation bareOpen;

    /** Makes what the trial needs, sealed packets too. */
    @Setup
    public void setUp() throws Exception {
      EspSuite found =
          Stream.of(EspSuite.all(), EspSuite.dangerouslyUnencrypted())
              .flatMap(List::stream)
              .filter(candidate -> SuiteName.of(candidate).equals(suite))
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException("no suite is called " + suite));
      PacketCase packets = PacketCase.of(Effort.FULL, found, octets).withLap(LAP);
      BareCipher bare = BareCipher.of(packets);
      seal = new SealingLap(packets);
      open = new OpeningLap(packets);
      bareSeal = bare.sealing();
      bareOpen = bare.opening();
    }
  }

  /** An SA that has seen none of the packets. */
  @State(Scope.Thread)
  public static class FreshSa {
    private Interleaved.Operation open;

    /** Before each lap, outside the clock. */
    @Setup(Level.Invocation)
    public void setUp(Packets packets) throws Exception {
      open = packets.open;
      open.prepare();
    }
  }

  /** Ours. */
  @Benchmark
  public void seal(Packets packets) throws Exception {
    packets.seal.run();
  }

  /** Ours. */
  @Benchmark
  public void open(FreshSa fresh) throws Exception {
    fresh.open.run();
  }

  /** The yardstick. */
  @Benchmark
  public void bareSeal(Packets packets) throws Exception {
    packets.bareSeal.run();
  }

  /** The yardstick. */
  @Benchmark
  public void bareOpen(Packets packets) throws Exception {
    packets.bareOpen.run();
  }
}
