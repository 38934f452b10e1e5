package io.vpn4j.gateway;

/**
 * What a tunnel has carried since the endpoint started. Octets are those of inner packets: before
 * sealing, after opening.
 *
 * @param packetsIn packets from the peer
 * @param octetsIn their octets; CloudWatch {@code TunnelDataIn} seen from that side
 * @param packetsOut packets to the peer
 * @param octetsOut their octets
 */
public record TunnelCounters(long packetsIn, long octetsIn, long packetsOut, long octetsOut) {}
