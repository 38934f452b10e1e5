package io.vpn4j.routing.bgp.message;

import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import java.util.List;

/**
 * MP_UNREACH_NLRI of a plain family: prefixes withdrawn (RFC 4760 section 4).
 *
 * @param family a plain one
 * @param withdrawn prefixes of the family; none for End-of-RIB (RFC 4724 section 2)
 */
public record MpUnreachNlri(AddressFamily family, List<Nlri> withdrawn) implements PathAttribute {
  /**
   * @throws IllegalArgumentException if the family is not plain or a prefix is not of the family
   */
  public MpUnreachNlri {
    if (!family.isPlainPrefix()) {
      throw new IllegalArgumentException(family + " has no plain prefixes");
    }
    withdrawn = Nlri.copyOf(withdrawn, family.isIpv4(), "MP_UNREACH_NLRI");
  }

  /** The plain or the opaque form, as the family says. */
  static PathAttribute decode(WireReader in, CodecContext context)
      throws MalformedMessageException {
    AddressFamily family = AddressFamily.decode(in);
    if (!family.isPlainPrefix()) {
      return new OpaqueMpUnreachNlri(family, in.rest());
    }
    return new MpUnreachNlri(
        family, Nlri.decodeAll(in, family.isIpv4(), context.hasAddPath(family), "MP_UNREACH_NLRI"));
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
    return AddressFamily.OCTETS + Nlri.encodedLength(withdrawn);
  }

  @Override
  public void encodeValue(WireWriter out, CodecContext context) {
    family.encode(out);
    Nlri.encodeAll(withdrawn, out);
  }
}
