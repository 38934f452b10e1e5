package io.vpn4j.esp;

import io.vpn4j.esp.wire.NonceSource;
import java.security.Provider;
import java.util.Arrays;
import java.util.Objects;

/** What both directions of an SA are built from. */
abstract class SaBuilder<B extends SaBuilder<B>> {
  /** SPIs 1 to 255 are IANA's, 0 is for local use and never sent (RFC 4303 section 2.1). */
  static final int LAST_RESERVED_SPI = 255;

  final int spi;
  final EspSuite suite;
  EspMode mode = EspMode.TUNNEL;
  boolean extendedSequenceNumbers;
  NonceSource nonces = NonceSource.SEQUENCE_NUMBER;
  SaLifetime lifetime = SaLifetime.NONE;
  private Provider provider;
  private byte[] encryptionKey;
  private byte[] integrityKey;

  SaBuilder(int spi, EspSuite suite) {
    if (isReserved(spi)) {
      throw new IllegalArgumentException("spi " + spi + " is reserved; 256 to 4294967295");
    }
    this.spi = spi;
    this.suite = Objects.requireNonNull(suite, "suite");
  }

  static boolean isReserved(int spi) {
    return spi >= 0 && spi <= LAST_RESERVED_SPI;
  }

  abstract B self();

  /**
   * The keying material of this direction, which is copied: encryption key, salt if any, integrity
   * key if any (RFC 7296 section 2.17). The caller zeroes its own.
   *
   * @throws IllegalArgumentException if it is not {@link EspSuite#keymatOctets} octets
   */
  public B keymat(byte[] keymat) {
    requireOctets("keymat", keymat, suite.keymatOctets());
    int border = suite.encryption().keymatOctets();
    byte[] encryption = Arrays.copyOfRange(keymat, 0, border);
    byte[] integrity = Arrays.copyOfRange(keymat, border, keymat.length);
    keys(encryption, integrity);
    Arrays.fill(encryption, (byte) 0);
    Arrays.fill(integrity, (byte) 0);
    return self();
  }

  /**
   * The keys of this direction, which are copied. The caller zeroes its own.
   *
   * @param encryptionKey the key, then the salt if any
   * @param integrityKey of no octets if the suite has no MAC
   * @throws IllegalArgumentException if a length is not that of the suite
   */
  public B keys(byte[] encryptionKey, byte[] integrityKey) {
    requireOctets("encryptionKey", encryptionKey, suite.encryption().keymatOctets());
    requireOctets("integrityKey", integrityKey, suite.integrity().keyOctets());
    eraseKeys();
    this.encryptionKey = encryptionKey.clone();
    this.integrityKey = integrityKey.clone();
    return self();
  }

  /** What the SA carries; tunnel mode unless set. */
  public B mode(EspMode mode) {
    this.mode = Objects.requireNonNull(mode, "mode");
    return self();
  }

  /**
   * Whether sequence numbers have 64 bits, of which the low 32 are sent (RFC 4303 section 2.2.1).
   * False unless set; both ends must have negotiated it.
   */
  public B extendedSequenceNumbers(boolean extendedSequenceNumbers) {
    this.extendedSequenceNumbers = extendedSequenceNumbers;
    return self();
  }

  /** How much the SA may carry; no limit but the sequence numbers unless set. */
  public B lifetime(SaLifetime lifetime) {
    this.lifetime = Objects.requireNonNull(lifetime, "lifetime");
    return self();
  }

  /** The JCA provider of cipher and MAC; the first installed that has them, unless set. */
  public B provider(Provider provider) {
    this.provider = Objects.requireNonNull(provider, "provider");
    return self();
  }

  /** A seam for tests: makes packets that another implementation made. */
  B nonces(NonceSource nonces) {
    this.nonces = nonces;
    return self();
  }

  /** What makes the transforms; the builder forgets the keys. */
  final TransformSource transforms(int opmode) {
    if (encryptionKey == null) {
      throw new IllegalArgumentException("keymat of SPI " + hex(spi) + " is not set");
    }
    TransformSource source =
        new TransformSource(
            suite, opmode, encryptionKey, integrityKey, extendedSequenceNumbers, nonces, provider);
    encryptionKey = null;
    integrityKey = null;
    return source;
  }

  static String hex(int spi) {
    return String.format("%08x", spi);
  }

  private void eraseKeys() {
    if (encryptionKey != null) {
      Arrays.fill(encryptionKey, (byte) 0);
      Arrays.fill(integrityKey, (byte) 0);
      encryptionKey = null;
      integrityKey = null;
    }
  }

  private void requireOctets(String name, byte[] value, int octets) {
    if (value.length != octets) {
      throw new IllegalArgumentException(
          name + " of " + value.length + " octets; " + suite + " takes " + octets);
    }
  }
}
