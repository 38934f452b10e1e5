/**
 * Authentication of an IKE SA by signatures and certificates.
 *
 * <p>Implements RFC 7427 (digital signatures), RFC 8420 (EdDSA), RFC 4754 (ECDSA methods 9 to 11),
 * method 1 of RFC 7296 section 3.8, CERT and CERTREQ of RFC 7296 sections 3.6 and 3.7, identities
 * in certificates by RFC 4945, RFC 8784 (post-quantum pre-shared keys) and RFC 9593 (announcement
 * of methods).
 *
 * <p>Left out: hash-and-URL certificates, EAP, NULL authentication (RFC 7619), several
 * authentications in a row (RFC 4739).
 *
 * <p>Certificates of a peer are hostile: their number and size are bounded before anything looks at
 * them, and whatever is wrong with them becomes an {@link io.vpn4j.ike.IkeFailure} inside an {@link
 * io.vpn4j.ike.auth.AuthenticationException}. Nothing here holds state, reads a clock or is bound
 * to a thread.
 */
package io.vpn4j.ike.auth;
