/**
 * Addresses, prefixes and autonomous system numbers: small immutable values with the rules of the
 * Internet and of AWS.
 */
package io.vpn4j.model.net;
