package io.vpn4j.ike.crypto;

import io.vpn4j.ike.KeyExchangeMethod;

/**
 * A peer's public value that must not be used.
 *
 * <p>Checked, because the state machine decides what to answer, and without stack trace, because a
 * stranger can cause it at will.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6989">RFC 6989</a>
 */
public final class InvalidKeyExchangeException extends Exception {
  private static final long serialVersionUID = 1;

  /** What is wrong with the value. */
  public enum Reason {
    /** Not as long as the group wants. */
    WRONG_LENGTH("has the wrong length"),
    /**
     * A MODP value that is not 1 &lt; y &lt; p-1, a coordinate that is not below p, or a
     * coefficient of ML-KEM that is not below q (FIPS 203 section 7.2).
     */
    OUT_OF_RANGE("is out of range"),
    /** A MODP value outside the subgroup of prime order (RFC 6989 section 2.2). */
    OUTSIDE_SUBGROUP("is outside the subgroup of prime order"),
    /** A point that is not on the curve (RFC 6989 section 2.3). */
    NOT_ON_CURVE("is not a point of the curve"),
    /** A point that makes every shared secret zero (RFC 8031 section 2.1, RFC 7748 section 6.1). */
    LOW_ORDER("is a point of low order"),
    /** Fine by our own tests, but the JCA provider refuses it. */
    REFUSED_BY_PROVIDER("is refused by the JCA provider");

    private final String text;

    Reason(String text) {
      this.text = text;
    }
  }

  private final KeyExchangeMethod method;
  private final Reason reason;

  InvalidKeyExchangeException(KeyExchangeMethod method, Reason reason) {
    super("the peer's public value for " + method + " " + reason.text, null, false, false);
    this.method = method;
    this.reason = reason;
  }

  /** The method the value was for. */
  public KeyExchangeMethod method() {
    return method;
  }

  /** What is wrong. */
  public Reason reason() {
    return reason;
  }
}
