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

/** What each end says about authentication before IKE_AUTH. */
public final class AuthAnnouncements {
  private AuthAnnouncements() {}

  /** What the initiator adds to IKE_SA_INIT. */
  public static List<Payload> inInitRequest(IkeConfig config) {
    return hashes(config);
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
    payloads.addAll(certificateRequest(config));
    return payloads;
  }

  /** CERTREQ, where the peer is to send certificates: the initiator does it in IKE_AUTH. */
  public static List<Payload> certificateRequest(IkeConfig config) {
    return config.peerAuthentication() instanceof PeerAuthentication.Certificates certificates
        ? List.of(Certificates.request(certificates.anchors()))
        : List.of();
  }

  private static List<Payload> hashes(IkeConfig config) {
    Set<Integer> hashes = HashAlgorithms.of(schemes(config));
    return hashes.isEmpty() ? List.of() : List.of(HashAlgorithms.encode(hashes));
  }

  /** What we take of the peer; what we do ourselves if the peer is not to sign. */
  private static List<SignatureScheme> schemes(IkeConfig config) {
    if (config.peerAuthentication() instanceof PeerAuthentication.Certificates certificates) {
      return certificates.schemes();
    }
    if (config.peerAuthentication() instanceof PeerAuthentication.RawPublicKey key) {
      return key.schemes();
    }
    return config.localAuthentication() instanceof LocalAuthentication.Signature local
        ? local.schemes()
        : List.of();
  }

  static boolean hasNotify(List<Payload> payloads, NotifyType type) {
    return payloads.stream()
        .anyMatch(p -> p instanceof NotifyPayload n && n.notifyType().equals(type));
  }
}
