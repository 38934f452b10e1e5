package io.vpn4j.model.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents that are refused, and what the message says. */
class RefusedConfigurationTest {
  private static CustomerGatewayConfigurationException refused(String xml) {
    return assertThrows(
        CustomerGatewayConfigurationException.class, () -> CustomerGatewayConfiguration.read(xml));
  }

  /** The exception after {@code target} of a BGP document was replaced, at its first place. */
  private static CustomerGatewayConfigurationException refused(String target, String replacement) {
    return refused(replaced(SampleXml.bgp(), target, replacement));
  }

  private static String replaced(String xml, String target, String replacement) {
    int at = xml.indexOf(target);
    assertTrue(at >= 0, "no " + target + " in the document");
    return xml.substring(0, at) + replacement + xml.substring(at + target.length());
  }

  @Test
  void theMessageHasPathLineFoundAndWanted() {
    var refused = refused("<lifetime>28800<", "<lifetime>60<");
    assertEquals("vpn_connection/ipsec_tunnel[1]/ike/lifetime", refused.element());
    assertEquals(38, refused.line());
    assertEquals(
        "vpn_connection/ipsec_tunnel[1]/ike/lifetime (line 38): found 60; wanted 900 to 28800",
        refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vpn-0a1b2c3d4e5f60718|vgw-1|vpn_connection/@id|found 'vgw-1'; wanted vpn-",
        " id=\"vpn-0a1b2c3d4e5f60718\"|''|vpn_connection/@id|found no such attribute; wanted one",
        "cgw-0c0ffee0c0ffee001|x|vpn_connection/customer_gateway_id|found 'x'; wanted cgw-",
        "vgw-0badcafe0badcafe1|tgw-1|vpn_connection/vpn_gateway_id|found 'tgw-1'; wanted vgw-",
        "ipsec.1|ipsec.2|vpn_connection/vpn_connection_type|found 'ipsec.2'; wanted ipsec.1",
        ">203.0.113.10<|>203.0.113<|vpn_connection/ipsec_tunnel[1]/customer_gateway"
            + "/tunnel_outside_address/ip_address|found '203.0.113'; wanted an IP address",
        ">203.0.113.10<|>0.0.0.0<|vpn_connection/ipsec_tunnel[1]/customer_gateway"
            + "/tunnel_outside_address/ip_address|found 0.0.0.0",
        ">169.254.44.106<|>fd00::2<|vpn_connection/ipsec_tunnel[1]/customer_gateway"
            + "/tunnel_inside_address/ip_address|wanted an IPv4 address",
        ">169.254.44.106<|>169.254.44.110<|vpn_connection/ipsec_tunnel[1]/customer_gateway"
            + "/tunnel_inside_address/ip_address|which is not in 169.254.44.104/30",
        ">169.254.44.106<|>169.254.44.107<|vpn_connection/ipsec_tunnel[1]/customer_gateway"
            + "/tunnel_inside_address/ip_address|the second usable address",
        ">169.254.44.105<|>169.254.44.104<|vpn_connection/ipsec_tunnel[1]/vpn_gateway"
            + "/tunnel_inside_address/ip_address|the first usable address",
        ">169.254.44.105<|>10.0.0.1<|vpn_connection/ipsec_tunnel[1]/vpn_gateway"
            + "/tunnel_inside_address/ip_address|is not a /30 in 169.254.0.0/16",
        ">169.254.44.105<|>169.254.0.1<|vpn_connection/ipsec_tunnel[1]/vpn_gateway"
            + "/tunnel_inside_address/ip_address|is kept for AWS",
        ">255.255.255.252<|>255.255.255.0<|vpn_connection/ipsec_tunnel[1]/customer_gateway"
            + "/tunnel_inside_address/network_mask|found 255.255.255.0 with network_cidr 30",
        ">30</network_cidr|>24</network_cidr|vpn_connection/ipsec_tunnel[1]/customer_gateway"
            + "/tunnel_inside_address/network_cidr|found 24 with network_mask 255.255.255.252",
        ">65010<|>0<|vpn_connection/ipsec_tunnel[1]/customer_gateway/bgp/asn|1 to 4294967295",
        ">65010<|>4294967296<|vpn_connection/ipsec_tunnel[1]/customer_gateway/bgp/asn"
            + "|1 to 4294967295",
        ">65010<|>AS65010<|vpn_connection/ipsec_tunnel[1]/customer_gateway/bgp/asn"
            + "|found 'AS65010'; wanted a whole number",
        ">65010<|>65011<|vpn_connection/ipsec_tunnel[2]/customer_gateway/bgp/asn"
            + "|found 65010; wanted 65011, as in ipsec_tunnel[1]",
        ">64512<|>64513<|vpn_connection/ipsec_tunnel[2]/vpn_gateway/bgp/asn"
            + "|found 64512; wanted 64513, as in ipsec_tunnel[1]",
        ">30</hold_time|>2</hold_time|vpn_connection/ipsec_tunnel[1]/customer_gateway/bgp"
            + "/hold_time|found 2; wanted 0 or 3 to 65535",
        ">30</hold_time|>65536</hold_time|vpn_connection/ipsec_tunnel[1]/customer_gateway/bgp"
            + "/hold_time|found 65536",
        ">sha1<|>md5<|vpn_connection/ipsec_tunnel[1]/ike/authentication_protocol"
            + "|found 'md5'; wanted one of sha1, sha2-256, sha256,",
        ">aes-128-cbc<|>3des<|vpn_connection/ipsec_tunnel[1]/ike/encryption_protocol"
            + "|found '3des'; wanted one of aes-128-cbc, aes-256-cbc,",
        ">28800<|>28801<|vpn_connection/ipsec_tunnel[1]/ike/lifetime|900 to 28800",
        ">28800<|>99999999999<|vpn_connection/ipsec_tunnel[1]/ike/lifetime|a whole number",
        ">28800<|>3000000000<|vpn_connection/ipsec_tunnel[1]/ike/lifetime|a smaller number",
        ">28800<|>3600<|vpn_connection/ipsec_tunnel[1]/ipsec/lifetime"
            + "|found 3600; wanted less than ike/lifetime 3600",
        ">group2<|>group5<|vpn_connection/ipsec_tunnel[1]/ike/perfect_forward_secrecy"
            + "|found group5; wanted group with one of [2, 14",
        ">group2<|>modp1024<|vpn_connection/ipsec_tunnel[1]/ike/perfect_forward_secrecy"
            + "|found 'modp1024'; wanted one of group2, group5, group14",
        ">main<|>aggressive<|vpn_connection/ipsec_tunnel[1]/ike/mode|wanted main",
        ">esp<|>ah<|vpn_connection/ipsec_tunnel[1]/ipsec/protocol|found 'ah'; wanted esp",
        ">hmac-sha1-96<|>sha1<|vpn_connection/ipsec_tunnel[1]/ipsec/authentication_protocol"
            + "|found 'sha1'; wanted one of hmac-sha1-96,",
        ">3600<|>3601<|vpn_connection/ipsec_tunnel[1]/ipsec/lifetime|900 to 3600",
        ">tunnel<|>transport<|vpn_connection/ipsec_tunnel[1]/ipsec/mode|wanted tunnel",
        "<clear_df_bit>true<|<clear_df_bit>yes<|vpn_connection/ipsec_tunnel[1]/ipsec/clear_df_bit"
            + "|found 'yes'; wanted one of true, false",
        ">1379<|>0<|vpn_connection/ipsec_tunnel[1]/ipsec/tcp_mss_adjustment|1 to 65535",
        ">10</interval|>0</interval|vpn_connection/ipsec_tunnel[1]/ipsec/dead_peer_detection"
            + "/interval|1 to 86400",
        ">3</retries|>-3</retries|vpn_connection/ipsec_tunnel[1]/ipsec/dead_peer_detection"
            + "/retries|found '-3'; wanted a whole number",
        ">203.0.113.10<|>203.0.113.11<|vpn_connection/ipsec_tunnel[2]/customer_gateway"
            + "/tunnel_outside_address/ip_address|found 203.0.113.10; wanted 203.0.113.11",
        ">198.51.100.21<|>198.51.100.77<|vpn_connection/ipsec_tunnel[2]/vpn_gateway"
            + "/tunnel_outside_address/ip_address|198.51.100.77, which is in ipsec_tunnel[1] too",
        ">198.51.100.21<|>203.0.113.10<|vpn_connection/ipsec_tunnel[1]/vpn_gateway"
            + "/tunnel_outside_address/ip_address|which is the customer gateway's too",
        ">198.51.100.21<|>2001:db8::1<|vpn_connection/ipsec_tunnel[1]/vpn_gateway"
            + "/tunnel_outside_address/ip_address|outside addresses of one IP version",
      })
  void aWrongValueIsNamed(String target, String replacement, String element, String message) {
    var refused = refused(target, replacement);
    assertEquals(element, refused.element());
    assertTrue(refused.getMessage().contains(message), refused.getMessage());
    assertTrue(refused.line() > 1, refused.getMessage());
  }

