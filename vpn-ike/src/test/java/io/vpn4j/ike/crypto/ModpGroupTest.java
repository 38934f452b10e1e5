package io.vpn4j.ike.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.KeyExchangeMethod;
import io.vpn4j.testing.Requirement;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ModpGroupTest {
  private static final BigInteger ONE = BigInteger.ONE;

  /**
   * {@code p = 2^n - 2^(n-64) - 1 + 2^64 * ([2^(n-130) pi] + c)}: RFC 2409 section 6.2 and RFC 3526
   * sections 2 to 7.
   */
  @ParameterizedTest
  @CsvSource({
    "MODP_1024, 1024, 129093",
    "MODP_1536, 1536, 741804",
    "MODP_2048, 2048, 124476",
    "MODP_3072, 3072, 1690314",
    "MODP_4096, 4096, 240904",
    "MODP_6144, 6144, 929484",
    "MODP_8192, 8192, 4743158"
  })
  void primeFollowsFromPi(KeyExchangeMethod method, int bits, long constant) {
    BigInteger p =
        ONE.shiftLeft(bits)
            .subtract(ONE.shiftLeft(bits - 64))
            .subtract(ONE)
            .add(pi(bits - 130).add(BigInteger.valueOf(constant)).shiftLeft(64));
    ModpGroup group = ModpGroup.of(method);
    assertEquals(p, group.p());
    assertEquals(BigInteger.TWO, group.g());
    assertEquals(bits, method.offerOctets() * 8);
  }

  @ParameterizedTest
  @EnumSource(names = {"MODP_1024", "MODP_2048"})
  void primeIsSafe(KeyExchangeMethod method) {
    BigInteger p = ModpGroup.of(method).p();
    assertTrue(p.isProbablePrime(20));
    assertTrue(p.shiftRight(1).isProbablePrime(20));
  }

  @ParameterizedTest
  @CsvSource({"MODP_1024_160, 1024, 160", "MODP_2048_224, 2048, 224", "MODP_2048_256, 2048, 256"})
  void generatorSpansTheSubgroup(KeyExchangeMethod method, int bits, int orderBits) {
    ModpGroup group = ModpGroup.of(method);
    BigInteger q = group.q().orElseThrow();
    assertEquals(bits, group.p().bitLength());
    assertEquals(orderBits, q.bitLength());
    assertTrue(group.p().isProbablePrime(20));
    assertTrue(q.isProbablePrime(20));
    assertEquals(BigInteger.ZERO, group.p().subtract(ONE).mod(q));
    assertEquals(ONE, group.g().modPow(q, group.p()));
    assertTrue(group.g().compareTo(ONE) > 0);
    assertEquals(q, group.privateBound());
  }

  /** RFC 3526 section 8 and, where it lists the size, RFC 7919 appendix A as lower bound. */
  @ParameterizedTest
  @CsvSource({
    "MODP_1024, 240, 0",
    "MODP_1536, 240, 0",
    "MODP_2048, 320, 225",
    "MODP_3072, 420, 275",
    "MODP_4096, 480, 325",
    "MODP_6144, 540, 375",
    "MODP_8192, 620, 400"
  })
  void privateValuesHaveTheSizeOfRfc3526(KeyExchangeMethod method, int bits, int rfc7919) {
    assertEquals(ONE.shiftLeft(bits), ModpGroup.of(method).privateBound());
    assertTrue(bits >= rfc7919);
  }

  @Test
  void drawsAgainWhatIsZeroOrNotBelowTheOrder() {
    ModpGroup group = ModpGroup.of(KeyExchangeMethod.MODP_1024_160);
    BigInteger q = group.q().orElseThrow();
    byte[] tooLarge = DiffieHellman.toOctets(q, 20);
    byte[] largest = DiffieHellman.toOctets(q.subtract(ONE), 20);
    var random = new ScriptedRandom(List.of(new byte[20], tooLarge, largest));
    assertArrayEquals(largest, group.newKeys(IkeCrypto.of(random)).privateValue());
    assertEquals(0, random.left());
  }

  @Test
  @Requirement("RFC7296-3.4-1")
  void writesNumbersInFixedLength() {
    assertArrayEquals(new byte[] {0, 0, 0}, DiffieHellman.toOctets(BigInteger.ZERO, 3));
    assertArrayEquals(
        new byte[] {0, (byte) 0x80, 1}, DiffieHellman.toOctets(BigInteger.valueOf(0x8001), 3));
    assertArrayEquals(
        new byte[] {(byte) 0x80, 1}, DiffieHellman.toOctets(BigInteger.valueOf(0x8001), 2));
  }

  /** {@code [2^bits * pi]} by Machin's formula, with 64 guard bits. */
  private static BigInteger pi(int bits) {
    int scale = bits + 64;
    BigInteger sixteen = BigInteger.valueOf(16).multiply(arctanOfInverse(5, scale));
    BigInteger four = BigInteger.valueOf(4).multiply(arctanOfInverse(239, scale));
    return sixteen.subtract(four).shiftRight(64);
  }

  private static BigInteger arctanOfInverse(int x, int scale) {
    BigInteger square = BigInteger.valueOf((long) x * x);
    BigInteger power = ONE.shiftLeft(scale).divide(BigInteger.valueOf(x));
    BigInteger sum = power;
    for (int k = 1; power.signum() != 0; k++) {
      power = power.divide(square).negate();
      sum = sum.add(power.divide(BigInteger.valueOf(2L * k + 1)));
    }
    return sum;
  }

  /** Gives prepared draws. */
  private static final class ScriptedRandom extends SecureRandom {
    private static final long serialVersionUID = 1;

    private final transient Deque<byte[]> draws;

    ScriptedRandom(List<byte[]> draws) {
      this.draws = new ArrayDeque<>(draws);
    }

    int left() {
      return draws.size();
    }

    @Override
    public void nextBytes(byte[] bytes) {
      byte[] draw = draws.remove();
      System.arraycopy(Arrays.copyOf(draw, bytes.length), 0, bytes, 0, bytes.length);
    }
  }
}
