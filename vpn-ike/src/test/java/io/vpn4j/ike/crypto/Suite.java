package io.vpn4j.ike.crypto;

import io.vpn4j.ike.EncryptionAlgorithm;
import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.IntegrityAlgorithm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** An encryption algorithm with its integrity algorithm, if it needs one. */
record Suite(EncryptionAlgorithm encryption, Optional<IntegrityAlgorithm> integrity) {
  /** All ten that there are. */
  static List<Suite> all() {
    List<Suite> suites = new ArrayList<>();
    for (EncryptionAlgorithm encryption : EncryptionAlgorithm.values()) {
      if (encryption.isAead()) {
        suites.add(new Suite(encryption, Optional.empty()));
      } else {
        for (IntegrityAlgorithm integrity : IntegrityAlgorithm.values()) {
          suites.add(new Suite(encryption, Optional.of(integrity)));
        }
      }
    }
    return suites;
  }

  /** A cipher with keys made from {@code keySeed}. */
  SkPayloadCipher cipher(IkeCrypto crypto, long keySeed) {
    Random random = new Random(keySeed);
    byte[] skE = new byte[encryption.keymatOctets()];
    byte[] skA = new byte[integrity.map(IntegrityAlgorithm::keyOctets).orElse(0)];
    random.nextBytes(skE);
    random.nextBytes(skA);
    return SkPayloadCipher.of(crypto, encryption, integrity, skE, skA);
  }

  SkPayloadCipher cipher(long keySeed) {
    return cipher(SeededRandom.crypto(keySeed), keySeed);
  }

  int icvOctets() {
    return integrity.map(IntegrityAlgorithm::icvOctets).orElse(encryption.icvOctets());
  }

  @Override
  public String toString() {
    return encryption + integrity.map(i -> " " + i).orElse("");
  }
}
