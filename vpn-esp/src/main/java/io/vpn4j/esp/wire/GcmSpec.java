package io.vpn4j.esp.wire;

import javax.crypto.spec.GCMParameterSpec;

/** As {@link IvSpec}, with the length of the tag. */
final class GcmSpec extends GCMParameterSpec {
  private final byte[] nonce;

  /** Parameters with whatever {@code nonce} holds when they are used. */
  GcmSpec(int icvOctets, byte[] nonce) {
    super(8 * icvOctets, nonce);
    this.nonce = nonce;
  }

  @Override
  public byte[] getIV() {
    return nonce.clone();
  }
}
