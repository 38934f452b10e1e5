package io.vpn4j.esp;

import static io.vpn4j.esp.EspFixtures.IPV4;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SaLifetimeTest {
  private static final EspSuite SUITE = EspSuite.AES_GCM_16_128;
  private static final byte[] KEYMAT = EspFixtures.keymat(SUITE, 1);
  private static final byte[] INNER = EspFixtures.ipv4(100, 1);

  private static SealResult seal(OutboundSa sa) {
    return sa.seal(ByteBuffer.wrap(INNER), IPV4, ByteBuffer.allocate(200));
  }

  @Test
  void packetsAskForARekeyAndThenEndTheSa() {
    OutboundSa sa =
        EspFixtures.outbound(SUITE, KEYMAT).lifetime(SaLifetime.ofPackets(2, 3)).build();
    assertEquals(SealResult.OK, seal(sa));
    assertEquals(SaAge.FRESH, sa.age());
    assertEquals(SealResult.OK, seal(sa));
    assertEquals(SaAge.SOFT_EXPIRED, sa.age());
    assertEquals(SealResult.OK, seal(sa));
    assertEquals(SaAge.HARD_EXPIRED, sa.age());
    assertEquals(SealResult.LIFETIME_EXPIRED, seal(sa));
    assertEquals(3, sa.sequenceNumber(), "a refused packet takes no number");
    assertEquals(3, sa.counters().packets());
  }

  @Test
  void octetsAreNeverExceeded() {
    OutboundSa sa =
        EspFixtures.outbound(SUITE, KEYMAT).lifetime(SaLifetime.ofOctets(150, 250)).build();
    assertEquals(SealResult.OK, seal(sa));
    assertEquals(SaAge.FRESH, sa.age());
    assertEquals(SealResult.OK, seal(sa));
    assertEquals(SaAge.SOFT_EXPIRED, sa.age());
    assertEquals(SealResult.LIFETIME_EXPIRED, seal(sa));
    assertEquals(SaAge.HARD_EXPIRED, sa.age());
    assertEquals(
        SealResult.LIFETIME_EXPIRED,
        sa.seal(ByteBuffer.allocate(1), IPV4, ByteBuffer.allocate(200)),
        "not even what would have fitted");
    assertEquals(200, sa.counters().octets());
  }

  @Test
  void theReceiverKeepsItsOwn() {
    OutboundSa peer = EspFixtures.outbound(SUITE, KEYMAT).build();
    InboundSa sa = EspFixtures.inbound(SUITE, KEYMAT).lifetime(SaLifetime.ofPackets(1, 2)).build();
    assertEquals(OpenResult.OK, EspFixtures.open(sa, EspFixtures.seal(peer, INNER)));
    assertEquals(SaAge.SOFT_EXPIRED, sa.age());
    byte[] second = EspFixtures.seal(peer, INNER);
    byte[] forged = second.clone();
    forged[forged.length - 1] ^= 1;
    assertEquals(OpenResult.BAD_ICV, EspFixtures.open(sa, forged));
    assertEquals(SaAge.SOFT_EXPIRED, sa.age(), "forgeries use nothing up");
    assertEquals(OpenResult.OK, EspFixtures.open(sa, second));
    assertEquals(OpenResult.LIFETIME_EXPIRED, EspFixtures.open(sa, EspFixtures.seal(peer, INNER)));
    assertEquals(1, sa.counters().count(OpenResult.LIFETIME_EXPIRED));
  }

  @Test
  void theEndOfTheSequenceNumbersIsAnEndToo() {
    OutboundSa sa = EspFixtures.outbound(SUITE, KEYMAT).sequenceNumber(0xffff_fffeL).build();
    assertEquals(SaAge.FRESH, sa.age());
    assertEquals(SealResult.OK, seal(sa));
    assertEquals(SaAge.HARD_EXPIRED, sa.age());
  }

  @Test
  void manyThreadsTogetherCarryExactlyTheLimit() throws InterruptedException, ExecutionException {
    OutboundSa sa =
        EspFixtures.outbound(SUITE, KEYMAT).lifetime(SaLifetime.ofOctets(100, 123_456)).build();
    Callable<Integer> work =
        () -> {
          int sealed = 0;
          while (seal(sa) == SealResult.OK) {
            sealed++;
          }
          return sealed;
        };
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Integer>> counts =
          threads.invokeAll(IntStream.range(0, 4).mapToObj(i -> work).toList());
      int sum = 0;
      for (Future<Integer> count : counts) {
        sum += count.get();
      }
      assertEquals(1234, sum);
      assertEquals(123_400, sa.counters().octets());
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void limitsMustMakeSense() {
    assertThrows(IllegalArgumentException.class, () -> SaLifetime.ofPackets(0, 5));
    assertThrows(IllegalArgumentException.class, () -> SaLifetime.ofPackets(6, 5));
    assertThrows(IllegalArgumentException.class, () -> SaLifetime.ofOctets(-1, 5));
    assertEquals(SaLifetime.NONE, SaLifetime.ofOctets(Long.MAX_VALUE, Long.MAX_VALUE));
  }
}
