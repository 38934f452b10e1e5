package io.vpn4j.routing.bgp.message;

import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import java.util.Objects;

/**
 * ROUTE-REFRESH: asks for all routes of a family, or marks where their repetition begins and ends
 * (RFC 2918 section 3, RFC 7313 section 3.2).
 *
 * @param family whose routes
 * @param subtype {@link #REQUEST}, {@link #BEGIN}, {@link #END}, or a number to be ignored
 * @param filters what RFC 5291 adds to a request, uninterpreted
 */
public record RouteRefreshMessage(AddressFamily family, int subtype, Octets filters)
    implements BgpMessage {
  /** Send all routes of the family again. */
  public static final int REQUEST = 0;

  /** Routes of the family follow (BoRR). */
  public static final int BEGIN = 1;

  /** The routes of the family are complete (EoRR). */
  public static final int END = 2;

  /**
   * @throws IllegalArgumentException if the subtype is out of range
   */
  public RouteRefreshMessage {
    Objects.requireNonNull(family, "family");
    Unsigned.requireU8("subtype", subtype);
    Objects.requireNonNull(filters, "filters");
  }

  /** A message of our own. */
  public RouteRefreshMessage(AddressFamily family, int subtype) {
    this(family, subtype, Octets.EMPTY);
  }

  static RouteRefreshMessage decode(WireReader in) throws MalformedMessageException {
    int afi = in.u16("AFI");
    int subtype = in.u8("message subtype");
    int safi = in.u8("SAFI");
    if (subtype == BEGIN || subtype == END) {
      in.expectEnd("ROUTE-REFRESH"); // RFC 7313 section 5: four octets, else Invalid Message Length
    }
    return new RouteRefreshMessage(AddressFamily.of(afi, safi), subtype, in.rest());
  }

  @Override
  public MessageType type() {
    return MessageType.ROUTE_REFRESH;
  }

  @Override
  public int bodyLength(CodecContext context) {
    return 4 + filters.length();
  }

  @Override
  public void encodeBody(WireWriter out, CodecContext context) {
    out.u16(family.afi()).u8(subtype).u8(family.safi()).octets(filters);
  }
}