  @Test
  void swappedInsideAddressesAreToldAsSuch() {
    String swapped =
        SampleXml.bgp()
            .replace(">169.254.44.106<", ">?<")
            .replace(">169.254.44.105<", ">169.254.44.106<")
            .replace(">?<", ">169.254.44.105<");
    assertTrue(refused(swapped).getMessage().contains("the two are swapped"));
  }

  @Test
  void theSameInsideNetworkTwiceIsRefused() {
    String same =
        SampleXml.bgp()
            .replace(">169.254.44.14<", ">169.254.44.106<")
            .replace(">169.254.44.13<", ">169.254.44.105<");
    var refused = refused(same);
    assertTrue(
        refused.getMessage().contains("169.254.44.104/30, which is in ipsec_tunnel[1] too"),
        refused.getMessage());
  }

  @Test
  void aVpnGatewayHasNoIpv6Outside() {
    String ipv6 =
        SampleXml.bgp()
            .replace("203.0.113.10", "2001:db8::10")
            .replace("198.51.100.", "2001:db8::");
    assertTrue(refused(ipv6).getMessage().contains("has no IPv6"));
  }

  @Test
  void bgpStandsInAllFourPlacesOrNone() {
    String bgp = SampleXml.bgp();
    int first = bgp.indexOf("<bgp>");
    int firstEnd = bgp.indexOf("</bgp>") + 6;
    var oneEnd = refused(bgp.substring(0, first) + bgp.substring(firstEnd));
    assertEquals("vpn_connection/ipsec_tunnel[1]/customer_gateway/bgp", oneEnd.element());

    int secondTunnel = bgp.lastIndexOf("<ipsec_tunnel>");
    String withoutInSecond =
        bgp.substring(0, secondTunnel)
            + bgp.substring(secondTunnel).replaceAll("(?s)<bgp>.*?</bgp>", "");
    var oneTunnel = refused(withoutInSecond);
    assertEquals("vpn_connection/ipsec_tunnel[2]/customer_gateway/bgp", oneTunnel.element());
    assertTrue(
        oneTunnel.getMessage().contains("wanted bgp in both tunnels"), oneTunnel.getMessage());

    var none = refused(bgp.replaceAll("(?s)<bgp>.*?</bgp>", ""));
    assertTrue(none.getMessage().contains("NoBGPVPNConnection"), none.getMessage());

    String attribute = "<vpn_connection_attributes>NoBGPVPNConnection</vpn_connection_attributes>";
    var both = refused(replaced(bgp, "<ipsec_tunnel>", attribute + "<ipsec_tunnel>"));
    assertTrue(
        both.getMessage().contains("bgp although vpn_connection_attributes is NoBGP"),
        both.getMessage());
    var other =
        refused(
            replaced(
                bgp,
                "<ipsec_tunnel>",
                attribute.replace(">NoBGPVPNConnection<", ">Else<") + "<ipsec_tunnel>"));
    assertTrue(other.getMessage().contains("wanted NoBGPVPNConnection"), other.getMessage());
  }

