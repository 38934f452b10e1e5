package io.vpn4j.ike.message;

import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.MalformedMessageException.Kind;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;

/**
 * Ni or Nr: fresh random octets (RFC 7296 section 3.9).
 *
 * @param nonce {@value #MIN_OCTETS} to {@value #MAX_OCTETS} octets
 * @param bits critical bit and reserved bits
 */
public record NoncePayload(Octets nonce, PayloadBits bits) implements Payload {
  /** The fewest octets that RFC 7296 section 3.9 allows. */
  public static final int MIN_OCTETS = 16;

  /** The most octets that RFC 7296 section 3.9 allows. */
  public static final int MAX_OCTETS = 256;

  /**
   * @throws IllegalArgumentException if the nonce is too short or too long
   */
  public NoncePayload {
    if (!isPermitted(nonce.length())) {
      throw new IllegalArgumentException("nonce " + complaint(nonce.length()));
    }
    bits.requireReserved(0);
  }

  /** What we send. */
  public NoncePayload(Octets nonce) {
    this(nonce, PayloadBits.NONE);
  }

  static NoncePayload decode(int headerBits, WireReader body) throws MalformedMessageException {
    if (!isPermitted(body.remaining())) {
      throw body.bad(Kind.BAD_VALUE, "nonce data", complaint(body.remaining()));
    }
    return new NoncePayload(body.rest(), PayloadBits.of(headerBits));
  }

  private static boolean isPermitted(int length) {
    return length >= MIN_OCTETS && length <= MAX_OCTETS;
  }

  private static String complaint(int length) {
    return "of " + length + " octets is not of " + MIN_OCTETS + " to " + MAX_OCTETS;
  }

  @Override
  public PayloadType type() {
    return PayloadType.NONCE;
  }

  @Override
  public int bodyLength() {
    return nonce.length();
  }

  @Override
  public void encodeBody(WireWriter out) {
    out.octets(nonce);
  }
}
