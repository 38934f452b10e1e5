package io.vpn4j.ike.message;

import io.vpn4j.model.wire.Octets;
import java.util.ArrayList;
import java.util.List;

/** Follows generic payload headers only: a second, much simpler reader to measure depth with. */
final class PayloadWalk {
  private PayloadWalk() {}

  /** Where the payloads start that lie in {@code message} before {@code end} as a whole. */
  static List<Integer> starts(Octets message, int end) {
    List<Integer> starts = new ArrayList<>();
    if (message.length() < IkeHeader.OCTETS) {
      return starts;
    }
    int type = message.u8(16);
    int at = IkeHeader.OCTETS;
    while (type != 0 && at + 4 <= end) {
      int length = message.u8(at + 2) << 8 | message.u8(at + 3);
      if (length < 4 || at + length > end) {
        break;
      }
      starts.add(at);
      boolean isProtected = type == 46 || type == 53;
      type = isProtected ? 0 : message.u8(at);
      at += length;
    }
    return starts;
  }
}
