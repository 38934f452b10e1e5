package io.vpn4j.esp.ip;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Numbers in network order at absolute indexes of a buffer, whatever the buffer's own order is. */
public final class NetworkOrder {
  private NetworkOrder() {}

  /** The octet at {@code at}, 0 to 255. */
  public static int u8(ByteBuffer octets, int at) {
    return octets.get(at) & 0xff;
  }

  /** The two octets from {@code at} on, 0 to 65,535. */
  public static int u16(ByteBuffer octets, int at) {
    short value = octets.getShort(at);
    return (isNetworkOrder(octets) ? value : Short.reverseBytes(value)) & 0xffff;
  }

  /** The four octets from {@code at} on, as 32 bits. */
  public static int int32(ByteBuffer octets, int at) {
    int value = octets.getInt(at);
    return isNetworkOrder(octets) ? value : Integer.reverseBytes(value);
  }

  /** The eight octets from {@code at} on, as 64 bits. */
  public static long int64(ByteBuffer octets, int at) {
    long value = octets.getLong(at);
    return isNetworkOrder(octets) ? value : Long.reverseBytes(value);
  }

  /** Writes the low 8 bits of {@code value}. */
  public static void putU8(ByteBuffer octets, int at, int value) {
    octets.put(at, (byte) value);
  }

  /** Writes the low 16 bits of {@code value}. */
  public static void putU16(ByteBuffer octets, int at, int value) {
    short low = (short) value;
    octets.putShort(at, isNetworkOrder(octets) ? low : Short.reverseBytes(low));
  }

  /** Writes 32 bits. */
  public static void putInt32(ByteBuffer octets, int at, int value) {
    octets.putInt(at, isNetworkOrder(octets) ? value : Integer.reverseBytes(value));
  }

  /** Writes 64 bits. */
  public static void putInt64(ByteBuffer octets, int at, long value) {
    octets.putLong(at, isNetworkOrder(octets) ? value : Long.reverseBytes(value));
  }

  static boolean isNetworkOrder(ByteBuffer octets) {
    return octets.order() == ByteOrder.BIG_ENDIAN;
  }
}
