/**
 * IP fragments: made before a packet is sealed, put together after it was opened.
 *
 * <p>{@link io.vpn4j.esp.fragment.Fragmenter} follows RFC 791 section 3.2 and RFC 8200 section 4.5;
 * {@link io.vpn4j.esp.fragment.Reassembler} those, RFC 5722 and RFC 8200 (overlaps), RFC 6946
 * (atomic fragments), RFC 7112 and RFC 1858 with RFC 3128 (tiny first fragments), and RFC 3168
 * section 5.3 (ECN). Left out: the ICMP errors that a lost fragment calls for.
 *
 * <p><b>Fragments and traffic selectors.</b> RFC 4301 section 7 knows three ways to send fragments
 * through tunnel mode SAs, since all but the first have no ports: an SA whose selectors take any
 * port (7.1), an SA of their own for non-initial fragments (7.2), and a stateful check that knows
 * the ports from the first fragment (7.3). The first needs nothing from here: a fragment has its
 * addresses and, in IPv4, its protocol. For selectors with ports, check the packet that {@code
 * Reassembler} returns: it has all of its headers, which is more than 7.3 asks. The second way is
 * not supported.
 *
 * <p><b>Who may fragment.</b> A gateway may fragment an IPv4 packet without DF before it seals it.
 * An IPv6 packet is fragmented by its source only (RFC 8200 section 4.5): a gateway answers with
 * Packet Too Big instead (RFC 4301 section 8.2.1), unless it is the source of the packet itself.
 *
 * <p>No thread, clock, random source or socket; one thread uses an object at a time. Bad packets
 * have results and never exceptions.
 */
package io.vpn4j.esp.fragment;
