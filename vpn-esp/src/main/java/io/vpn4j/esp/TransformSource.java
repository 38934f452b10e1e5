package io.vpn4j.esp;

import io.vpn4j.esp.wire.EspTransform;
import io.vpn4j.esp.wire.NonceSource;
import io.vpn4j.esp.wire.TransformFactory;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Arrays;

/** The keys of an SA, and as many transforms with copies of them as its lanes want. */
final class TransformSource {
  private final EspSuite suite;
  private final int opmode;
  private final byte[] encryptionKey;
  private final byte[] integrityKey;
  private final boolean extendedSequenceNumbers;
  private final NonceSource nonces;
  private final Provider provider;

  /**
   * Takes over the arrays, which {@link #erase} zeroes.
   *
   * @param provider null for the first that has the algorithms
   */
  TransformSource(
      EspSuite suite,
      int opmode,
      byte[] encryptionKey,
      byte[] integrityKey,
      boolean extendedSequenceNumbers,
      NonceSource nonces,
      Provider provider) {
    this.suite = suite;
    this.opmode = opmode;
    this.encryptionKey = encryptionKey;
    this.integrityKey = integrityKey;
    this.extendedSequenceNumbers = extendedSequenceNumbers;
    this.nonces = nonces;
    this.provider = provider;
  }

  /**
   * A transform with keys of its own. Not after {@link #erase}.
   *
   * @throws IllegalStateException if the provider lacks an algorithm
   */
  EspTransform next() {
    try {
      return Transforms.create(
          suite,
          encryptionKey,
          integrityKey,
          new TransformFactory(opmode, extendedSequenceNumbers, nonces, provider));
    } catch (GeneralSecurityException e) {
      erase();
      throw new IllegalStateException("the JCA provider cannot do " + suite, e);
    }
  }

  void erase() {
    Arrays.fill(encryptionKey, (byte) 0);
    Arrays.fill(integrityKey, (byte) 0);
  }

  boolean isErased() {
    int any = 0;
    for (byte octet : encryptionKey) {
      any |= octet;
    }
    for (byte octet : integrityKey) {
      any |= octet;
    }
    return any == 0;
  }
}
