/**
 * Real strongSwan daemons in network namespaces, as peers of the endpoint under test.
 *
 * <p>{@link io.vpn4j.gateway.interop.TestNetwork} makes the wire: a veth pair between this
 * process's network namespace and one made for the test, or between two such. {@link
 * io.vpn4j.gateway.interop.StrongSwan} is one charon with one tunnel on it; its ESP is in user
 * space (kernel-libipsec), hence always in UDP (RFC 3948). {@link
 * io.vpn4j.gateway.interop.StrongSwanExtension} skips or fails tests where that cannot run, closes
 * what they opened, and adds charon's log to their failures.
 *
 * <p>Left out: ESP as IP protocol 50, extended sequence numbers, transport mode (libipsec has none
 * of them), certificates, and IPv6 outside addresses. Everything here blocks with a deadline and is
 * for one thread.
 */
package io.vpn4j.gateway.interop;
