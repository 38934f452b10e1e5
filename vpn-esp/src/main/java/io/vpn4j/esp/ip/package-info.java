/**
 * Where things stand in IPv4 and IPv6 headers, and the checksum of the Internet.
 *
 * <p>IPv4 (RFC 791), IPv6 and its extension headers (RFC 8200), the differentiated services and ECN
 * bits of both (RFC 2474, RFC 3168), and the ones' complement checksum (RFC 1071, RFC 1624).
 *
 * <p>A packet lies in a {@code ByteBuffer} of the caller, of either byte order, its first octet at
 * an absolute index {@code at}; positions and limits are never moved. {@link
 * io.vpn4j.esp.ip.IpPacket#check} comes first: what it has found OK every accessor may read, and on
 * other octets an accessor may throw {@code IndexOutOfBoundsException}. Left out: what options and
 * extension headers mean, jumbograms (RFC 2675).
 *
 * <p>All is static but {@link io.vpn4j.esp.ip.Ipv6HeaderChain}, which one thread uses at a time.
 */
package io.vpn4j.esp.ip;
