package io.vpn4j.ike;

/**
 * Key exchange methods (IKEv2 transform type 4): Diffie-Hellman groups, and key encapsulation
 * (ML-KEM), where the two sides send values of different length.
 *
 * <p>Group 1 is not defined: RFC 8247 section 2.4 calls it MUST NOT, and so does AWS. Group 22 is
 * MUST NOT too; it is here because AWS offers it, and usable only by {@link
 * AlgorithmPolicy#dangerouslyAllowing}.
 */
public enum KeyExchangeMethod {
  /** 1024-bit MODP, group 2 (RFC 2409). Weak; AWS's sample configuration uses it. */
  MODP_1024(2, 128),
  /** 1536-bit MODP, group 5 (RFC 3526). */
  MODP_1536(5, 192),
  /** 2048-bit MODP, group 14 (RFC 3526). */
  MODP_2048(14, 256),
  /** 3072-bit MODP, group 15 (RFC 3526). */
  MODP_3072(15, 384),
  /** 4096-bit MODP, group 16 (RFC 3526). */
  MODP_4096(16, 512),
  /** 6144-bit MODP, group 17 (RFC 3526). */
  MODP_6144(17, 768),
  /** 8192-bit MODP, group 18 (RFC 3526). */
  MODP_8192(18, 1024),
  /** NIST P-256, group 19 (RFC 5903). */
  ECP_256(19, 64),
  /** NIST P-384, group 20 (RFC 5903). */
  ECP_384(20, 96),
  /** NIST P-521, group 21 (RFC 5903). */
  ECP_521(21, 132),
  /** 1024-bit MODP with 160-bit prime order subgroup, group 22 (RFC 5114). MUST NOT be used. */
  MODP_1024_160(22, 128),
  /** 2048-bit MODP with 224-bit prime order subgroup, group 23 (RFC 5114). */
  MODP_2048_224(23, 256),
  /** 2048-bit MODP with 256-bit prime order subgroup, group 24 (RFC 5114). */
  MODP_2048_256(24, 256),
  /** Brainpool P256r1, group 28 (RFC 6954). */
  BRAINPOOL_256(28, 64),
  /** Brainpool P384r1, group 29 (RFC 6954). */
  BRAINPOOL_384(29, 96),
  /** Brainpool P512r1, group 30 (RFC 6954). */
  BRAINPOOL_512(30, 128),
  /** Curve25519, group 31 (RFC 8031). */
  CURVE25519(31, 32),
  /** Curve448, group 32 (RFC 8031). */
  CURVE448(32, 56),
  /** ML-KEM-512 of FIPS 203, method 35 (draft-ietf-ipsecme-ikev2-mlkem). */
  ML_KEM_512(35, 800, 768),
  /** ML-KEM-768 of FIPS 203, method 36 (draft-ietf-ipsecme-ikev2-mlkem). */
  ML_KEM_768(36, 1184, 1088),
  /** ML-KEM-1024 of FIPS 203, method 37 (draft-ietf-ipsecme-ikev2-mlkem). */
  ML_KEM_1024(37, 1568, 1568);

  private final int transformId;
  private final int offerOctets;
  private final int replyOctets;
  private final boolean keyEncapsulation;

  /** A Diffie-Hellman group. */
  KeyExchangeMethod(int transformId, int publicValueOctets) {
    this.transformId = transformId;
    this.offerOctets = publicValueOctets;
    this.replyOctets = publicValueOctets;
    this.keyEncapsulation = false;
  }

  /** A key encapsulation mechanism. */
  KeyExchangeMethod(int transformId, int encapsulationKeyOctets, int ciphertextOctets) {
    this.transformId = transformId;
    this.offerOctets = encapsulationKeyOctets;
    this.replyOctets = ciphertextOctets;
    this.keyEncapsulation = true;
  }

  /** The IANA number: what AWS and operators call the group. */
  public int transformId() {
    return transformId;
  }

  /**
   * Octets of the Key Exchange Data in the initiator's KE payload: the public value of a group, the
   * encapsulation key of ML-KEM.
   */
  public int offerOctets() {
    return offerOctets;
  }

  /**
   * Octets of the Key Exchange Data in the responder's KE payload: the public value of a group, the
   * ciphertext of ML-KEM.
   */
  public int replyOctets() {
    return replyOctets;
  }

  /** Whether this is key encapsulation, so that the two sides' values are different things. */
  public boolean isKeyEncapsulation() {
    return keyEncapsulation;
  }
}
