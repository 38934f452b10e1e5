/**
 * The routing of AWS's side of a VPN, on live state: candidates that come and go, the choice by the
 * rules of {@link io.vpn4j.model.selection}, what is forwarded by and what is advertised.
 *
 * <p>{@link io.vpn4j.routing.aws.SelectedRoutes} takes candidates from wherever they come: a
 * session that accepts and withdraws, or {@link io.vpn4j.routing.aws.RegionRoutes} from a snapshot
 * of the model. Both choose alike, because the rules are the same objects.
 *
 * <p>No thread, clock or socket. A {@code SelectedRoutes} belongs to one thread; everything else is
 * immutable.
 */
package io.vpn4j.routing.aws;
