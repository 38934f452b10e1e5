package io.vpn4j.model.region;

import io.vpn4j.model.secret.PreSharedKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Where the pre-shared keys come from that the service generates. */
@FunctionalInterface
public interface KeySource {
  /** Fewest octets of a secret: as many as a generated key has bits of entropy in octets. */
  int MIN_SECRET_OCTETS = 24;

  /**
   * The key of a tunnel; empty leaves it without one.
   *
   * @param use what the key is for; a text that no other tunnel has
   */
  Optional<PreSharedKey> keyFor(String use);

  /** No keys: tunnels have those that requests name, and else none. */
  static KeySource none() {
    return use -> Optional.empty();
  }

  /**
   * Keys of 32 characters by the rule of AWS, derived from a secret by HMAC-SHA-256: whoever does
   * not have the secret cannot tell one key from another, and the same secret gives the same keys.
   *
   * @param secret at least 24 octets from a secure random source; copied
   * @throws IllegalArgumentException if it is shorter
   */
  static KeySource derivedFrom(byte[] secret) {
    if (secret.length < MIN_SECRET_OCTETS) {
      throw new IllegalArgumentException(
          "secret has " + secret.length + " octets; " + MIN_SECRET_OCTETS + " or more are wanted");
    }
    SecretKeySpec key = new SecretKeySpec(secret, "HmacSHA256");
    return use -> Optional.of(derive(key, use));
  }

  private static PreSharedKey derive(SecretKeySpec key, String use) {
    // 64 symbols, six bits each; the first character may not be 0, which comes first.
    String symbols = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._";
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      byte[] octets = mac.doFinal(use.getBytes(StandardCharsets.UTF_8));
      StringBuilder text = new StringBuilder();
      for (byte octet : octets) {
        int symbol = octet & 63;
        text.append(symbols.charAt(text.isEmpty() ? Math.max(symbol, 1) : symbol));
      }
      return PreSharedKey.of(text.toString());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
