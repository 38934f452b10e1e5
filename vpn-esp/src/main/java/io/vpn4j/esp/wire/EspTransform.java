package io.vpn4j.esp.wire;

import java.security.GeneralSecurityException;

/**
 * The cryptography of one SA in one direction, with its keys.
 *
 * <p>Lengths are the caller's duty. No call allocates anything that the JCA provider does not.
 */
public abstract sealed class EspTransform permits AeadTransform, EncryptThenMacTransform {
  /** A block of AES; {@link #fillTail} keeps whole blocks out of the tail. */
  static final int BLOCK_OCTETS = 16;

  /** The last octets of the plaintext: up to 15 of the payload, up to 15 of padding, and two. */
  final byte[] tail = new byte[2 * BLOCK_OCTETS];

  EspTransform() {}

  /** Octets of the IV on the wire. */
  public abstract int ivOctets();

  /** Octets of the ICV on the wire. */
  public abstract int icvOctets();

  /** The ciphertext is a multiple of this many octets. */
  public abstract int alignment();

  /**
   * Writes a whole ESP packet at {@code packet[at]}.
   *
   * @param payload array with the payload; may be {@code packet} if {@code payloadAt} is exactly
   *     where the ciphertext begins, else the two ranges do not overlap
   */
  public abstract void protect(
      int spi,
      long sequenceNumber,
      byte[] payload,
      int payloadAt,
      int payloadOctets,
      int nextHeader,
      byte[] packet,
      int at)
      throws GeneralSecurityException;

  /**
   * Verifies the ICV of a whole ESP packet and, if it holds, writes the plaintext with its trailer
   * at {@code plain[plainAt]}.
   *
   * @param sequenceNumber all 64 bits; the high half counts only with extended sequence numbers
   * @param plain may be {@code packet} if {@code plainAt} is exactly where the ciphertext begins
   * @return whether the ICV holds; if not, {@code plain} may be overwritten, but not with plaintext
   */
  public abstract boolean unprotect(
      long sequenceNumber, byte[] packet, int at, int octets, byte[] plain, int plainAt)
      throws GeneralSecurityException;

  /** Erases the keys; the transform is not used again. */
  public abstract void destroy();

  /** Whether every key octet that this object holds is zero. */
  public abstract boolean isErased();

  /**
   * Puts the payload's last, partial block and the trailer into {@link #tail}: the payload itself
   * is encrypted from where it is, and only these octets are copied.
   *
   * @return octets in {@code tail}
   */
  final int fillTail(byte[] payload, int payloadAt, int payloadOctets, int nextHeader) {
    int rest = payloadOctets - wholeBlocks(payloadOctets);
    System.arraycopy(payload, payloadAt + payloadOctets - rest, tail, 0, rest);
    int padLength = Math.floorMod(-(payloadOctets + EspLayout.TRAILER_OCTETS), alignment());
    return rest + EspLayout.putTrailer(tail, rest, padLength, nextHeader);
  }

  /** Octets of the payload that {@link #fillTail} leaves where they are. */
  static int wholeBlocks(int payloadOctets) {
    return payloadOctets - payloadOctets % BLOCK_OCTETS;
  }

  /** Whether nothing is left in {@code octets}. */
  static boolean isZero(byte[] octets) {
    int any = 0;
    for (byte octet : octets) {
      any |= octet;
    }
    return any == 0;
  }
}
