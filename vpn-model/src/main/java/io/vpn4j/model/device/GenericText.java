package io.vpn4j.model.device;

import io.vpn4j.model.IkeVersion;
import io.vpn4j.model.VpnEncryptionAlgorithm;
import io.vpn4j.model.VpnIntegrityAlgorithm;
import java.util.List;

/**
 * Values in words, in the order of AWS's generic text: per tunnel IKE, IPsec, the tunnel interface,
 * and BGP or static routes.
 */
final class GenericText implements Renderer {
  private static final String RULE = "=".repeat(80);

  @Override
  public Abilities abilities() {
    return Abilities.everything();
  }

  @Override
  public List<DeviceFile> render(Site site) {
    Lines text = new Lines("  ");
    text.add(
        """
        Site-to-Site VPN Connection Configuration
        %s
        Your VPN Connection ID             : %s
        Your %-30s: %s
        Your Customer Gateway ID           : %s

        Both tunnels are to be configured; the device begins the negotiation.
        """
            .formatted(
                RULE,
                site.connection().vpnConnectionId(),
                targetName(site),
                targetId(site),
                site.connection().customerGatewayId()));
    text.addIf(
        site.behindNat(),
        "The device "
            + site.deviceAddress()
            + " is behind a NAT: let UDP 500 and 4500 pass it, and send the identity "
            + site.publicAddress()
            + ".");
    site.notes().forEach(text::add);
    site.tunnels().forEach(tunnel -> tunnel(text.add("\n"), site, tunnel));
    return List.of(new DeviceFile("configuration.txt", text.toString(), true));
  }

  private static String targetName(Site site) {
    return site.connection().vpnGatewayId().isPresent()
        ? "Virtual Private Gateway ID"
        : site.connection().transitGatewayId().isPresent() ? "Transit Gateway ID" : "Target";
  }

  private static String targetId(Site site) {
    return site.connection()
        .vpnGatewayId()
        .or(() -> site.connection().transitGatewayId())
        .or(() -> site.connection().vpnConcentratorId())
        .or(() -> site.connection().coreNetworkArn())
        .orElse("not associated");
  }

  private static void tunnel(Lines text, Site site, TunnelEnd tunnel) {
    var dpd = tunnel.deadPeerDetection(Integer.MAX_VALUE, Integer.MAX_VALUE);
    Phase ike = tunnel.phase1();
    Phase esp = tunnel.phase2();
    boolean ikev2 = tunnel.parameters().ikeVersions().contains(IkeVersion.IKEV2);
    text.add(
        """
        IPSec Tunnel #%s
        %s
        #1: Internet Key Exchange Configuration
          - IKE version               : %s
          - Authentication Method     : Pre-Shared Key
          - Pre-Shared Key            : %s
          - Authentication Algorithm  : %s
          - Encryption Algorithm      : %s
          - Lifetime                  : %s seconds
          - Phase 1 Negotiation Mode  : %s
          - Diffie-Hellman            : Group %s

        #2: IPSec Configuration
          - Protocol                  : esp
          - Authentication Algorithm  : %s
          - Encryption Algorithm      : %s
          - Lifetime                  : %s seconds
          - Mode                      : tunnel
          - Perfect Forward Secrecy   : Diffie-Hellman Group %s
          - DPD Interval              : %s
          - DPD Retries               : %s
          - TCP MSS Adjustment        : %s bytes
          - Clear Don't Fragment Bit  : enabled
          - Fragmentation             : Before encryption
        """
            .formatted(
                tunnel.number(),
                RULE,
                ikev2 ? IkeVersion.IKEV2 : IkeVersion.IKEV1,
                tunnel.secret(),
                hash(ike.integrity()) + (ike.encryption().isAead() ? " (as PRF only)" : ""),
                cipher(ike.encryption()),
                ike.lifetimeSeconds(),
                ikev2 ? "not in IKEv2" : "main",
                ike.group(),
                esp.encryption().isAead() ? "in the encryption" : hmac(esp.integrity()),
                cipher(esp.encryption()),
                esp.lifetimeSeconds(),
                esp.group(),
                dpd.intervalSeconds(),
                dpd.retries(),
                tunnel.insideIpv6().isPresent() ? tunnel.mtu().mssIpv6() : tunnel.mtu().mssIpv4()));
    text.addIf(
        site.narrowSelectors(),
        "  - Traffic Selectors         : "
            + site.localSelector()
            + " here, "
            + site.remoteSelector()
            + " there");
    text.add(
        """

        #3: Tunnel Interface Configuration
        Outside IP Addresses:
          - Customer Gateway          : %s
          - Virtual Private Gateway   : %s
        Inside IP Addresses:
          - Customer Gateway          : %s/30
          - Virtual Private Gateway   : %s/30
        """
            .formatted(
                site.publicAddress(),
                tunnel.outside(),
                tunnel.customerInside(),
                tunnel.amazonInside()));
    tunnel
        .insideIpv6()
        .ifPresent(
            inside ->
                text.add(
                    """
                      - Customer Gateway IPv6     : %s/126
                      - Private Gateway IPv6      : %s/126
                    """
                        .formatted(inside.customerSideAddress(), inside.amazonSideAddress())));
    text.add("Tunnel interface MTU          : " + tunnel.mtu().mtu() + " bytes\n\n");
    routing(text, site, tunnel);
  }

  private static void routing(Lines text, Site site, TunnelEnd tunnel) {
    String neighbor =
        tunnel
            .insideIpv6()
            .map(inside -> inside.amazonSideAddress().toString())
            .orElse(tunnel.amazonInside());
    if (site.staticRouting()) {
      text.add("#4: Static Routing Configuration");
      text.add("  - Next hop                  : " + neighbor);
      site.remoteNetworks()
          .forEach(network -> text.add("  - Static Route              : " + network));
      return;
    }
    text.add(
        """
        #4: Border Gateway Protocol (BGP) Configuration
          - Customer Gateway ASN      : %s
          - Virtual Private Gateway ASN : %s
          - Neighbor IP Address       : %s
          - Neighbor Hold Time        : %s
        """
            .formatted(site.customerAsn(), site.amazonAsn(), neighbor, Site.HOLD_SECONDS));
    site.localNetworks().forEach(network -> text.add("  - Network to announce       : " + network));
  }

  private static String cipher(VpnEncryptionAlgorithm encryption) {
    return switch (encryption) {
      case AES128 -> "aes-128-cbc";
      case AES256 -> "aes-256-cbc";
      case AES128_GCM_16 -> "aes-128-gcm-16";
      case AES256_GCM_16 -> "aes-256-gcm-16";
    };
  }

  private static String hash(VpnIntegrityAlgorithm integrity) {
    return switch (integrity) {
      case SHA1 -> "sha1";
      case SHA2_256 -> "sha2-256";
      case SHA2_384 -> "sha2-384";
      case SHA2_512 -> "sha2-512";
    };
  }

  private static String hmac(VpnIntegrityAlgorithm integrity) {
    return switch (integrity) {
      case SHA1 -> "hmac-sha1-96";
      case SHA2_256 -> "hmac-sha2-256-128";
      case SHA2_384 -> "hmac-sha2-384-192";
      case SHA2_512 -> "hmac-sha2-512-256";
    };
  }
}
