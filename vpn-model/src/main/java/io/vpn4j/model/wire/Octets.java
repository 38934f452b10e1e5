package io.vpn4j.model.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An immutable octet string with value equality: what a wire record holds instead of a {@code
 * byte[]}.
 *
 * <p>Not for secrets: {@code toString} shows the octets and {@code equals} is not constant-time.
 */
public final class Octets implements Comparable<Octets> {
  /** The empty string. */
  public static final Octets EMPTY = new Octets(new byte[0]);

  private final byte[] octets;

  private Octets(byte[] octets) {
    this.octets = octets;
  }

  /** A copy of {@code octets}. */
  public static Octets of(byte... octets) {
    return octets.length == 0 ? EMPTY : new Octets(octets.clone());
  }

  /** A copy of what remains in {@code buffer}, whose position is left alone. */
  public static Octets of(ByteBuffer buffer) {
    byte[] copy = new byte[buffer.remaining()];
    buffer.duplicate().get(copy);
    return new Octets(copy);
  }

  /** The octets written in hexadecimal, two digits each, without separators. */
  public static Octets ofHex(String hex) {
    return new Octets(HexFormat.of().parseHex(hex));
  }

  /** All {@code parts}, one after the other. */
  public static Octets concat(Octets... parts) {
    int length = 0;
    for (Octets part : parts) {
      length += part.length();
    }
    ByteBuffer all = ByteBuffer.allocate(length);
    for (Octets part : parts) {
      all.put(part.octets);
    }
    return new Octets(all.array());
  }

  /** Number of octets. */
  public int length() {
    return octets.length;
  }

  /** Whether there is no octet. */
  public boolean isEmpty() {
    return octets.length == 0;
  }

  /** The octet at {@code index}, 0 to 255. */
  public int u8(int index) {
    return octets[index] & 0xff;
  }

  /** A copy. */
  public byte[] toByteArray() {
    return octets.clone();
  }

  /** A read-only view; each call gives one with a position of its own. */
  public ByteBuffer asByteBuffer() {
    return ByteBuffer.wrap(octets).asReadOnlyBuffer();
  }

  /** The octets {@code from} (inclusive) to {@code to} (exclusive). */
  public Octets slice(int from, int to) {
    return new Octets(Arrays.copyOfRange(octets, from, to));
  }

  /** Writes all octets to {@code out}. */
  public void writeTo(ByteBuffer out) {
    out.put(octets);
  }

  /** Unsigned lexicographic order. */
  @Override
  public int compareTo(Octets other) {
    return Arrays.compareUnsigned(octets, other.octets);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Octets o && Arrays.equals(octets, o.octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  /** The octets in hexadecimal. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(octets);
  }
}
