/**
 * The finite state machine of one connection with a peer (RFC 4271 section 8), what two OPENs agree
 * on, and the messages in a stream.
 *
 * <p>A state is a record with one method for each kind of event; it tells {@link
 * io.vpn4j.routing.bgp.fsm.Fsm} what to do and returns the next state. Which of two connections
 * stays is decided outside. Not thread-safe.
 */
package io.vpn4j.routing.bgp.fsm;
