package io.vpn4j.ike.message;

import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.Ipv4Address;
import io.vpn4j.model.net.Ipv6Address;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.MalformedMessageException.Kind;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import java.util.Objects;

/** One traffic selector as it stands on the wire (RFC 7296 section 3.13.1). */
public sealed interface TrafficSelectorSubstructure {
  /** TS_IPV4_ADDR_RANGE. */
  int IPV4_ADDR_RANGE = 7;

  /** TS_IPV6_ADDR_RANGE. */
  int IPV6_ADDR_RANGE = 8;

  /** Octets before what depends on the type. */
  int HEADER_OCTETS = 4;

  /** The IANA number of the kind of selector, 0 to 255. */
  int tsType();

  /** The second octet: an IP protocol number, 0 for any; reserved in some later types. */
  int ipProtocol();

  /** Octets on the wire. */
  int encodedLength();

  /** Writes {@link #encodedLength} octets. */
  void encode(WireWriter out);

  /** Reads one selector. */
  static TrafficSelectorSubstructure decode(WireReader in) throws MalformedMessageException {
    int tsType = in.u8("TS type");
    int ipProtocol = in.u8("IP protocol ID");
    WireReader body = in.sub(in.u16("selector length") - HEADER_OCTETS, "traffic selector");
    return switch (tsType) {
      case IPV4_ADDR_RANGE, IPV6_ADDR_RANGE -> AddressRange.decode(tsType, ipProtocol, body);
      default -> new Unknown(tsType, ipProtocol, body.rest());
    };
  }

  /**
   * TS_IPV4_ADDR_RANGE or TS_IPV6_ADDR_RANGE, as the addresses are.
   *
   * <p>Ends may stand before starts: for ports, 65,535 to 0 means OPAQUE; anything else is for the
   * state machine to judge. For ICMP and MIPv6 a port is type and code, or a mobility header type.
   *
   * @param ipProtocol an IP protocol number, 0 for any
   * @param startPort 0 to 65,535
   * @param endPort 0 to 65,535
   * @param start the first address
   * @param end the last address, of the same family
   */
  record AddressRange(int ipProtocol, int startPort, int endPort, IpAddress start, IpAddress end)
      implements TrafficSelectorSubstructure {
    /**
     * @throws IllegalArgumentException if a number is out of range or the families differ
     */
    public AddressRange {
      Unsigned.requireU8("IP protocol ID", ipProtocol);
      Unsigned.requireU16("start port", startPort);
      Unsigned.requireU16("end port", endPort);
      if (start.bits() != end.bits()) {
        throw new IllegalArgumentException(start + " and " + end + " are of two families");
      }
    }

    /** All protocols and ports of a range of addresses. */
    public static AddressRange ofAll(IpAddress start, IpAddress end) {
      return new AddressRange(0, 0, 0xffff, start, end);
    }

    private static AddressRange decode(int tsType, int ipProtocol, WireReader body)
        throws MalformedMessageException {
      boolean ipv4 = tsType == IPV4_ADDR_RANGE;
      int length = ipv4 ? 12 : 36;
      if (body.remaining() != length) {
        throw body.bad(
            Kind.BAD_LENGTH,
            "selector length",
            body.remaining() + HEADER_OCTETS + " instead of " + (length + HEADER_OCTETS));
      }
      int startPort = body.u16("start port");
      int endPort = body.u16("end port");
      IpAddress start = address(ipv4, body, "starting address");
      IpAddress end = address(ipv4, body, "ending address");
      return new AddressRange(ipProtocol, startPort, endPort, start, end);
    }

    private static IpAddress address(boolean ipv4, WireReader body, String field)
        throws MalformedMessageException {
      return ipv4
          ? new Ipv4Address((int) body.u32(field))
          : new Ipv6Address(body.u64(field), body.u64(field));
    }

    @Override
    public int tsType() {
      return start.isIpv4() ? IPV4_ADDR_RANGE : IPV6_ADDR_RANGE;
    }

    @Override
    public int encodedLength() {
      return HEADER_OCTETS + 4 + 2 * start.bits() / 8;
    }

    @Override
    public void encode(WireWriter out) {
      out.u8(tsType()).u8(ipProtocol).u16(encodedLength()).u16(startPort).u16(endPort);
      out.octets(Octets.of(start.toOctets())).octets(Octets.of(end.toOctets()));
    }
  }

  /**
   * A selector of any other type.
   *
   * @param tsType neither 7 nor 8
   * @param ipProtocol the second octet, whatever it means in this type
   * @param rest all behind Selector Length
   */
  record Unknown(int tsType, int ipProtocol, Octets rest) implements TrafficSelectorSubstructure {
    /**
     * @throws IllegalArgumentException if a number is out of range
     */
    public Unknown {
      Unsigned.requireU8("TS type", tsType);
      if (tsType == IPV4_ADDR_RANGE || tsType == IPV6_ADDR_RANGE) {
        throw new IllegalArgumentException("TS type " + tsType + " is not an unknown one");
      }
      Unsigned.requireU8("IP protocol ID", ipProtocol);
      Objects.requireNonNull(rest, "rest");
    }

    @Override
    public int encodedLength() {
      return HEADER_OCTETS + rest.length();
    }

    @Override
    public void encode(WireWriter out) {
      out.u8(tsType).u8(ipProtocol).u16(encodedLength()).octets(rest);
    }
  }
}