  @Test
  void thereAreExactlyTwoTunnels() {
    String xml = SampleXml.bgp();
    int from = xml.indexOf("  <ipsec_tunnel>");
    int to = xml.indexOf("</ipsec_tunnel>") + "</ipsec_tunnel>\n".length();
    String tunnel = xml.substring(from, to);
    assertTrue(refused(tunnel, "").getMessage().contains("found 1 of them; wanted exactly 2"));
    assertTrue(refused(tunnel, tunnel + tunnel).getMessage().contains("found 3 of them"));
  }

  @Test
  void oneTargetIsNamed() {
    String id = "<transit_gateway_id>tgw-1</transit_gateway_id>";
    var both = refused("</vpn_gateway_id>", "</vpn_gateway_id>" + id);
    assertTrue(both.getMessage().contains("wanted one target"), both.getMessage());
    var none = refused("<vpn_gateway_id>vgw-0badcafe0badcafe1</vpn_gateway_id>", "");
    assertEquals("vpn_connection/vpn_gateway_id", none.element());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "customer_gateway_id",
        "vpn_gateway_id",
        "vpn_connection_type",
        "asn",
        "ip_address",
        "network_mask",
        "network_cidr",
        "hold_time",
        "authentication_protocol",
        "encryption_protocol",
        "lifetime",
        "perfect_forward_secrecy",
        "mode",
        "pre_shared_key",
        "protocol",
        "clear_df_bit",
        "fragmentation_before_encryption",
        "tcp_mss_adjustment",
        "interval",
        "retries"
      })
  void aMissingOrSecondElementIsNamed(String name) {
    String xml = SampleXml.bgp();
    int from = xml.indexOf("<" + name + ">");
    int to = xml.indexOf("</" + name + ">") + name.length() + 3;
    String element = xml.substring(from, to);
    var missing = refused(element, "");
    assertTrue(missing.element().endsWith("/" + name), missing.element());
    assertTrue(missing.getMessage().endsWith("found no such element; wanted one"));
    var second = refused(element, element + element);
    assertTrue(second.element().endsWith("/" + name + "[2]"), second.element());
    assertTrue(second.getMessage().endsWith("found a second one; wanted one"));
  }

  @Test
  void textAndElementsStandInTheirPlaces() {
    assertTrue(refused("<ike>", "<ike>x").getMessage().contains("wanted elements only"));
    assertTrue(refused("<mode>main", "<mode><b/>main").getMessage().contains("wanted text only"));
    assertTrue(refused("main", "ma<!-- -->im").getMessage().contains("found 'maim'"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short_1", "0startsWithZero", "has-hyphen-in-it", "has space in it"})
  void aKeyThatBreaksTheRuleIsCountedNotShown(String key) {
    var refused = refused(SampleXml.KEY_1, key);
    assertTrue(refused.element().endsWith("ike/pre_shared_key"), refused.element());
    assertTrue(
        refused.getMessage().contains("found a key of " + key.length() + " characters; wanted 8"),
        refused.getMessage());
    assertTrue(key.isEmpty() || !refused.getMessage().contains(key));
  }

  @Test
  void aKeyInAWrongPlaceIsNotShown() {
    for (String place :
        List.of("cgw-0c0ffee0c0ffee001", "ipsec.1", "203.0.113.10", "65010", "sha1", "28800")) {
      var refused = refused(place, SampleXml.KEY_1);
      assertFalse(refused.getMessage().contains(SampleXml.KEY_1), refused.getMessage());
    }
    var attribute = refused("vpn-0a1b2c3d4e5f60718", SampleXml.KEY_1);
    assertFalse(attribute.getMessage().contains(SampleXml.KEY_1));
    var tag = refused("<pre_shared_key>", "<pre_shared_key");
    assertFalse(tag.getMessage().contains(SampleXml.KEY_1), tag.getMessage());
    var name = refused(SampleXml.KEY_1 + "</pre_shared_key>", "<" + SampleXml.KEY_1 + "><a");
    assertFalse(name.getMessage().contains(SampleXml.KEY_1), name.getMessage());
    var entity = refused(SampleXml.KEY_1, "&" + SampleXml.KEY_1 + ";");
    assertFalse(entity.getMessage().contains(SampleXml.KEY_1), entity.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE vpn_connection>",
        "<!DOCTYPE vpn_connection SYSTEM \"file:///etc/passwd\">",
        "<!DOCTYPE vpn_connection [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>",
        "<!DOCTYPE vpn_connection [<!ENTITY % a SYSTEM \"http://127.0.0.1:9/a.dtd\"> %a;]>",
        "<!DOCTYPE vpn_connection [<!ATTLIST vpn_connection id CDATA \"vpn-1\">]>"
      })
  void doctypeIsRefused(String doctype) {
    var refused = refused("<vpn_connection ", doctype + "\n<vpn_connection ");
    assertEquals("document", refused.element());
    assertTrue(refused.getMessage().contains("a DOCTYPE"), refused.getMessage());
  }

  @Test
  void anExternalEntityIsNotFetched(@TempDir Path folder) throws IOException {
    Path secret = folder.resolve("secret.txt");
    Files.writeString(secret, "cgw-0123456789abcdef0");
    String xml =
        SampleXml.bgp()
            .replace(
                "<vpn_connection ",
                "<!DOCTYPE vpn_connection [<!ENTITY a SYSTEM \""
                    + secret.toUri()
                    + "\">]>\n<vpn_connection ")
            .replace("cgw-0c0ffee0c0ffee001", "&a;");
    assertTrue(refused(xml).getMessage().contains("a DOCTYPE"));
  }

  @Test
  void aBillionLaughsAreNotLaughed() {
    StringBuilder laughs = new StringBuilder("<!DOCTYPE vpn_connection [<!ENTITY l0 \"lol\">");
    for (int i = 1; i < 12; i++) {
      laughs.append("<!ENTITY l" + i + " \"" + ("&l" + (i - 1) + ";").repeat(10) + "\">");
    }
    String xml =
        SampleXml.bgp()
            .replace("<vpn_connection ", laughs + "]>\n<vpn_connection ")
            .replace("cgw-0c0ffee0c0ffee001", "&l11;");
    assertTrue(refused(xml).getMessage().contains("a DOCTYPE"));
  }

  @Test
  void anEntityWithoutDoctypeIsRefused() {
    refused("cgw-0c0ffee0c0ffee001", "&a;");
    refused("id=\"vpn-0a1b2c3d4e5f60718\"", "id=\"&a;\"");
  }

  @Test
  void oversizeIsRefusedBeforeItIsRead() {
    String blanks = " ".repeat(CustomerGatewayConfiguration.MAX_OCTETS);
    assertTrue(refused(SampleXml.bgp() + blanks).getMessage().contains("more than 262144"));
    String wide = "<!-- " + "\u20ac".repeat(90_000) + " -->";
    assertTrue(refused(SampleXml.bgp() + wide).getMessage().contains("more than 262144"));
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return ' ';
          }

          @Override
          public int read(byte[] into, int offset, int length) {
            Arrays.fill(into, offset, offset + length, (byte) ' ');
            return length;
          }
        };
    var stream =
        assertThrows(
            CustomerGatewayConfigurationException.class,
            () -> CustomerGatewayConfiguration.read(endless));
    assertTrue(stream.getMessage().contains("more than 262144"));
  }

  @Test
  void theLargestDocumentIsRead() throws CustomerGatewayConfigurationException {
    String xml = SampleXml.bgp();
    String most = xml + " ".repeat(CustomerGatewayConfiguration.MAX_OCTETS - xml.length());
    assertEquals(CustomerGatewayConfiguration.read(xml), CustomerGatewayConfiguration.read(most));
  }

  @Test
  void depthAndNumberAreBounded() {
    assertTrue(
        refused("<ike>", "<a>".repeat(20)).getMessage().contains("more than 16 elements in each"));
    assertTrue(
        refused("<ike>", "<ike>" + "<a/>".repeat(1_000))
            .getMessage()
            .contains("more than 1000 elements"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "x",
        "{\"VpnConnections\":[]}",
        "<vpn_connection",
        "<a/>",
        "<?xml?>",
        "<vpn_connection xmlns=\"urn:x\" id=\"vpn-1\"/>",
        "<vpn_connection/>",
        "\u0000"
      })
  void whatIsNoSuchDocumentIsRefused(String xml) {
    refused(xml);
  }

  @Test
  void aCutOffDocumentSaysWhere() {
    String xml = SampleXml.bgp();
    var refused = refused(xml.substring(0, xml.indexOf("<mode>main") + 8));
    assertEquals("vpn_connection/ipsec_tunnel[1]/ike/mode", refused.element());
    assertEquals(40, refused.line());
    assertTrue(refused.getMessage().contains("cut off"), refused.getMessage());
  }

  @Test
  void onlyUtf8IsRead() {
    byte[] utf16 = SampleXml.bgp().getBytes(StandardCharsets.UTF_16);
    var octets =
        assertThrows(
            CustomerGatewayConfigurationException.class,
            () -> CustomerGatewayConfiguration.read(new ByteArrayInputStream(utf16)));
    assertTrue(octets.getMessage().contains("not UTF-8"), octets.getMessage());
    var declared = refused("encoding=\"UTF-8\"", "encoding=\"ISO-8859-1\"");
    assertTrue(declared.getMessage().contains("wanted UTF-8"), declared.getMessage());
  }
}
