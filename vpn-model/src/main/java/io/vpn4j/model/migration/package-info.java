/**
 * Migrations as data: from AWS Classic VPN to AWS VPN, and of a connection to another target.
 *
 * <p>{@link io.vpn4j.model.migration.ClassicMigration} and {@link
 * io.vpn4j.model.migration.TargetMigration} make a {@link io.vpn4j.model.migration.MigrationPlan}
 * for a Region: steps with their preconditions, actions, checks and the way back. A plan prints as
 * a runbook, and is executed over snapshots to tell beforehand which prefixes are unreachable from
 * which step to which.
 *
 * <p>Nothing here calls AWS, waits, or has a clock: what the device does is predicted, not seen.
 * All types are immutable and may be shared between threads.
 */
package io.vpn4j.model.migration;
