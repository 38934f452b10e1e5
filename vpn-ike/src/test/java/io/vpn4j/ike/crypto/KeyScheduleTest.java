package io.vpn4j.ike.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.EncryptionAlgorithm;
import io.vpn4j.ike.IkeSpi;
import io.vpn4j.ike.IntegrityAlgorithm;
import io.vpn4j.ike.PrfAlgorithm;
import io.vpn4j.testing.Requirement;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyScheduleTest {
  private static final byte[] SECRET = {1, 2, 3};
  private static final byte[] NI = {4, 4, 4, 4};
  private static final byte[] NR = {5, 5, 5};
  private static final IkeSpi SPI_I = new IkeSpi(0x0102030405060708L);
  private static final IkeSpi SPI_R = new IkeSpi(0x1112131415161718L);
  private static final List<Function<SkKeys, byte[]>> IN_ORDER =
      List.of(
          SkKeys::skD,
          SkKeys::skAi,
          SkKeys::skAr,
          SkKeys::skEi,
          SkKeys::skEr,
          SkKeys::skPi,
          SkKeys::skPr);

  private static Prf prf(PrfAlgorithm algorithm) {
    return Prf.of(SeededRandom.crypto(0), algorithm);
  }

  private static SkKeys derive(
      PrfAlgorithm prf, EncryptionAlgorithm encryption, IntegrityAlgorithm integrity) {
    return KeySchedule.derive(
        prf(prf), encryption, Optional.ofNullable(integrity), SECRET, NI, NR, SPI_I, SPI_R);
  }

  static byte[] concatenated(SkKeys keys) {
    var all = new ByteArrayOutputStream();
    IN_ORDER.forEach(key -> all.writeBytes(key.apply(keys)));
    return all.toByteArray();
  }

  @ParameterizedTest
  @EnumSource(IntegrityAlgorithm.class)
  @Requirement("RFC7296-2.13-2")
  void cutsKeysToTheLengthsOfTheSuite(IntegrityAlgorithm integrity) {
    SkKeys keys = derive(PrfAlgorithm.HMAC_SHA2_384, EncryptionAlgorithm.AES_CBC_256, integrity);
    assertEquals(48, keys.skD().length);
    assertEquals(integrity.keyOctets(), keys.skAi().length);
    assertEquals(integrity.keyOctets(), keys.skAr().length);
    assertEquals(32, keys.skEi().length);
    assertEquals(32, keys.skEr().length);
    assertEquals(48, keys.skPi().length);
    assertEquals(48, keys.skPr().length);
  }

  @Test
  @Requirement({"RFC5282-8-1", "RFC5282-7.1-1"})
  void givesAeadNoIntegrityKeyButASalt() {
    SkKeys keys = derive(PrfAlgorithm.HMAC_SHA1, EncryptionAlgorithm.AES_GCM_16_128, null);
    assertEquals(0, keys.skAi().length);
    assertEquals(0, keys.skAr().length);
    assertEquals(20, keys.skEi().length);
    assertEquals(20, keys.skEr().length);
  }

  @Test
  @Requirement("RFC7296-2.14-1")
  void expandsOneStreamInTheOrderOfTheRfc() {
    Prf prf = prf(PrfAlgorithm.HMAC_SHA2_256);
    byte[] seed = {
      4, 4, 4, 4, 5, 5, 5, 1, 2, 3, 4, 5, 6, 7, 8, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18
    };
    byte[] skeyseed = prf.apply(new byte[] {4, 4, 4, 4, 5, 5, 5}, SECRET);
    SkKeys keys =
        derive(
            PrfAlgorithm.HMAC_SHA2_256,
            EncryptionAlgorithm.AES_CBC_128,
            IntegrityAlgorithm.HMAC_SHA1_96);
    byte[] all = concatenated(keys);
    assertEquals(3 * 32 + 2 * 20 + 2 * 16, all.length);
    assertArrayEquals(prf.plus(skeyseed, seed, all.length), all);
  }

  /** Of long nonces only the first 64 bits of each are the key, and all of them the seed. */
  @ParameterizedTest
  @EnumSource(names = {"AES128_XCBC", "AES128_CMAC"})
  void takes64BitsOfEachNonceForPrfsOfFixedKeyLength(PrfAlgorithm algorithm) {
    byte[] ni = new byte[32];
    byte[] nr = new byte[16];
    for (int i = 0; i < ni.length; i++) {
      ni[i] = (byte) (i + 1);
    }
    Arrays.fill(nr, (byte) 9);
    Prf prf = prf(algorithm);
    byte[] key = {1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9, 9, 9, 9, 9, 9};
    byte[] skeyseed = KeySchedule.skeyseed(prf, SECRET, ni, nr);
    assertArrayEquals(prf.apply(key, SECRET), skeyseed);

    SkKeys keys =
        KeySchedule.derive(
            prf,
            EncryptionAlgorithm.AES_CTR_192,
            Optional.of(IntegrityAlgorithm.AES_CMAC_96),
            SECRET,
            ni,
            nr,
            SPI_I,
            SPI_R);
    assertEquals(16, keys.skD().length);
    assertEquals(16, keys.skAi().length);
    assertEquals(28, keys.skEi().length);
    assertEquals(16, keys.skPi().length);
    var seed = new ByteArrayOutputStream();
    seed.writeBytes(ni);
    seed.writeBytes(nr);
    seed.writeBytes(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    seed.writeBytes(new byte[] {0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18});
    byte[] all = concatenated(keys);
    assertArrayEquals(prf.plus(skeyseed, seed.toByteArray(), all.length), all);
  }

  @Test
  @Requirement({"RFC7296-2.18-1", "RFC7296-2.18-6"})
  void rekeysWithTheOldPrfAndExpandsWithTheNew() {
    Prf old = prf(PrfAlgorithm.HMAC_SHA1);
    Prf next = prf(PrfAlgorithm.HMAC_SHA2_512);
    byte[] oldSkD = new byte[20];
    SkKeys keys =
        KeySchedule.derive(
            old,
            oldSkD,
            next,
            EncryptionAlgorithm.AES_GCM_16_256,
            Optional.empty(),
            SECRET,
            NI,
            NR,
            SPI_I,
            SPI_R);
    byte[] skeyseed = old.apply(oldSkD, SECRET, NI, NR);
    byte[] seed = {
      4, 4, 4, 4, 5, 5, 5, 1, 2, 3, 4, 5, 6, 7, 8, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18
    };
    byte[] all = concatenated(keys);
    assertEquals(3 * 64 + 2 * 36, all.length);
    assertArrayEquals(next.plus(skeyseed, seed, all.length), all);
  }

  @Test
  void refusesSuitesThatDoNotGoTogether() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            derive(
                PrfAlgorithm.HMAC_SHA1,
                EncryptionAlgorithm.AES_GCM_16_128,
                IntegrityAlgorithm.HMAC_SHA1_96));
    assertThrows(
        IllegalArgumentException.class,
        () -> derive(PrfAlgorithm.HMAC_SHA1, EncryptionAlgorithm.AES_CBC_128, null));
  }

  @Test
  @Requirement("RFC7296-2.17-2")
  void childKeymatMixesAFreshSecretInFront() {
    Prf prf = prf(PrfAlgorithm.HMAC_SHA2_256);
    byte[] skD = new byte[32];
    assertArrayEquals(
        prf.plus(skD, new byte[] {4, 4, 4, 4, 5, 5, 5}, 72),
        KeySchedule.childKeymat(prf, skD, Optional.empty(), NI, NR, 72));
    assertArrayEquals(
        prf.plus(skD, new byte[] {1, 2, 3, 4, 4, 4, 4, 5, 5, 5}, 72),
        KeySchedule.childKeymat(prf, skD, Optional.of(SECRET), NI, NR, 72));
  }

  @Test
  @Requirement("RFC7296-2.12-1")
  void destroyZeroesEveryKeyAndEndsReading() {
    SkKeys keys =
        derive(
            PrfAlgorithm.HMAC_SHA2_256,
            EncryptionAlgorithm.AES_CBC_128,
            IntegrityAlgorithm.HMAC_SHA1_96);
    List<byte[]> held = IN_ORDER.stream().map(key -> key.apply(keys)).toList();
    assertFalse(keys.isDestroyed());
    keys.destroy();
    assertTrue(keys.isDestroyed());
    for (byte[] key : held) {
      assertArrayEquals(new byte[key.length], key);
    }
    for (Function<SkKeys, byte[]> key : IN_ORDER) {
      assertThrows(IllegalStateException.class, () -> key.apply(keys));
    }
  }

  @Test
  void neverPrintsKeys() {
    assertEquals(
        "SkKeys[redacted]",
        derive(PrfAlgorithm.HMAC_SHA1, EncryptionAlgorithm.AES_GCM_16_128, null).toString());
  }
}
