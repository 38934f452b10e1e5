/**
 * The cryptography of an IKE SA: key exchange, key schedule, the SK payload, PSK authentication.
 *
 * <p>Functions of octet strings; no message is parsed here, no time is read, and randomness comes
 * only from {@link io.vpn4j.ike.IkeCrypto#random()}. Who computes a primitive is written down in
 * {@link io.vpn4j.ike.crypto.Primitive}: {@link io.vpn4j.ike.IkeCrypto#provider()} first, then the
 * JVM's providers or Bouncy Castle's lightweight API. The prime numbers of the MODP groups and the
 * curves are Bouncy Castle's constants (the groups of RFC 5114 our own).
 *
 * <p>Implements:
 *
 * <ul>
 *   <li>RFC 7296 (IKEv2) 2.13 prf+, 2.14 and 2.17 keying material, 2.15 authentication by shared
 *       key, 2.18 keys of a rekeyed IKE SA, 2.23 NAT detection hashes, 3.14 the Encrypted payload
 *   <li>RFC 5282 (AEAD in the Encrypted payload) with AES-GCM and AES-CCM, RFC 7634
 *       (ChaCha20-Poly1305), RFC 3602 (AES-CBC), RFC 5930 (AES-CTR)
 *   <li>RFC 2104, RFC 2404, RFC 4868 (HMAC as PRF and integrity), RFC 3566 and RFC 4434 (AES-XCBC),
 *       RFC 4494 and RFC 4615 (AES-CMAC)
 *   <li>RFC 2409 6.2, RFC 3526 (MODP), RFC 5114 (MODP with subgroups), RFC 5903 (ECP), RFC 6954
 *       (Brainpool), RFC 7748 and RFC 8031 (Curve25519, Curve448), RFC 6989 (tests on the peer's
 *       public value)
 *   <li>FIPS 203 with draft-ietf-ipsecme-ikev2-mlkem (ML-KEM)
 * </ul>
 *
 * <p>Left out: what RFC 8247 calls MUST NOT, except group 22 ({@link
 * io.vpn4j.ike.AlgorithmPolicy}); 3DES; signatures and certificates, which are not octet functions
 * of an IKE SA's keys.
 *
 * <p>Objects that hold secrets have {@code destroy()}, which zeroes what they hold; they hold
 * octets and no JCA objects. What a JCA provider or Bouncy Castle copies into objects of its own,
 * and {@code BigInteger}s, cannot be reached; such objects live only inside one method call.
 * Nothing here is thread-safe unless it says so.
 */
package io.vpn4j.ike.crypto;
