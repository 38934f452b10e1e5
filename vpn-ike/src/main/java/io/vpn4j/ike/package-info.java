/**
 * IKEv2 (RFC 7296) as deterministic objects.
 *
 * <p>{@code IkeSession} is what stands between two ends, over all rekeying: it takes {@link
 * io.vpn4j.ike.IkeInput}s and returns {@code IkeStep}s; {@link io.vpn4j.ike.IkeDemultiplexer} owns
 * many of them and finds the right one by SPI. Nothing here opens a socket, starts a thread, reads
 * a clock or makes randomness: time and a random source are arguments, so a run can be repeated bit
 * for bit. The objects are not thread-safe; one driver owns them.
 *
 * <p>Left out: EAP, configuration payloads, IKEv1.
 */
package io.vpn4j.ike;
