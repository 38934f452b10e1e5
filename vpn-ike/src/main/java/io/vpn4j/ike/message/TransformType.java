package io.vpn4j.ike.message;

/**
 * What a transform is for (RFC 7296 section 3.3.2): an open registry.
 *
 * @param value transform type, 0 to 255
 */
public record TransformType(int value) {
  private static final RegistryNames NAMES = new RegistryNames();

  /** Encryption algorithm. */
  public static final TransformType ENCR = named(1, "ENCR");

  /** Pseudorandom function. */
  public static final TransformType PRF = named(2, "PRF");

  /** Integrity algorithm. */
  public static final TransformType INTEG = named(3, "INTEG");

  /** Key exchange method, the Diffie-Hellman group of RFC 7296. */
  public static final TransformType KE = named(4, "KE");

  /** Sequence numbers: 0 is 32 bits, 1 is 64 bits (extended). */
  public static final TransformType ESN = named(5, "ESN");

  /** Additional key exchange 1 (RFC 9370). */
  public static final TransformType ADDKE1 = named(6, "ADDKE1");

  /** Additional key exchange 2 (RFC 9370). */
  public static final TransformType ADDKE2 = named(7, "ADDKE2");

  /** Additional key exchange 3 (RFC 9370). */
  public static final TransformType ADDKE3 = named(8, "ADDKE3");

  /** Additional key exchange 4 (RFC 9370). */
  public static final TransformType ADDKE4 = named(9, "ADDKE4");

  /** Additional key exchange 5 (RFC 9370). */
  public static final TransformType ADDKE5 = named(10, "ADDKE5");

  /** Additional key exchange 6 (RFC 9370). */
  public static final TransformType ADDKE6 = named(11, "ADDKE6");

  /** Additional key exchange 7 (RFC 9370). */
  public static final TransformType ADDKE7 = named(12, "ADDKE7");

  /**
   * @throws IllegalArgumentException if {@code value} is out of range
   */
  public TransformType {
    Unsigned.require("transform type", value, 255);
  }

  /**
   * The type of one additional key exchange.
   *
   * @param round 1 to 7
   */
  public static TransformType additionalKeyExchange(int round) {
    Unsigned.require("round", round - 1L, 6);
    return new TransformType(ADDKE1.value + round - 1);
  }

  /** Whether this is one of ADDKE1 to ADDKE7 (RFC 9370). */
  public boolean isAdditionalKeyExchange() {
    return value >= ADDKE1.value && value <= ADDKE7.value;
  }

  private static TransformType named(int value, String name) {
    return new TransformType(NAMES.add(value, name));
  }

  /** The name, if the number has one, with the number. */
  @Override
  public String toString() {
    return NAMES.describe(value);
  }
}
