package io.vpn4j.model.wire;

import io.vpn4j.model.wire.MalformedMessageException.Kind;
import java.nio.ByteBuffer;

/**
 * A cursor over received octets that cannot read past its end.
 *
 * <p>Every read names its field, and a read that does not fit throws with that name and the offset
 * from the start of the whole message. Getters return unsigned values in a type wide enough.
 */
public final class WireReader {
  private final ByteBuffer octets;
  private final int base;

  private WireReader(ByteBuffer octets, int base) {
    this.octets = octets;
    this.base = base;
  }

  /** A reader of what remains in {@code message}, whose position is left alone. */
  public static WireReader of(ByteBuffer message) {
    return new WireReader(message.slice(), 0);
  }

  /** A reader of {@code message}. */
  public static WireReader of(Octets message) {
    return new WireReader(message.asByteBuffer(), 0);
  }

  /** Octets from the start of the whole message. */
  public int offset() {
    return base + octets.position();
  }

  /** Octets not yet read. */
  public int remaining() {
    return octets.remaining();
  }

  /** Whether octets are left. */
  public boolean hasRemaining() {
    return octets.hasRemaining();
  }

  /** One octet, 0 to 255. */
  public int u8(String field) throws MalformedMessageException {
    need(1, field);
    return octets.get() & 0xff;
  }

  /** Two octets, 0 to 65,535. */
  public int u16(String field) throws MalformedMessageException {
    need(2, field);
    return octets.getShort() & 0xffff;
  }

  /** Four octets, 0 to 4,294,967,295. */
  public long u32(String field) throws MalformedMessageException {
    need(4, field);
    return octets.getInt() & 0xffff_ffffL;
  }

  /** Eight octets as opaque bits. */
  public long u64(String field) throws MalformedMessageException {
    need(8, field);
    return octets.getLong();
  }

  /** The next octet without reading it, 0 to 255. */
  public int peekU8(String field) throws MalformedMessageException {
    need(1, field);
    return octets.get(octets.position()) & 0xff;
  }

  /** The next {@code length} octets. */
  public Octets octets(int length, String field) throws MalformedMessageException {
    need(length, field);
    Octets copy = Octets.of(octets.slice(octets.position(), length));
    octets.position(octets.position() + length);
    return copy;
  }

  /** All octets that are left, maybe none. */
  public Octets rest() {
    Octets copy = Octets.of(octets);
    octets.position(octets.limit());
    return copy;
  }

  /** Steps over {@code length} octets. */
  public void skip(int length, String field) throws MalformedMessageException {
    need(length, field);
    octets.position(octets.position() + length);
  }

  /** A reader of the next {@code length} octets, which this reader steps over. */
  public WireReader sub(int length, String field) throws MalformedMessageException {
    if (length < 0) {
      throw bad(Kind.BAD_LENGTH, field, "shorter than its own header by " + -length);
    }
    need(length, field);
    WireReader sub = new WireReader(octets.slice(octets.position(), length), offset());
    octets.position(octets.position() + length);
    return sub;
  }

  /** Throws if octets are left. */
  public void expectEnd(String field) throws MalformedMessageException {
    if (octets.hasRemaining()) {
      throw bad(Kind.TRAILING_OCTETS, field, octets.remaining() + " octets too many");
    }
  }

  /** An exception that carries the present offset. */
  public MalformedMessageException bad(Kind kind, String field, String detail) {
    return new MalformedMessageException(kind, field, offset(), detail);
  }

  private void need(int length, String field) throws MalformedMessageException {
    if (length < 0) {
      throw bad(Kind.BAD_LENGTH, field, "negative length " + length);
    }
    if (length > octets.remaining()) {
      throw bad(
          Kind.TRUNCATED,
          field,
          "needs " + length + " octets, " + octets.remaining() + " are left");
    }
  }
}
