package io.vpn4j.model.net;

/**
 * An autonomous system number of four octets (RFC 6793).
 *
 * @param value 0 to 4,294,967,295
 */
public record AsNumber(long value) implements Comparable<AsNumber> {
  /** The highest number, 4,294,967,295. */
  public static final long MAX = 0xffff_ffffL;

  /**
   * @throws IllegalArgumentException if {@code value} is out of range
   */
  public AsNumber {
    if (value < 0 || value > MAX) {
      throw new IllegalArgumentException("AS number " + value + " is not 0 to " + MAX);
    }
  }

  /** The number {@code value}. */
  public static AsNumber of(long value) {
    return new AsNumber(value);
  }

  /** Whether the number fits two octets (RFC 6793 section 1). */
  public boolean isTwoOctet() {
    return value <= 0xffff;
  }

  /** Whether the number is for private use: 64512–65534 or 4200000000–4294967294 (RFC 6996). */
  public boolean isPrivate() {
    return (value >= 64_512 && value <= 65_534)
        || (value >= 4_200_000_000L && value <= 4_294_967_294L);
  }

  @Override
  public int compareTo(AsNumber other) {
    return Long.compare(value, other.value);
  }

  /** The number in asplain notation (RFC 5396). */
  @Override
  public String toString() {
    return Long.toString(value);
  }
}
