package io.vpn4j.model.device;

import io.vpn4j.model.VpnEncryptionAlgorithm;
import io.vpn4j.model.VpnIntegrityAlgorithm;
import java.util.List;

/**
 * libreswan with one XFRM interface for each tunnel, and BIRD.
 *
 * <p>Groups 2 and 22 to 24 are compiled out of it since 3.30 and 4.0.
 */
final class Libreswan implements Renderer {
  @Override
  public Abilities abilities() {
    return Abilities.of(5, 14, 15, 16, 17, 18, 19, 20, 21).withOutsideIpv6();
  }

  @Override
  public List<DeviceFile> render(Site site) {
    Lines text = new Lines("    ").comment("#", site.head());
    Lines secrets = new Lines("").comment("#", site.head());
    for (TunnelEnd tunnel : site.tunnels()) {
      connection(text, site, tunnel);
      secrets.add(
          "%s %s : PSK \"%s\"".formatted(site.publicAddress(), tunnel.outside(), tunnel.secret()));
    }
    return List.of(
        new DeviceFile("ipsec.d/" + site.name() + ".conf", text.toString(), false),
        new DeviceFile("ipsec.d/" + site.name() + ".secrets", secrets.toString(), true),
        LinuxInterfaces.file(
            site,
            "ipsec",
            1,
            (device, number) -> "# " + device + " is made by pluto when the connection is added"),
        Bird.file(site));
  }

  private static void connection(Lines text, Site site, TunnelEnd tunnel) {
    text.open("conn " + tunnel.name());
    text.add(
        """
        type=tunnel
        ikev2=insist
        authby=secret
        left=%s
        leftid=%s
        leftsubnet=%s
        right=%s
        rightid=%s
        rightsubnet=%s
        ike=%s
        esp=%s
        pfs=yes
        ikelifetime=%ss
        salifetime=%ss
        rekeymargin=%ss
        rekeyfuzz=%s%%
        replay-window=%s
        dpddelay=10
        dpdtimeout=%s
        dpdaction=restart
        encapsulation=auto
        mobike=no
        mtu=%s
        ipsec-interface=%s
        auto=start
        """
            .formatted(
                site.deviceAddress(),
                site.publicAddress(),
                site.localSelector(),
                tunnel.outside(),
                tunnel.outside(),
                site.remoteSelector(),
                ike(tunnel.phase1()),
                esp(tunnel.phase2()),
                tunnel.phase1().lifetimeSeconds(),
                tunnel.phase2().lifetimeSeconds(),
                tunnel.parameters().rekeyMarginTimeSeconds(),
                tunnel.parameters().rekeyFuzzPercentage(),
                tunnel.parameters().replayWindowSize(),
                tunnel.parameters().dpdTimeoutSeconds(),
                tunnel.mtu().mtu(),
                tunnel.number()));
    text.close("\n");
  }

  private static String ike(Phase phase) {
    return cipher(phase.encryption()) + "-" + hash(phase.integrity()) + ";" + group(phase);
  }

  private static String esp(Phase phase) {
    return cipher(phase.encryption())
        + (phase.encryption().isAead() ? "" : "-" + hash(phase.integrity()))
        + ";"
        + group(phase);
  }

  private static String group(Phase phase) {
    return phase.group() < 19 ? Groups.name(phase.group()) : "dh" + phase.group();
  }

  private static String cipher(VpnEncryptionAlgorithm encryption) {
    return (encryption.isAead() ? "aes_gcm" : "aes") + encryption.keyBits();
  }

  private static String hash(VpnIntegrityAlgorithm integrity) {
    return switch (integrity) {
      case SHA1 -> "sha1";
      case SHA2_256 -> "sha2_256";
      case SHA2_384 -> "sha2_384";
      case SHA2_512 -> "sha2_512";
    };
  }
}
