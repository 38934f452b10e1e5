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
 * @param policy what may be named
 */
public record ChildAlgorithms(
    List<EncryptionAlgorithm> encryption,
    List<IntegrityAlgorithm> integrity,
    List<KeyExchangeMethod> keyExchange,
    List<AdditionalKeyExchange> additionalKeyExchange,
    AlgorithmPolicy policy) {
  /**
   * What RFC 8221 section 5 calls MUST, with a key of 256 bits. Its other MUST, AES-CBC with an
   * HMAC, is for peers without AEAD.
   */
  public static final ChildAlgorithms RECOMMENDED = aead(EncryptionAlgorithm.AES_GCM_16_256);

  /**
   * @throws IllegalArgumentException if a list that is needed is empty, a round is there twice,
   *     {@code keyExchange} and the required rounds cannot all have different methods, or {@code
   *     policy} does not allow what is named
   */
  public ChildAlgorithms {
    encryption = List.copyOf(encryption);
    integrity = List.copyOf(integrity);
    keyExchange = List.copyOf(keyExchange);
    additionalKeyExchange = IkeAlgorithms.rounds(keyExchange, additionalKeyExchange);
    IkeAlgorithms.requireSome(encryption, "encryption");
    policy.check("keyExchange", keyExchange);
    additionalKeyExchange.forEach(r -> policy.check("additionalKeyExchange", r.methods()));
    if (!encryption.stream().allMatch(EncryptionAlgorithm::isAead)) {
      IkeAlgorithms.requireSome(integrity, "integrity");
    }
  }

  /**
   * Without additional key exchanges, within {@link AlgorithmPolicy#RFC_8247}.
   *
   * @throws IllegalArgumentException as with the policy given
   */
  public ChildAlgorithms(
      List<EncryptionAlgorithm> encryption,
      List<IntegrityAlgorithm> integrity,
      List<KeyExchangeMethod> keyExchange) {
    this(encryption, integrity, keyExchange, AlgorithmPolicy.RFC_8247);
  }

  /** Without additional key exchanges. */
  public ChildAlgorithms(
      List<EncryptionAlgorithm> encryption,
      List<IntegrityAlgorithm> integrity,
      List<KeyExchangeMethod> keyExchange,
      AlgorithmPolicy policy) {
    this(encryption, integrity, keyExchange, List.of(), policy);
  }

  /** The same with these additional key exchanges. */
  public ChildAlgorithms withAdditionalKeyExchange(AdditionalKeyExchange... rounds) {
    return new ChildAlgorithms(encryption, integrity, keyExchange, List.of(rounds), policy);
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
