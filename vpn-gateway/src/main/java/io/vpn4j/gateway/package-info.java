/**
 * A running Site-to-Site VPN endpoint, either side, in user space.
 *
 * <p>{@link io.vpn4j.gateway.VpnEndpoint} composes the other modules: it owns the sockets, the
 * threads and the clock that they lack. One thread drives all IKE; each socket has a thread that
 * reads datagrams and opens or hands on what they carry. A host application attaches its network
 * with a {@link io.vpn4j.gateway.PacketPort}.
 */
package io.vpn4j.gateway;
