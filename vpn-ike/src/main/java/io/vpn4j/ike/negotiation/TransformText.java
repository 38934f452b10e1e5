package io.vpn4j.ike.negotiation;

import io.vpn4j.ike.AdditionalKeyExchange;
import io.vpn4j.ike.EncryptionAlgorithm;
import io.vpn4j.ike.IntegrityAlgorithm;
import io.vpn4j.ike.KeyExchangeMethod;
import io.vpn4j.ike.message.Proposal;
import io.vpn4j.ike.message.ProtocolId;
import io.vpn4j.ike.message.Transform;
import io.vpn4j.ike.message.TransformType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Proposals in the words of operators: {@code AES-CBC-256/HMAC-SHA2-256-128/MODP-2048}. */
final class TransformText {
  /** What old peers still offer and we never take, so that a failure can say so. */
  private static final Map<Transform, String> FOREIGN =
      Map.of(
          Transform.of(TransformType.ENCR, 2), "DES",
          Transform.of(TransformType.ENCR, 3), "3DES",
          Transform.of(TransformType.PRF, 1), "PRF-HMAC-MD5",
          Transform.of(TransformType.INTEG, 1), "HMAC-MD5-96",
          Transform.of(TransformType.KE, 1), "MODP-768");

  private TransformText() {}

  static String proposal(Proposal proposal) {
    Stream<TransformType> types =
        Stream.of(TransformType.ENCR, TransformType.INTEG, TransformType.PRF, TransformType.KE);
    Stream<TransformType> rounds =
        IntStream.rangeClosed(1, AdditionalKeyExchange.MAX_ROUNDS)
            .mapToObj(TransformType::additionalKeyExchange);
    return Stream.concat(types, rounds)
        .map(type -> proposal.transforms().stream().filter(t -> t.type().equals(type)).toList())
        .filter(list -> !list.isEmpty())
        .map(TransformText::list)
        .collect(Collectors.joining("/"));
  }

  static String list(List<Transform> transforms) {
    return transforms.isEmpty()
        ? "none"
        : transforms.stream().map(TransformText::transform).collect(Collectors.joining("|"));
  }

  static String type(TransformType type) {
    if (type.equals(TransformType.ENCR)) {
      return "encryption";
    } else if (type.equals(TransformType.PRF)) {
      return "PRF";
    } else if (type.equals(TransformType.INTEG)) {
      return "integrity";
    } else if (type.equals(TransformType.KE)) {
      return "key exchange";
    } else if (type.equals(TransformType.ESN)) {
      return "sequence numbers";
    } else if (type.isAdditionalKeyExchange()) {
      return "additional key exchange " + (type.value() - TransformType.ADDKE1.value() + 1);
    }
    return "transform type " + type.value();
  }

  /** What AWS calls the choice of a kind of transform (ModifyVpnTunnelOptions). */
  static Optional<String> tunnelOption(ProtocolId protocol, TransformType type) {
    String phase = protocol.equals(ProtocolId.IKE) ? "Phase1" : "Phase2";
    if (type.equals(TransformType.ENCR)) {
      return Optional.of(phase + "EncryptionAlgorithms");
    } else if (type.equals(TransformType.INTEG) || type.equals(TransformType.PRF)) {
      // The PRF goes with the integrity algorithm.
      return Optional.of(phase + "IntegrityAlgorithms");
    } else if (type.equals(TransformType.KE)) {
      return Optional.of(phase + "DHGroupNumbers");
    }
    return Optional.empty();
  }

  private static String transform(Transform transform) {
    TransformType type = transform.type();
    Optional<String> known = Optional.empty();
    if (type.equals(TransformType.ENCR)) {
      known = Transforms.encryption(transform).map(EncryptionAlgorithm::name);
    } else if (type.equals(TransformType.PRF)) {
      known = Transforms.prf(transform).map(p -> "PRF-" + p.name());
    } else if (type.equals(TransformType.INTEG)) {
      known = Transforms.integrity(transform).map(IntegrityAlgorithm::name);
    } else if (type.equals(TransformType.KE)) {
      known = Transforms.keyExchange(transform).map(KeyExchangeMethod::name);
    } else if (type.isAdditionalKeyExchange()) {
      known =
          transform.id() == DistinctChoice.NONE
              ? Optional.of("NONE")
              : Transforms.keyExchange(Transform.of(TransformType.KE, transform.id()))
                  .map(KeyExchangeMethod::name);
    } else if (type.equals(TransformType.ESN)) {
      known = Optional.of(transform.id() == 0 ? "32 bits" : "64 bits");
    }
    return known
        .or(() -> Optional.ofNullable(FOREIGN.get(Transform.of(type, transform.id()))))
        .map(name -> name.replace('_', '-'))
        .orElseGet(
            () ->
                "number "
                    + transform.id()
                    + (transform.keyLength().isPresent()
                        ? " with " + transform.keyLength().getAsInt() + " bits"
                        : ""));
  }
}
