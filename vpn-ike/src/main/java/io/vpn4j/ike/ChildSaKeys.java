package io.vpn4j.ike;

import io.vpn4j.model.secret.SecretAccess;
import java.util.Arrays;
import java.util.Objects;

/**
 * The keying material of a Child SA, for each direction the encryption key (with its salt, if any)
 * and then the integrity key (RFC 7296 section 2.17).
 *
 * <p>Never prints itself. The owner destroys it once the keys are in place.
 */
public final class ChildSaKeys {
  private final byte[] inbound;
  private final byte[] outbound;

  /** Takes ownership of both arrays. */
  public ChildSaKeys(byte[] inbound, byte[] outbound) {
    this.inbound = inbound;
    this.outbound = outbound;
  }

  /** A copy of the octets that open packets from the peer; the caller zeroes it. */
  public byte[] inbound(SecretAccess access) {
    Objects.requireNonNull(access, "access");
    return inbound.clone();
  }

  /** A copy of the octets that seal packets to the peer; the caller zeroes it. */
  public byte[] outbound(SecretAccess access) {
    Objects.requireNonNull(access, "access");
    return outbound.clone();
  }

  /** Zeroes both. */
  public void destroy() {
    Arrays.fill(inbound, (byte) 0);
    Arrays.fill(outbound, (byte) 0);
  }

  /** {@code ChildSaKeys[redacted]}. */
  @Override
  public String toString() {
    return "ChildSaKeys[redacted]";
  }
}
