package io.vpn4j.ike.state;

import io.vpn4j.ike.IkeConfig;
import io.vpn4j.ike.UdpPath;
import io.vpn4j.ike.crypto.SkPayloadCipher;
import io.vpn4j.ike.fragment.FragmentLimits;
import io.vpn4j.ike.fragment.FragmentResult;
import io.vpn4j.ike.fragment.FragmentStore;
import io.vpn4j.ike.fragment.MessageSealer;
import io.vpn4j.ike.message.EncryptedFragmentPayload;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.ike.message.IkeMessage;
import io.vpn4j.ike.message.NotifyPayload;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.ike.message.PayloadType;
import io.vpn4j.model.wire.Octets;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether and how an IKE SA cuts its messages into fragments (RFC 7383): nothing is cut, and no
 * fragment taken, until both ends have said that they can.
 */
final class Fragmentation {
  private static final int IPV4_HEADER_OCTETS = 20;
  private static final int IPV6_HEADER_OCTETS = 40;
  private static final int UDP_HEADER_OCTETS = 8;
  private static final int NON_ESP_MARKER_OCTETS = 4;

  /** Every IPv6 link carries that much (RFC 8200 section 5). */
  private static final int IPV6_MIN_MTU = 1280;

  private final FragmentStore store = new FragmentStore(FragmentLimits.DEFAULT);

  /** First fragments of requests that are whole and not answered yet, by Message ID. */
  private final TreeMap<Long, Octets> firstFragments = new TreeMap<>();

  /** The most octets of a message of ours; 0 if fragmentation was not agreed on. */
  private int messageOctets;

  /** What IKE_SA_INIT says about it, on either side (RFC 7383 section 2.3). */
  static List<Payload> offer(IkeConfig config) {
    return config.fragmentOctets() == 0
        ? List.of()
        : List.of(NotifyPayload.of(NotifyType.IKEV2_FRAGMENTATION_SUPPORTED));
  }

  /** What the responder says, who speaks of it only to an initiator that has. */
  static List<Payload> answer(IkeConfig config, IkeMessage request) {
    return isOffered(request) ? offer(config) : List.of();
  }

  private static boolean isOffered(IkeMessage peers) {
    return peers.notify(NotifyType.IKEV2_FRAGMENTATION_SUPPORTED).isPresent();
  }

  /** Agrees, if the peer's message of IKE_SA_INIT and our configuration both say so. */
  void agree(IkeConfig config, IkeMessage peers, UdpPath path) {
    if (config.fragmentOctets() > 0 && isOffered(peers)) {
      messageOctets = messageOctets(config.fragmentOctets(), path);
    }
  }

  /** An IKE SA that takes the place of another one does as that did. */
  void inherit(Fragmentation before) {
    messageOctets = before.messageOctets;
  }

  /** What is left of an IP datagram for the IKE message in it. */
  private static int messageOctets(int datagramOctets, UdpPath path) {
    int ipPayload =
        path.peer().address().isIpv4()
            ? datagramOctets - IPV4_HEADER_OCTETS
            : Math.max(datagramOctets, IPV6_MIN_MTU) - IPV6_HEADER_OCTETS;
    return ipPayload - UDP_HEADER_OCTETS - NON_ESP_MARKER_OCTETS;
  }

  boolean isAgreed() {
    return messageOctets > 0;
  }

  SealedMessage seal(
      SkPayloadCipher cipher, IkeHeader header, PayloadType firstInner, Octets inner) {
    return isAgreed()
        ? new SealedMessage(
            MessageSealer.fragments(cipher, header, firstInner, inner, messageOctets))
        : SealedMessage.of(MessageSealer.whole(cipher, header, firstInner, inner));
  }

  FragmentResult receive(
      IkeHeader header, Octets datagram, EncryptedFragmentPayload skf, SkPayloadCipher cipher) {
    FragmentResult result = store.receive(header, datagram, skf, cipher);
    if (result instanceof FragmentResult.Whole whole && !header.isResponse()) {
      firstFragments.put(header.messageId(), whole.firstFragment());
    }
    return result;
  }

  /** The message is here, whole. */
  void settled(IkeHeader header) {
    store.forget(header);
  }

  /**
   * What a repeat of a request is recognised by: of fragments the first, so that a repeat of all of
   * them is answered once (RFC 7383 section 2.6.1).
   *
   * @param datagram the last that came of it
   */
  Octets recognisedBy(long messageId, Octets datagram) {
    return Optional.ofNullable(firstFragments.remove(messageId)).orElse(datagram);
  }

  void destroy() {
    store.destroy();
    firstFragments.clear();
  }
}
