/**
 * The octets of an ESP packet (RFC 4303 section 2) and the two families of transforms that protect
 * them: AEAD by AES-GCM (RFC 4106), and AES-CBC with an HMAC (RFC 3602, RFC 2404, RFC 4868).
 *
 * <p>Works on arrays and checks no lengths: {@code io.vpn4j.esp} did. Not thread-safe.
 */
package io.vpn4j.esp.wire;
