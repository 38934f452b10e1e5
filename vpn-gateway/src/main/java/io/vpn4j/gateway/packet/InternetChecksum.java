package io.vpn4j.gateway.packet;

import java.nio.ByteBuffer;

/**
 * The ones' complement sum of 16-bit words.
 *
 * <p>Sums are kept unfolded in a {@code long}, so that parts can be added in any order; a part must
 * start at an even place of the message.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1071">RFC 1071</a>
 */
final class InternetChecksum {
  private InternetChecksum() {}

  /**
   * The sum of {@code length} octets at the absolute index {@code from}; an odd one counts high.
   */
  static long sum(ByteBuffer octets, int from, int length) {
    long sum = 0;
    int i = from;
    int end = from + length;
    // RFC 1071 2 (C): 32 bits at a time come to the same, since 2^16 is 1 modulo 2^16 - 1.
    for (; end - i >= 4; i += 4) {
      sum += octets.getInt(i) & 0xffff_ffffL;
    }
    if (end - i >= 2) {
      sum += octets.getShort(i) & 0xffff;
      i += 2;
    }
    if (i < end) {
      sum += (octets.get(i) & 0xff) << 8;
    }
    return sum;
  }

  /** The checksum field, 0 to 0xffff, for a message of this sum; 0 if the field was in the sum. */
  static int finish(long sum) {
    long folded = (sum >>> 32) + (sum & 0xffff_ffffL);
    folded = (folded >>> 32) + (folded & 0xffff_ffffL);
    folded = (folded >>> 16) + (folded & 0xffff);
    folded = (folded >>> 16) + (folded & 0xffff);
    return (int) ~folded & 0xffff;
  }
}
