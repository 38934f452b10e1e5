package io.vpn4j.ike.state;

import io.vpn4j.model.wire.Octets;
import java.util.Arrays;

/**
 * Who gives way when both ends rekey one SA at once: of the four nonces the lowest decides, and the
 * exchange that it belongs to has been in vain (RFC 7296 section 2.8.1 and 2.8.2).
 */
final class RekeyCollision {
  private RekeyCollision() {}

  /** Compared octet by octet; a nonce that ends first is the lower one. */
  static Octets lower(Octets a, Octets b) {
    return Arrays.compareUnsigned(a.toByteArray(), b.toByteArray()) <= 0 ? a : b;
  }

  /**
   * Whether our exchange loses.
   *
   * @param ours the lower nonce of our exchange
   * @param peers the lower nonce of the peer's
   */
  static boolean isLost(Octets ours, Octets peers) {
    return Arrays.compareUnsigned(ours.toByteArray(), peers.toByteArray()) < 0;
  }
}
