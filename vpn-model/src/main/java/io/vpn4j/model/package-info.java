/**
 * The nouns of AWS Site-to-Site VPN: gateways, connections, tunnel options, telemetry.
 *
 * <p>Every type is immutable and named as the EC2 API names it; defaults, ranges and enumerations
 * are those of the service. Validation happens in {@code build()} and names the field, the value
 * and the allowed range.
 */
package io.vpn4j.model;
