package io.vpn4j.routing.bgp.message;

import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.MalformedMessageException.Kind;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;

/**
 * AIGP: the interior cost of a route across ASes of one administration, uninterpreted (RFC 7311).
 *
 * @param octets TLVs whose lengths fit, or nothing
 */
public record Aigp(Octets octets) implements PathAttribute {
  private static final int TLV_HEADER_OCTETS = 3;

  /**
   * @throws IllegalArgumentException if the octets are not TLVs
   */
  public Aigp {
    try {
      check(WireReader.of(octets));
    } catch (MalformedMessageException e) {
      throw new IllegalArgumentException("AIGP " + octets + " is not a list of TLVs", e);
    }
  }

  static Aigp decode(WireReader in) throws MalformedMessageException {
    Octets octets = in.rest();
    check(WireReader.of(octets));
    return new Aigp(octets);
  }

  /** The length of a TLV counts its header (RFC 7311 section 3). */
  private static void check(WireReader in) throws MalformedMessageException {
    while (in.hasRemaining()) {
      in.u8("AIGP TLV type");
      int length = in.u16("AIGP TLV length");
      if (length < TLV_HEADER_OCTETS) {
        throw in.bad(Kind.BAD_LENGTH, "AIGP TLV length", length + " is less than 3");
      }
      in.skip(length - TLV_HEADER_OCTETS, "AIGP TLV value");
    }
  }

  @Override
  public AttributeType type() {
    return AttributeType.AIGP;
  }

  @Override
  public int flags() {
    return AttributeFlags.OPTIONAL_NON_TRANSITIVE;
  }

  @Override
  public int valueLength(CodecContext context) {
    return octets.length();
  }

  @Override
  public void encodeValue(WireWriter out, CodecContext context) {
    out.octets(octets);
  }
}
