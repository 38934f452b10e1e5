package io.vpn4j.model.aws;

/** Documents in the layout of AWS, with addresses of RFC 5737 and keys of our own. */
final class SampleXml {
  static final String KEY_1 = "zQ7_first.Key.9zQ7_first.Key.9ab";
  static final String KEY_2 = "zQ7_second.Key.8zQ7_second.Key.8";

  private SampleXml() {}

  static String bgp() {
    return document("vgw-0badcafe0badcafe1", "", bgp(65_010), bgp(64_512));
  }

  static String statics() {
    return document(
        "vgw-0badcafe0badcafe1",
        "  <vpn_connection_attributes>NoBGPVPNConnection</vpn_connection_attributes>\n",
        "",
        "");
  }

  static String transitGateway() {
    return document("", "", bgp(4_200_000_000L), bgp(64_512));
  }

  private static String document(
      String vpnGatewayId, String attributes, String customerBgp, String amazonBgp) {
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <vpn_connection id="vpn-0a1b2c3d4e5f60718">
          <customer_gateway_id>cgw-0c0ffee0c0ffee001</customer_gateway_id>
          <vpn_gateway_id>%s</vpn_gateway_id>
          <vpn_connection_type>ipsec.1</vpn_connection_type>
        """
            .formatted(vpnGatewayId)
        + attributes
        + tunnel("106", "105", "198.51.100.21", KEY_1, customerBgp, amazonBgp)
        + tunnel("14", "13", "198.51.100.77", KEY_2, customerBgp, amazonBgp)
        + "</vpn_connection>";
  }

  private static String tunnel(
      String customer,
      String amazon,
      String outside,
      String key,
      String customerBgp,
      String amazonBgp) {
    return "  <ipsec_tunnel>\n"
        + end("customer_gateway", "203.0.113.10", "169.254.44." + customer, customerBgp)
        + end("vpn_gateway", outside, "169.254.44." + amazon, amazonBgp)
        + """
            <ike>
              <authentication_protocol>sha1</authentication_protocol>
              <encryption_protocol>aes-128-cbc</encryption_protocol>
              <lifetime>28800</lifetime>
              <perfect_forward_secrecy>group2</perfect_forward_secrecy>
              <mode>main</mode>
              <pre_shared_key>%s</pre_shared_key>
            </ike>
            <ipsec>
              <protocol>esp</protocol>
              <authentication_protocol>hmac-sha1-96</authentication_protocol>
              <encryption_protocol>aes-128-cbc</encryption_protocol>
              <lifetime>3600</lifetime>
              <perfect_forward_secrecy>group2</perfect_forward_secrecy>
              <mode>tunnel</mode>
              <clear_df_bit>true</clear_df_bit>
              <fragmentation_before_encryption>true</fragmentation_before_encryption>
              <tcp_mss_adjustment>1379</tcp_mss_adjustment>
              <dead_peer_detection>
                <interval>10</interval>
                <retries>3</retries>
              </dead_peer_detection>
            </ipsec>
        """
            .formatted(key)
        + "  </ipsec_tunnel>\n";
  }

  private static String end(String name, String outside, String inside, String bgp) {
    return """
        <%1$s>
          <tunnel_outside_address>
            <ip_address>%2$s</ip_address>
          </tunnel_outside_address>
          <tunnel_inside_address>
            <ip_address>%3$s</ip_address>
            <network_mask>255.255.255.252</network_mask>
            <network_cidr>30</network_cidr>
          </tunnel_inside_address>
        %4$s</%1$s>
        """
        .formatted(name, outside, inside, bgp)
        .indent(4);
  }

  private static String bgp(long asn) {
    return """
        <bgp>
          <asn>%d</asn>
          <hold_time>30</hold_time>
        </bgp>
        """
        .formatted(asn)
        .indent(2);
  }
}
