/**
 * The requirements of RFC 7296 and of its extensions, and the table that says which test shows
 * which of them.
 *
 * <p>The lists are resources, one for an RFC, in our own words. A test names what it shows with
 * {@link io.vpn4j.testing.Requirement}; {@code REQUIREMENTS.md} is made of both.
 */
package io.vpn4j.ike.requirements;
