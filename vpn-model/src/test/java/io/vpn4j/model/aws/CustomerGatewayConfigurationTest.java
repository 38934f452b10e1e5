package io.vpn4j.model.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.model.ConnectionTarget;
import io.vpn4j.model.CustomerGateway;
import io.vpn4j.model.TunnelOption;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnEncryptionAlgorithm;
import io.vpn4j.model.VpnIntegrityAlgorithm;
import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.InsideCidr;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.secret.PreSharedKey;
import io.vpn4j.model.secret.SecretAccess;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomerGatewayConfigurationTest {
  private static final SecretAccess ACCESS = SecretAccess.grant();

  private static CustomerGatewayConfiguration read(String xml)
      throws CustomerGatewayConfigurationException {
    return CustomerGatewayConfiguration.read(xml);
  }

  @Test
  void readsEveryFieldOfABgpDocument() throws CustomerGatewayConfigurationException {
    CustomerGatewayConfiguration document = read(SampleXml.bgp());
    assertEquals("vpn-0a1b2c3d4e5f60718", document.vpnConnectionId());
    assertEquals("cgw-0c0ffee0c0ffee001", document.customerGatewayId());
    assertEquals(Optional.of("vgw-0badcafe0badcafe1"), document.vpnGatewayId());
    assertEquals(Optional.empty(), document.transitGatewayId());
    assertFalse(document.staticRoutesOnly());
    assertEquals(List.of(), document.unknownElements());
    assertEquals(Optional.of(AsNumber.of(65_010)), document.customerAsn());
    assertEquals(Optional.of(AsNumber.of(64_512)), document.amazonSideAsn());
    assertEquals(2, document.tunnels().size());
    Tunnel tunnel = document.tunnels().get(0);
    assertEquals(InsideCidr.of("169.254.44.104/30"), tunnel.insideCidr());
    assertEquals(IpAddress.of("203.0.113.10"), tunnel.customerGateway().outsideAddress());
    assertEquals(IpAddress.of("169.254.44.106"), tunnel.customerGateway().insideAddress());
    assertEquals(IpAddress.of("198.51.100.21"), tunnel.vpnGateway().outsideAddress());
    assertEquals(IpAddress.of("169.254.44.105"), tunnel.vpnGateway().insideAddress());
    assertEquals(
        Optional.of(new BgpSettings(AsNumber.of(65_010), 30)), tunnel.customerGateway().bgp());
    assertEquals(VpnIntegrityAlgorithm.SHA1, tunnel.ike().integrityAlgorithm());
    assertEquals(VpnEncryptionAlgorithm.AES128, tunnel.ike().encryptionAlgorithm());
    assertEquals(28_800, tunnel.ike().lifetimeSeconds());
    assertEquals(2, tunnel.ike().dhGroupNumber());
    assertEquals("main", tunnel.ike().mode());
    assertEquals(PreSharedKey.of(SampleXml.KEY_1), tunnel.ike().preSharedKey());
    assertEquals(
        IpsecProposal.builder().integrityAlgorithm(VpnIntegrityAlgorithm.SHA1).build(),
        tunnel.ipsec());
    assertEquals("esp", tunnel.ipsec().protocol());
    assertEquals("tunnel", tunnel.ipsec().mode());
    assertTrue(tunnel.ipsec().clearDfBit());
    assertTrue(tunnel.ipsec().fragmentationBeforeEncryption());
    assertEquals(1_379, tunnel.ipsec().tcpMssAdjustment());
    assertEquals(10, tunnel.ipsec().dpdIntervalSeconds());
    assertEquals(3, tunnel.ipsec().dpdRetries());
    assertEquals(PreSharedKey.of(SampleXml.KEY_2), document.tunnels().get(1).ike().preSharedKey());
  }

  @Test
  void readsAStaticDocument() throws CustomerGatewayConfigurationException {
    CustomerGatewayConfiguration document = read(SampleXml.statics());
    assertTrue(document.staticRoutesOnly());
    assertEquals(Optional.empty(), document.customerAsn());
    assertEquals(Optional.empty(), document.tunnels().get(1).vpnGateway().bgp());
  }

  @Test
  void anEmptyVpnGatewayIsATransitGateway() throws CustomerGatewayConfigurationException {
    CustomerGatewayConfiguration document = read(SampleXml.transitGateway());
    assertEquals(Optional.empty(), document.vpnGatewayId());
    assertEquals(Optional.empty(), document.toVpnGateway());
    assertEquals(new ConnectionTarget.NotAssociated(), document.toVpnConnection().target());
    assertEquals(Optional.of(AsNumber.of(4_200_000_000L)), document.customerAsn());
  }

  @Test
  void aTransitGatewayMayBeNamed() throws CustomerGatewayConfigurationException {
    String id = "<transit_gateway_id>tgw-0a1b2c3d</transit_gateway_id>";
    CustomerGatewayConfiguration beside =
        read(SampleXml.transitGateway().replace("</vpn_gateway_id>", "</vpn_gateway_id>" + id));
    CustomerGatewayConfiguration instead =
        read(SampleXml.transitGateway().replace("<vpn_gateway_id></vpn_gateway_id>", id));
    assertEquals(Optional.of("tgw-0a1b2c3d"), beside.transitGatewayId());
    assertEquals(beside, instead);
    assertEquals(beside, read(beside.toXml(ACCESS)));
    assertEquals(
        new ConnectionTarget.TransitGateway("tgw-0a1b2c3d"), beside.toVpnConnection().target());
  }

  @Test
  void writesTheSameOctetsAgain() throws CustomerGatewayConfigurationException {
    for (String xml : List.of(SampleXml.bgp(), SampleXml.statics(), SampleXml.transitGateway())) {
      assertEquals(xml, read(xml).toXml(ACCESS));
    }
  }

  @Test
  void readsTheSameFromTextStreamAndFile(@TempDir Path folder)
      throws IOException, CustomerGatewayConfigurationException {
    Path file = folder.resolve("vpn.xml");
    Files.writeString(file, SampleXml.bgp());
    CustomerGatewayConfiguration document = read(SampleXml.bgp());
    assertEquals(document, CustomerGatewayConfiguration.read(file));
    byte[] octets = ("\uFEFF" + SampleXml.bgp()).getBytes(StandardCharsets.UTF_8);
    assertEquals(document, CustomerGatewayConfiguration.read(new ByteArrayInputStream(octets)));
    assertThrows(
        IOException.class, () -> CustomerGatewayConfiguration.read(folder.resolve("none.xml")));
  }

  @Test
  void aStreamThatFailsIsAnIoException() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("gone");
          }

          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            throw new IOException("gone");
          }
        };
    assertThrows(IOException.class, () -> CustomerGatewayConfiguration.read(broken));
  }

  @Test
  void commentsAndBlanksSayNothing() throws CustomerGatewayConfigurationException {
    String xml =
        SampleXml.bgp()
                .replace("<mode>main</mode>", "<!-- phase 1 --><mode>\n main\t</mode>")
                .replace("<ike>", "<?note x?><ike>")
                .replace("<asn>64512<", "<asn><![CDATA[64512]]><")
            + "\n<!-- end -->\n";
    assertEquals(read(SampleXml.bgp()), read(xml));
  }

  @Test
  void unknownElementsAreListedAndReadOver() throws CustomerGatewayConfigurationException {
    String xml =
        SampleXml.bgp()
            .replace("<mode>main</mode>", "<mode>main</mode><version>2</version>")
            .replace("<ipsec_tunnel>", "<ipsec_tunnel rank=\"1\">")
            .replace("</vpn_connection>", "<note><deep>x</deep></note><note/></vpn_connection>");
    CustomerGatewayConfiguration document = read(xml);
    assertEquals(
        List.of(
            "vpn_connection/ipsec_tunnel[1]/@rank",
            "vpn_connection/ipsec_tunnel[1]/ike/version",
            "vpn_connection/ipsec_tunnel[2]/@rank",
            "vpn_connection/ipsec_tunnel[2]/ike/version",
            "vpn_connection/note",
            "vpn_connection/note[2]"),
        document.unknownElements());
    assertEquals(read(SampleXml.bgp()), document);
    assertEquals(SampleXml.bgp(), document.toXml(ACCESS));
  }

  @ParameterizedTest
  @CsvSource({
    "sha1, SHA1",
    "sha256, SHA2_256",
    "sha2-256, SHA2_256",
    "sha384, SHA2_384",
    "sha2-384, SHA2_384",
    "sha512, SHA2_512",
    "sha2-512, SHA2_512"
  })
  void readsTheWordsForPhase1Integrity(String token, VpnIntegrityAlgorithm expected)
      throws CustomerGatewayConfigurationException {
    CustomerGatewayConfiguration document =
        read(SampleXml.bgp().replace(">sha1<", ">" + token + "<"));
    assertEquals(expected, document.tunnels().get(0).ike().integrityAlgorithm());
    assertEquals(document, read(document.toXml(ACCESS)));
  }

  @ParameterizedTest
  @CsvSource({
    "hmac-sha1-96, SHA1", "hmac-sha2-256-128, SHA2_256", "hmac-sha-256-128, SHA2_256",
    "hmac-sha256-128, SHA2_256", "hmac-sha2-384-192, SHA2_384", "hmac-sha-384-192, SHA2_384",
    "hmac-sha384-192, SHA2_384", "hmac-sha2-512-256, SHA2_512", "hmac-sha-512-256, SHA2_512",
    "hmac-sha512-256, SHA2_512"
  })
  void readsTheWordsForPhase2Integrity(String token, VpnIntegrityAlgorithm expected)
      throws CustomerGatewayConfigurationException {
    CustomerGatewayConfiguration document =
        read(SampleXml.bgp().replace(">hmac-sha1-96<", ">" + token + "<"));
    assertEquals(Optional.of(expected), document.tunnels().get(0).ipsec().integrityAlgorithm());
    assertEquals(document, read(document.toXml(ACCESS)));
  }

  @ParameterizedTest
  @CsvSource({
    "aes-128-cbc, AES128", "aes-256-cbc, AES256", "aes-128-gcm-16, AES128_GCM_16",
    "aes128-gcm-16, AES128_GCM_16", "aes-256-gcm-16, AES256_GCM_16", "aes256-gcm-16, AES256_GCM_16"
  })
  void readsTheWordsForEncryption(String token, VpnEncryptionAlgorithm expected)
      throws CustomerGatewayConfigurationException {
    CustomerGatewayConfiguration document =
        read(SampleXml.bgp().replace(">aes-128-cbc<", ">" + token + "<"));
    assertEquals(expected, document.tunnels().get(0).ike().encryptionAlgorithm());
    assertEquals(expected, document.tunnels().get(1).ipsec().encryptionAlgorithm());
    assertEquals(document, read(document.toXml(ACCESS)));
  }

  @Test
  void gcmNeedsNoIntegrityAlgorithmInPhase2() throws CustomerGatewayConfigurationException {
    String line = "<authentication_protocol>hmac-sha1-96</authentication_protocol>";
    String gcm = SampleXml.bgp().replace(">aes-128-cbc<", ">aes-256-gcm-16<").replace(line, "");
    CustomerGatewayConfiguration document = read(gcm);
    assertEquals(Optional.empty(), document.tunnels().get(0).ipsec().integrityAlgorithm());
    assertEquals(document, read(document.toXml(ACCESS)));
    assertThrows(
        CustomerGatewayConfigurationException.class, () -> read(SampleXml.bgp().replace(line, "")));
  }

  @Test
  void makesTheThreeResources() throws CustomerGatewayConfigurationException {
    CustomerGatewayConfiguration document =
        read(
            SampleXml.bgp()
                .replace(">28800<", ">14400<")
                .replace(">aes-128-cbc<", ">aes-256-cbc<"));
    VpnConnection connection = document.toVpnConnection();
    assertEquals(
        new ConnectionTarget.VirtualPrivateGateway("vgw-0badcafe0badcafe1"), connection.target());
    TunnelOption first = connection.options().tunnelOptions().get(0);
    assertEquals(
        TunnelOption.builder()
            .outsideIpAddress("198.51.100.21")
            .tunnelInsideCidr("169.254.44.104/30")
            .preSharedKey(SampleXml.KEY_1)
            .phase1LifetimeSeconds(14_400)
            .build(),
        first);
    CustomerGateway customer = document.toCustomerGateway();
    assertEquals(Optional.of(IpAddress.of("203.0.113.10")), customer.ipAddress());
    assertEquals(AsNumber.of(65_010), customer.asn());
    connection.checkCustomerGateway(customer);
    assertEquals(AsNumber.of(64_512), document.toVpnGateway().orElseThrow().amazonSideAsn());
    CustomerGatewayConfiguration statics = read(SampleXml.statics());
    assertTrue(statics.toVpnConnection().options().staticRoutesOnly());
    assertEquals(CustomerGateway.DEFAULT_ASN, statics.toCustomerGateway().asn());
  }

  @Test
  void builtDocumentsHaveTheSameRules() throws CustomerGatewayConfigurationException {
    CustomerGatewayConfiguration document = read(SampleXml.bgp());
    assertEquals(document, document.toBuilder().build());
    var one =
        assertThrows(
            IllegalArgumentException.class,
            () -> document.toBuilder().tunnels(document.tunnels().subList(0, 1)).build());
    assertEquals("ipsec_tunnel: found 1 of them; wanted exactly 2", one.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> IkeProposal.builder().preSharedKey(PreSharedKey.ofOctets(new byte[] {60})).build());
    assertThrows(IllegalArgumentException.class, () -> new BgpSettings(AsNumber.of(0), 30));
    assertEquals(
        Optional.of(VpnIntegrityAlgorithm.SHA1),
        IpsecProposal.builder().build().integrityAlgorithm());
  }
}
