package io.vpn4j.routing.bgp.message;

import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import java.util.List;

/**
 * AS4_PATH: AS_PATH as it was before a speaker of two-octet AS numbers (RFC 6793 section 3).
 *
 * @param segments in wire order; confederation segments do not belong here
 * @param partial whether somebody on the way did not know the attribute
 */
public record As4Path(List<AsPathSegment> segments, boolean partial) implements PathAttribute {
  private static final int AS_OCTETS = 4;

  /** Copies the list. */
  public As4Path {
    segments = List.copyOf(segments);
  }

  /** An attribute of our own. */
  public As4Path(List<AsPathSegment> segments) {
    this(segments, false);
  }

  static As4Path decode(int flags, WireReader in) throws MalformedMessageException {
    return new As4Path(AsPathSegment.decodeAll(in, AS_OCTETS), AttributeFlags.isPartial(flags));
  }

  @Override
  public AttributeType type() {
    return AttributeType.AS4_PATH;
  }

  @Override
  public int flags() {
    return AttributeFlags.optionalTransitive(partial);
  }

  @Override
  public int valueLength(CodecContext context) {
    return AsPathSegment.encodedLength(segments, AS_OCTETS);
  }

  @Override
  public void encodeValue(WireWriter out, CodecContext context) {
    AsPathSegment.encodeAll(segments, out, AS_OCTETS);
  }
}
