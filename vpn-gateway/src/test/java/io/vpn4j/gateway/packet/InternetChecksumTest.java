package io.vpn4j.gateway.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class InternetChecksumTest {

  /** The numbers of RFC 1071 section 3: the sum is ddf2. */
  @Test
  void sumsTheExampleOfRfc1071() {
    ByteBuffer example = ByteBuffer.wrap(HexFormat.of().parseHex("0001f203f4f5f6f7"));
    assertEquals(0xddf2, ~InternetChecksum.finish(InternetChecksum.sum(example, 0, 8)) & 0xffff);
  }

  @Test
  void foldsTheLargestSum() {
    byte[] ones = new byte[0xffff];
    Arrays.fill(ones, (byte) 0xff);
    assertEquals(plain(ones), InternetChecksum.finish(sum(ones)));
  }

  @Property(tries = 300)
  void equalsThePlainLoopOfRfc1071(@ForAll @Size(max = 70) byte[] octets) {
    assertEquals(plain(octets), InternetChecksum.finish(sum(octets)));
  }

  private static long sum(byte[] octets) {
    return InternetChecksum.sum(ByteBuffer.wrap(octets), 0, octets.length);
  }

  /** RFC 1071 section 4.1, word by word. */
  static int plain(byte[] octets) {
    int sum = 0;
    for (int i = 0; i < octets.length; i += 2) {
      int low = i + 1 < octets.length ? octets[i + 1] & 0xff : 0;
      sum += (octets[i] & 0xff) << 8 | low;
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return ~sum & 0xffff;
  }
}
