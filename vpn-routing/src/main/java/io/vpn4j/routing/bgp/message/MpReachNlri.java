package io.vpn4j.routing.bgp.message;

import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.MalformedMessageException.Kind;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import java.util.List;
import java.util.Optional;

/**
 * MP_REACH_NLRI of a plain family: prefixes and where to send their packets (RFC 4760 section 3).
 *
 * @param family a plain one
 * @param nextHops one address; or a global and a link-local IPv6 address (RFC 2545 section 3)
 * @param nlri prefixes of the family
 */
public record MpReachNlri(AddressFamily family, List<IpAddress> nextHops, List<Nlri> nlri)
    implements PathAttribute {
  private static final int IPV6_OCTETS = 16;

  /**
   * @throws IllegalArgumentException if the family is not plain, a prefix is not of the family, or
   *     the next hops are not such as the family can have
   */
  public MpReachNlri {
    if (!family.isPlainPrefix()) {
      throw new IllegalArgumentException(family + " has no plain prefixes");
    }
    nextHops = List.copyOf(nextHops);
    boolean oneIpv4 = nextHops.size() == 1 && nextHops.get(0).isIpv4();
    boolean ipv6 =
        (nextHops.size() == 1 || nextHops.size() == 2)
            && nextHops.stream().noneMatch(IpAddress::isIpv4);
    if (!(oneIpv4 && family.isIpv4()) && !ipv6) {
      throw new IllegalArgumentException("next hops " + nextHops + " are not for " + family);
    }
    nlri = Nlri.copyOf(nlri, family.isIpv4(), "MP_REACH_NLRI");
  }

  /** Prefixes with one next hop. */
  public MpReachNlri(AddressFamily family, IpAddress nextHop, List<Nlri> nlri) {
    this(family, List.of(nextHop), nlri);
  }

  /** The next hop; the global address if there are two. */
  public IpAddress nextHop() {
    return nextHops.get(0);
  }

  /** The link-local address, if there are two. */
  public Optional<IpAddress> linkLocalNextHop() {
    return nextHops.size() == 2 ? Optional.of(nextHops.get(1)) : Optional.empty();
  }

  /** The plain or the opaque form, as the family says. */
  static PathAttribute decode(WireReader in, CodecContext context)
      throws MalformedMessageException {
    AddressFamily family = AddressFamily.decode(in);
    int nextHopOctets = in.u8("MP_REACH_NLRI next hop length");
    if (!family.isPlainPrefix()) {
      return OpaqueMpReachNlri.decode(family, nextHopOctets, in);
    }
    List<IpAddress> nextHops = nextHops(family, nextHopOctets, in, context);
    in.skip(1, "MP_REACH_NLRI reserved"); // RFC 4760 section 3: ignored on receipt
    return new MpReachNlri(
        family,
        nextHops,
        Nlri.decodeAll(in, family.isIpv4(), context.hasAddPath(family), "MP_REACH_NLRI"));
  }

  private static List<IpAddress> nextHops(
      AddressFamily family, int octets, WireReader in, CodecContext context)
      throws MalformedMessageException {
    String field = "MP_REACH_NLRI next hop";
    boolean ipv6 = family.isIpv6() || context.extendedNextHop().contains(family);
    if (ipv6 && (octets == IPV6_OCTETS || octets == 2 * IPV6_OCTETS)) {
      IpAddress first = address(in.octets(IPV6_OCTETS, field));
      return octets == IPV6_OCTETS
          ? List.of(first)
          : List.of(first, address(in.octets(IPV6_OCTETS, field)));
    }
    if (octets != 4 || family.isIpv6()) {
      throw in.bad(Kind.BAD_LENGTH, field, octets + " octets are no next hop of " + family);
    }
    return List.of(address(in.octets(octets, field)));
  }

  private static IpAddress address(Octets octets) {
    return IpAddress.ofOctets(octets.toByteArray());
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
    return AddressFamily.OCTETS + 1 + nextHopOctets() + 1 + Nlri.encodedLength(nlri);
  }

  private int nextHopOctets() {
    return nextHops.size() * nextHop().bits() / 8;
  }

  @Override
  public void encodeValue(WireWriter out, CodecContext context) {
    family.encode(out);
    out.u8(nextHopOctets());
    nextHops.forEach(nextHop -> out.octets(Octets.of(nextHop.toOctets())));
    out.u8(0);
    Nlri.encodeAll(nlri, out);
  }
}
