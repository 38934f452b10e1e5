/**
 * Fragmentation of protected messages (RFC 7383): a message that is too large for one datagram goes
 * as several, each of them sealed and checked for itself, so that IP never has to fragment.
 *
 * <p>Not thread-safe; one IKE SA owns one {@link io.vpn4j.ike.fragment.FragmentStore}.
 */
package io.vpn4j.ike.fragment;
