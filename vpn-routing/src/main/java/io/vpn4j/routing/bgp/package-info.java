/**
 * A BGP speaker towards one peer as a deterministic object (RFC 4271): octets, time and wishes in;
 * octets, routes and one deadline out.
 *
 * <p>{@link io.vpn4j.routing.bgp.BgpSession} is the entry. It opens no socket, starts no thread and
 * asks no clock; its owner does what the outputs say. It keeps no routes: which to take and which
 * to announce is for its owner.
 *
 * <p>Implemented: RFC 4271 sections 6 and 8 with DelayOpen, passive TCP establishment, idle hold
 * and connection collision; RFC 2918, 4486, 4724 (as the one that helps), 4760, 5492, 6286, 6608,
 * 6793, 7313, 7606, 7607, 7911, 8538, 8654, 8950, 9003, 9234 section 4, 9687. Left out: TCP MD5,
 * dynamic capabilities.
 *
 * <p>Sessions are not thread-safe; the records are immutable.
 */
package io.vpn4j.routing.bgp;
