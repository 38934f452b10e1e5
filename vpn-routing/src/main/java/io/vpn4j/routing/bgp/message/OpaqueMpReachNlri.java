package io.vpn4j.routing.bgp.message;

import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import java.util.Objects;

/**
 * MP_REACH_NLRI of a family whose routes are not plain prefixes, uninterpreted (RFC 4760 section
 * 3).
 *
 * @param family not a plain one
 * @param nextHop at most 255 octets
 * @param reserved the octet behind the next hop: zero from us, ignored from others
 * @param nlri as the family says
 */
public record OpaqueMpReachNlri(AddressFamily family, Octets nextHop, int reserved, Octets nlri)
    implements PathAttribute {
  /**
   * @throws IllegalArgumentException if the family is plain or a field does not fit
   */
  public OpaqueMpReachNlri {
    if (family.isPlainPrefix()) {
      throw new IllegalArgumentException(family + " has plain prefixes");
    }
    Unsigned.requireU8("next hop length", nextHop.length());
    Unsigned.requireU8("reserved octet", reserved);
    Objects.requireNonNull(nlri, "nlri");
  }

  static OpaqueMpReachNlri decode(AddressFamily family, int nextHopOctets, WireReader in)
      throws MalformedMessageException {
    Octets nextHop = in.octets(nextHopOctets, "MP_REACH_NLRI next hop");
    return new OpaqueMpReachNlri(family, nextHop, in.u8("MP_REACH_NLRI reserved"), in.rest());
  }

  @Override
  public AttributeType type() {
    return AttributeType.MP_REACH_NLRI;
  }

  @Override
  public int flags() {
    return AttributeFlags.OPTIONAL_NON_TRANSITIVE;
  }

  @Override
  public int valueLength(CodecContext context) {
    return AddressFamily.OCTETS + 1 + nextHop.length() + 1 + nlri.length();
  }

  @Override
  public void encodeValue(WireWriter out, CodecContext context) {
    family.encode(out);
    out.u8(nextHop.length()).octets(nextHop).u8(reserved).octets(nlri);
  }
}
