package io.vpn4j.ike.crypto;

import io.vpn4j.ike.EncryptionAlgorithm;
import io.vpn4j.ike.IntegrityAlgorithm;
import java.util.Optional;

/** Which integrity algorithm goes with which encryption algorithm (RFC 5282 section 8). */
final class Suites {
  private Suites() {}

  /**
   * Octets of SK_ai and SK_ar.
   *
   * @throws IllegalArgumentException if an AEAD comes with an integrity algorithm, or another
   *     cipher without one
   */
  static int integrityKeyOctets(
      EncryptionAlgorithm encryption, Optional<IntegrityAlgorithm> integrity) {
    if (encryption.isAead() == integrity.isPresent()) {
      throw new IllegalArgumentException(
          encryption
              + (encryption.isAead()
                  ? " authenticates by itself and goes without " + integrity.orElseThrow()
                  : " needs an integrity algorithm"));
    }
    return integrity.map(IntegrityAlgorithm::keyOctets).orElse(0);
  }
}
