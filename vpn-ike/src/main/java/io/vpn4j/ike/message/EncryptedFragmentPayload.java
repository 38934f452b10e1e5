package io.vpn4j.ike.message;

import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.MalformedMessageException.Kind;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import java.util.Objects;

/**
 * SKF: one fragment of an encrypted message (RFC 7383 section 2.5).
 *
 * @param firstInner the type of the first payload inside the whole message in fragment 1; NONE in
 *     all others
 * @param fragmentNumber 1 to {@code totalFragments}
 * @param totalFragments 1 to 65,535
 * @param body initialization vector, ciphertext and integrity checksum of this fragment
 * @param bits critical bit and reserved bits
 */
public record EncryptedFragmentPayload(
    PayloadType firstInner, int fragmentNumber, int totalFragments, Octets body, PayloadBits bits)
    implements ProtectedPayload {
  /** Octets of Fragment Number and Total Fragments. */
  static final int FRAGMENT_HEADER_OCTETS = 4;

  /**
   * @throws IllegalArgumentException if a number is out of range
   */
  public EncryptedFragmentPayload {
    Objects.requireNonNull(firstInner, "firstInner");
    Objects.requireNonNull(body, "body");
    Unsigned.requireU16("total fragments", totalFragments);
    if (!isFragmentOf(fragmentNumber, totalFragments)) {
      throw new IllegalArgumentException(
          "fragment number " + fragmentNumber + " is not 1 to " + totalFragments);
    }
    bits.requireReserved(0);
  }

  /** What we send. */
  public EncryptedFragmentPayload(
      PayloadType firstInner, int fragmentNumber, int totalFragments, Octets body) {
    this(firstInner, fragmentNumber, totalFragments, body, PayloadBits.NONE);
  }

  static EncryptedFragmentPayload decode(PayloadType firstInner, int headerBits, WireReader body)
      throws MalformedMessageException {
    int fragmentNumber = body.u16("fragment number");
    int totalFragments = body.u16("total fragments");
    if (!isFragmentOf(fragmentNumber, totalFragments)) {
      throw body.bad(
          Kind.BAD_VALUE, "fragment number", fragmentNumber + " is not 1 to " + totalFragments);
    }
    return new EncryptedFragmentPayload(
        firstInner, fragmentNumber, totalFragments, body.rest(), PayloadBits.of(headerBits));
  }

  /** RFC 7383 section 2.6 has a receiver discard anything else. */
  private static boolean isFragmentOf(int fragmentNumber, int totalFragments) {
    return fragmentNumber >= 1 && fragmentNumber <= totalFragments;
  }

  @Override
  public PayloadType type() {
    return PayloadType.SKF;
  }

  @Override
  public int bodyLength() {
    return FRAGMENT_HEADER_OCTETS + body.length();
  }

  @Override
  public void encodeBody(WireWriter out) {
    out.u16(fragmentNumber).u16(totalFragments).octets(body);
  }

  /** Without the octets, which nobody can read. */
  @Override
  public String toString() {
    return "EncryptedFragmentPayload["
        + fragmentNumber
        + " of "
        + totalFragments
        + ", firstInner="
        + firstInner
        + ", "
        + body.length()
        + " octets]";
  }
}
