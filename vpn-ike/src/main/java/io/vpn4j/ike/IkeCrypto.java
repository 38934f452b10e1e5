package io.vpn4j.ike;

import java.security.Provider;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.Optional;

/**
 * Where randomness and primitives come from.
 *
 * @param random the only source of SPIs, nonces, private values and IVs; a seeded one makes a
 *     session repeatable
 * @param provider a JCA provider to ask first, then the JVM's in their own order; when empty,
 *     X25519 is Bouncy Castle's, which is the fastest that is constant-time, and all else is the
 *     JVM's
 */
public record IkeCrypto(SecureRandom random, Optional<Provider> provider) {
  /** Both are required. */
  public IkeCrypto {
    Objects.requireNonNull(random, "random");
    Objects.requireNonNull(provider, "provider");
  }

  /** No provider of the user's, with {@code random}. */
  public static IkeCrypto of(SecureRandom random) {
    return new IkeCrypto(random, Optional.empty());
  }
}
