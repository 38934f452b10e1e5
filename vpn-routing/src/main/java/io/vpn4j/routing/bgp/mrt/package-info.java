/**
 * MRT files: what route collectors record (RFC 6396, RFC 8050).
 *
 * <p>{@link io.vpn4j.routing.bgp.mrt.MrtReader} and {@link io.vpn4j.routing.bgp.mrt.MrtWriter} work
 * on streams, one record at a time. Records keep messages and attributes as octets, so that what
 * was read is written again as it was, errors of old speakers included; accessors decode them.
 *
 * <p>Implemented: TABLE_DUMP, TABLE_DUMP_V2 with PEER_INDEX_TABLE and the RIB subtypes of plain
 * families, BGP4MP and BGP4MP_ET. Other types and subtypes (OSPF, ISIS, RIB_GENERIC) keep their
 * octets.
 *
 * <p>All values are immutable and thread-safe; readers and writers are not.
 */
package io.vpn4j.routing.bgp.mrt;
