package io.vpn4j.ike;

import io.vpn4j.ike.negotiation.DistinctChoice;
import java.util.ArrayList;
import java.util.Comparator;
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
 * @param additionalKeyExchange further key exchanges, each in a round of its own (RFC 9370); maybe
 *     none
 * @param policy what may be named
 */
public record IkeAlgorithms(
    List<EncryptionAlgorithm> encryption,
    List<IntegrityAlgorithm> integrity,
    List<PrfAlgorithm> prf,
    List<KeyExchangeMethod> keyExchange,
    List<AdditionalKeyExchange> additionalKeyExchange,
    AlgorithmPolicy policy) {
  /**
   * What RFC 8247 recommends, with keys of 256 bits: its MUST and SHOULD except those that are
   * there for old peers (HMAC-SHA1) or small devices (AES-CCM-8, AES-XCBC); Curve25519, which RFC
   * 8031 adds, is the first group.
   */
  public static final IkeAlgorithms RECOMMENDED =
      new IkeAlgorithms(
          List.of(
              EncryptionAlgorithm.AES_GCM_16_256,
              EncryptionAlgorithm.CHACHA20_POLY1305,
              EncryptionAlgorithm.AES_CBC_256),
          List.of(IntegrityAlgorithm.HMAC_SHA2_256_128, IntegrityAlgorithm.HMAC_SHA2_512_256),
          List.of(
              PrfAlgorithm.HMAC_SHA2_256, PrfAlgorithm.HMAC_SHA2_512, PrfAlgorithm.HMAC_SHA2_384),
          List.of(
              KeyExchangeMethod.CURVE25519,
              KeyExchangeMethod.ECP_256,
              KeyExchangeMethod.MODP_2048));

  /**
   * @throws IllegalArgumentException if a list that is needed is empty, a round is there twice,
   *     {@code keyExchange} and the required rounds cannot all have different methods, or {@code
   *     policy} does not allow what is named
   */
  public IkeAlgorithms {
    encryption = List.copyOf(encryption);
    integrity = List.copyOf(integrity);
    prf = List.copyOf(prf);
    keyExchange = List.copyOf(keyExchange);
    requireSome(encryption, "encryption");
    requireSome(prf, "prf");
    requireSome(keyExchange, "keyExchange");
    additionalKeyExchange = rounds(keyExchange, additionalKeyExchange);
    policy.check("keyExchange", keyExchange);
    additionalKeyExchange.forEach(r -> policy.check("additionalKeyExchange", r.methods()));
    if (!encryption.stream().allMatch(EncryptionAlgorithm::isAead)) {
      requireSome(integrity, "integrity");
    }
  }

  /**
   * Without additional key exchanges, within {@link AlgorithmPolicy#RFC_8247}.
   *
   * @throws IllegalArgumentException as with the policy given
   */
  public IkeAlgorithms(
      List<EncryptionAlgorithm> encryption,
      List<IntegrityAlgorithm> integrity,
      List<PrfAlgorithm> prf,
      List<KeyExchangeMethod> keyExchange) {
    this(encryption, integrity, prf, keyExchange, AlgorithmPolicy.RFC_8247);
  }

  /** Without additional key exchanges. */
  public IkeAlgorithms(
      List<EncryptionAlgorithm> encryption,
      List<IntegrityAlgorithm> integrity,
      List<PrfAlgorithm> prf,
      List<KeyExchangeMethod> keyExchange,
      AlgorithmPolicy policy) {
    this(encryption, integrity, prf, keyExchange, List.of(), policy);
  }

  /** The same with these additional key exchanges. */
  public IkeAlgorithms withAdditionalKeyExchange(AdditionalKeyExchange... rounds) {
    return new IkeAlgorithms(encryption, integrity, prf, keyExchange, List.of(rounds), policy);
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

  /** In order, after a check that they can be held. */
  static List<AdditionalKeyExchange> rounds(
      List<KeyExchangeMethod> first, List<AdditionalKeyExchange> additional) {
    List<AdditionalKeyExchange> inOrder = new ArrayList<>(additional);
    inOrder.sort(Comparator.comparingInt(AdditionalKeyExchange::round));
    if (inOrder.stream().map(AdditionalKeyExchange::round).distinct().count() < inOrder.size()) {
      throw new IllegalArgumentException("additionalKeyExchange has a round twice: " + inOrder);
    }
    List<List<Integer>> required = new ArrayList<>();
    required.add(first.stream().map(KeyExchangeMethod::transformId).toList());
    inOrder.stream()
        .filter(AdditionalKeyExchange::required)
        .forEach(
            r -> required.add(r.methods().stream().map(KeyExchangeMethod::transformId).toList()));
    if (!inOrder.isEmpty() && DistinctChoice.of(required).isEmpty()) {
      throw new IllegalArgumentException(
          "keyExchange "
              + first
              + " and additionalKeyExchange "
              + inOrder
              + " leave no choice of different methods (RFC 9370 2.2.1)");
    }
    return List.copyOf(inOrder);
  }
}
