package io.vpn4j.ike;

import java.util.List;

/**
 * What a Child SA (ESP) may use, each list in order of preference, first is best.
 *
 * @param encryption at least one
 * @param integrity needed unless all of {@code encryption} is AEAD
 * @param keyExchange groups for perfect forward secrecy when a Child SA is created after the first;
 *     empty means none. The first Child SA takes its keys from the IKE SA (RFC 7296 section 2.17)
 * @param additionalKeyExchange further key exchanges for perfect forward secrecy, each in a round
 *     of its own (RFC 9370); none without {@code keyExchange}
 */
public record ChildAlgorithms(
    List<EncryptionAlgorithm> encryption,
    List<IntegrityAlgorithm> integrity,
    List<KeyExchangeMethod> keyExchange,
    List<AdditionalKeyExchange> additionalKeyExchange) {
  /**
   * @throws IllegalArgumentException if a list that is needed is empty, a round is there twice, or
   *     {@code keyExchange} and the required rounds cannot all have different methods
   */
  public ChildAlgorithms {
    encryption = List.copyOf(encryption);
    integrity = List.copyOf(integrity);
    keyExchange = List.copyOf(keyExchange);
    additionalKeyExchange = IkeAlgorithms.rounds(keyExchange, additionalKeyExchange);
    IkeAlgorithms.requireSome(encryption, "encryption");
    if (!encryption.stream().allMatch(EncryptionAlgorithm::isAead)) {
      IkeAlgorithms.requireSome(integrity, "integrity");
    }
  }

  /** Without additional key exchanges. */
  public ChildAlgorithms(
      List<EncryptionAlgorithm> encryption,
      List<IntegrityAlgorithm> integrity,
      List<KeyExchangeMethod> keyExchange) {
    this(encryption, integrity, keyExchange, List.of());
  }

  /** The same with these additional key exchanges. */
  public ChildAlgorithms withAdditionalKeyExchange(AdditionalKeyExchange... rounds) {
    return new ChildAlgorithms(encryption, integrity, keyExchange, List.of(rounds));
  }

  /** Exactly one AEAD cipher. */
  public static ChildAlgorithms aead(EncryptionAlgorithm encryption) {
    return new ChildAlgorithms(List.of(encryption), List.of(), List.of());
  }

  /** Exactly one cipher with one integrity algorithm. */
  public static ChildAlgorithms of(EncryptionAlgorithm encryption, IntegrityAlgorithm integrity) {
    return new ChildAlgorithms(List.of(encryption), List.of(integrity), List.of());
  }
}
