package io.vpn4j.model.selection;

/**
 * What a route is, in the terms of AWS's route priority. Which kinds a table may have, and their
 * order, is the matter of the {@link RouteSelection}.
 */
public enum RouteKind {
  /** The VPC's own address range in its route table. */
  LOCAL("local"),
  /** Entered by hand in a VPC's or transit gateway's route table. */
  STATIC("static"),
  /** Entered by reference to a prefix list. */
  PREFIX_LIST("prefix list"),
  /** The address range of an attached VPC, at a gateway. */
  VPC("VPC"),
  /**
   * Learned by BGP over a Direct Connect virtual interface, or through a Direct Connect gateway.
   */
  DIRECT_CONNECT("Direct Connect BGP"),
  /** Learned by BGP from a transit gateway Connect attachment. */
  CONNECT("Connect"),
  /** Learned by BGP over a VPN with private addresses on Direct Connect. */
  VPN_OVER_DIRECT_CONNECT("VPN over private Direct Connect"),
  /** A static route of a VPN connection. */
  VPN_STATIC("VPN static"),
  /** Learned by BGP over a VPN tunnel. */
  VPN_BGP("VPN BGP"),
  /** Learned by BGP from a VPN concentrator attachment. */
  VPN_CONCENTRATOR("VPN concentrator"),
  /** From a Client VPN attachment. */
  CLIENT_VPN("Client VPN"),
  /** From a transit gateway peering attachment. */
  PEERING("peering");

  private final String text;

  RouteKind(String text) {
    this.text = text;
  }

  /** The name in AWS's documentation. */
  @Override
  public String toString() {
    return text;
  }

  /** Whether somebody entered the route in the table itself: it stays when its target is gone. */
  boolean stands() {
    return this == LOCAL || this == STATIC || this == PREFIX_LIST;
  }
}
