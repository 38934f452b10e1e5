package io.vpn4j.esp.wire;

import java.security.GeneralSecurityException;

/** A cipher that does not authenticate (IKEv2 transform type 1), with its key, and its IVs. */
abstract sealed class PacketCipher permits CbcCipher, CtrCipher, PacketCipher.None {
  /** Octets of the IV on the wire. */
  abstract int ivOctets();

  /** The ciphertext is a multiple of this many octets. */
  abstract int alignment();

  /**
   * Writes the IV and the ciphertext of {@code payload[payloadAt, payloadAt + whole)}, which are
   * whole blocks, and of {@code tail[0, tailOctets)} at {@code packet[at]}.
   *
   * @return octets written
   */
  abstract int encrypt(
      long sequenceNumber,
      byte[] payload,
      int payloadAt,
      int whole,
      byte[] tail,
      int tailOctets,
      byte[] packet,
      int at)
      throws GeneralSecurityException;

  /** Writes the plaintext of {@code packet[at, at + octets)}, which begins with the IV. */
  abstract void decrypt(byte[] packet, int at, int octets, byte[] plain, int plainAt)
      throws GeneralSecurityException;

  abstract void destroy();

  abstract boolean isErased();

  /** NULL encryption (RFC 2410): the plaintext itself, without an IV. */
  static final class None extends PacketCipher {
    private static final int ALIGNMENT = 4; // RFC 4303 section 2.4

    @Override
    int ivOctets() {
      return 0;
    }

    @Override
    int alignment() {
      return ALIGNMENT;
    }

    @Override
    int encrypt(
        long sequenceNumber,
        byte[] payload,
        int payloadAt,
        int whole,
        byte[] tail,
        int tailOctets,
        byte[] packet,
        int at) {
      System.arraycopy(payload, payloadAt, packet, at, whole);
      System.arraycopy(tail, 0, packet, at + whole, tailOctets);
      return whole + tailOctets;
    }

    @Override
    void decrypt(byte[] packet, int at, int octets, byte[] plain, int plainAt) {
      System.arraycopy(packet, at, plain, plainAt, octets);
    }

    @Override
    void destroy() {
      // has no key
    }

    @Override
    boolean isErased() {
      return true;
    }
  }
}
