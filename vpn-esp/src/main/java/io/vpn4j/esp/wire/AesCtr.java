package io.vpn4j.esp.wire;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;

/** AES in counter mode, from a counter block that is set anew for each packet. */
final class AesCtr {
  /** The first counter block; write it, then {@link #begin}. */
  final byte[] counter = new byte[EspTransform.BLOCK_OCTETS];

  private final Cipher cipher;
  private final SaKey key;
  private final IvSpec spec = new IvSpec(counter);

  /** A cipher with a copy of {@code key[0, keyOctets)}. */
  AesCtr(Jca jca, byte[] key, int keyOctets) throws GeneralSecurityException {
    this.cipher = jca.cipher("AES/CTR/NoPadding");
    this.key = new SaKey("AES", key, 0, keyOctets);
  }

  /** Starts the key stream at {@link #counter}. */
  void begin() throws GeneralSecurityException {
    cipher.init(Cipher.ENCRYPT_MODE, key, spec); // both directions are one and the same
  }

  /** Goes on with the key stream; returns {@code octets}. */
  int update(byte[] in, int at, int octets, byte[] out, int outAt) throws GeneralSecurityException {
    return cipher.update(in, at, octets, out, outAt);
  }

  /** As {@link #update}, and ends. */
  int doFinal(byte[] in, int at, int octets, byte[] out, int outAt)
      throws GeneralSecurityException {
    return cipher.doFinal(in, at, octets, out, outAt);
  }

  void destroy() {
    key.destroy();
    Arrays.fill(counter, (byte) 0);
  }

  boolean isErased() {
    return key.isErased() && EspTransform.isZero(counter);
  }
}
