package io.vpn4j.routing.bgp.message;

/** Ranges of wire numbers, for values that we make ourselves: a misfit is our own mistake. */
final class Unsigned {
  private Unsigned() {}

  /**
   * @throws IllegalArgumentException unless {@code value} fits one octet
   */
  static void requireU8(String field, int value) {
    require(field, value, 0xff);
  }

  /**
   * @throws IllegalArgumentException unless {@code value} fits two octets
   */
  static void requireU16(String field, int value) {
    require(field, value, 0xffff);
  }

  /**
   * @throws IllegalArgumentException unless {@code value} is 0 to {@code max}
   */
  static void require(String field, long value, long max) {
    if (value < 0 || value > max) {
      throw new IllegalArgumentException(field + " " + value + " is not 0 to " + max);
    }
  }
}
