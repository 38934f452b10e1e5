package io.vpn4j.model.aws;

import io.vpn4j.model.Category;
import io.vpn4j.model.GatewayType;
import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.Ipv4Address;
import io.vpn4j.model.secret.PreSharedKey;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads the document, element by element in the order of AWS. */
final class ConfigurationReader {
  private ConfigurationReader() {}

  static CustomerGatewayConfiguration read(byte[] octets)
      throws CustomerGatewayConfigurationException {
    checkSize(octets.length);
    try {
      // A decoder of its own reports malformed octets, where new String would replace them.
      return parse(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString());
    } catch (CharacterCodingException e) {
      throw new CustomerGatewayConfigurationException(
          "document", 0, "octets that are not UTF-8", "XML in UTF-8");
    }
  }

  static CustomerGatewayConfiguration read(String xml)
      throws CustomerGatewayConfigurationException {
    checkSize(xml.length());
    checkSize(xml.getBytes(StandardCharsets.UTF_8).length);
    return parse(xml);
  }

  private static void checkSize(int octets) throws CustomerGatewayConfigurationException {
    if (octets > CustomerGatewayConfiguration.MAX_OCTETS) {
      throw new CustomerGatewayConfigurationException(
          "document",
          0,
          "more than " + CustomerGatewayConfiguration.MAX_OCTETS + " octets",
          "an XML of some 4000 octets");
    }
  }

  private static CustomerGatewayConfiguration parse(String xml)
      throws CustomerGatewayConfigurationException {
    XmlElement root = XmlDocument.read(xml.startsWith("\uFEFF") ? xml.substring(1) : xml);
    if (!root.name().equals("vpn_connection")) {
      throw new CustomerGatewayConfigurationException(
          "document", root.line(), "another root element", "vpn_connection");
    }
    CustomerGatewayConfiguration.Builder document =
        CustomerGatewayConfiguration.builder()
            .vpnConnectionId(root.attribute("id"))
            .customerGatewayId(root.one("customer_gateway_id").text());
    target(root, document);
    document
        .type(root.one("vpn_connection_type").token(Map.of("ipsec.1", GatewayType.IPSEC_1)))
        .staticRoutesOnly(staticRoutesOnly(root));
    for (XmlElement tunnel : root.all("ipsec_tunnel")) {
      document.addTunnel(tunnel(tunnel));
    }
    List<String> unknown = new ArrayList<>();
    root.collectUnread(unknown);
    document.unknownElements(unknown);
    return built(root, document::build);
  }

  private static void target(XmlElement root, CustomerGatewayConfiguration.Builder document)
      throws CustomerGatewayConfigurationException {
    Optional<String> transit = nonEmpty(root.optional("transit_gateway_id"));
    // AWS always has vpn_gateway_id, and leaves it empty for a transit gateway.
    Optional<XmlElement> vpnGateway =
        transit.isPresent()
            ? root.optional("vpn_gateway_id")
            : Optional.of(root.one("vpn_gateway_id"));
    document.vpnGatewayId(nonEmpty(vpnGateway)).transitGatewayId(transit);
  }

