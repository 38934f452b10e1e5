package io.vpn4j.model.wire;

import java.nio.ByteBuffer;

/**
 * A cursor that writes network-order octets into a caller's buffer.
 *
 * <p>Values are checked to fit their field: a number that does not fit is a defect of the caller
 * and throws {@link IllegalArgumentException}. A length that is known only afterwards is reserved
 * with {@link #reserveU16} as all ones, which can never pass for a plausible length, and patched.
 */
public final class WireWriter {
  private final ByteBuffer out;
  private final int start;

  /** Writes into {@code out} from its position on. */
  public WireWriter(ByteBuffer out) {
    this.out = out;
    this.start = out.position();
  }

  /** Octets written so far. */
  public int length() {
    return out.position() - start;
  }

  /** Writes one octet. */
  public WireWriter u8(int value) {
    check(value, 0xff);
    out.put((byte) value);
    return this;
  }

  /** Writes two octets. */
  public WireWriter u16(int value) {
    check(value, 0xffff);
    out.putShort((short) value);
    return this;
  }

  /** Writes four octets. */
  public WireWriter u32(long value) {
    check(value, 0xffff_ffffL);
    out.putInt((int) value);
    return this;
  }

  /** Writes eight octets of opaque bits. */
  public WireWriter u64(long value) {
    out.putLong(value);
    return this;
  }

  /** Writes {@code octets}. */
  public WireWriter octets(Octets octets) {
    octets.writeTo(out);
    return this;
  }

  /** Writes {@code count} zero octets. */
  public WireWriter zeros(int count) {
    for (int i = 0; i < count; i++) {
      out.put((byte) 0);
    }
    return this;
  }

  /** Leaves room for a length of two octets and returns its position, for {@link #patchU16}. */
  public int reserveU16() {
    int at = length();
    out.putShort((short) 0xffff);
    return at;
  }

  /** Leaves room for a length of four octets and returns its position, for {@link #patchU32}. */
  public int reserveU32() {
    int at = length();
    out.putInt(0xffff_ffff);
    return at;
  }

  /** Fills in what {@link #reserveU16} left open. */
  public void patchU16(int at, int value) {
    check(value, 0xffff);
    out.putShort(start + at, (short) value);
  }

  /** Fills in what {@link #reserveU32} left open. */
  public void patchU32(int at, long value) {
    check(value, 0xffff_ffffL);
    out.putInt(start + at, (int) value);
  }

  private static void check(long value, long max) {
    if (value < 0 || value > max) {
      throw new IllegalArgumentException("value " + value + " does not fit 0 to " + max);
    }
  }
}
