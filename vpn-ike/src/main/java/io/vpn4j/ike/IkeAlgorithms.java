package io.vpn4j.ike;

import java.util.List;

/**
 * What an IKE SA may use, each list in order of preference, first is best.
 *
 * <p>As initiator, all of it is offered: one proposal with the AEAD ciphers and one with the others
 * (RFC 7296 section 3.3). As responder, our order decides, not the peer's; only the key exchange
 * method that the peer has already sent a value for goes first, because it saves a round trip.
 *
 * @param encryption at least one
 * @param integrity needed unless all of {@code encryption} is AEAD
 * @param prf at least one
 * @param keyExchange at least one
 */
public record IkeAlgorithms(
    List<EncryptionAlgorithm> encryption,
    List<IntegrityAlgorithm> integrity,
    List<PrfAlgorithm> prf,
    List<KeyExchangeMethod> keyExchange) {
  /**
   * @throws IllegalArgumentException if a list that is needed is empty
   */
  public IkeAlgorithms {
    encryption = List.copyOf(encryption);
    integrity = List.copyOf(integrity);
    prf = List.copyOf(prf);
    keyExchange = List.copyOf(keyExchange);
    requireSome(encryption, "encryption");
    requireSome(prf, "prf");
    requireSome(keyExchange, "keyExchange");
    if (!encryption.stream().allMatch(EncryptionAlgorithm::isAead)) {
      requireSome(integrity, "integrity");
    }
  }

  /** Exactly one suite with a cipher that needs no integrity algorithm. */
  public static IkeAlgorithms aead(
      EncryptionAlgorithm encryption, PrfAlgorithm prf, KeyExchangeMethod keyExchange) {
    return new IkeAlgorithms(List.of(encryption), List.of(), List.of(prf), List.of(keyExchange));
  }

  /** Exactly one suite with a cipher and an integrity algorithm. */
  public static IkeAlgorithms of(
      EncryptionAlgorithm encryption,
      IntegrityAlgorithm integrity,
      PrfAlgorithm prf,
      KeyExchangeMethod keyExchange) {
    return new IkeAlgorithms(
        List.of(encryption), List.of(integrity), List.of(prf), List.of(keyExchange));
  }

  static void requireSome(List<?> list, String field) {
    if (list.isEmpty()) {
      throw new IllegalArgumentException(field + " is empty; at least one entry is wanted");
    }
  }
}
