/**
 * The cryptography of an IKE SA: key exchange, key schedule, the SK payload, PSK authentication.
 *
 * <p>Functions of octet strings; no message is parsed here, no time is read, and randomness comes
 * only from {@link io.vpn4j.ike.IkeCrypto#random()}. Primitives are the JCA's: those of {@link
 * io.vpn4j.ike.IkeCrypto#provider()} first, then those of the JVM; where no provider is given,
 * X25519 is Bouncy Castle's own (see {@link io.vpn4j.ike.crypto.Curve25519Group}). The prime
 * numbers of the MODP groups are Bouncy Castle's constants (those of RFC 5114 our own).
 *
 * <p>Implements:
 *
 * <ul>
 *   <li>RFC 7296 (IKEv2) 2.13 prf+, 2.14 and 2.17 keying material, 2.15 authentication by shared
 *       key, 2.18 keys of a rekeyed IKE SA, 2.23 NAT detection hashes, 3.14 the Encrypted payload
 *   <li>RFC 5282 (AEAD in the Encrypted payload) with AES-GCM
 *   <li>RFC 2104, RFC 2404, RFC 4868 (HMAC as PRF and integrity), RFC 3602 (AES-CBC)
 *   <li>RFC 2409 6.2, RFC 3526 (MODP), RFC 5114 (MODP with subgroups), RFC 5903 (ECP), RFC 7748 and
 *       RFC 8031 (Curve25519), RFC 6989 (tests on the peer's public value)
 * </ul>
 *
 * <p>Left out: signatures and certificates, ML-KEM (RFC 9370; {@link
 * io.vpn4j.ike.crypto.KeyExchange} has the shape for it), AES-XCBC and AES-CMAC, ChaCha20-Poly1305.
 *
 * <p>Objects that hold secrets have {@code destroy()}, which zeroes what they hold. What a JCA
 * provider copies into objects of its own, and {@code BigInteger}s, cannot be reached; such objects
 * live only inside one method call. Nothing here is thread-safe unless it says so.
 */
package io.vpn4j.ike.crypto;
