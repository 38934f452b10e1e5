package io.vpn4j.model.region;

import java.time.Instant;
import java.util.Optional;

/**
 * Maintenance of a tunnel's endpoint, as GetVpnTunnelReplacementStatus answers it.
 *
 * @param pendingMaintenance whether an update waits; the API writes Available or None
 * @param maintenanceAutoAppliedAfter when AWS applies it if nobody did before
 * @param lastMaintenanceApplied when one was last applied
 */
public record MaintenanceDetails(
    boolean pendingMaintenance,
    Optional<Instant> maintenanceAutoAppliedAfter,
    Optional<Instant> lastMaintenanceApplied) {
  /** No maintenance, now or ever. */
  static final MaintenanceDetails NONE =
      new MaintenanceDetails(false, Optional.empty(), Optional.empty());
}
