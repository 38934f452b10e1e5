/**
 * The BGP-4 wire format: octets to values and back, and what RFC 7606 makes of errors.
 *
 * <p>{@link io.vpn4j.routing.bgp.message.BgpCodec} decodes and encodes whole messages. Decoding is
 * total: any octets give a {@link io.vpn4j.routing.bgp.message.DecodeResult}. Unknown capabilities,
 * attributes and families keep their octets and encode to them again; so does every message in
 * canonical form. What a value <em>means</em> (the wrong AS, a hold time too short, a next hop out
 * of reach) is for the session and its policy to judge.
 *
 * <p>Implemented: RFC 4271 sections 4 and 6.1 to 6.3; RFC 1997, 2918, 4360, 4456, 4724, 4760, 5065,
 * 5492, 5701, 6793, 7311 (as octets), 7313, 7606, 7607, 7911, 8092, 8538, 8654, 8950, 9003, 9072,
 * 9234, 9494.
 *
 * <p>All values are immutable and thread-safe.
 */
package io.vpn4j.routing.bgp.message;
