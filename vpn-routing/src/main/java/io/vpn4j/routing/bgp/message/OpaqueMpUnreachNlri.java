package io.vpn4j.routing.bgp.message;

import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireWriter;
import java.util.Objects;

/**
 * MP_UNREACH_NLRI of a family whose routes are not plain prefixes, uninterpreted (RFC 4760 section
 * 4).
 *
 * @param family not a plain one
 * @param withdrawn as the family says; none for End-of-RIB (RFC 4724 section 2)
 */
public record OpaqueMpUnreachNlri(AddressFamily family, Octets withdrawn) implements PathAttribute {
  /**
   * @throws IllegalArgumentException if the family is plain
   */
  public OpaqueMpUnreachNlri {
    if (family.isPlainPrefix()) {
      throw new IllegalArgumentException(family + " has plain prefixes");
    }
    Objects.requireNonNull(withdrawn, "withdrawn");
  }

  @Override
  public AttributeType type() {
    return AttributeType.MP_UNREACH_NLRI;
  }

  @Override
  public int flags() {
    return AttributeFlags.OPTIONAL_NON_TRANSITIVE;
  }

  @Override
  public int valueLength(CodecContext context) {
    return AddressFamily.OCTETS + withdrawn.length();
  }

  @Override
  public void encodeValue(WireWriter out, CodecContext context) {
    family.encode(out);
    out.octets(withdrawn);
  }
}
