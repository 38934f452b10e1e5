/**
 * The IKEv2 wire format: octets to values and back, nothing else.
 *
 * <p>{@link io.vpn4j.ike.message.IkeCodec} decodes and encodes whole messages and decrypted payload
 * chains. Decoding is total: any octets give a value or a {@link
 * io.vpn4j.model.wire.MalformedMessageException}. It loses nothing: what decodes, encodes to the
 * same octets again, unknown payloads, attributes and numbers, critical bits, RESERVED fields and
 * trailing octets included. What a value <em>means</em> (an unknown critical payload, a selector
 * whose range is empty, a notification in the wrong exchange) is for the state machine to judge.
 *
 * <p>Implemented: RFC 7296 section 3; the encrypted fragment payload of RFC 7383. Numbers and names
 * only: RFC 4478, 4555, 4595, 4739, 5685, 5723, 5739, 5840, 5857, 5998, 6023, 6290, 6311, 6467,
 * 6631, 6867, 7427, 7791, 8019, 8784, 8983, 9242, 9347, 9370, 9593, 9611, 9867. Payloads that only
 * G-IKEv2 (RFC 9838), RFC 6467 and RFC 8019 use stay {@link io.vpn4j.ike.message.UnknownPayload}s
 * with a named type.
 *
 * <p>Left out: IKEv1, whose header {@link io.vpn4j.ike.message.IkeHeader#peek} still reads; the
 * non-ESP marker of RFC 3948, which belongs to the transport; encryption.
 *
 * <p>All values are immutable and thread-safe.
 */
package io.vpn4j.ike.message;
