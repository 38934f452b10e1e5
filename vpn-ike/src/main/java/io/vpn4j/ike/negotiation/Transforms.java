package io.vpn4j.ike.negotiation;

import io.vpn4j.ike.EncryptionAlgorithm;
import io.vpn4j.ike.IntegrityAlgorithm;
import io.vpn4j.ike.KeyExchangeMethod;
import io.vpn4j.ike.PrfAlgorithm;
import io.vpn4j.ike.message.Transform;
import io.vpn4j.ike.message.TransformType;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** From wire transforms to algorithms, and back. */
final class Transforms {
  private Transforms() {}

  /** With the Key Length attribute if the algorithm has one (RFC 7296 section 3.3.5). */
  static Transform of(EncryptionAlgorithm algorithm) {
    return algorithm.keyLengthAttribute().isPresent()
        ? Transform.of(
            TransformType.ENCR, algorithm.transformId(), algorithm.keyLengthAttribute().getAsInt())
        : Transform.of(TransformType.ENCR, algorithm.transformId());
  }

  static Optional<EncryptionAlgorithm> encryption(Transform transform) {
    return Stream.of(EncryptionAlgorithm.values()).filter(e -> transform.equals(of(e))).findFirst();
  }

  static Optional<IntegrityAlgorithm> integrity(Transform transform) {
    return Stream.of(IntegrityAlgorithm.values())
        .filter(i -> transform.equals(Transform.of(TransformType.INTEG, i.transformId())))
        .findFirst();
  }

  static Optional<PrfAlgorithm> prf(Transform transform) {
    return Stream.of(PrfAlgorithm.values())
        .filter(p -> transform.equals(Transform.of(TransformType.PRF, p.transformId())))
        .findFirst();
  }

  static Optional<KeyExchangeMethod> keyExchange(Transform transform) {
    return Stream.of(KeyExchangeMethod.values())
        .filter(k -> transform.equals(Transform.of(TransformType.KE, k.transformId())))
        .findFirst();
  }

  /** The methods of ADDKE1 to ADDKE7 in this order, without NONE (RFC 9370 section 2.2.1). */
  static List<KeyExchangeMethod> additionalKeyExchange(List<Transform> transforms) {
    return transforms.stream()
        .filter(t -> t.type().isAdditionalKeyExchange())
        .sorted(Comparator.comparingInt(t -> t.type().value()))
        .flatMap(t -> keyExchange(Transform.of(TransformType.KE, t.id())).stream())
        .toList();
  }

  static Optional<Transform> ofType(List<Transform> transforms, TransformType type) {
    return transforms.stream().filter(t -> t.type().equals(type)).findFirst();
  }
}
