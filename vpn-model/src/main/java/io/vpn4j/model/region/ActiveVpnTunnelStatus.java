package io.vpn4j.model.region;

import io.vpn4j.model.IkeVersion;
import io.vpn4j.model.VpnEncryptionAlgorithm;
import io.vpn4j.model.VpnIntegrityAlgorithm;
import java.util.Optional;

/**
 * What a tunnel runs with, as negotiated with the device: the answer of GetActiveVpnTunnelStatus.
 *
 * <p>All but the status is absent until the tunnel is up.
 *
 * @param provisioningStatus {@code available}, {@code pending} or {@code failed}
 * @param provisioningStatusReason why it failed
 */
public record ActiveVpnTunnelStatus(
    Optional<VpnEncryptionAlgorithm> phase1EncryptionAlgorithm,
    Optional<VpnEncryptionAlgorithm> phase2EncryptionAlgorithm,
    Optional<VpnIntegrityAlgorithm> phase1IntegrityAlgorithm,
    Optional<VpnIntegrityAlgorithm> phase2IntegrityAlgorithm,
    Optional<Integer> phase1DHGroup,
    Optional<Integer> phase2DHGroup,
    Optional<IkeVersion> ikeVersion,
    String provisioningStatus,
    Optional<String> provisioningStatusReason) {

  /** Nothing is negotiated. */
  static ActiveVpnTunnelStatus none(String provisioningStatus) {
    return new ActiveVpnTunnelStatus(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        provisioningStatus,
        Optional.empty());
  }
}
