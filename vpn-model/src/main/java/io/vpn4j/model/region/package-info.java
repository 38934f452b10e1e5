/**
 * One Region of one account as an immutable snapshot, and the actions of the EC2 API that concern
 * Site-to-Site VPN as functions from snapshot to snapshot.
 *
 * <p>{@link io.vpn4j.model.region.VpnRegion} is the entry. Nothing here has a clock, a thread or a
 * random source: the time moves by {@link io.vpn4j.model.region.VpnRegion#advance}, identifiers
 * come from an {@link io.vpn4j.model.region.IdSource}, keys from a {@link
 * io.vpn4j.model.region.KeySource}. All types are immutable and may be shared between threads. What
 * the service refuses is a {@link io.vpn4j.model.region.VpnApiException}; nothing else is thrown
 * for bad values.
 *
 * <p>Left out: security groups, IAM (nothing is unauthorized), eventual consistency of
 * descriptions, VPN concentrators, Cloud WAN core networks, and peering of transit gateways.
 */
package io.vpn4j.model.region;
