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
 * @param provider a JCA provider to ask first; the JVM's own order when empty
 */
public record IkeCrypto(SecureRandom random, Optional<Provider> provider) {
  /** Both are required. */
  public IkeCrypto {
    Objects.requireNonNull(random, "random");
    Objects.requireNonNull(provider, "provider");
  }

  /** The JVM's own providers with {@code random}. */
  public static IkeCrypto of(SecureRandom random) {
    return new IkeCrypto(random, Optional.empty());
  }
}
