/**
 * The octets of an ESP packet (RFC 4303 section 2) and the two families of transforms that protect
 * them: an AEAD, and a cipher with a MAC over its ciphertext.
 *
 * <p>Works on arrays and checks no lengths: {@code io.vpn4j.esp} did. Not thread-safe.
 */
package io.vpn4j.esp.wire;
