package io.vpn4j.model.advice;

import io.vpn4j.model.IkeVersion;
import io.vpn4j.model.TunnelParameters;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnEncryptionAlgorithm;
import io.vpn4j.model.VpnIntegrityAlgorithm;
import io.vpn4j.model.aws.CustomerGatewayConfiguration;
import io.vpn4j.model.aws.Tunnel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one side of tunnels permits or proposes. Tunnels that permit the same are one of these.
 *
 * @param subjects the tunnels
 * @param permitted the algorithms
 */
record Proposals(List<String> subjects, Permitted permitted) {
  /**
   * @param ikeVersions empty if unknown: documents do not tell
   */
  record Permitted(
      List<IkeVersion> ikeVersions,
      List<VpnEncryptionAlgorithm> phase1Encryption,
      List<VpnIntegrityAlgorithm> phase1Integrity,
      List<Integer> phase1Groups,
      List<VpnEncryptionAlgorithm> phase2Encryption,
      List<VpnIntegrityAlgorithm> phase2Integrity,
      List<Integer> phase2Groups) {

    /** Whether a Child SA may need an integrity algorithm. */
    boolean phase2WithoutAead() {
      return phase2Encryption.stream().anyMatch(e -> !e.isAead());
    }
  }

  static List<Proposals> of(VpnConnection connection) {
    Map<Permitted, List<String>> tunnels = new LinkedHashMap<>();
    List<TunnelParameters> parameters = connection.tunnelParameters();
    for (int i = 0; i < parameters.size(); i++) {
      tunnels
          .computeIfAbsent(of(parameters.get(i)), p -> new ArrayList<>())
          .add(Text.tunnel(connection, i));
    }
    return all(tunnels);
  }

  static List<Proposals> of(CustomerGatewayConfiguration document) {
    Map<Permitted, List<String>> tunnels = new LinkedHashMap<>();
    for (Tunnel tunnel : document.tunnels()) {
      tunnels
          .computeIfAbsent(of(tunnel), p -> new ArrayList<>())
          .add(Text.tunnel(document.vpnConnectionId(), tunnel.vpnGateway().outsideAddress()));
    }
    return all(tunnels);
  }

  private static List<Proposals> all(Map<Permitted, List<String>> tunnels) {
    return tunnels.entrySet().stream().map(e -> new Proposals(e.getValue(), e.getKey())).toList();
  }

  private static Permitted of(TunnelParameters p) {
    return new Permitted(
        p.ikeVersions(),
        p.phase1EncryptionAlgorithms(),
        p.phase1IntegrityAlgorithms(),
        p.phase1DHGroupNumbers(),
        p.phase2EncryptionAlgorithms(),
        p.phase2IntegrityAlgorithms(),
        p.phase2DHGroupNumbers());
  }

  private static Permitted of(Tunnel tunnel) {
    return new Permitted(
        List.of(),
        List.of(tunnel.ike().encryptionAlgorithm()),
        List.of(tunnel.ike().integrityAlgorithm()),
        List.of(tunnel.ike().dhGroupNumber()),
        List.of(tunnel.ipsec().encryptionAlgorithm()),
        tunnel.ipsec().integrityAlgorithm().stream().toList(),
        List.of(tunnel.ipsec().dhGroupNumber()));
  }
}
