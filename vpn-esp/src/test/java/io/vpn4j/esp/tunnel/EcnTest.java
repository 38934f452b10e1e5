package io.vpn4j.esp.tunnel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpn4j.esp.ip.PacketFixtures;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EcnTest {
  private static final int DSCP = 0xb8;

  /** RFC 6040 figure 4, row by row: inner, outer, what goes on, and the mark of the cell. */
  @ParameterizedTest
  @CsvSource({
    "NOT_ECT, NOT_ECT, NOT_ECT, KEPT",
    "NOT_ECT, ECT_0, NOT_ECT, SUSPECT",
    "NOT_ECT, ECT_1, NOT_ECT, SUSPECT",
    "NOT_ECT, CE, NOT_ECT, DROP",
    "ECT_0, NOT_ECT, ECT_0, KEPT",
    "ECT_0, ECT_0, ECT_0, KEPT",
    "ECT_0, ECT_1, ECT_1, MARKED",
    "ECT_0, CE, CE, MARKED",
    "ECT_1, NOT_ECT, ECT_1, KEPT",
    "ECT_1, ECT_0, ECT_1, ODD",
    "ECT_1, ECT_1, ECT_1, KEPT",
    "ECT_1, CE, CE, MARKED",
    "CE, NOT_ECT, CE, KEPT",
    "CE, ECT_0, CE, KEPT",
    "CE, ECT_1, CE, SUSPECT",
    "CE, CE, CE, KEPT",
  })
  void decapsulatesAsFigure4Says(Ecn inner, Ecn outer, Ecn onward, EcnOutcome outcome) {
    byte[] ipv4 = PacketFixtures.ipv4(DSCP | inner.bits(), 0, 64, 17, new byte[12]);
    byte[] ipv6 = PacketFixtures.ipv6(DSCP | inner.bits(), 0xabcde, 64, 17, new byte[12]);
    // Another DSCP outside: it stays outside.
    assertEquals(outcome, Decapsulation.apply(0x28 | outer.bits(), ByteBuffer.wrap(ipv4)));
    assertEquals(outcome, Decapsulation.apply(0x28 | outer.bits(), ByteBuffer.wrap(ipv6)));
    assertArrayEquals(PacketFixtures.ipv4(DSCP | onward.bits(), 0, 64, 17, new byte[12]), ipv4);
    assertArrayEquals(
        PacketFixtures.ipv6(DSCP | onward.bits(), 0xabcde, 64, 17, new byte[12]), ipv6);
  }

  /** RFC 6040 figure 3. */
  @ParameterizedTest
  @CsvSource({
    "NOT_ECT, NOT_ECT, NOT_ECT",
    "ECT_0, ECT_0, NOT_ECT",
    "ECT_1, ECT_1, NOT_ECT",
    "CE, CE, NOT_ECT",
  })
  void encapsulatesAsFigure3Says(Ecn inner, Ecn normal, Ecn compatibility) {
    assertEquals(normal, EcnMode.NORMAL.outer(inner));
    assertEquals(compatibility, EcnMode.COMPATIBILITY.outer(inner));
  }

  /** RFC 3168 section 5, figure 1. */
  @ParameterizedTest
  @CsvSource({"0, NOT_ECT", "1, ECT_1", "2, ECT_0", "3, CE"})
  void readsTheLowTwoBits(int bits, Ecn ecn) {
    assertEquals(ecn, Ecn.of(bits));
    assertEquals(ecn, Ecn.of(0xfc | bits));
    assertEquals(bits, ecn.bits());
  }

  @Test
  void alarmsWhereFigure4HasThreeMarks() {
    for (EcnOutcome outcome : EcnOutcome.values()) {
      boolean expected = outcome == EcnOutcome.SUSPECT || outcome == EcnOutcome.DROP;
      assertEquals(expected, outcome.isAlarm(), outcome::name);
    }
  }
}
