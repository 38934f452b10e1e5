package io.vpn4j.model.secret;

/**
 * The right to read a secret's octets, as a value that can be searched for.
 *
 * <p>It protects nothing against hostile code in the same JVM; it makes each reading place visible
 * in review.
 */
public final class SecretAccess {
  private static final SecretAccess GRANTED = new SecretAccess();

  private SecretAccess() {}

  /** The token. Whoever asks for it answers for where the octets go. */
  public static SecretAccess grant() {
    return GRANTED;
  }
}
