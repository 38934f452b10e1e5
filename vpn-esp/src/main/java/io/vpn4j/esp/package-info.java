/**
 * ESP packets (RFC 4303) made and read on buffers that the caller owns.
 *
 * <p>{@link io.vpn4j.esp.OutboundSa} seals, {@link io.vpn4j.esp.InboundSa} opens, {@link
 * io.vpn4j.esp.InboundSaTable} finds the inbound SA of a packet by its SPI, {@link
 * io.vpn4j.esp.NatTraversal} tells IKE, ESP and keepalives apart on a UDP port (RFC 3948), and
 * {@link io.vpn4j.esp.EspSuite} does the length arithmetic. AES-GCM follows RFC 4106, AES-CBC RFC
 * 3602, HMAC-SHA1-96 RFC 2404 and HMAC-SHA2 RFC 4868.
 *
 * <p>Left out: anything about the IP header (ECN, DSCP, TTL, fragments, MSS), lifetimes by octets,
 * TFC padding on the way out, and a NULL cipher.
 *
 * <p>There is no thread, socket, clock or random source here. SAs and the table may be used by any
 * thread; calls on one SA take turns, calls on different SAs share nothing.
 */
package io.vpn4j.esp;
