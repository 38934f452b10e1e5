/**
 * Which of several routes AWS uses: the rules of virtual private gateways, VPC route tables and
 * transit gateways, each an ordered list of named rules over {@link
 * io.vpn4j.model.selection.RouteCandidate}s.
 *
 * <p>A prediction from a {@link io.vpn4j.model.region.VpnRegion} and a running endpoint use these
 * same lists. {@link io.vpn4j.model.selection.RouteSelection#explain} says which rule decided and
 * by which rule each other route lost.
 *
 * <p>Sources: the guides of Site-to-Site VPN (route priority), Amazon VPC (route tables), AWS
 * Transit Gateway (route evaluation order) and Direct Connect (routing policies); for what they
 * leave open RFC 4271 section 9.1.2.2.
 *
 * <p>Pure functions over immutable values. How routes come, and their advertising, is not here.
 */
package io.vpn4j.model.selection;
