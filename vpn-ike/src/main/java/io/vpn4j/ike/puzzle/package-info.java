/**
 * Client puzzles (RFC 8019): what a responder asks under load, how an initiator solves it and how
 * the responder checks it. Puzzles of IKE_AUTH (section 7.2) are left out. Not thread-safe.
 */
package io.vpn4j.ike.puzzle;
