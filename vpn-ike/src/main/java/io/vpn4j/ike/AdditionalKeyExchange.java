package io.vpn4j.ike;

import java.util.List;

/**
 * One round of additional key exchange (RFC 9370), as in AWS's {@code
 * VpnAdditionalKeyExchangeRequest}.
 *
 * <p>A round of its own, after the key exchange that every IKE SA begins with, mixes one more
 * shared secret into the keys: whoever wants to read the traffic later has to break all of them.
 *
 * @param round which of the seven: rounds are held in this order, and numbers may be left out
 * @param methods what may be used, in order of preference; at least one. No method is used twice in
 *     one negotiation (RFC 9370 section 2.2.1)
 * @param required whether an SA without this round is refused; otherwise the peer may do without
 */
public record AdditionalKeyExchange(int round, List<KeyExchangeMethod> methods, boolean required) {
  /** How many rounds RFC 9370 has transform types for. */
  public static final int MAX_ROUNDS = 7;

  /**
   * @throws IllegalArgumentException if {@code round} is not 1 to 7 or {@code methods} is empty
   */
  public AdditionalKeyExchange {
    if (round < 1 || round > MAX_ROUNDS) {
      throw new IllegalArgumentException("round is " + round + "; 1 to " + MAX_ROUNDS + " exist");
    }
    methods = List.copyOf(methods);
    IkeAlgorithms.requireSome(methods, "methods");
  }

  /** A round without which there is no SA. */
  public static AdditionalKeyExchange required(int round, KeyExchangeMethod... methods) {
    return new AdditionalKeyExchange(round, List.of(methods), true);
  }

  /** A round for peers that can do it; whoever sits between the ends cannot take it away. */
  public static AdditionalKeyExchange optional(int round, KeyExchangeMethod... methods) {
    return new AdditionalKeyExchange(round, List.of(methods), false);
  }
}
