package io.vpn4j.esp.wire;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * AES-GCM with an 8-octet explicit IV and a 4-octet salt (RFC 4106).
 *
 * <p>The JCA wants a fresh {@code init} for each packet, which expands the key again; that is part
 * of what the bare cipher costs. One {@link Spec} serves all packets.
 */
public final class GcmTransform extends EspTransform {
  /** Octets of salt behind the key (RFC 4106 section 8.1). */
  public static final int SALT_OCTETS = 4;

  private static final int IV_OCTETS = 8;
  private static final int ICV_OCTETS = 16;
  private static final int ALIGNMENT = 4; // RFC 4106 section 3.2

  private final Cipher cipher;
  private final int opmode;
  private final SaKey key;
  private final boolean extendedSequenceNumbers;
  private final NonceSource nonces;
  private final Spec spec;
  private final byte[] iv = new byte[IV_OCTETS];
  private final byte[] extendedAad = new byte[12];

  /**
   * A transform with copies of its keys.
   *
   * @param opmode {@code Cipher.ENCRYPT_MODE} to protect, {@code Cipher.DECRYPT_MODE} to unprotect
   * @param keyAndSalt the AES key, then four octets of salt
   * @param provider null for the first that has the cipher
   */
  public GcmTransform(
      int opmode,
      byte[] keyAndSalt,
      boolean extendedSequenceNumbers,
      NonceSource nonces,
      Provider provider)
      throws GeneralSecurityException {
    String name = "AES/GCM/NoPadding";
    int keyOctets = keyAndSalt.length - SALT_OCTETS;
    this.cipher = provider == null ? Cipher.getInstance(name) : Cipher.getInstance(name, provider);
    this.opmode = opmode;
    this.key = new SaKey("AES", keyAndSalt, 0, keyOctets);
    this.extendedSequenceNumbers = extendedSequenceNumbers;
    this.nonces = nonces;
    this.spec = new Spec(Arrays.copyOfRange(keyAndSalt, keyOctets, keyAndSalt.length));
  }

  @Override
  public int ivOctets() {
    return IV_OCTETS;
  }

  @Override
  public int icvOctets() {
    return ICV_OCTETS;
  }

  @Override
  public int alignment() {
    return ALIGNMENT;
  }

  @Override
  public void protect(
      int spi,
      long sequenceNumber,
      byte[] payload,
      int payloadAt,
      int payloadOctets,
      int nextHeader,
      byte[] packet,
      int at)
      throws GeneralSecurityException {
    int tailOctets = fillTail(payload, payloadAt, payloadOctets, nextHeader);
    EspLayout.putHeader(packet, at, spi, sequenceNumber);
    nonces.put(sequenceNumber, iv);
    System.arraycopy(iv, 0, packet, at + EspLayout.HEADER_OCTETS, IV_OCTETS);
    begin(sequenceNumber, packet, at);
    int whole = payloadOctets - payloadOctets % BLOCK_OCTETS;
    int next = at + EspLayout.HEADER_OCTETS + IV_OCTETS;
    if (whole > 0) {
      next += cipher.update(payload, payloadAt, whole, packet, next);
    }
    cipher.doFinal(tail, 0, tailOctets, packet, next);
  }

  @Override
  public boolean unprotect(
      long sequenceNumber, byte[] packet, int at, int octets, byte[] plain, int plainAt)
      throws GeneralSecurityException {
    int bodyAt = EspLayout.HEADER_OCTETS + IV_OCTETS;
    System.arraycopy(packet, at + EspLayout.HEADER_OCTETS, iv, 0, IV_OCTETS);
    begin(sequenceNumber, packet, at);
    try {
      // The provider compares the tag in constant time, and before it gives any plaintext.
      cipher.doFinal(packet, at + bodyAt, octets - bodyAt, plain, plainAt);
      return true;
    } catch (AEADBadTagException e) {
      return false;
    }
  }

  /** Initialises the cipher with salt and {@link #iv}, and gives it the AAD. */
  private void begin(long sequenceNumber, byte[] packet, int at) throws GeneralSecurityException {
    System.arraycopy(iv, 0, spec.nonce, SALT_OCTETS, IV_OCTETS);
    cipher.init(opmode, key, spec);
    if (extendedSequenceNumbers) {
      // RFC 4106 section 5: SPI, then all 64 bits of the sequence number.
      System.arraycopy(packet, at + EspLayout.SPI, extendedAad, 0, 4);
      EspLayout.putInt(extendedAad, 4, (int) (sequenceNumber >>> 32));
      System.arraycopy(packet, at + EspLayout.SEQUENCE_NUMBER, extendedAad, 8, 4);
      cipher.updateAAD(extendedAad, 0, extendedAad.length);
    } else {
      cipher.updateAAD(packet, at, EspLayout.HEADER_OCTETS);
    }
  }

  @Override
  public void destroy() {
    key.destroy();
    Arrays.fill(spec.nonce, (byte) 0);
    Arrays.fill(tail, (byte) 0);
  }

  @Override
  public boolean isErased() {
    return key.isErased() && Arrays.equals(spec.nonce, new byte[spec.nonce.length]);
  }

  /**
   * Parameters whose nonce is rewritten for each packet: spares an object and a copy a packet. What
   * the provider gets is a copy, since it keeps the last nonce to refuse its reuse.
   */
  private static final class Spec extends GCMParameterSpec {
    private final byte[] nonce;

    Spec(byte[] salt) {
      super(8 * ICV_OCTETS, new byte[SALT_OCTETS + IV_OCTETS]);
      this.nonce = Arrays.copyOf(salt, SALT_OCTETS + IV_OCTETS);
    }

    @Override
    public byte[] getIV() {
      return nonce.clone();
    }
  }
}
