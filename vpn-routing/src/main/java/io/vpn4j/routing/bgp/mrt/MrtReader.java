package io.vpn4j.routing.bgp.mrt;

import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.MalformedMessageException.Kind;
import io.vpn4j.model.wire.WireReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Reads the records of an MRT file, one at a time (RFC 6396 section 2).
 *
 * <p>It holds one record in memory, and does not close the stream. Files are mostly compressed:
 * wrap them in a {@code GZIPInputStream} first.
 */
public final class MrtReader {
  /** The most octets of one record, so that a broken length cannot fill the memory. */
  public static final int MAX_RECORD_OCTETS = 1 << 24;

  static final int HEADER_OCTETS = 12;
  static final int BGP4MP_ET = 17;
  private final InputStream in;

  /** Reads {@code in} from where it is. */
  public MrtReader(InputStream in) {
    this.in = in;
  }

  /**
   * The next record, or nothing at the end of the stream.
   *
   * @throws MalformedMessageException if it is malformed; the next call goes on behind it, unless
   *     the file ends inside the record or its length is absurd
   * @throws IOException if the stream throws
   */
  public Optional<MrtRecord> next() throws IOException, MalformedMessageException {
    byte[] header = in.readNBytes(HEADER_OCTETS);
    if (header.length == 0) {
      return Optional.empty();
    }
    WireReader fields = WireReader.of(ByteBuffer.wrap(header));
    long seconds = fields.u32("timestamp");
    int type = fields.u16("type");
    int subtype = fields.u16("subtype");
    long length = fields.u32("length");
    if (length > MAX_RECORD_OCTETS) {
      throw fields.bad(Kind.BAD_LENGTH, "length", length + " is more than " + MAX_RECORD_OCTETS);
    }
    byte[] octets = in.readNBytes((int) length);
    WireReader body =
        WireReader.of(ByteBuffer.wrap(octets)).sub((int) length, "record"); // whole, or truncated
    if (type == BGP4MP_ET) {
      MrtTime time = new MrtTime(seconds, body.u32("microsecond timestamp"));
      return Optional.of(MrtRecord.decode(time, Bgp4mpPeer.TYPE, subtype, body));
    }
    return Optional.of(MrtRecord.decode(MrtTime.ofSeconds(seconds), type, subtype, body));
  }
}
