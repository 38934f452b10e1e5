package io.vpn4j.esp.tunnel;

/**
 * The four codepoints of the ECN field, the low two bits of the traffic class, and how two of them
 * become one at the end of a tunnel.
 *
 * <p>The constants stand in the order of their bits, so that the ordinal is the field.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6040#section-4">RFC 6040 section 4</a>
 */
public enum Ecn {
  /** 00: the transport does not know ECN. */
  NOT_ECT,
  /** 01. */
  ECT_1,
  /** 10. */
  ECT_0,
  /** 11: congestion experienced. */
  CE;

  /** The bits of the traffic class, or IPv4 type of service, that are this field. */
  public static final int MASK = 3;

  private static final Ecn[] BY_BITS = values();

  /** The field of a traffic class; the other bits do not matter. */
  public static Ecn of(int trafficClass) {
    return BY_BITS[trafficClass & MASK];
  }

  /** The two bits. */
  @SuppressWarnings("EnumOrdinal") // the order of the constants is the order of the bits
  public int bits() {
    return ordinal();
  }

  /**
   * What arrives as {@code outer} around a packet that is marked with this (RFC 6040 figure 4: this
   * is the row, {@code outer} the column).
   *
   * @return never {@code MALFORMED}
   */
  public EcnOutcome arriving(Ecn outer) {
    return switch (this) {
      case NOT_ECT ->
          switch (outer) {
            case NOT_ECT -> EcnOutcome.KEPT;
            case ECT_0, ECT_1 -> EcnOutcome.SUSPECT;
            case CE -> EcnOutcome.DROP;
          };
      case ECT_0 ->
          switch (outer) {
            case NOT_ECT, ECT_0 -> EcnOutcome.KEPT;
            case ECT_1, CE -> EcnOutcome.MARKED;
          };
      case ECT_1 ->
          switch (outer) {
            case NOT_ECT, ECT_1 -> EcnOutcome.KEPT;
            case ECT_0 -> EcnOutcome.ODD;
            case CE -> EcnOutcome.MARKED;
          };
      case CE ->
          switch (outer) {
            case NOT_ECT, ECT_0, CE -> EcnOutcome.KEPT;
            case ECT_1 -> EcnOutcome.SUSPECT;
          };
    };
  }
}
