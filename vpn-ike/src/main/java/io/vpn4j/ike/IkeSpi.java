package io.vpn4j.ike;

/**
 * A security parameter index of an IKE SA: 64 opaque bits (RFC 7296 section 3.1).
 *
 * @param value the bits
 */
public record IkeSpi(long value) {
  /** No SPI: what the responder's field holds in the first message. */
  public static final IkeSpi ZERO = new IkeSpi(0);

  /** Whether all bits are zero. */
  public boolean isZero() {
    return value == 0;
  }

  /** Sixteen hexadecimal digits. */
  @Override
  public String toString() {
    return String.format("%016x", value);
  }
}
