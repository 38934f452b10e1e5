package io.vpn4j.ike;

import java.util.Arrays;
import java.util.Collection;
import java.util.Set;

/**
 * Which algorithms a configuration may name.
 *
 * <p>What RFC 8247 (IKE) and RFC 8221 (ESP) call MUST NOT is not defined at all, except for one
 * algorithm that AWS still offers: group 22, {@link KeyExchangeMethod#MODP_1024_160}. It is refused
 * unless the policy names it.
 *
 * @param dangerouslyAllowed what is permitted although the RFCs forbid it
 */
public record AlgorithmPolicy(Set<KeyExchangeMethod> dangerouslyAllowed) {
  /** Nothing that RFC 8247 calls MUST NOT. */
  public static final AlgorithmPolicy RFC_8247 = new AlgorithmPolicy(Set.of());

  /** RFC 8247 section 2.4, without group 1, which is not defined. */
  private static final Set<KeyExchangeMethod> MUST_NOT = Set.of(KeyExchangeMethod.MODP_1024_160);

  /** Keeps a copy. */
  public AlgorithmPolicy {
    dangerouslyAllowed = Set.copyOf(dangerouslyAllowed);
  }

  /**
   * Permits algorithms that RFC 8247 says MUST NOT be used, because a peer knows nothing better.
   *
   * <p>Group 22 has a 1024-bit prime that nobody can show to be free of a trapdoor: whoever made it
   * may read everything that such an IKE SA protects, also later from a recording.
   */
  public static AlgorithmPolicy dangerouslyAllowing(KeyExchangeMethod... methods) {
    return new AlgorithmPolicy(Set.copyOf(Arrays.asList(methods)));
  }

  /**
   * @throws IllegalArgumentException naming the algorithm, the RFC and the setting, if one of
   *     {@code methods} may not be used
   */
  void check(String field, Collection<KeyExchangeMethod> methods) {
    for (KeyExchangeMethod method : methods) {
      if (MUST_NOT.contains(method) && !dangerouslyAllowed.contains(method)) {
        throw new IllegalArgumentException(
            field
                + " has "
                + method
                + " (group "
                + method.transformId()
                + "), which MUST NOT be used (RFC 8247 section 2.4);"
                + " AlgorithmPolicy.dangerouslyAllowing("
                + method
                + ") permits it all the same");
      }
    }
  }
}
