package io.vpn4j.esp.wire;

/**
 * Where things stand in an ESP packet (RFC 4303 section 2).
 *
 * <pre>
 *   0: SPI (4)  4: sequence number, low 32 bits (4)  8: IV  8+iv: ciphertext  end-icv: ICV
 *   plaintext: payload, padding 1, 2, 3 ..., pad length (1), next header (1)
 * </pre>
 */
public final class EspLayout {
  /** Offset of the SPI. */
  public static final int SPI = 0;

  /** Offset of the low half of the sequence number. */
  public static final int SEQUENCE_NUMBER = 4;

  /** Octets before the IV. */
  public static final int HEADER_OCTETS = 8;

  /** Octets of pad length and next header. */
  public static final int TRAILER_OCTETS = 2;

  private EspLayout() {}

  /** Octets of ciphertext for a payload: payload and trailer, rounded up to {@code alignment}. */
  public static long ciphertextOctets(long payloadOctets, int alignment) {
    return (payloadOctets + TRAILER_OCTETS + alignment - 1) / alignment * alignment;
  }

  /** Writes SPI and the low half of the sequence number. */
  static void putHeader(byte[] packet, int at, int spi, long sequenceNumber) {
    putInt(packet, at + SPI, spi);
    putInt(packet, at + SEQUENCE_NUMBER, (int) sequenceNumber);
  }

  static void putInt(byte[] octets, int at, int value) {
    octets[at] = (byte) (value >>> 24);
    octets[at + 1] = (byte) (value >>> 16);
    octets[at + 2] = (byte) (value >>> 8);
    octets[at + 3] = (byte) value;
  }

  /**
   * Writes padding, pad length and next header (RFC 4303 section 2.4: 1, 2, 3 ...).
   *
   * @return octets written
   */
  static int putTrailer(byte[] octets, int at, int padLength, int nextHeader) {
    for (int i = 0; i < padLength; i++) {
      octets[at + i] = (byte) (i + 1);
    }
    octets[at + padLength] = (byte) padLength;
    octets[at + padLength + 1] = (byte) nextHeader;
    return padLength + TRAILER_OCTETS;
  }

  /**
   * Octets of payload in a decrypted {@code plain[at, at + octets)}, or -1 if the pad length is
   * more than there is or the padding is not 1, 2, 3 ... (RFC 4303 section 2.4: the receiver SHOULD
   * inspect it).
   */
  public static int payloadOctets(byte[] plain, int at, int octets) {
    int padLength = plain[at + octets - 2] & 0xff;
    int payload = octets - TRAILER_OCTETS - padLength;
    if (payload < 0) {
      return -1;
    }
    int wrong = 0;
    for (int i = 0; i < padLength; i++) {
      wrong |= plain[at + payload + i] ^ (i + 1);
    }
    return (wrong & 0xff) == 0 ? payload : -1;
  }
}
