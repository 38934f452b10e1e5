package io.vpn4j.model.advice;

import java.util.Locale;

/**
 * Everything that the linter says, in the order in which it says it.
 *
 * <p>{@link #text} is stable: a program may compare it, and a later version does not use it for
 * anything else. Each constant says what was found.
 */
public enum AdviceCode {
  /** Both tunnels of a connection in service are down. */
  NO_TUNNEL_UP(
      Severity.ERROR,
      "both tunnels of a connection in service are down",
      "let the device begin, or ModifyVpnTunnelOptions with StartupAction start (IKEv2 only)",
      "S2S VPN guide, Tunnel initiation options"),
  /** IPsec is up in a tunnel, its BGP session is not. */
  BGP_NOT_ESTABLISHED(
      Severity.ERROR,
      "IPsec is up in a tunnel, its BGP session is not",
      "check AS numbers, inside addresses and TCP port 179 on the device; read the BGP log (ModifyVpnTunnelOptions with BgpLogEnabled)",
      "S2S VPN guide, Troubleshooting"),
  /** One tunnel of two is up. */
  SINGLE_TUNNEL(
      Severity.WARNING,
      "one tunnel of two is up",
      "configure the other tunnel on the device; each endpoint is replaced from time to time",
      "S2S VPN guide, Tunnel endpoint replacements"),
  /** All connections of a gateway end at one device. */
  SINGLE_DEVICE(
      Severity.NOTE,
      "all connections of a gateway end at one device",
      "CreateCustomerGateway for a second device, CreateVpnConnection to it, the same prefixes from both",
      "S2S VPN guide, Redundant connections for failover"),
  /** Only the device brings the tunnel up, also after an endpoint was replaced. */
  DEVICE_MUST_INITIATE(
      Severity.NOTE,
      "only the device brings the tunnel up, also after an endpoint was replaced",
      "send keepalive traffic from the device, or ModifyVpnTunnelOptions with StartupAction start or DPDTimeoutAction restart",
      "S2S VPN guide, Tunnel initiation options"),
  /** AWS does nothing when the peer is dead: the tunnel and its routes stay. */
  DPD_WITHOUT_ACTION(
      Severity.WARNING,
      "AWS does nothing when the peer is dead: the tunnel and its routes stay",
      "ModifyVpnTunnelOptions with DPDTimeoutAction clear or restart",
      "S2S VPN guide, Tunnel options"),
  /** The tunnels of a connection have different options. */
  TUNNELS_DIFFER(
      Severity.NOTE,
      "the tunnels of a connection have different options",
      "ModifyVpnTunnelOptions on one of them, so that failover changes nothing else",
      "S2S VPN guide, Tunnel options"),
  /** Margin and fuzz together reach the lifetime of phase 2: a tunnel may rekey at once. */
  PERPETUAL_REKEY(
      Severity.WARNING,
      "margin and fuzz together reach the lifetime of phase 2: a tunnel may rekey at once",
      "ModifyVpnTunnelOptions with a smaller RekeyMarginTimeSeconds or RekeyFuzzPercentage",
      "S2S VPN guide, Tunnel options (rekey margin time, rekey fuzz)"),
  /** A connection of category VPN-Classic is left. */
  CLASSIC_CATEGORY(
      Severity.WARNING,
      "a connection of category VPN-Classic is left",
      "CreateVpnGateway, CreateVpnConnection, DetachVpnGateway, AttachVpnGateway: migrate to AWS VPN",
      "S2S VPN guide (2019), Migrating from AWS Classic VPN"),
  /** A connection has no gateway on the AWS side. */
  NOT_ASSOCIATED(
      Severity.ERROR,
      "a connection has no gateway on the AWS side",
      "ModifyVpnConnection with a target gateway, or attach it to a core network",
      "S2S VPN guide, Modify the target gateway"),
  /** IKEv1, which is historic, is permitted. */
  IKEV1_PERMITTED(
      Severity.WARNING,
      "IKEv1, which is historic, is permitted",
      "ModifyVpnTunnelOptions with IKEVersions ikev2",
      "RFC 9395 section 3"),
  /** A Diffie-Hellman group is permitted that is SHOULD NOT or MUST NOT. */
  WEAK_DH_GROUP(
      Severity.WARNING,
      "a Diffie-Hellman group is permitted that is SHOULD NOT or MUST NOT",
      "ModifyVpnTunnelOptions with Phase1DHGroupNumbers and Phase2DHGroupNumbers of 14 to 21",
      "RFC 8247 section 2.4"),
  /** SHA-1 is permitted, which is on its way out (MUST-). */
  SHA1_PERMITTED(
      Severity.NOTE,
      "SHA-1 is permitted, which is on its way out (MUST-)",
      "ModifyVpnTunnelOptions with Phase1IntegrityAlgorithms and Phase2IntegrityAlgorithms of SHA2",
      "RFC 8247 sections 2.2 and 2.3, RFC 8221 section 6"),
  /** No AES-GCM in phase 2: slower, and integrity is a separate algorithm. */
  CBC_ONLY(
      Severity.NOTE,
      "no AES-GCM in phase 2: slower, and integrity is a separate algorithm",
      "ModifyVpnTunnelOptions with Phase2EncryptionAlgorithms AES128-GCM-16 or AES256-GCM-16",
      "RFC 8221 section 5"),
  /** Two tunnels have the same pre-shared key. */
  SHARED_KEY(
      Severity.WARNING,
      "two tunnels have the same pre-shared key",
      "ModifyVpnTunnelOptions with another PreSharedKey",
      "RFC 7296 section 2.15"),
  /** A TCP segment of the clamped size does not fit in one packet of 1500 octets. */
  MSS_TOO_LARGE(
      Severity.WARNING,
      "a TCP segment of the clamped size does not fit in one packet of 1500 octets",
      "set the MSS of the device as the suite of phase 2 needs",
      "S2S VPN guide, Maximum transmission unit"),
  /** Don't Fragment is kept, and AWS has no path MTU discovery. */
  DF_NOT_CLEARED(
      Severity.NOTE,
      "Don't Fragment is kept, and AWS has no path MTU discovery",
      "clear the DF bit on the device, or be sure that hosts learn the MTU",
      "S2S VPN guide, Best practices for the customer gateway device"),
  /** The device cuts packets after encryption. */
  FRAGMENTS_AFTER_ENCRYPTION(
      Severity.WARNING,
      "the device cuts packets after encryption",
      "let the device fragment before encryption",
      "S2S VPN guide, Best practices for the customer gateway device"),
  /** The device has another connection, customer gateway, gateway, address or routing than AWS. */
  SIDES_OF_DIFFERENT_CONNECTIONS(
      Severity.ERROR,
      "the device has another connection, customer gateway, gateway, address or routing than AWS",
      "GetVpnConnectionDeviceSampleConfiguration, and configure the device anew",
      "S2S VPN guide, Download the configuration file"),
  /** The two ends of a tunnel have different inside networks. */
  INSIDE_CIDR_MISMATCH(
      Severity.ERROR,
      "the two ends of a tunnel have different inside networks",
      "configure the TunnelInsideCidr of the connection on the device, or ModifyVpnTunnelOptions",
      "S2S VPN guide, Tunnel options"),
  /** The two ends of a tunnel have different pre-shared keys. */
  KEY_MISMATCH(
      Severity.ERROR,
      "the two ends of a tunnel have different pre-shared keys",
      "configure the key of the connection on the device, or ModifyVpnTunnelOptions with PreSharedKey",
      "RFC 7296 section 2.15"),
  /** The device proposes what the tunnel does not permit. */
  ALGORITHM_NOT_PERMITTED(
      Severity.ERROR,
      "the device proposes what the tunnel does not permit",
      "ModifyVpnTunnelOptions to permit it, or better change the device",
      "RFC 7296 section 2.7"),
  /** The two ends have different lifetimes. */
  LIFETIME_MISMATCH(
      Severity.WARNING,
      "the two ends have different lifetimes",
      "configure the lifetimes of the connection on the device, or ModifyVpnTunnelOptions",
      "S2S VPN guide, Tunnel options (phase 1 and phase 2 lifetime)"),
  /** The device notices a dead peer later than AWS does. */
  DPD_MISMATCH(
      Severity.WARNING,
      "the device notices a dead peer later than AWS does",
      "shorten interval or retries on the device, or ModifyVpnTunnelOptions with a longer DPDTimeoutSeconds",
      "S2S VPN guide, Tunnel options (DPD timeout)"),
  /** The device has the AS number of the Amazon side, whose loop check denies every route. */
  ASN_EQUALS_AMAZON_SIDE(
      Severity.ERROR,
      "the device has the AS number of the Amazon side, whose loop check denies every route",
      "CreateCustomerGateway with another BgpAsn, ModifyVpnConnection to it",
      "S2S VPN guide, BGP logs (as-path contains our own AS); RFC 4271 section 9.1.2"),
  /** The device has an AS number that AWS or IANA keeps. */
  ASN_RESERVED(
      Severity.ERROR,
      "the device has an AS number that AWS or IANA keeps",
      "CreateCustomerGateway with another BgpAsn, ModifyVpnConnection to it",
      "S2S VPN guide, Customer gateway options; RFC 5398, RFC 6793, RFC 7300"),
  /**
   * Devices with different networks share an AS number on one gateway, so neither accepts the
   * other's routes.
   */
  ASN_SHARED(
      Severity.WARNING,
      "devices with different networks share an AS number on one gateway, so neither accepts the other's routes",
      "CreateCustomerGateway with an AS number of its own for each site",
      "S2S VPN guide, VPN CloudHub; RFC 4271 section 9.1.2"),
  /** A device with public tunnels has an address that the Internet does not route. */
  ADDRESS_NOT_PUBLIC(
      Severity.ERROR,
      "a device with public tunnels has an address that the Internet does not route",
      "CreateCustomerGateway with the address of the NAT before the device",
      "S2S VPN guide, Customer gateway options; RFC 1918, RFC 6598"),
  /** Two tunnels to one device have the same inside network, or a route leads into one. */
  INSIDE_CIDR_CLASH(
      Severity.WARNING,
      "two tunnels to one device have the same inside network, or a route leads into one",
      "ModifyVpnTunnelOptions with another TunnelInsideCidr; do not advertise 169.254.0.0/16",
      "S2S VPN guide, Tunnel options (inside tunnel IPv4 CIDR); RFC 3927 section 7"),
  /** A prefix of the customer's side lies in the VPC, whose local route wins. */
  VPC_OVERLAPS_CUSTOMER(
      Severity.ERROR,
      "a prefix of the customer's side lies in the VPC, whose local route wins",
      "renumber one side, or translate addresses; DeleteVpnConnectionRoute if static",
      "VPC guide, Route priority"),
  /** VPCs of one transit gateway overlap: only one is reached. */
  VPCS_OVERLAP(
      Severity.ERROR,
      "VPCs of one transit gateway overlap: only one is reached",
      "renumber one of them, or use separate route tables (AssociateTransitGatewayRouteTable)",
      "Transit gateway guide, Route tables"),
  /** Sites of different AS numbers bring overlapping prefixes to one gateway. */
  SITES_OVERLAP(
      Severity.WARNING,
      "sites of different AS numbers bring overlapping prefixes to one gateway",
      "give each site prefixes of its own",
      "S2S VPN guide, VPN CloudHub"),
  /** A network lies outside the traffic selectors of phase 2. */
  SELECTOR_TOO_NARROW(
      Severity.ERROR,
      "a network lies outside the traffic selectors of phase 2",
      "ModifyVpnConnectionOptions with wider LocalIpv4NetworkCidr or RemoteIpv4NetworkCidr",
      "S2S VPN guide, Modify connection options; RFC 7296 section 2.9"),
  /**
   * Several tunnels lead to a prefix with nothing to prefer one, so AWS may answer by another than
   * the device used.
   */
  ASYMMETRIC_ROUTING(
      Severity.WARNING,
      "several tunnels lead to a prefix with nothing to prefer one, so AWS may answer by another than the device used",
      "advertise more specific prefixes, or prepend AS_PATH, or set MED on one tunnel; or let the device accept both (transit gateway: ECMP)",
      "S2S VPN guide, Route tables and route priority"),
  /** The tunnels of a connection bring different prefixes, so one may fail without a way round. */
  UNEVEN_PREFIXES(
      Severity.WARNING,
      "the tunnels of a connection bring different prefixes, so one may fail without a way round",
      "advertise at least the same covering prefixes in both tunnels",
      "S2S VPN guide, Best practices for the customer gateway device"),
  /** A VPN brings a more specific prefix than Direct Connect, and wins. */
  DIRECT_CONNECT_BYPASSED(
      Severity.WARNING,
      "a VPN brings a more specific prefix than Direct Connect, and wins",
      "advertise the same prefixes on both; Direct Connect is preferred then",
      "S2S VPN guide, Route tables and route priority"),
  /** A connection with static routing has no route. */
  NO_STATIC_ROUTE(
      Severity.ERROR,
      "a connection with static routing has no route",
      "CreateVpnConnectionRoute, or CreateTransitGatewayRoute at a transit gateway",
      "S2S VPN guide, Static and dynamic routing"),
  /** No route table of an attached VPC leads to the gateway. */
  NO_ROUTE_TO_GATEWAY(
      Severity.ERROR,
      "no route table of an attached VPC leads to the gateway",
      "EnableVgwRoutePropagation, or CreateRoute to the gateway",
      "S2S VPN guide, Get started (enable route propagation)"),
  /** A route made by hand hides a propagated one to the same prefix. */
  PROPAGATED_ROUTE_SHADOWED(
      Severity.NOTE,
      "a route made by hand hides a propagated one to the same prefix",
      "DeleteRoute, unless it is meant",
      "VPC guide, Route priority"),
  /** A more specific propagated route takes a part of a route made by hand. */
  STATIC_ROUTE_SHADOWED(
      Severity.NOTE,
      "a more specific propagated route takes a part of a route made by hand",
      "CreateRoute for the more specific prefix, unless it is meant",
      "VPC guide, Route priority"),
  /** The target of a route is gone or detached. */
  BLACKHOLE_ROUTE(
      Severity.ERROR,
      "the target of a route is gone or detached",
      "ReplaceRoute or DeleteRoute (DeleteTransitGatewayRoute)",
      "VPC guide, Route tables"),
  /** A virtual private gateway with one connection is attached to no VPC, so it leads nowhere. */
  GATEWAY_NOT_ATTACHED(
      Severity.WARNING,
      "a virtual private gateway with one connection is attached to no VPC, so it leads nowhere",
      "AttachVpnGateway",
      "S2S VPN guide, Create a virtual private gateway"),
  /** An attachment is associated with no route table: what comes in is dropped. */
  ATTACHMENT_NOT_ASSOCIATED(
      Severity.ERROR,
      "an attachment is associated with no route table: what comes in is dropped",
      "AssociateTransitGatewayRouteTable",
      "Transit gateway guide, Route tables"),
  /** No route table of a transit gateway has a way to the attachment of a connection. */
  ATTACHMENT_NOT_REACHED(
      Severity.ERROR,
      "no route table of a transit gateway has a way to the attachment of a connection",
      "EnableTransitGatewayRouteTablePropagation, or CreateTransitGatewayRoute",
      "Transit gateway guide, Route tables"),
  /**
   * A tunnel or connection has nearly or all of the prefixes that it may have; one more ends BGP.
   */
  PREFIX_LIMIT(
      Severity.WARNING,
      "a tunnel or connection has nearly or all of the prefixes that it may have; one more ends BGP",
      "summarize prefixes on the device",
      "S2S VPN guide, Quotas (routes); RFC 4486 section 4"),
  /** Nine tenths or more of a quota are used. */
  QUOTA_NEAR(
      Severity.WARNING,
      "nine tenths or more of a quota are used",
      "RequestServiceQuotaIncrease, or delete what is not used",
      "S2S VPN guide, Quotas"),
  /** A gateway has no connection. */
  UNUSED_GATEWAY(
      Severity.NOTE,
      "a gateway has no connection",
      "DeleteCustomerGateway or DeleteVpnGateway",
      "S2S VPN guide, Delete a customer gateway");

  private final Severity severity;
  private final String summary;
  private final String fix;
  private final String source;

  AdviceCode(Severity severity, String summary, String fix, String source) {
    this.severity = severity;
    this.summary = summary;
    this.fix = fix;
    this.source = source;
  }

  /** The stable code, for example {@code asymmetric-routing}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** How much it matters. */
  public Severity severity() {
    return severity;
  }

  /** What was found, in general. */
  public String summary() {
    return summary;
  }

  /** What to do, with the actions of the EC2 API that do it. */
  public String fix() {
    return fix;
  }

  /** Who says so: an RFC section, or a page of a user guide of AWS. */
  public String source() {
    return source;
  }

  /** The same as {@link #text()}. */
  @Override
  public String toString() {
    return text();
  }
}
