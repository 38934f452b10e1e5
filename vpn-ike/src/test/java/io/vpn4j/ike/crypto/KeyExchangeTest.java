package io.vpn4j.ike.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.KeyExchangeMethod;
import io.vpn4j.ike.crypto.InvalidKeyExchangeException.Reason;
import io.vpn4j.testing.Requirement;
import java.math.BigInteger;
import java.security.Provider;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyExchangeTest {
  private static final IkeCrypto JVM = SeededRandom.crypto(1);
  private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

  private static IkeCrypto bouncyCastle(long seed) {
    return new IkeCrypto(new SeededRandom(seed), Optional.of(BOUNCY_CASTLE));
  }

  static Stream<Arguments> printed() {
    return PrintedExchange.ALL.stream()
        .flatMap(e -> Stream.of(Arguments.of(e, JVM), Arguments.of(e, bouncyCastle(1))));
  }

  @ParameterizedTest
  @MethodSource("printed")
  void agreesOnTheSecretThatTheRfcPrints(PrintedExchange printed, IkeCrypto crypto)
      throws InvalidKeyExchangeException {
    DiffieHellman group = DiffieHellman.of(printed.method());
    byte[] secret = PrintedExchange.octets(printed.secret());
    byte[] publicI = PrintedExchange.octets(printed.publicI());
    byte[] publicR = PrintedExchange.octets(printed.publicR());
    assertEquals(printed.method().offerOctets(), publicI.length);
    assertArrayEquals(
        secret, group.peer(crypto, publicR).agree(PrintedExchange.octets(printed.privateI())));
    assertArrayEquals(
        secret, group.peer(crypto, publicI).agree(PrintedExchange.octets(printed.privateR())));
  }

  /** The public value is what one agrees on with the generator; for ECP only its x would be. */
  @ParameterizedTest
  @MethodSource("printed")
  void computesThePublicValueThatTheRfcPrints(PrintedExchange printed, IkeCrypto crypto)
      throws InvalidKeyExchangeException {
    DiffieHellman group = DiffieHellman.of(printed.method());
    byte[] generator =
        switch (printed.method()) {
          case MODP_1024_160, MODP_2048_224, MODP_2048_256 ->
              DiffieHellman.toOctets(
                  ModpGroup.of(printed.method()).g(), printed.method().offerOctets());
          case CURVE25519 -> Arrays.copyOf(new byte[] {9}, 32);
          default -> ecpGenerator(printed.method());
        };
    byte[] publicI = PrintedExchange.octets(printed.publicI());
    byte[] computed =
        group.peer(crypto, generator).agree(PrintedExchange.octets(printed.privateI()));
    assertArrayEquals(Arrays.copyOf(publicI, computed.length), computed);
  }

  /** SEC 2 as Bouncy Castle has it: x | y. */
  private static byte[] ecpGenerator(KeyExchangeMethod method) {
    String curve = "secp" + method.name().substring(4) + "r1";
    byte[] encoded = SECNamedCurves.getByName(curve).getG().getEncoded(false);
    return Arrays.copyOfRange(encoded, 1, encoded.length);
  }

  private static Reason refusal(KeyExchangeMethod method, byte[] peerValue) {
    KeyExchange.Offer offer = KeyExchange.offer(SeededRandom.crypto(2), method);
    var atInitiator =
        assertThrows(InvalidKeyExchangeException.class, () -> offer.complete(peerValue));
    var atResponder =
        assertThrows(
            InvalidKeyExchangeException.class,
            () -> KeyExchange.reply(SeededRandom.crypto(3), method, peerValue));
    assertEquals(atInitiator.reason(), atResponder.reason());
    assertEquals(method, atInitiator.method());
    assertEquals(0, atInitiator.getStackTrace().length);
    return atInitiator.reason();
  }

  @ParameterizedTest
  @EnumSource(
      value = KeyExchangeMethod.class,
      names = {"MODP_6144", "MODP_8192"},
      mode = EnumSource.Mode.EXCLUDE)
  @Requirement("RFC7296-3.4-1")
  void refusesWrongLengths(KeyExchangeMethod method) {
    byte[] right = KeyExchange.offer(SeededRandom.crypto(4), method).publicValue();
    assertEquals(method.offerOctets(), right.length);
    for (int length : new int[] {0, 1, right.length - 1, right.length + 1, 2 * right.length}) {
      assertEquals(Reason.WRONG_LENGTH, refusal(method, Arrays.copyOf(right, length)));
    }
  }

  private static final EnumSet<KeyExchangeMethod> MODP =
      EnumSet.of(
          KeyExchangeMethod.MODP_1024,
          KeyExchangeMethod.MODP_1536,
          KeyExchangeMethod.MODP_2048,
          KeyExchangeMethod.MODP_3072,
          KeyExchangeMethod.MODP_4096,
          KeyExchangeMethod.MODP_6144,
          KeyExchangeMethod.MODP_8192,
          KeyExchangeMethod.MODP_1024_160,
          KeyExchangeMethod.MODP_2048_224,
          KeyExchangeMethod.MODP_2048_256);

  static Stream<KeyExchangeMethod> modp() {
    return MODP.stream();
  }

  @ParameterizedTest
  @MethodSource("modp")
  @Requirement({"RFC6989-2.1-1", "RFC6989-2.5-2"})
  void refusesModpValuesOutsideTheRange(KeyExchangeMethod method) {
    BigInteger p = ModpGroup.of(method).p();
    BigInteger one = BigInteger.ONE;
    int octets = method.offerOctets();
    for (BigInteger y :
        List.of(
            BigInteger.ZERO,
            one,
            p.subtract(one),
            p,
            p.add(one),
            one.shiftLeft(8 * octets).subtract(one))) {
      assertEquals(Reason.OUT_OF_RANGE, refusal(method, DiffieHellman.toOctets(y, octets)));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MODP_1024", "MODP_1536", "MODP_2048", "MODP_3072"})
  void acceptsTheEndsOfTheRange(KeyExchangeMethod method) throws InvalidKeyExchangeException {
    BigInteger p = ModpGroup.of(method).p();
    int octets = method.offerOctets();
    for (BigInteger y : List.of(BigInteger.TWO, p.subtract(BigInteger.TWO))) {
      byte[] peer = DiffieHellman.toOctets(y, octets);
      KeyExchange.Reply reply = KeyExchange.reply(SeededRandom.crypto(5), method, peer);
      assertEquals(octets, reply.sharedSecret().length);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MODP_1024_160", "MODP_2048_224", "MODP_2048_256"})
  @Requirement({"RFC6989-2.2-1", "RFC6989-2.5-2"})
  void refusesValuesOutsideTheSubgroup(KeyExchangeMethod method) {
    ModpGroup group = ModpGroup.of(method);
    BigInteger p = group.p();
    int octets = method.offerOctets();
    // A small-subgroup attacker sends an element of another order: g times an element of order 2.
    BigInteger negated = p.subtract(group.g());
    for (BigInteger y : List.of(BigInteger.TWO, p.subtract(BigInteger.TWO), negated)) {
      assertEquals(Reason.OUTSIDE_SUBGROUP, refusal(method, DiffieHellman.toOctets(y, octets)));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ECP_256", "ECP_384", "ECP_521"})
  @Requirement({"RFC6989-2.3-1", "RFC6989-2.5-2"})
  void refusesWhatIsNotAPoint(KeyExchangeMethod method) {
    byte[] point = KeyExchange.offer(SeededRandom.crypto(6), method).publicValue();
    byte[] beside = point.clone();
    beside[beside.length - 1] ^= 1;
    assertEquals(Reason.NOT_ON_CURVE, refusal(method, beside));
    assertEquals(Reason.NOT_ON_CURVE, refusal(method, new byte[point.length]));
    byte[] ones = new byte[point.length];
    Arrays.fill(ones, (byte) 0xff);
    assertEquals(Reason.OUT_OF_RANGE, refusal(method, ones));
    byte[] yTooLarge = point.clone();
    Arrays.fill(yTooLarge, point.length / 2, point.length, (byte) 0xff);
    assertEquals(Reason.OUT_OF_RANGE, refusal(method, yTooLarge));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"
      })
  void refusesPointsOfLowOrder(String u) {
    byte[] value = HexFormat.of().parseHex(u);
    assertEquals(Reason.LOW_ORDER, refusal(KeyExchangeMethod.CURVE25519, value));
    value[31] |= (byte) 0x80;
    assertEquals(Reason.LOW_ORDER, refusal(KeyExchangeMethod.CURVE25519, value));
  }

  /** 0, 1 and -1, as they are and with the modulus added where that fits. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000000000000000000000000000000000000000000000000000000"
            + "00000000000000000000000000000000000000000000000000000000",
        "01000000000000000000000000000000000000000000000000000000"
            + "00000000000000000000000000000000000000000000000000000000",
        "feffffffffffffffffffffffffffffffffffffffffffffffffffffff"
            + "feffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
            + "feffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "00000000000000000000000000000000000000000000000000000000"
            + "ffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
      })
  void refusesPointsOfLowOrderOfCurve448(String u) {
    assertEquals(Reason.LOW_ORDER, refusal(KeyExchangeMethod.CURVE448, HexFormat.of().parseHex(u)));
  }

  @ParameterizedTest
  @EnumSource(names = {"ML_KEM_512", "ML_KEM_768", "ML_KEM_1024"})
  void refusesCiphertextsOfTheWrongLength(KeyExchangeMethod method) {
    KeyExchange.Offer offer = KeyExchange.offer(SeededRandom.crypto(1), method);
    for (int length : new int[] {0, method.replyOctets() - 1, method.replyOctets() + 1}) {
      var e =
          assertThrows(InvalidKeyExchangeException.class, () -> offer.complete(new byte[length]));
      assertEquals(Reason.WRONG_LENGTH, e.reason());
    }
  }

  @Test
  @Requirement("RFC8247-2.4-3")
  void knowsNoGroup1() {
    assertTrue(Arrays.stream(KeyExchangeMethod.values()).noneMatch(m -> m.transformId() == 1));
  }

  /** One secret and one public value of about 256 begin with a zero octet, which must stay. */
  @ParameterizedTest
  @EnumSource(names = {"MODP_1024", "MODP_1024_160", "ECP_256"})
  @Requirement({"RFC7296-2.14-2", "RFC7296-3.4-1"})
  void keepsLeadingZeros(KeyExchangeMethod method) throws InvalidKeyExchangeException {
    byte[] peer = KeyExchange.offer(SeededRandom.crypto(0), method).publicValue();
    boolean inSecret = false;
    boolean inPublic = false;
    for (long seed = 1; !(inSecret && inPublic) && seed < 20_000; seed++) {
      KeyExchange.Reply reply = KeyExchange.reply(SeededRandom.crypto(seed), method, peer);
      if (reply.sharedSecret()[0] == 0 || reply.publicValue()[0] == 0) {
        inSecret |= reply.sharedSecret()[0] == 0;
        inPublic |= reply.publicValue()[0] == 0;
        KeyExchange.Offer offer = KeyExchange.offer(SeededRandom.crypto(0), method);
        assertArrayEquals(reply.sharedSecret(), offer.complete(reply.publicValue()));
        assertEquals(method.offerOctets(), reply.publicValue().length);
      }
    }
    assertTrue(inSecret && inPublic);
  }

  @Test
  void completesAgainAfterAForgedAnswer() throws InvalidKeyExchangeException {
    KeyExchangeMethod method = KeyExchangeMethod.CURVE25519;
    KeyExchange.Offer offer = KeyExchange.offer(SeededRandom.crypto(1), method);
    KeyExchange.Reply forged =
        KeyExchange.reply(SeededRandom.crypto(2), method, offer.publicValue());
    KeyExchange.Reply real = KeyExchange.reply(SeededRandom.crypto(3), method, offer.publicValue());
    offer.complete(forged.publicValue());
    assertArrayEquals(real.sharedSecret(), offer.complete(real.publicValue()));
  }

  @Test
  void destroyZeroesAndEndsReading() throws InvalidKeyExchangeException {
    KeyExchangeMethod method = KeyExchangeMethod.ECP_256;
    KeyExchange.Offer offer = KeyExchange.offer(SeededRandom.crypto(1), method);
    KeyExchange.Reply reply =
        KeyExchange.reply(SeededRandom.crypto(2), method, offer.publicValue());
    byte[] secret = reply.sharedSecret();
    byte[] answer = reply.publicValue();
    assertFalse(offer.isDestroyed());
    assertFalse(reply.isDestroyed());
    reply.destroy();
    offer.destroy();
    assertArrayEquals(new byte[secret.length], secret);
    assertThrows(IllegalStateException.class, reply::sharedSecret);
    assertThrows(IllegalStateException.class, () -> offer.complete(answer));
    assertTrue(offer.isDestroyed());
    assertTrue(reply.isDestroyed());

    KeyExchange.Offer kem = KeyExchange.offer(SeededRandom.crypto(1), KeyExchangeMethod.ML_KEM_512);
    kem.destroy();
    assertTrue(kem.isDestroyed());
    assertThrows(IllegalStateException.class, () -> kem.complete(new byte[768]));

    byte[] privateValue = new byte[] {1, 2};
    var keys = new DiffieHellman.Keys(privateValue, new byte[] {3});
    keys.destroy();
    assertArrayEquals(new byte[2], privateValue);
  }

  @Test
  void neverPrintsSecrets() throws InvalidKeyExchangeException {
    KeyExchangeMethod method = KeyExchangeMethod.CURVE25519;
    KeyExchange.Offer offer = KeyExchange.offer(SeededRandom.crypto(1), method);
    assertEquals("Offer[CURVE25519, redacted]", offer.toString());
    assertEquals(
        "Offer[ML_KEM_768, redacted]",
        KeyExchange.offer(SeededRandom.crypto(1), KeyExchangeMethod.ML_KEM_768).toString());
    assertEquals(
        "Reply[CURVE25519, redacted]",
        KeyExchange.reply(SeededRandom.crypto(1), method, offer.publicValue()).toString());
    assertEquals("Keys[redacted]", new DiffieHellman.Keys(new byte[1], new byte[1]).toString());
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "MODP_1024",
        "MODP_2048",
        "MODP_1024_160",
        "MODP_2048_256",
        "ECP_256",
        "ECP_384",
        "ECP_521",
        "BRAINPOOL_256",
        "BRAINPOOL_384",
        "BRAINPOOL_512",
        "CURVE25519",
        "CURVE448"
      })
  void agreesAcrossProviders(KeyExchangeMethod method) throws InvalidKeyExchangeException {
    KeyExchange.Offer offer = KeyExchange.offer(bouncyCastle(1), method);
    KeyExchange.Reply reply =
        KeyExchange.reply(SeededRandom.crypto(2), method, offer.publicValue());
    assertArrayEquals(reply.sharedSecret(), offer.complete(reply.publicValue()));
    assertArrayEquals(
        offer.publicValue(), KeyExchange.offer(bouncyCastle(1), method).publicValue());
  }
}
