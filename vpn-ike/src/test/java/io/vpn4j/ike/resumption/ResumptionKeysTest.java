package io.vpn4j.ike.resumption;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.vpn4j.ike.EncryptionAlgorithm;
import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.IkeSpi;
import io.vpn4j.ike.PrfAlgorithm;
import io.vpn4j.ike.crypto.KeySchedule;
import io.vpn4j.ike.crypto.Prf;
import io.vpn4j.ike.crypto.SkKeys;
import io.vpn4j.testing.SeededSecureRandom;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** The formulas of RFC 5723 section 5.1, written down a second time. */
class ResumptionKeysTest {
  private static final byte[] SK_D = filled(32, 1);
  private static final byte[] NI = filled(32, 2);
  private static final byte[] NR = filled(16, 3);

  private final Prf prf =
      Prf.of(IkeCrypto.of(new SeededSecureRandom(1)), PrfAlgorithm.HMAC_SHA2_256);

  private static byte[] filled(int octets, int value) {
    byte[] all = new byte[octets];
    Arrays.fill(all, (byte) value);
    return all;
  }

  private static byte[] hmac(byte[] key, byte[]... parts) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    for (byte[] part : parts) {
      mac.update(part);
    }
    return mac.doFinal();
  }

  @Test
  void keysComeOfTheOldSkDTheLabelAndBothNonces() throws GeneralSecurityException {
    byte[] skeyseed = hmac(SK_D, "Resumption".getBytes(StandardCharsets.US_ASCII), NI, NR);
    byte[] spis = {0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 6};
    byte[] t1 = hmac(skeyseed, NI, NR, spis, new byte[] {1});
    byte[] t2 = hmac(skeyseed, t1, NI, NR, spis, new byte[] {2});

    SkKeys keys =
        KeySchedule.resume(
            prf,
            SK_D,
            EncryptionAlgorithm.AES_GCM_16_128,
            Optional.empty(),
            NI,
            NR,
            new IkeSpi(5),
            new IkeSpi(6));

    assertArrayEquals(t1, keys.skD());
    assertArrayEquals(Arrays.copyOf(t2, 20), keys.skEi());
  }

  @Test
  void authIsThePrfOfTheSignedOctetsWithoutAKeyPad() throws GeneralSecurityException {
    assertArrayEquals(hmac(SK_D, NI), ResumptionAuthentication.authData(prf, SK_D, NI));
  }
}