  private static Optional<String> nonEmpty(Optional<XmlElement> element)
      throws CustomerGatewayConfigurationException {
    if (element.isEmpty()) {
      return Optional.empty();
    }
    String text = element.get().text();
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private static boolean staticRoutesOnly(XmlElement root)
      throws CustomerGatewayConfigurationException {
    Optional<XmlElement> attributes = root.optional("vpn_connection_attributes");
    return attributes.isPresent() && attributes.get().token(Map.of(DocumentTokens.NO_BGP, true));
  }

  private static Tunnel tunnel(XmlElement at) throws CustomerGatewayConfigurationException {
    Tunnel.Builder tunnel =
        Tunnel.builder()
            .customerGateway(endpoint(at.one("customer_gateway")))
            .vpnGateway(endpoint(at.one("vpn_gateway")))
            .ike(ike(at.one("ike")))
            .ipsec(ipsec(at.one("ipsec")));
    return built(at, tunnel::build);
  }

  private static TunnelEndpoint endpoint(XmlElement at)
      throws CustomerGatewayConfigurationException {
    IpAddress outside =
        parsed(at.one("tunnel_outside_address").one("ip_address"), IpAddress::of, "an IP address");
    Ipv4Address inside = inside(at.one("tunnel_inside_address"));
    Optional<XmlElement> bgp = at.optional("bgp");
    Optional<BgpSettings> settings =
        bgp.isPresent() ? Optional.of(bgp(bgp.get())) : Optional.empty();
    return built(at, () -> new TunnelEndpoint(outside, inside, settings));
  }

  private static Ipv4Address inside(XmlElement at) throws CustomerGatewayConfigurationException {
    Ipv4Address address =
        parsed(
            at.one("ip_address"),
            Ipv4Address::of,
            "an IPv4 address (how AWS writes inside IPv6 is not published)");
    XmlElement maskAt = at.one("network_mask");
    Ipv4Address mask = parsed(maskAt, Ipv4Address::of, "255.255.255.252");
    XmlElement lengthAt = at.one("network_cidr");
    long length = lengthAt.number();
    if (length != 30) {
      throw lengthAt.refuse(length + " with network_mask " + mask, "30");
    }
    if (!mask.equals(Ipv4Address.of("255.255.255.252"))) {
      throw maskAt.refuse(mask + " with network_cidr " + length, "255.255.255.252");
    }
    return address;
  }

  private static BgpSettings bgp(XmlElement at) throws CustomerGatewayConfigurationException {
    XmlElement asnAt = at.one("asn");
    long asn = asnAt.number();
    if (asn > AsNumber.MAX) {
      throw asnAt.refuse(Long.toString(asn), "1 to " + AsNumber.MAX);
    }
    int holdTime = integer(at.one("hold_time"));
    return built(at, () -> new BgpSettings(AsNumber.of(asn), holdTime));
  }

  private static IkeProposal ike(XmlElement at) throws CustomerGatewayConfigurationException {
    XmlElement keyAt = at.one("pre_shared_key");
    String key = keyAt.text();
    IkeProposal.Builder ike =
        IkeProposal.builder()
            .integrityAlgorithm(
                at.one("authentication_protocol").token(DocumentTokens.IKE_INTEGRITY))
            .encryptionAlgorithm(at.one("encryption_protocol").token(DocumentTokens.ENCRYPTION))
            .lifetimeSeconds(integer(at.one("lifetime")))
            .dhGroupNumber(dhGroup(at.one("perfect_forward_secrecy")));
    at.one("mode").token(Map.of(DocumentTokens.IKE_MODE, true));
    try {
      ike.preSharedKey(PreSharedKey.of(key));
    } catch (IllegalArgumentException e) {
      throw keyAt.refuse("a key of " + key.length() + " characters", DocumentTokens.KEY_RULE);
    }
    return built(at, ike::build);
  }

  private static IpsecProposal ipsec(XmlElement at) throws CustomerGatewayConfigurationException {
    at.one("protocol").token(Map.of(DocumentTokens.IPSEC_PROTOCOL, true));
    IpsecProposal.Builder ipsec =
        IpsecProposal.builder()
            .lifetimeSeconds(integer(at.one("lifetime")))
            .dhGroupNumber(dhGroup(at.one("perfect_forward_secrecy")))
            .clearDfBit(at.one("clear_df_bit").token(DocumentTokens.BOOLEAN))
            .fragmentationBeforeEncryption(
                at.one("fragmentation_before_encryption").token(DocumentTokens.BOOLEAN))
            .tcpMssAdjustment(integer(at.one("tcp_mss_adjustment")));
    at.one("mode").token(Map.of(DocumentTokens.IPSEC_MODE, true));
    var encryption = at.one("encryption_protocol").token(DocumentTokens.ENCRYPTION);
    ipsec.encryptionAlgorithm(encryption);
    // GCM needs no integrity algorithm; AWS may leave it out there, and nowhere else.
    Optional<XmlElement> integrity =
        encryption.isAead()
            ? at.optional("authentication_protocol")
            : Optional.of(at.one("authentication_protocol"));
    if (integrity.isPresent()) {
      ipsec.integrityAlgorithm(integrity.get().token(DocumentTokens.IPSEC_INTEGRITY));
    }
    XmlElement dpd = at.one("dead_peer_detection");
    ipsec.dpdIntervalSeconds(integer(dpd.one("interval"))).dpdRetries(integer(dpd.one("retries")));
    return built(at, ipsec::build);
  }

  private static int dhGroup(XmlElement at) throws CustomerGatewayConfigurationException {
    Map<String, Integer> groups = new LinkedHashMap<>();
    for (int group : Category.VPN.phase2DHGroupNumbers()) {
      groups.put("group" + group, group);
    }
    return at.token(groups);
  }

  private static int integer(XmlElement at) throws CustomerGatewayConfigurationException {
    long number = at.number();
    if (number > Integer.MAX_VALUE) {
      throw at.refuse(Long.toString(number), "a smaller number");
    }
    return (int) number;
  }

  private static <T> T parsed(XmlElement at, Function<String, T> parser, String wanted)
      throws CustomerGatewayConfigurationException {
    String text = at.text();
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw at.refuse(RuleViolation.quoted(text), wanted);
    }
  }

  private static <T> T built(XmlElement at, Supplier<T> build)
      throws CustomerGatewayConfigurationException {
    try {
      return build.get();
    } catch (RuleViolation violation) {
      throw at.refuse(violation);
    }
  }
}
