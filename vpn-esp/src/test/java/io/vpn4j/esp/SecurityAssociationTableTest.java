package io.vpn4j.esp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SecurityAssociationTableTest {
  private static final EspSuite SUITE = EspSuite.AES_GCM_16_128;

  private static InboundSa sa(int spi) {
    return InboundSa.builder(spi, SUITE)
        .keymat(EspFixtures.keymat(SUITE, spi))
        .replayWindowPackets(64)
        .build();
  }

  private static byte[] packetTo(int spi) {
    OutboundSa sa = OutboundSa.builder(spi, SUITE).keymat(EspFixtures.keymat(SUITE, spi)).build();
    return EspFixtures.seal(sa, EspFixtures.ipv4(40, 1));
  }

  @Test
  void findsTheSaAndOwnerOfAPacket() {
    SecurityAssociationTable<String> table = new SecurityAssociationTable<>();
    InboundSa sa = sa(0xfedc_ba98);
    assertTrue(table.add(sa, "tunnel 1"));
    ByteBuffer esp = ByteBuffer.wrap(packetTo(0xfedc_ba98)).order(ByteOrder.LITTLE_ENDIAN);
    SecurityAssociationTable.Entry<String> found = table.find(esp);
    assertSame(sa, found.sa());
    assertEquals("tunnel 1", found.owner());
    ByteBuffer out = ByteBuffer.allocate(100);
    assertEquals(OpenResult.OK, found.sa().open(esp, out));
    assertArrayEquals(EspFixtures.ipv4(40, 1), EspFixtures.written(out, 0));
  }

  @Test
  void unknownShortAndReservedFindNothing() {
    SecurityAssociationTable<String> table = new SecurityAssociationTable<>();
    table.add(sa(256), "a");
    assertNull(table.find(257));
    assertNull(table.find(0));
    assertNull(table.find(255));
    assertNull(table.find(ByteBuffer.wrap(new byte[3])));
    assertNull(table.find(ByteBuffer.wrap(new byte[4])));
  }

  @Test
  void bothOfAReplacedPairOpenUntilTheOldIsRemoved() {
    SecurityAssociationTable<String> table = new SecurityAssociationTable<>();
    table.add(sa(1000), "t");
    byte[] first = packetTo(1000);
    table.add(sa(2000), "t");
    ByteBuffer late = ByteBuffer.wrap(first);
    ByteBuffer fresh = ByteBuffer.wrap(packetTo(2000));
    assertEquals(OpenResult.OK, table.find(fresh).sa().open(fresh, ByteBuffer.allocate(100)));
    assertEquals(OpenResult.OK, table.find(late).sa().open(late, ByteBuffer.allocate(100)));
    SecurityAssociationTable.Entry<String> old = table.remove(1000);
    old.sa().close();
    assertNull(table.find(1000));
    assertEquals(1, table.size());
    assertEquals(1, old.sa().counters().packets());
  }

  @Test
  void refusesAnSpiInUse() {
    SecurityAssociationTable<String> table = new SecurityAssociationTable<>();
    InboundSa first = sa(300);
    assertTrue(table.add(first, "a"));
    assertFalse(table.add(sa(300), "b"));
    assertSame(first, table.find(300).sa());
    assertEquals(1, table.size());
    assertNull(table.remove(301));
  }

  @Test
  void readersFindWhatStaysWhileOthersComeAndGo() throws InterruptedException {
    SecurityAssociationTable<Integer> table = new SecurityAssociationTable<>();
    for (int spi = 1000; spi < 1050; spi++) {
      table.add(sa(spi), spi);
    }
    AtomicBoolean done = new AtomicBoolean();
    AtomicInteger missed = new AtomicInteger();
    Thread reader =
        new Thread(
            () -> {
              while (!done.get()) {
                for (int spi = 1000; spi < 1050; spi++) {
                  SecurityAssociationTable.Entry<Integer> entry = table.find(spi);
                  if (entry == null || entry.owner() != spi) {
                    missed.incrementAndGet();
                  }
                }
              }
            });
    reader.start();
    InboundSa[] passing = new InboundSa[64];
    for (int i = 0; i < passing.length; i++) {
      passing[i] = sa(5000 + 7 * i);
    }
    for (int round = 0; round < 300; round++) {
      for (InboundSa sa : passing) {
        table.add(sa, sa.spi());
      }
      for (InboundSa sa : passing) {
        table.remove(sa.spi());
      }
    }
    done.set(true);
    reader.join();
    assertEquals(0, missed.get());
    assertEquals(50, table.size());
  }
}
