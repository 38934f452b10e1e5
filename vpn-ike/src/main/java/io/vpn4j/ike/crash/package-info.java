/**
 * Quick crash detection (RFC 6290): the tokens by which a peer learns at once that we have
 * restarted and lost its IKE SA. Left out: tokens of an IKE SA that came from rekeying (section
 * 4.4). Pure functions.
 */
package io.vpn4j.ike.crash;
