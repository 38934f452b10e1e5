package io.vpn4j.examples.benchmark;

import io.vpn4j.ike.AdditionalKeyExchange;
import io.vpn4j.ike.EncryptionAlgorithm;
import io.vpn4j.ike.IkeAlgorithms;
import io.vpn4j.ike.KeyExchangeMethod;
import io.vpn4j.ike.PrfAlgorithm;
import java.util.Locale;

/** The key exchange of a handshake; all else is AES-256-GCM and SHA-256. */
enum KeyExchangeCase {
  X25519,
  P256,
  MODP2048,
  /** ML-KEM in a round of its own behind X25519 (RFC 9370). */
  X25519_MLKEM768;

  IkeAlgorithms algorithms() {
    return switch (this) {
      case X25519 -> only(KeyExchangeMethod.CURVE25519);
      case P256 -> only(KeyExchangeMethod.ECP_256);
      case MODP2048 -> only(KeyExchangeMethod.MODP_2048);
      case X25519_MLKEM768 ->
          only(KeyExchangeMethod.CURVE25519)
              .withAdditionalKeyExchange(
                  AdditionalKeyExchange.required(1, KeyExchangeMethod.ML_KEM_768));
    };
  }

  private static IkeAlgorithms only(KeyExchangeMethod method) {
    return IkeAlgorithms.aead(
        EncryptionAlgorithm.AES_GCM_16_256, PrfAlgorithm.HMAC_SHA2_256, method);
  }

  /** How figures call it. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
