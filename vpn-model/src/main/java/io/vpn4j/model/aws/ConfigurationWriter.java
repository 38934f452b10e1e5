package io.vpn4j.model.aws;

import io.vpn4j.model.secret.SecretAccess;

/** Writes the document in the layout of AWS. */
final class ConfigurationWriter {
  private final StringBuilder out = new StringBuilder(4_096);
  private int depth;

  private ConfigurationWriter() {}

  static String write(CustomerGatewayConfiguration document, SecretAccess access) {
    ConfigurationWriter writer = new ConfigurationWriter();
    writer.out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    writer.document(document, access);
    writer.out.setLength(writer.out.length() - 1); // AWS ends the text with the last tag
    return writer.out.toString();
  }

  private void document(CustomerGatewayConfiguration document, SecretAccess access) {
    line("<vpn_connection id=\"" + document.vpnConnectionId() + "\">");
    depth++;
    leaf("customer_gateway_id", document.customerGatewayId());
    leaf("vpn_gateway_id", document.vpnGatewayId().orElse(""));
    document.transitGatewayId().ifPresent(id -> leaf("transit_gateway_id", id));
    leaf("vpn_connection_type", document.type());
    if (document.staticRoutesOnly()) {
      leaf("vpn_connection_attributes", DocumentTokens.NO_BGP);
    }
    for (Tunnel tunnel : document.tunnels()) {
      element("ipsec_tunnel", () -> tunnel(tunnel, access));
    }
    depth--;
    line("</vpn_connection>");
  }

  private void tunnel(Tunnel tunnel, SecretAccess access) {
    element("customer_gateway", () -> endpoint(tunnel.customerGateway()));
    element("vpn_gateway", () -> endpoint(tunnel.vpnGateway()));
    element("ike", () -> ike(tunnel.ike(), access));
    element("ipsec", () -> ipsec(tunnel.ipsec()));
  }

  private void endpoint(TunnelEndpoint endpoint) {
    element("tunnel_outside_address", () -> leaf("ip_address", endpoint.outsideAddress()));
    element(
        "tunnel_inside_address",
        () -> {
          leaf("ip_address", endpoint.insideAddress());
          leaf("network_mask", "255.255.255.252");
          leaf("network_cidr", "30");
        });
    endpoint
        .bgp()
        .ifPresent(
            bgp ->
                element(
                    "bgp",
                    () -> {
                      leaf("asn", bgp.asn());
                      leaf("hold_time", bgp.holdTimeSeconds());
                    }));
  }

  private void ike(IkeProposal ike, SecretAccess access) {
    leaf(
        "authentication_protocol",
        DocumentTokens.write(DocumentTokens.IKE_INTEGRITY, ike.integrityAlgorithm()));
    leaf(
        "encryption_protocol",
        DocumentTokens.write(DocumentTokens.ENCRYPTION, ike.encryptionAlgorithm()));
    leaf("lifetime", ike.lifetimeSeconds());
    leaf("perfect_forward_secrecy", "group" + ike.dhGroupNumber());
    leaf("mode", ike.mode());
    leaf("pre_shared_key", ike.preSharedKey().text(access));
  }

  private void ipsec(IpsecProposal ipsec) {
    leaf("protocol", ipsec.protocol());
    ipsec
        .integrityAlgorithm()
        .ifPresent(
            algorithm ->
                leaf(
                    "authentication_protocol",
                    DocumentTokens.write(DocumentTokens.IPSEC_INTEGRITY, algorithm)));
    leaf(
        "encryption_protocol",
        DocumentTokens.write(DocumentTokens.ENCRYPTION, ipsec.encryptionAlgorithm()));
    leaf("lifetime", ipsec.lifetimeSeconds());
    leaf("perfect_forward_secrecy", "group" + ipsec.dhGroupNumber());
    leaf("mode", ipsec.mode());
    leaf("clear_df_bit", ipsec.clearDfBit());
    leaf("fragmentation_before_encryption", ipsec.fragmentationBeforeEncryption());
    leaf("tcp_mss_adjustment", ipsec.tcpMssAdjustment());
    element(
        "dead_peer_detection",
        () -> {
          leaf("interval", ipsec.dpdIntervalSeconds());
          leaf("retries", ipsec.dpdRetries());
        });
  }

  private void element(String name, Runnable content) {
    line("<" + name + ">");
    depth++;
    content.run();
    depth--;
    line("</" + name + ">");
  }

  // Values need no escaping: each is a number, an address, a checked identifier, a word of ours, or
  // a secret by the rule of AWS, which IkeProposal insists on.
  private void leaf(String name, Object value) {
    line("<" + name + ">" + value + "</" + name + ">");
  }

  private void line(String text) {
    out.append("  ".repeat(depth)).append(text).append('\n');
  }
}
