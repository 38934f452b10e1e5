package io.vpn4j.ike.state;

import io.vpn4j.ike.IkeConfig;
import io.vpn4j.ike.UdpPath;
import io.vpn4j.ike.message.NotifyPayload;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.wire.Octets;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** MOBIKE, as far as it is agreed in IKE_AUTH and asked for by a peer (RFC 4555). */
final class Mobike {
  private Mobike() {}

  /** What to say in IKE_AUTH, if we are to do it (section 3.1). */
  static Optional<Payload> announcement(IkeConfig config) {
    return config.mobike()
        ? Optional.of(NotifyPayload.of(NotifyType.MOBIKE_SUPPORTED))
        : Optional.empty();
  }

  /** Whether both ends do it, from what the peer says in IKE_AUTH. */
  static void apply(IkeConfig config, List<Payload> payloads, IkeSaChannel channel) {
    if (config.mobike() && InitMessages.hasNotify(payloads, NotifyType.MOBIKE_SUPPORTED)) {
      channel.allowMoves();
    }
  }

  /** Whether the peer wants no IKE SA by this path, because there is a NAT on it (section 3.9). */
  static boolean isRefused(IkeConfig config, List<Payload> auth, UdpPath from) {
    return config.mobike()
        && InitMessages.hasNotify(auth, NotifyType.MOBIKE_SUPPORTED)
        && isTranslated(auth, from);
  }

  /**
   * Does what an INFORMATIONAL asks of MOBIKE, and says what its answer owes to it: the peer has
   * moved (section 3.5), wants to know where we see it (section 3.8), forbids NATs (section 3.9),
   * or looks whether we receive at an address (section 3.7).
   *
   * @param from the path that the request came by
   */
  static List<Payload> answer(
      Association association,
      IkeSa sa,
      Turn turn,
      UdpPath from,
      long messageId,
      List<Payload> request) {
    List<Payload> answer = new ArrayList<>();
    if (!association.isMobile()) {
      return answer;
    }
    if (isTranslated(request, from)) {
      answer.add(NotifyPayload.of(NotifyType.UNEXPECTED_NAT_DETECTED));
    } else {
      // Section 3.5: only the end that began updates addresses.
      if (InitMessages.hasNotify(request, NotifyType.UPDATE_SA_ADDRESSES)
          && !association.isInitiator()
          && association.isLatestUpdate(sa, messageId)) {
        association.follow(turn, from);
      }
      if (InitMessages.hasNotify(request, NotifyType.NAT_DETECTION_DESTINATION_IP)) {
        answer.addAll(natDetection(association, sa, from));
      }
    }
    Payloads.notify(request, NotifyType.COOKIE2)
        .ifPresent(c -> answer.add(NotifyPayload.of(NotifyType.COOKIE2, c.data())));
    return answer;
  }

  /**
   * Whether NO_NATS_ALLOWED is there and names other addresses or ports than those of the datagram:
   * source and destination address, source and destination port (section 4.2.6).
   */
  private static boolean isTranslated(List<Payload> payloads, UdpPath from) {
    Optional<NotifyPayload> claim = Payloads.notify(payloads, NotifyType.NO_NATS_ALLOWED);
    return claim.isPresent() && !names(claim.get().data(), from);
  }

  private static boolean names(Octets claimed, UdpPath from) {
    IpAddress local = from.local().address();
    byte[] source = from.peer().address().toOctets();
    int length = 2 * source.length + 2 * Short.BYTES;
    if (claimed.length() != length) {
      return false;
    }
    // A socket on the unspecified address does not tell to which address of ours a datagram came.
    Octets destination =
        local.isUnspecified()
            ? claimed.slice(source.length, 2 * source.length)
            : Octets.of(local.toOctets());
    ByteBuffer seen = ByteBuffer.allocate(length).put(source);
    destination.writeTo(seen);
    seen.putShort((short) from.peer().port()).putShort((short) from.local().port()).flip();
    return Octets.of(seen).equals(claimed);
  }

  static List<NotifyPayload> natDetection(Association association, IkeSa sa, UdpPath path) {
    return InitMessages.natDetection(
        association.session().crypto(),
        sa.channel().initiatorSpi(),
        sa.channel().responderSpi(),
        path);
  }

  /**
   * What goes into a liveness check of ours: if it is ours to move, the question where the peer
   * sees us (section 3.8).
   */
  static List<Payload> question(Association association, IkeSa sa) {
    return association.isMobile() && association.isInitiator()
        ? List.copyOf(natDetection(association, sa, association.path()))
        : List.of();
  }

  /** Remembers where the peer sees us, by its answer, and says whether that is news. */
  static boolean noteSeenAs(IkeSa sa, List<Payload> response) {
    return Payloads.notify(response, NotifyType.NAT_DETECTION_DESTINATION_IP)
        .filter(hash -> sa.noteSeenAs(hash.data()))
        .isPresent();
  }
}
