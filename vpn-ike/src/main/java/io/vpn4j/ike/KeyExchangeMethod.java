package io.vpn4j.ike;

/** Key exchange methods (IKEv2 transform type 4, "Diffie-Hellman groups"). */
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
  /** 1024-bit MODP with 160-bit prime order subgroup, group 22 (RFC 5114). */
  MODP_1024_160(22, 128),
  /** 2048-bit MODP with 224-bit prime order subgroup, group 23 (RFC 5114). */
  MODP_2048_224(23, 256),
  /** 2048-bit MODP with 256-bit prime order subgroup, group 24 (RFC 5114). */
  MODP_2048_256(24, 256),
  /** Curve25519, group 31 (RFC 8031). */
  CURVE25519(31, 32);

  private final int transformId;
  private final int publicValueOctets;

  KeyExchangeMethod(int transformId, int publicValueOctets) {
    this.transformId = transformId;
    this.publicValueOctets = publicValueOctets;
  }

  /** The IANA number: what AWS and operators call the group. */
  public int transformId() {
    return transformId;
  }

  /** Octets of the Key Exchange Data in a KE payload. */
  public int publicValueOctets() {
    return publicValueOctets;
  }
}
