package io.vpn4j.ike.state;

import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.IkeSpi;
import io.vpn4j.ike.UdpPath;
import io.vpn4j.ike.crypto.NatDetection;
import io.vpn4j.ike.message.ExchangeType;
import io.vpn4j.ike.message.IkeCodec;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.ike.message.IkeMessage;
import io.vpn4j.ike.message.NotifyPayload;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.ike.message.UnknownPayload;
import io.vpn4j.model.net.Ipv4Address;
import io.vpn4j.model.wire.Octets;
import java.util.List;
import java.util.Optional;

/** What the two ends of IKE_SA_INIT have in common. */
final class InitMessages {
  /** Half of the longest PRF key at least, and 16 to 256 octets (RFC 7296 section 2.10). */
  static final int NONCE_OCTETS = 32;

  private static final int MIN_NONCE_OCTETS = 16;
  private static final int MAX_NONCE_OCTETS = 256;

  private InitMessages() {}

  static Octets nonce(IkeCrypto crypto) {
    byte[] octets = new byte[NONCE_OCTETS];
    crypto.random().nextBytes(octets);
    return Octets.of(octets);
  }

  static boolean isNonceLegal(Octets nonce) {
    return nonce.length() >= MIN_NONCE_OCTETS && nonce.length() <= MAX_NONCE_OCTETS;
  }

  static Octets encode(IkeSpi spiI, IkeSpi spiR, boolean fromInitiator, List<Payload> payloads) {
    return IkeCodec.encode(
        new IkeMessage(
            IkeHeader.of(spiI, spiR, ExchangeType.IKE_SA_INIT, fromInitiator, !fromInitiator, 0),
            payloads));
  }

  /**
   * NAT_DETECTION_SOURCE_IP and NAT_DETECTION_DESTINATION_IP (RFC 7296 section 2.23).
   *
   * <p>The source hash is of 0.0.0.0 port 0 on purpose: it can never match, so the peer finds a NAT
   * and encapsulates ESP in UDP. A JVM cannot send IP protocol 50.
   */
  static List<NotifyPayload> natDetection(IkeCrypto crypto, IkeSpi i, IkeSpi r, UdpPath path) {
    return List.of(
        NotifyPayload.of(
            NotifyType.NAT_DETECTION_SOURCE_IP,
            Octets.of(NatDetection.hash(crypto, i, r, new Ipv4Address(0), 0))),
        NotifyPayload.of(
            NotifyType.NAT_DETECTION_DESTINATION_IP,
            Octets.of(NatDetection.hash(crypto, i, r, path.peer().address(), path.peer().port()))));
  }

  /** Whether the peer can do NAT traversal at all. */
  static boolean supportsNatTraversal(IkeMessage message) {
    return message.notify(NotifyType.NAT_DETECTION_SOURCE_IP).isPresent()
        && message.notify(NotifyType.NAT_DETECTION_DESTINATION_IP).isPresent();
  }

  /** Whether the peer can hold additional key exchanges (RFC 9242 section 3.1). */
  static boolean supportsIntermediate(IkeMessage message) {
    return message.notify(NotifyType.INTERMEDIATE_EXCHANGE_SUPPORTED).isPresent();
  }

  /** Whether the peer's hashes tell of a NAT, or of a peer that forces encapsulation. */
  static boolean natDetected(
      IkeCrypto crypto, IkeMessage message, IkeSpi i, IkeSpi r, UdpPath path) {
    Octets source =
        Octets.of(NatDetection.hash(crypto, i, r, path.peer().address(), path.peer().port()));
    Octets destination =
        Octets.of(NatDetection.hash(crypto, i, r, path.local().address(), path.local().port()));
    // A peer with several addresses may send several source hashes (RFC 7296 2.23).
    boolean sourceMatches =
        message.all(NotifyPayload.class).stream()
            .filter(n -> n.notifyType().equals(NotifyType.NAT_DETECTION_SOURCE_IP))
            .anyMatch(n -> n.data().equals(source));
    boolean destinationMatches =
        message
            .notify(NotifyType.NAT_DETECTION_DESTINATION_IP)
            .map(n -> n.data().equals(destination))
            .orElse(false);
    return !sourceMatches || !destinationMatches;
  }

  /** Whether IKE_AUTH says that its sender has no other IKE SA with us (RFC 7296 section 2.4). */
  static boolean initialContact(List<Payload> payloads) {
    return hasNotify(payloads, NotifyType.INITIAL_CONTACT);
  }

  static boolean hasNotify(List<Payload> payloads, NotifyType type) {
    return Payloads.notify(payloads, type).isPresent();
  }

  /** The first payload that is unknown to us and marked critical (RFC 7296 section 2.5). */
  static Optional<UnknownPayload> unknownCritical(List<Payload> payloads) {
    return payloads.stream()
        .filter(p -> p instanceof UnknownPayload && p.critical())
        .map(UnknownPayload.class::cast)
        .findFirst();
  }
}
