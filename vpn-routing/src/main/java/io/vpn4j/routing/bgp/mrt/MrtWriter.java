package io.vpn4j.routing.bgp.mrt;

import io.vpn4j.model.wire.WireWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * Writes records of an MRT file, one at a time (RFC 6396 section 2).
 *
 * <p>It does not close the stream.
 */
public final class MrtWriter {
  private final OutputStream out;

  /** Writes to {@code out} from where it is. */
  public MrtWriter(OutputStream out) {
    this.out = out;
  }

  /**
   * Writes one record.
   *
   * @throws IllegalArgumentException if a field does not fit, or a record that cannot have
   *     microseconds has some
   * @throws IOException if the stream throws
   */
  public void write(MrtRecord mrt) throws IOException {
    boolean extended = mrt.time().hasMicroseconds();
    if (extended && mrt.type() != Bgp4mpPeer.TYPE) {
      throw new IllegalArgumentException("records of type " + mrt.type() + " have no microseconds");
    }
    int length = mrt.bodyLength() + (extended ? 4 : 0);
    ByteBuffer octets = ByteBuffer.allocate(MrtReader.HEADER_OCTETS + length);
    WireWriter writer = new WireWriter(octets);
    writer
        .u32(mrt.time().seconds())
        .u16(extended ? MrtReader.BGP4MP_ET : mrt.type())
        .u16(mrt.subtype())
        .u32(length);
    if (extended) {
      writer.u32(mrt.time().microseconds());
    }
    mrt.encodeBody(writer);
    if (octets.hasRemaining()) {
      throw new IllegalStateException(
          "encoded length " + length + ", but " + octets.remaining() + " octets are missing");
    }
    out.write(octets.array());
  }
}
