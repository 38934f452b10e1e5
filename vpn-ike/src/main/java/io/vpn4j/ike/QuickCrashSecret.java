package io.vpn4j.ike;

import io.vpn4j.model.secret.SecretAccess;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;

/**
 * The secret behind the tokens by which peers learn at once that we have lost an IKE SA (RFC 6290).
 *
 * <p>It has to outlive a restart, so the owner keeps it, as well as a private key. It belongs to
 * one endpoint alone: two that share it could be made to end each other's IKE SAs (section 9.2).
 */
public final class QuickCrashSecret {
  private static final int MIN_OCTETS = 16;

  private final byte[] octets;

  private QuickCrashSecret(byte[] octets) {
    this.octets = octets;
  }

  /**
   * A secret of random octets.
   *
   * @throws IllegalArgumentException if there are fewer than 16
   */
  public static QuickCrashSecret of(byte[] octets) {
    if (octets.length < MIN_OCTETS) {
      throw new IllegalArgumentException(
          "a secret has " + MIN_OCTETS + " octets or more, not " + octets.length);
    }
    return new QuickCrashSecret(octets.clone());
  }

  /** A copy of the secret; the caller zeroes it. */
  public byte[] octets(SecretAccess access) {
    Objects.requireNonNull(access, "access");
    return octets.clone();
  }

  /** By content, in constant time. */
  @Override
  public boolean equals(Object other) {
    return other instanceof QuickCrashSecret secret && MessageDigest.isEqual(octets, secret.octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  /** No secret. */
  @Override
  public String toString() {
    return "QuickCrashSecret[redacted]";
  }
}
