/**
 * Cursors over network-order octets, shared by the IKE and BGP codecs.
 *
 * <p>Bounds are checked here and nowhere else: {@link io.vpn4j.model.wire.WireReader} either
 * returns what was asked for or throws {@link io.vpn4j.model.wire.MalformedMessageException}, and
 * {@link io.vpn4j.model.wire.WireWriter} back-patches lengths. Exported only to {@code
 * io.vpn4j.ike} and {@code io.vpn4j.routing}; no class here is thread-safe except {@link
 * io.vpn4j.model.wire.Octets} and the exception, which are immutable.
 */
package io.vpn4j.model.wire;
