/**
 * Inner packets: what goes through a tunnel, as octets in a caller-owned {@code ByteBuffer}.
 *
 * <p>IPv4 (RFC 791), IPv6 (RFC 8200), ICMP echo (RFC 792, RFC 4443) and UDP (RFC 768), as much of
 * them as forwarding, answering a ping and testing need. A packet lies from a buffer's position to
 * its limit, in network order (the default of a {@code ByteBuffer}); nothing here moves the
 * position. IPv4 options, IPv6 extension headers and fragments are recognised and not interpreted.
 *
 * <p>No thread, clock or socket. {@link io.vpn4j.gateway.packet.EchoHost} may be shared by threads;
 * everything else is static or immutable.
 */
package io.vpn4j.gateway.packet;
