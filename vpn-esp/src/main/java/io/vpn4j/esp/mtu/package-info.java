/**
 * How big a packet may be in a tunnel, and what becomes of one that is bigger.
 *
 * <p>{@link io.vpn4j.esp.mtu.TunnelEncapsulation} has the arithmetic, {@link
 * io.vpn4j.esp.mtu.PathMtu} what is known of a path and the judgement of each packet (RFC 4301
 * section 8, RFC 1191, RFC 8201, RFC 2473 section 7), {@link io.vpn4j.esp.mtu.TcpMssClamp} lowers
 * the MSS of TCP in passing, {@link io.vpn4j.esp.mtu.PacketTooBig} tells a sender (RFC 1191, RFC
 * 4443), and {@link io.vpn4j.esp.mtu.IcmpErrorLimit} says how often.
 *
 * <p>Left out: reading the ICMP reports of routers on the outer path, whose socket is the caller's;
 * probing for the MTU (RFC 4821, RFC 8899).
 *
 * <p>Any octets are answered and none throws; time is an argument; nothing is allocated for a
 * packet.
 */
package io.vpn4j.esp.mtu;
