package io.vpn4j.routing.bgp.message;

import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireWriter;
import java.util.List;
import java.util.Optional;

/**
 * UPDATE: routes withdrawn and routes announced (RFC 4271 section 4.3).
 *
 * @param withdrawn IPv4 unicast prefixes that are no longer reachable
 * @param attributes of all routes announced, MP_REACH_NLRI and MP_UNREACH_NLRI among them, in wire
 *     order
 * @param nlri IPv4 unicast prefixes announced
 */
public record UpdateMessage(List<Nlri> withdrawn, List<PathAttribute> attributes, List<Nlri> nlri)
    implements BgpMessage {

  /**
   * @throws IllegalArgumentException if a prefix is not of IPv4
   */
  public UpdateMessage {
    withdrawn = Nlri.copyOf(withdrawn, true, "withdrawn routes");
    attributes = List.copyOf(attributes);
    nlri = Nlri.copyOf(nlri, true, "NLRI");
  }

  /** The mark that all routes of {@code family} have been sent (RFC 4724 section 2). */
  public static UpdateMessage endOfRib(AddressFamily family) {
    if (family.equals(AddressFamily.IPV4_UNICAST)) {
      return new UpdateMessage(List.of(), List.of(), List.of());
    }
    PathAttribute unreach =
        family.isPlainPrefix()
            ? new MpUnreachNlri(family, List.of())
            : new OpaqueMpUnreachNlri(family, Octets.EMPTY);
    return new UpdateMessage(List.of(), List.of(unreach), List.of());
  }

  /** The family whose End-of-RIB this is, if it is one (RFC 4724 section 2). */
  public Optional<AddressFamily> endOfRibFamily() {
    if (!withdrawn.isEmpty() || !nlri.isEmpty() || attributes.size() > 1) {
      return Optional.empty();
    }
    if (attributes.isEmpty()) {
      return Optional.of(AddressFamily.IPV4_UNICAST);
    }
    if (attributes.get(0) instanceof MpUnreachNlri plain && plain.withdrawn().isEmpty()) {
      return Optional.of(plain.family());
    }
    return attributes.get(0) instanceof OpaqueMpUnreachNlri opaque && opaque.withdrawn().isEmpty()
        ? Optional.of(opaque.family())
        : Optional.empty();
  }

  /** The first attribute of one kind. */
  public <T extends PathAttribute> Optional<T> attribute(Class<T> kind) {
    for (PathAttribute attribute : attributes) {
      if (kind.isInstance(attribute)) {
        return Optional.of(kind.cast(attribute));
      }
    }
    return Optional.empty();
  }

  @Override
  public MessageType type() {
    return MessageType.UPDATE;
  }

  @Override
  public int bodyLength(CodecContext context) {
    return 2
        + Nlri.encodedLength(withdrawn)
        + 2
        + attributesLength(context)
        + Nlri.encodedLength(nlri);
  }

  private int attributesLength(CodecContext context) {
    int length = 0;
    for (PathAttribute attribute : attributes) {
      length += attribute.encodedLength(context);
    }
    return length;
  }

  @Override
  public void encodeBody(WireWriter out, CodecContext context) {
    out.u16(Nlri.encodedLength(withdrawn));
    Nlri.encodeAll(withdrawn, out);
    out.u16(attributesLength(context));
    attributes.forEach(attribute -> attribute.encode(out, context));
    Nlri.encodeAll(nlri, out);
  }
}
