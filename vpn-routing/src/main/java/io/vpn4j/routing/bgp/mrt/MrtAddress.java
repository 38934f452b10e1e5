package io.vpn4j.routing.bgp.mrt;

import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.MalformedMessageException.Kind;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import java.util.Arrays;

/** Addresses and prefixes as MRT writes them. */
final class MrtAddress {
  static final int AFI_IPV4 = 1;
  static final int AFI_IPV6 = 2;

  private MrtAddress() {}

  static IpAddress decode(WireReader in, boolean ipv4, String field)
      throws MalformedMessageException {
    return IpAddress.ofOctets(in.octets(ipv4 ? 4 : 16, field).toByteArray());
  }

  /** The address of the family that {@code afi} names. */
  static IpAddress decode(WireReader in, int afi, String field) throws MalformedMessageException {
    if (afi != AFI_IPV4 && afi != AFI_IPV6) {
      throw in.bad(Kind.BAD_VALUE, field, "address family " + afi + " is not 1 or 2");
    }
    return decode(in, afi == AFI_IPV4, field);
  }

  static void encode(IpAddress address, WireWriter out) {
    out.octets(Octets.of(address.toOctets()));
  }

  static int octets(IpAddress address) {
    return address.bits() / 8;
  }

  static int afi(IpAddress address) {
    return address.isIpv4() ? AFI_IPV4 : AFI_IPV6;
  }

  /** Host bits are dropped: collectors of old have left some in (RFC 6396 section 4.3.2). */
  static IpPrefix prefix(IpAddress address, int length, WireReader in, String field)
      throws MalformedMessageException {
    if (length > address.bits()) {
      throw in.bad(Kind.BAD_LENGTH, field, length + " is more than " + address.bits());
    }
    return IpPrefix.containing(address, length);
  }

  /** A length octet and as many octets as it needs. */
  static IpPrefix decodeNlri(WireReader in, boolean ipv4) throws MalformedMessageException {
    int length = in.u8("prefix length");
    Octets significant = in.octets((length + 7) / 8, "prefix");
    if (length > (ipv4 ? 32 : 128)) {
      throw in.bad(Kind.BAD_LENGTH, "prefix length", length + " is too long");
    }
    byte[] all = Arrays.copyOf(significant.toByteArray(), ipv4 ? 4 : 16);
    return IpPrefix.containing(IpAddress.ofOctets(all), length);
  }

  static int nlriOctets(IpPrefix prefix) {
    return 1 + (prefix.length() + 7) / 8;
  }

  static void encodeNlri(IpPrefix prefix, WireWriter out) {
    Octets address = Octets.of(prefix.address().toOctets());
    out.u8(prefix.length()).octets(address.slice(0, (prefix.length() + 7) / 8));
  }
}
