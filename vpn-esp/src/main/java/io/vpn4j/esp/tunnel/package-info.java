/**
 * The IP headers of a tunnel: what the outer one takes of the inner one, and gives back.
 *
 * <p>RFC 4301 section 5.1.2 (header construction), RFC 6040 (ECN, both ways), RFC 6864 (IPv4
 * identification), RFC 6438 (flow labels), RFC 3948 (ESP in UDP). {@link
 * io.vpn4j.esp.tunnel.OuterHeader} writes, {@link io.vpn4j.esp.tunnel.Decapsulation} gives back,
 * {@link io.vpn4j.esp.tunnel.HopLimit} is for whoever forwards.
 *
 * <p>This is for a host with raw sockets or a packet device, which makes and sees outer headers. A
 * UDP socket of the JVM does neither for a single packet: it sets one traffic class for all that it
 * sends ({@code IP_TOS}), leaves DF and identification to the operating system, and tells nothing
 * of the header of what it receives. A gateway on such a socket has no congestion mark to hand on,
 * and must then not offer ECN outside: without {@code IP_TOS} its packets go out as Not-ECT, which
 * is compatibility mode.
 *
 * <p>Left out: fragmenting outer packets, outer extension headers and options.
 *
 * <p>Any octets are answered and none throws; nothing is allocated for a packet; everything is
 * immutable and for any thread.
 */
package io.vpn4j.esp.tunnel;
