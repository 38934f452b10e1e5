package io.vpn4j.esp;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** The array of an SA through which packets of direct buffers pass; made when first wanted. */
final class Staging {
  private static final int FIRST_OCTETS = 2048; // holds what fits an Ethernet frame

  private byte[] array = new byte[0];
  private ByteBuffer buffer = ByteBuffer.wrap(array);

  /** An array of at least {@code octets}, with whatever the last packet left. */
  byte[] array(int octets) {
    if (array.length < octets) {
      erase();
      array = new byte[Math.max(octets, Math.max(FIRST_OCTETS, 2 * array.length))];
      buffer = ByteBuffer.wrap(array);
    }
    return array;
  }

  /** The array of the last {@link #array}, all of it. */
  ByteBuffer buffer() {
    return buffer;
  }

  void erase() {
    Arrays.fill(array, (byte) 0);
  }

  boolean isErased() {
    int any = 0;
    for (byte octet : array) {
      any |= octet;
    }
    return any == 0;
  }
}
