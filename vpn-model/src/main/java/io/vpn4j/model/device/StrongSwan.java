package io.vpn4j.model.device;

import io.vpn4j.model.VpnEncryptionAlgorithm;
import io.vpn4j.model.VpnIntegrityAlgorithm;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * strongSwan on Linux: one file of {@code swanctl/conf.d} for each tunnel, so that either charon
 * has both or, in user space, each has a charon of its own; XFRM interfaces; and a routing daemon.
 */
final class StrongSwan implements Renderer {
  /** charon's own wait for the first answer, and how much longer each next one is. */
  private static final double RETRANSMIT_TIMEOUT = 4.0;

  private static final double RETRANSMIT_BASE = 1.8;
  private static final int MAX_TRIES = 10;

  private final Function<Site, DeviceFile> routing;

  StrongSwan(Function<Site, DeviceFile> routing) {
    this.routing = routing;
  }

  @Override
  public Abilities abilities() {
    return Abilities.of(2, 5, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24).withOutsideIpv6();
  }

  @Override
  public List<DeviceFile> render(Site site) {
    List<DeviceFile> files = new ArrayList<>();
    for (TunnelEnd tunnel : site.tunnels()) {
      files.add(
          new DeviceFile(
              "swanctl/conf.d/" + tunnel.name() + ".conf", connection(site, tunnel), true));
    }
    files.add(new DeviceFile("strongswan.d/" + site.name() + ".conf", daemon(site), false));
    files.add(
        site.userspaceEsp()
            ? LinuxInterfaces.file(site, "ipsec", 0, StrongSwan::tun)
            : LinuxInterfaces.file(site, "vpn", 1, StrongSwan::xfrm));
    files.add(routing.apply(site));
    return files;
  }

  private static String tun(String device, int number) {
    return "# " + device + " is made by the charon of tunnel " + number;
  }

  private static String xfrm(String device, int number) {
    return "ip link add " + device + " type xfrm if_id " + number;
  }

  private static String connection(Site site, TunnelEnd tunnel) {
    Lines text = new Lines("  ").comment("#", site.head());
    int margin = tunnel.parameters().rekeyMarginTimeSeconds();
    Phase ike = tunnel.phase1();
    Phase esp = tunnel.phase2();
    text.open("connections {").open(tunnel.name() + " {");
    text.add(
        """
        version = 2
        local_addrs = %s
        remote_addrs = %s
        proposals = %s
        keyingtries = 0
        mobike = no
        encap = %s
        dpd_delay = 10s
        rekey_time = %ss
        over_time = %ss
        rand_time = %ss
        """
            .formatted(
                site.deviceAddress(),
                tunnel.outside(),
                ikeProposal(ike),
                site.userspaceEsp() ? "yes" : "no",
                ike.lifetimeSeconds() - margin,
                margin,
                random(tunnel, ike)));
    text.open("local {").add("auth = psk\nid = " + site.publicAddress()).close("}");
    text.open("remote {").add("auth = psk\nid = " + tunnel.outside()).close("}");
    text.open("children {").open(tunnel.name() + " {");
    text.add(
        """
        mode = tunnel
        local_ts = %s
        remote_ts = %s
        esp_proposals = %s
        rekey_time = %ss
        life_time = %ss
        rand_time = %ss
        replay_window = %s
        start_action = start
        close_action = start
        dpd_action = restart
        """
            .formatted(
                site.localSelector(),
                site.remoteSelector(),
                espProposal(esp),
                esp.lifetimeSeconds() - margin,
                esp.lifetimeSeconds(),
                random(tunnel, esp),
                tunnel.parameters().replayWindowSize()));
    text.addIf(
        !site.userspaceEsp(), "if_id_in = %1$s\nif_id_out = %1$s".formatted(tunnel.number()));
    text.close("}").close("}").close("}").close("}");
    text.open("secrets {").open("ike-" + tunnel.name() + " {");
    text.add(
        """
        id-local = %s
        id-remote = %s
        secret = "%s"
        """
            .formatted(site.publicAddress(), tunnel.outside(), tunnel.secret()));
    return text.close("}").close("}").toString();
  }

  /** By how much charon may come earlier: the fuzz of AWS, but never to half of the time. */
  private static int random(TunnelEnd tunnel, Phase phase) {
    int margin = tunnel.parameters().rekeyMarginTimeSeconds();
    int fuzz = margin * tunnel.parameters().rekeyFuzzPercentage() / 100;
    return Math.min(fuzz, (phase.lifetimeSeconds() - margin) / 2);
  }

  private static String daemon(Site site) {
    int timeout =
        site.tunnels().stream()
            .mapToInt(t -> t.parameters().dpdTimeoutSeconds())
            .min()
            .orElseThrow();
    int tries = tries(timeout);
    Lines text = new Lines("  ").comment("#", site.head());
    text.open("charon {");
    text.add(
        """
        # routes come from the routing daemon, by the interfaces of the tunnels
        install_routes = no
        # DPD of IKEv2 has no time-out of its own: a peer is dead after these, about %s s
        retransmit_timeout = %s
        retransmit_base = %s
        retransmit_tries = %s
        """
            .formatted(Math.round(waited(tries)), RETRANSMIT_TIMEOUT, RETRANSMIT_BASE, tries));
    if (site.userspaceEsp()) {
      text.add(
          """
          # One charon for each tunnel, each with one of the files in swanctl/conf.d: libipsec
          # takes an SA by the first policy that matches. It routes everything into its TUN
          # device in a table of its own, whatever install_routes says; the rule to that table
          # is for marked packets only, and there are none.
          """);
      text.open("plugins {").open("kernel-netlink {").add("fwmark = 0x42").close("}").close("}");
    }
    return text.close("}").toString();
  }

  private static int tries(int timeoutSeconds) {
    int tries = 1;
    while (tries < MAX_TRIES && waited(tries) < timeoutSeconds - 10) {
      tries++;
    }
    return tries;
  }

  private static double waited(int tries) {
    double sum = 0;
    for (int i = 0; i <= tries; i++) {
      sum += RETRANSMIT_TIMEOUT * Math.pow(RETRANSMIT_BASE, i);
    }
    return sum;
  }

  private static String ikeProposal(Phase phase) {
    String hash = hash(phase.integrity());
    String group = Groups.name(phase.group());
    return phase.encryption().isAead()
        ? cipher(phase.encryption()) + "-prf" + hash + "-" + group
        : cipher(phase.encryption()) + "-" + hash + "-" + group;
  }

  private static String espProposal(Phase phase) {
    String group = Groups.name(phase.group());
    return phase.encryption().isAead()
        ? cipher(phase.encryption()) + "-" + group
        : cipher(phase.encryption()) + "-" + hash(phase.integrity()) + "-" + group;
  }

  private static String cipher(VpnEncryptionAlgorithm encryption) {
    return "aes" + encryption.keyBits() + (encryption.isAead() ? "gcm16" : "");
  }

  private static String hash(VpnIntegrityAlgorithm integrity) {
    return switch (integrity) {
      case SHA1 -> "sha1";
      case SHA2_256 -> "sha256";
      case SHA2_384 -> "sha384";
      case SHA2_512 -> "sha512";
    };
  }
}
