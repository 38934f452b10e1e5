package io.vpn4j.ike.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.EncryptionAlgorithm;
import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.IntegrityAlgorithm;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.testing.Requirement;
import java.security.Provider;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SkPayloadCipherTest {
  private static final Octets PREFIX = Octets.of(new byte[32]);
  private static final byte[] INNER = {0, 0, 0, 8, 1, 0, 0, 0};

  static Stream<Suite> suites() {
    return Suite.all().stream();
  }

  private static Octets flip(Octets octets, int bit) {
    byte[] copy = octets.toByteArray();
    copy[bit / 8] ^= (byte) (1 << (bit % 8));
    return Octets.of(copy);
  }

  @ParameterizedTest
  @MethodSource("suites")
  @Requirement("RFC7296-3.14-7")
  void refusesEveryBitFlip(Suite suite) {
    SkPayloadCipher cipher = suite.cipher(1);
    Octets body = cipher.seal(PREFIX, INNER);
    assertTrue(cipher.open(PREFIX, body).isPresent());
    for (int bit = 0; bit < body.length() * 8; bit++) {
      assertTrue(cipher.open(PREFIX, flip(body, bit)).isEmpty(), "body bit " + bit);
    }
    for (int bit = 0; bit < PREFIX.length() * 8; bit++) {
      assertTrue(cipher.open(flip(PREFIX, bit), body).isEmpty(), "prefix bit " + bit);
    }
  }

  @ParameterizedTest
  @MethodSource("suites")
  @Requirement("RFC7296-3.14-7")
  void refusesEveryTruncationAndExtension(Suite suite) {
    SkPayloadCipher cipher = suite.cipher(2);
    Octets body = cipher.seal(PREFIX, INNER);
    for (int length = 0; length < body.length(); length++) {
      assertTrue(cipher.open(PREFIX, body.slice(0, length)).isEmpty(), "first " + length);
      assertTrue(
          cipher.open(PREFIX, body.slice(body.length() - length, body.length())).isEmpty(),
          "last " + length);
    }
    for (int more = 1; more <= 32; more++) {
      Octets longer = Octets.concat(body, Octets.of(new byte[more]));
      assertTrue(cipher.open(PREFIX, longer).isEmpty(), "longer by " + more);
    }
  }

  @ParameterizedTest
  @MethodSource("suites")
  void refusesAnotherKey(Suite suite) {
    Octets body = suite.cipher(1).seal(PREFIX, INNER);
    assertTrue(suite.cipher(2).open(PREFIX, body).isEmpty());
  }

  /** Octets that move across the border of prefix and body must not make another message. */
  @Test
  void coversPrefixAndBodyAsTheyAreCut() {
    SkPayloadCipher cipher = Suite.all().get(Suite.all().size() - 1).cipher(1);
    Octets body = cipher.seal(PREFIX, INNER);
    Octets moved = Octets.concat(PREFIX, body.slice(0, 1));
    assertTrue(cipher.open(moved, body.slice(1, body.length())).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("suites")
  @Requirement({"RFC7296-3.14-6", "RFC5282-3.1-1"})
  void acceptsPaddingOfAnyLengthAndContent(Suite suite) {
    SkPayloadCipher cipher = suite.cipher(3);
    int block = suite.encryption().isAead() ? 1 : 16;
    byte[] iv = new byte[suite.encryption().ivOctets()];
    for (int padOctets = 0; padOctets < 256; padOctets++) {
      if ((INNER.length + padOctets + 1) % block != 0) {
        continue;
      }
      byte[] plaintext = new byte[INNER.length + padOctets + 1];
      Arrays.fill(plaintext, (byte) 0xa5);
      System.arraycopy(INNER, 0, plaintext, 0, INNER.length);
      plaintext[plaintext.length - 1] = (byte) padOctets;
      Octets body = cipher.encrypt(PREFIX, plaintext, iv);
      assertArrayEquals(INNER, cipher.open(PREFIX, body).orElseThrow());
    }
  }

  @ParameterizedTest
  @MethodSource("suites")
  void refusesAPadLengthBeyondThePlaintextThoughTheIcvHolds(Suite suite) {
    SkPayloadCipher cipher = suite.cipher(4);
    byte[] iv = new byte[suite.encryption().ivOctets()];
    byte[] plaintext = new byte[16];
    plaintext[15] = 15;
    assertEquals(
        0, cipher.open(PREFIX, cipher.encrypt(PREFIX, plaintext, iv)).orElseThrow().length);
    for (int padOctets : new int[] {16, 127, 128, 255}) {
      plaintext[15] = (byte) padOctets;
      assertTrue(cipher.open(PREFIX, cipher.encrypt(PREFIX, plaintext, iv)).isEmpty());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"AES_GCM_16_128", "AES_GCM_16_256"})
  void refusesAPlaintextWithoutPadLength(EncryptionAlgorithm encryption) {
    SkPayloadCipher cipher = new Suite(encryption, Optional.empty()).cipher(5);
    Octets body = cipher.encrypt(PREFIX, new byte[0], new byte[8]);
    assertTrue(cipher.decrypt(PREFIX, body).isPresent());
    assertTrue(cipher.open(PREFIX, body).isEmpty());
  }

  @ParameterizedTest
  @EnumSource(names = {"AES_GCM_16_128", "AES_GCM_16_256"})
  @Requirement("RFC5282-3-1")
  void countsGcmIvsFromZero(EncryptionAlgorithm encryption) {
    SkPayloadCipher cipher = new Suite(encryption, Optional.empty()).cipher(6);
    for (int i = 0; i < 300; i++) {
      Octets iv = cipher.seal(PREFIX, INNER).slice(0, 8);
      assertEquals(String.format("%016x", i), iv.toString());
    }
  }

  @Test
  @Requirement("RFC7296-3.14-3")
  void drawsCbcIvsFromTheGivenSource() {
    Suite suite = Suite.all().get(0);
    SkPayloadCipher cipher = suite.cipher(SeededRandom.crypto(7), 1);
    Set<Octets> ivs = new HashSet<>();
    var expected = new SeededRandom(7);
    for (int i = 0; i < 100; i++) {
      Octets iv = cipher.seal(PREFIX, INNER).slice(0, 16);
      byte[] drawn = new byte[16];
      expected.nextBytes(drawn);
      assertEquals(Octets.of(drawn), iv);
      ivs.add(iv);
    }
    assertEquals(100, ivs.size());
  }

  /** A provider without AES would be asked for it only after the ICV held. */
  @Test
  void checksTheIcvBeforeItDecrypts() {
    Suite suite = Suite.all().get(0);
    Octets body = suite.cipher(1).seal(PREFIX, INNER);
    SkPayloadCipher cipher =
        suite.cipher(new IkeCrypto(new SeededRandom(1), Optional.of(new NoCiphers())), 1);
    assertThrows(DecryptedException.class, () -> cipher.open(PREFIX, body));
    assertTrue(cipher.open(PREFIX, flip(body, 0)).isEmpty());
    assertTrue(cipher.open(PREFIX, flip(body, 8 * 20)).isEmpty());
    assertTrue(cipher.open(PREFIX, flip(body, 8 * body.length() - 1)).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("suites")
  @Requirement("RFC5282-3-2")
  void makesTheSameOctetsWithBouncyCastle(Suite suite) {
    var bouncyCastle = new IkeCrypto(new SeededRandom(8), Optional.of(new BouncyCastleProvider()));
    Octets body = suite.cipher(SeededRandom.crypto(8), 1).seal(PREFIX, INNER);
    SkPayloadCipher other = suite.cipher(bouncyCastle, 1);
    assertEquals(body, other.seal(PREFIX, INNER));
    assertArrayEquals(INNER, other.open(PREFIX, body).orElseThrow());
    assertTrue(other.open(PREFIX, flip(body, 8 * body.length() - 1)).isEmpty());
  }

  @Test
  void refusesKeysOfAnotherLength() {
    IkeCrypto crypto = SeededRandom.crypto(0);
    Optional<IntegrityAlgorithm> sha1 = Optional.of(IntegrityAlgorithm.HMAC_SHA1_96);
    assertThrows(
        IllegalArgumentException.class,
        () ->
            SkPayloadCipher.of(
                crypto, EncryptionAlgorithm.AES_CBC_128, sha1, new byte[32], new byte[20]));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            SkPayloadCipher.of(
                crypto, EncryptionAlgorithm.AES_CBC_128, sha1, new byte[16], new byte[32]));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            SkPayloadCipher.of(
                crypto,
                EncryptionAlgorithm.AES_GCM_16_128,
                Optional.empty(),
                new byte[16],
                new byte[0]));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            SkPayloadCipher.of(
                crypto, EncryptionAlgorithm.AES_GCM_16_128, sha1, new byte[20], new byte[20]));
  }

  @ParameterizedTest
  @MethodSource("suites")
  void endsWithDestroy(Suite suite) {
    SkPayloadCipher cipher = suite.cipher(9);
    Octets body = cipher.seal(PREFIX, INNER);
    byte[] iv = new byte[suite.encryption().ivOctets()];
    Octets before = cipher.encrypt(PREFIX, new byte[16], iv);
    cipher.destroy();
    assertTrue(cipher.isDestroyed());
    assertThrows(IllegalStateException.class, () -> cipher.open(PREFIX, body));
    assertThrows(IllegalStateException.class, () -> cipher.seal(PREFIX, INNER));
    // The keys are zero now: the inner function computes as with a key of zeros.
    Octets after = cipher.encrypt(PREFIX, new byte[16], iv);
    assertNotEquals(before, after);
    SkPayloadCipher zeros =
        SkPayloadCipher.of(
            SeededRandom.crypto(0),
            suite.encryption(),
            suite.integrity(),
            new byte[suite.encryption().keymatOctets()],
            new byte[suite.integrity().map(IntegrityAlgorithm::keyOctets).orElse(0)]);
    assertEquals(zeros.encrypt(PREFIX, new byte[16], iv), after);
  }

  @Test
  void keepsCopiesOfKeys() {
    byte[] skE = new byte[16];
    byte[] skA = new byte[20];
    SkPayloadCipher cipher =
        SkPayloadCipher.of(
            SeededRandom.crypto(0),
            EncryptionAlgorithm.AES_CBC_128,
            Optional.of(IntegrityAlgorithm.HMAC_SHA1_96),
            skE,
            skA);
    Octets body = cipher.seal(PREFIX, INNER);
    skE[0] = 1;
    skA[0] = 1;
    assertArrayEquals(INNER, cipher.open(PREFIX, body).orElseThrow());
    cipher.destroy();
    assertEquals(1, skE[0]);
  }

  @Test
  void neverPrintsKeys() {
    assertEquals("SkPayloadCipher[AES_CBC_128, redacted]", Suite.all().get(0).cipher(1).toString());
    assertEquals("RawKey[AES, redacted]", RawKey.aes(new byte[16]).toString());
  }

  private static final class DecryptedException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private static final class NoCiphers extends Provider {
    private static final long serialVersionUID = 1;

    NoCiphers() {
      super("NoCiphers", "1", "notices when a cipher is asked for");
    }

    @Override
    public Service getService(String type, String algorithm) {
      if (type.equals("Cipher")) {
        throw new DecryptedException();
      }
      return super.getService(type, algorithm);
    }
  }
}
