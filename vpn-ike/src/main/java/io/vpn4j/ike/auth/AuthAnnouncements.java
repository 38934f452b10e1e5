package io.vpn4j.ike.auth;

import io.vpn4j.ike.IkeConfig;
import io.vpn4j.ike.LocalAuthentication;
import io.vpn4j.ike.PeerAuthentication;
import io.vpn4j.ike.SignatureScheme;
import io.vpn4j.ike.message.NotifyPayload;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.ike.message.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What each end says before and in IKE_AUTH about what may be in it. */
public final class AuthAnnouncements {
  private AuthAnnouncements() {}

  /** What the initiator adds to IKE_SA_INIT. */
  public static List<Payload> inInitRequest(IkeConfig config) {
    List<Payload> payloads = new ArrayList<>(hashes(config));
    config
        .postQuantumPreSharedKey()
        .ifPresent(ppk -> payloads.add(NotifyPayload.of(NotifyType.USE_PPK)));
    return payloads;
  }

  /**
   * What the responder adds to IKE_SA_INIT.
   *
   * @param request the payloads of the initiator
   */
  public static List<Payload> inInitResponse(IkeConfig config, List<Payload> request) {
    List<Payload> payloads = new ArrayList<>();
    if (hasNotify(request, NotifyType.SIGNATURE_HASH_ALGORITHMS)) {
      payloads.addAll(hashes(config));
    }
    if (config.postQuantumPreSharedKey().isPresent() && hasNotify(request, NotifyType.USE_PPK)) {
      payloads.add(NotifyPayload.of(NotifyType.USE_PPK));
    }
    payloads.add(NotifyPayload.of(NotifyType.CHILDLESS_IKEV2_SUPPORTED));
    payloads.addAll(certificateRequest(config));
    payloads.addAll(methods(config));
    return payloads;
  }

  /**
   * What the initiator adds to IKE_AUTH.
   *
   * @param response the payloads of the responder's IKE_SA_INIT message
   */
  public static List<Payload> inAuthRequest(IkeConfig config, List<Payload> response) {
    List<Payload> payloads = new ArrayList<>(certificateRequest(config));
    // RFC 9593 3.1: it is the responder that starts, by announcing methods itself.
    if (hasNotify(response, NotifyType.SUPPORTED_AUTH_METHODS)) {
      payloads.addAll(methods(config));
    }
    return payloads;
  }

  /** CERTREQ, where the peer is to send certificates. */
  private static List<Payload> certificateRequest(IkeConfig config) {
    return config.peerAuthentication() instanceof PeerAuthentication.Certificates certificates
        ? List.of(Certificates.request(certificates.anchors()))
        : List.of();
  }

  /** Only where the peer is to sign: with one shared key there is nothing to choose. */
  private static List<Payload> methods(IkeConfig config) {
    List<SignatureScheme> accepted = accepted(config);
    return accepted.isEmpty() ? List.of() : List.of(MethodAnnouncement.encode(accepted));
  }

  private static List<Payload> hashes(IkeConfig config) {
    Set<Integer> hashes = HashAlgorithms.of(schemes(config));
    return hashes.isEmpty() ? List.of() : List.of(HashAlgorithms.encode(hashes));
  }

  /** What we take of the peer; what we do ourselves if the peer is not to sign. */
  private static List<SignatureScheme> schemes(IkeConfig config) {
    List<SignatureScheme> accepted = accepted(config);
    return accepted.isEmpty()
            && config.localAuthentication() instanceof LocalAuthentication.Signature local
        ? local.schemes()
        : accepted;
  }

  private static List<SignatureScheme> accepted(IkeConfig config) {
    if (config.peerAuthentication() instanceof PeerAuthentication.Certificates certificates) {
      return certificates.schemes();
    }
    return config.peerAuthentication() instanceof PeerAuthentication.RawPublicKey key
        ? key.schemes()
        : List.of();
  }

  static boolean hasNotify(List<Payload> payloads, NotifyType type) {
    return payloads.stream()
        .anyMatch(p -> p instanceof NotifyPayload n && n.notifyType().equals(type));
  }
}
