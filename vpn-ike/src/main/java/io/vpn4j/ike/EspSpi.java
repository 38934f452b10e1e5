package io.vpn4j.ike;

/**
 * A security parameter index of a Child SA: 32 opaque bits; 0 to 255 are reserved (RFC 4303 section
 * 2.1).
 *
 * @param value the bits
 */
public record EspSpi(int value) {

  /** Eight hexadecimal digits. */
  @Override
  public String toString() {
    return String.format("%08x", value);
  }
}
