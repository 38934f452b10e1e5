/**
 * Session resumption by ticket (RFC 5723): what is in a ticket, and keys and proofs of a resumed
 * IKE SA. A ticket is by value (section 4.2): the responder keeps nothing but its {@link
 * io.vpn4j.ike.TicketKeys}.
 */
package io.vpn4j.ike.resumption;
