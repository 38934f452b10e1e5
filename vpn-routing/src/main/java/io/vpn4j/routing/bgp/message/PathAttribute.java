package io.vpn4j.routing.bgp.message;

import io.vpn4j.model.wire.WireWriter;

/**
 * One path attribute of an UPDATE (RFC 4271 section 4.3).
 *
 * <p>Attributes without a record of their own are {@link UnknownAttribute}s and keep all their
 * octets. The Partial bit is part of the optional transitive ones; whether to set it, and whether
 * to pass an attribute on, is for export policy.
 */
public sealed interface PathAttribute
    permits Origin,
        AsPath,
        NextHop,
        MultiExitDisc,
        LocalPref,
        AtomicAggregate,
        Aggregator,
        Communities,
        OriginatorId,
        ClusterList,
        MpReachNlri,
        OpaqueMpReachNlri,
        MpUnreachNlri,
        OpaqueMpUnreachNlri,
        ExtendedCommunities,
        As4Path,
        As4Aggregator,
        Ipv6ExtendedCommunities,
        Aigp,
        LargeCommunities,
        OnlyToCustomer,
        UnknownAttribute {

  /** The type code. */
  AttributeType type();

  /** The flags as they are sent; the Extended Length bit is added where the length needs it. */
  int flags();

  /** Octets of the value. */
  int valueLength(CodecContext context);

  /** Writes exactly {@link #valueLength} octets. */
  void encodeValue(WireWriter out, CodecContext context);

  /** Octets of the whole attribute: flags, type, length and value. */
  default int encodedLength(CodecContext context) {
    int length = valueLength(context);
    return length + (isExtended(length) ? 4 : 3);
  }

  /** Writes the whole attribute. */
  default void encode(WireWriter out, CodecContext context) {
    int length = valueLength(context);
    if (isExtended(length)) {
      out.u8(flags() | AttributeFlags.EXTENDED_LENGTH).u8(type().value()).u16(length);
    } else {
      out.u8(flags()).u8(type().value()).u8(length);
    }
    encodeValue(out, context);
  }

  private boolean isExtended(int length) {
    return length > 0xff || (flags() & AttributeFlags.EXTENDED_LENGTH) != 0;
  }
}
