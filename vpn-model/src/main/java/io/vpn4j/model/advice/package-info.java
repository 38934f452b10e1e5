/**
 * Advice on what the service accepts but a network engineer would not: a linter of Regions, of
 * connections, and of the configuration that a device has.
 *
 * <p>{@link io.vpn4j.model.advice.Advice} is the entry, {@link io.vpn4j.model.advice.AdviceCode}
 * the list of everything it can say. The sources are the user guides of AWS and the RFCs on
 * algorithms (RFC 8221, RFC 8247, RFC 9395). All types are immutable, nothing keeps state, and no
 * input makes a rule throw.
 *
 * <p>Left out: what no snapshot shows, such as security groups, the device's own preference, and
 * the path MTU.
 */
package io.vpn4j.model.advice;
