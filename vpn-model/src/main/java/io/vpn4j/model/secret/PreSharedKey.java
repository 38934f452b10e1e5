package io.vpn4j.model.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The secret that both ends of one tunnel share.
 *
 * <p>Never prints itself, compares in constant time, and gives its octets only for a {@link
 * SecretAccess}.
 */
public final class PreSharedKey {
  private static final Pattern AWS_RULE = Pattern.compile("[A-Za-z1-9._][A-Za-z0-9._]{7,63}");

  private final byte[] octets;

  private PreSharedKey(byte[] octets) {
    this.octets = octets;
  }

  /**
   * A key by the rule of AWS: 8 to 64 of A–Z, a–z, 0–9, {@code .} and {@code _}, the first not
   * {@code 0} (EC2 API, {@code VpnTunnelOptionsSpecification.PreSharedKey}).
   *
   * @throws IllegalArgumentException if {@code text} breaks the rule; the message does not show it
   */
  public static PreSharedKey of(String text) {
    if (!AWS_RULE.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "preSharedKey of "
              + text.length()
              + " characters breaks the rule: 8 to 64 of A-Z a-z 0-9 . _ and the first not 0");
    }
    return new PreSharedKey(text.getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * A key of any octets, for peers that are not AWS (RFC 7296 section 2.15 sets no rule).
   *
   * @throws IllegalArgumentException if there is no octet
   */
  public static PreSharedKey ofOctets(byte[] octets) {
    if (octets.length == 0) {
      throw new IllegalArgumentException("preSharedKey is empty; at least one octet is wanted");
    }
    return new PreSharedKey(octets.clone());
  }

  /** A copy of the octets; the caller zeroes it after use. */
  public byte[] octets(SecretAccess access) {
    Objects.requireNonNull(access, "access");
    return octets.clone();
  }

  /** The key as ASCII text, for documents that carry it. */
  public String text(SecretAccess access) {
    Objects.requireNonNull(access, "access");
    return new String(octets, StandardCharsets.ISO_8859_1);
  }

  /** Whether {@link #of} would take the key: AWS could have it, and text documents can carry it. */
  public boolean followsAwsRule() {
    return AWS_RULE.matcher(new String(octets, StandardCharsets.ISO_8859_1)).matches();
  }

  /** Constant-time for keys of one length. */
  @Override
  public boolean equals(Object other) {
    return other instanceof PreSharedKey key && MessageDigest.isEqual(octets, key.octets);
  }

  /** The same for every key: a hash of a secret tells about it. */
  @Override
  public int hashCode() {
    return PreSharedKey.class.hashCode();
  }

  /** {@code PreSharedKey[redacted]}. */
  @Override
  public String toString() {
    return "PreSharedKey[redacted]";
  }
}
