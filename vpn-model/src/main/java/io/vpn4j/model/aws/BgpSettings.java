package io.vpn4j.model.aws;

import io.vpn4j.model.net.AsNumber;

/**
 * Element {@code bgp}: what one end of a tunnel says in its OPEN message (RFC 4271 section 4.2).
 *
 * @param asn element {@code asn}, 1 to 4294967295
 * @param holdTimeSeconds element {@code hold_time}, 0 or 3 to 65535; AWS has 30
 */
public record BgpSettings(AsNumber asn, int holdTimeSeconds) {
  /** The hold time of AWS: 30 seconds. */
  public static final int AWS_HOLD_TIME_SECONDS = 30;

  /**
   * @throws IllegalArgumentException if a value is out of range
   */
  public BgpSettings {
    RuleViolation.outside("asn", asn.value(), 1, AsNumber.MAX);
    RuleViolation.unless(
        holdTimeSeconds == 0 || (holdTimeSeconds >= 3 && holdTimeSeconds <= 65_535),
        "hold_time",
        holdTimeSeconds,
        "0 or 3 to 65535 seconds (RFC 4271 4.2)");
  }

  /** The number {@code asn} with the hold time of AWS. */
  public static BgpSettings of(AsNumber asn) {
    return new BgpSettings(asn, AWS_HOLD_TIME_SECONDS);
  }
}
