package io.vpn4j.ike.fragment;

import io.vpn4j.ike.fragment.FragmentResult.Whole;
import io.vpn4j.ike.message.EncryptedFragmentPayload;
import io.vpn4j.ike.message.PayloadType;
import io.vpn4j.model.wire.Octets;
import java.util.Arrays;
import java.util.Optional;

/** The fragments of one message that are here, opened. */
final class PartialMessage {
  private final byte[][] pieces;
  private int have;
  private int octets;
  private PayloadType firstInner = PayloadType.NONE;
  private Octets firstFragment = Octets.EMPTY;

  /**
   * @param total bounded by the caller
   */
  PartialMessage(int total) {
    this.pieces = new byte[total][];
  }

  int total() {
    return pieces.length;
  }

  int have() {
    return have;
  }

  /** What is kept here: the opened pieces, and the first datagram as it came. */
  int heldOctets() {
    return octets + firstFragment.length();
  }

  boolean has(int fragmentNumber) {
    return pieces[fragmentNumber - 1] != null;
  }

  /** Keeps {@code piece}, which is then owned by this object. */
  void add(EncryptedFragmentPayload skf, Octets datagram, byte[] piece) {
    pieces[skf.fragmentNumber() - 1] = piece;
    have++;
    octets += piece.length;
    if (skf.fragmentNumber() == 1) {
      firstInner = skf.firstInner();
      firstFragment = datagram;
    }
  }

  /** The message, if nothing is missing. */
  Optional<Whole> whole() {
    if (have < pieces.length) {
      return Optional.empty();
    }
    byte[] inner = new byte[octets];
    int at = 0;
    for (byte[] piece : pieces) {
      System.arraycopy(piece, 0, inner, at, piece.length);
      at += piece.length;
    }
    Whole whole = new Whole(firstInner, Octets.of(inner), firstFragment);
    Arrays.fill(inner, (byte) 0);
    return Optional.of(whole);
  }

  /** Zeroes the pieces. */
  void destroy() {
    for (byte[] piece : pieces) {
      if (piece != null) {
        Arrays.fill(piece, (byte) 0);
      }
    }
  }
}
