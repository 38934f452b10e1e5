package io.vpn4j.esp;

import java.nio.ByteBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJ_Result;
import org.openjdk.jcstress.infra.results.LJZ_Result;

/** Races in an SA: of packets with each other, and with its end. */
public final class SaStress {
  private static final EspSuite SUITE = EspSuite.AES_GCM_16_128;

  private SaStress() {}

  private static OutboundSa sa() {
    return OutboundSa.builder(0x100, SUITE)
        .keymat(new byte[SUITE.keymatOctets()])
        .mode(EspMode.TRANSPORT)
        .build();
  }

  private static SealResult seal(OutboundSa sa, byte[] out) {
    return sa.seal(ByteBuffer.wrap(new byte[8]), 17, ByteBuffer.wrap(out));
  }

  private static long sequenceNumber(byte[] esp) {
    return ByteBuffer.wrap(esp).getInt(4);
  }

  /** No two packets have one sequence number, and the counters count both. */
  @JCStressTest
  @Outcome(
      id = {"1, 2, 2", "2, 1, 2"},
      expect = Expect.ACCEPTABLE,
      desc = "one after the other")
  @Outcome(expect = Expect.FORBIDDEN, desc = "a number used twice, or a packet not counted")
  @State
  public static class TwoPackets {
    private final OutboundSa sa = sa();
    private final byte[] one = new byte[100];
    private final byte[] two = new byte[100];

    @Actor
    public void first(JJJ_Result r) {
      seal(sa, one);
      r.r1 = sequenceNumber(one);
    }

    @Actor
    public void second(JJJ_Result r) {
      seal(sa, two);
      r.r2 = sequenceNumber(two);
    }

    @Arbiter
    public void after(JJJ_Result r) {
      r.r3 = sa.counters().packets();
    }
  }

  /** An SA ends under a packet: it is sealed whole or not at all, and no key stays. */
  @JCStressTest
  @Outcome(
      id = {"OK, 1, true", "CLOSED, 0, true"},
      expect = Expect.ACCEPTABLE,
      desc = "either")
  @Outcome(expect = Expect.FORBIDDEN, desc = "a key survives, or the counters lie")
  @State
  public static class PacketAndEnd {
    private final OutboundSa sa = sa();
    private final byte[] esp = new byte[100];

    @Actor
    public void seal(LJZ_Result r) {
      r.r1 = SaStress.seal(sa, esp);
    }

    @Actor
    public void close() {
      sa.close();
    }

    @Arbiter
    public void after(LJZ_Result r) {
      r.r2 = sa.counters().packets();
      r.r3 = sa.isErased();
    }
  }
}
