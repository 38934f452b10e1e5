/**
 * What two ends have in common: proposals (RFC 7296 section 2.7 and 3.3) and traffic selectors
 * (section 2.9).
 *
 * <p>Pure functions on wire records; nothing here knows a state or a key.
 */
package io.vpn4j.ike.negotiation;
