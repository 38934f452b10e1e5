package io.vpn4j.ike.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vpn4j.ike.EncryptionAlgorithm;
import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.IkeSpi;
import io.vpn4j.ike.PrfAlgorithm;
import io.vpn4j.testing.Requirement;
import io.vpn4j.testing.SeededSecureRandom;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** RFC 9370 section 2.2.4, each formula a second time with nothing but HMAC. */
class KeyScheduleFollowedTest {
  private static final Prf PRF =
      Prf.of(IkeCrypto.of(new SeededSecureRandom(1)), PrfAlgorithm.HMAC_SHA2_256);
  private static final Random RANDOM = new Random(9370);
  private static final byte[] SK_D = octets(32);
  private static final byte[] NI = octets(32);
  private static final byte[] NR = octets(24);
  private static final IkeSpi SPI_I = new IkeSpi(0x0102_0304_0506_0708L);
  private static final IkeSpi SPI_R = new IkeSpi(0x1112_1314_1516_1718L);

  /** As long as those of Curve25519, P-384 and ML-KEM. */
  private static final List<byte[]> SECRETS = List.of(octets(32), octets(48), octets(32));

  private static byte[] octets(int count) {
    byte[] octets = new byte[count];
    RANDOM.nextBytes(octets);
    return octets;
  }

  private static byte[] mac(byte[] key, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] macPlus(byte[] key, byte[] seed, int octets) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] last = new byte[0];
    for (int i = 1; all.size() < octets; i++) {
      last = mac(key, last, seed, new byte[] {(byte) i});
      all.writeBytes(last);
    }
    return Arrays.copyOf(all.toByteArray(), octets);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  @Test
  @Requirement("RFC9370-2.2.4-4")
  void aRekeyedIkeSaTakesAllSecretsTheFirstBeforeTheNonces() {
    byte[] skeyseed = mac(SK_D, join(SECRETS.get(0), NI, NR, SECRETS.get(1), SECRETS.get(2)));
    byte[] spis = ByteBuffer.allocate(16).putLong(SPI_I.value()).putLong(SPI_R.value()).array();
    // AES-GCM-16-128 with HMAC-SHA2-256: SK_d, SK_ei and SK_er of 20 octets, SK_pi, SK_pr.
    byte[] material = macPlus(skeyseed, join(NI, NR, spis), 3 * 32 + 2 * 20);

    SkKeys keys = rekeyed(SECRETS);

    assertArrayEquals(
        material, join(keys.skD(), keys.skEi(), keys.skEr(), keys.skPi(), keys.skPr()));
  }

  private static SkKeys rekeyed(List<byte[]> secrets) {
    return KeySchedule.derive(
        PRF,
        SK_D,
        PRF,
        EncryptionAlgorithm.AES_GCM_16_128,
        Optional.empty(),
        secrets,
        NI,
        NR,
        SPI_I,
        SPI_R);
  }

  @Test
  @Requirement("RFC9370-2.2.4-4")
  void aChildSaTakesAllSecretsTheFirstBeforeTheNonces() {
    assertArrayEquals(
        macPlus(SK_D, join(SECRETS.get(0), NI, NR, SECRETS.get(1), SECRETS.get(2)), 72),
        KeySchedule.childKeymat(PRF, SK_D, SECRETS, NI, NR, 72));
  }

  @Test
  void oneSecretIsTheFormulaOfRfc7296() {
    List<byte[]> one = SECRETS.subList(0, 1);
    assertArrayEquals(
        KeySchedule.childKeymat(PRF, SK_D, Optional.of(SECRETS.get(0)), NI, NR, 72),
        KeySchedule.childKeymat(PRF, SK_D, one, NI, NR, 72));
    assertArrayEquals(
        KeySchedule.derive(
                PRF,
                SK_D,
                PRF,
                EncryptionAlgorithm.AES_GCM_16_128,
                Optional.empty(),
                SECRETS.get(0),
                NI,
                NR,
                SPI_I,
                SPI_R)
            .skPr(),
        rekeyed(one).skPr());
  }

  @Test
  void noSecretAtAllIsAMistakeOfOurs() {
    assertThrows(IllegalArgumentException.class, () -> rekeyed(List.of()));
    assertThrows(
        IllegalArgumentException.class,
        () -> KeySchedule.childKeymat(PRF, SK_D, List.of(), NI, NR, 72));
  }
}
