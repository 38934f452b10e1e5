/**
 * ESP packets (RFC 4303) made and read on buffers that the caller owns.
 *
 * <p>{@link io.vpn4j.esp.OutboundSa} seals, {@link io.vpn4j.esp.InboundSa} opens, {@link
 * io.vpn4j.esp.SecurityAssociationTable} finds the inbound SA of a packet by its SPI, {@link
 * io.vpn4j.esp.NatTraversal} tells IKE, ESP and keepalives apart on a UDP port (RFC 3948), and
 * {@link io.vpn4j.esp.EspSuite} does the length arithmetic. {@link io.vpn4j.esp.EspEncryption} and
 * {@link io.vpn4j.esp.EspIntegrity} name the transforms and the RFCs that they follow.
 *
 * <p>What a tunnel does to IP headers is {@code io.vpn4j.esp.tunnel}, how big a packet may be
 * {@code io.vpn4j.esp.mtu}. Left out: lifetimes by octets, and TFC padding on the way out.
 *
 * <p>There is no thread, socket, clock or random source here. SAs and the table may be used by any
 * thread; calls on one SA take turns, calls on different SAs share nothing.
 */
package io.vpn4j.esp;
