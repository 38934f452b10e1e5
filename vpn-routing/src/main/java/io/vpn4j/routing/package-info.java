/**
 * Where a packet goes: routes, the choice among routes of one prefix, and the table the data path
 * asks.
 *
 * <p>{@link io.vpn4j.routing.RouteTable} holds what is known and answers each change with a {@link
 * io.vpn4j.routing.RouteDelta}; {@link io.vpn4j.routing.Fib} holds what is used and takes those
 * deltas; {@link io.vpn4j.routing.PrefixTrie} is the immutable map below it, useful alone.
 *
 * <p>Nothing here has a thread, clock or socket. A {@code Fib} may be read by any thread without
 * waiting; a {@code RouteTable} belongs to one thread; everything else is immutable.
 */
package io.vpn4j.routing;
