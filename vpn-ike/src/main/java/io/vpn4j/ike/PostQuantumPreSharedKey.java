package io.vpn4j.ike;

import io.vpn4j.model.secret.PreSharedKey;
import java.util.Objects;

/**
 * A secret that is mixed into the keys of an IKE SA beside the key exchange, so that whoever breaks
 * the key exchange one day has nothing (PPK, RFC 8784). Authentication goes on as it does without.
 *
 * @param id under which both ends know the key: its PPK_ID of the type PPK_ID_FIXED; printable
 *     ASCII of 1 to 255 characters, best of the alphabet of base64
 * @param key the secret; 32 random octets at least, if it is to hold (RFC 8784 section 6)
 * @param mandatory whether an IKE SA without it is refused; if not, a peer that does not have the
 *     key, or does not know the extension, is served without it
 */
public record PostQuantumPreSharedKey(String id, PreSharedKey key, boolean mandatory) {
  private static final int MAX_ID_LENGTH = 255;

  /**
   * @throws IllegalArgumentException if {@code id} is out of range
   */
  public PostQuantumPreSharedKey {
    Objects.requireNonNull(key, "key");
    if (id.isEmpty()
        || id.length() > MAX_ID_LENGTH
        || !id.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
      throw new IllegalArgumentException(
          "id of "
              + id.length()
              + " characters; 1 to "
              + MAX_ID_LENGTH
              + " of printable ASCII are wanted");
    }
  }
}
