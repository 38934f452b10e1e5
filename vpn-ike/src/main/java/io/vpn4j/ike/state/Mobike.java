package io.vpn4j.ike.state;

import io.vpn4j.ike.IkeConfig;
import io.vpn4j.ike.message.NotifyPayload;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.ike.message.Payload;
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

  /**
   * What the answer to an INFORMATIONAL owes to MOBIKE: COOKIE2 is given back as it came (section
   * 3.7), and an update of addresses learns what we see of NATs (section 3.5).
   */
  static List<Payload> answer(Association association, IkeSa sa, List<Payload> request) {
    List<Payload> answer = new ArrayList<>();
    if (!association.isMobile()) {
      return answer;
    }
    if (InitMessages.hasNotify(request, NotifyType.UPDATE_SA_ADDRESSES)) {
      answer.addAll(
          InitMessages.natDetection(
              association.session().crypto(),
              sa.channel().initiatorSpi(),
              sa.channel().responderSpi(),
              association.path()));
    }
    Payloads.notify(request, NotifyType.COOKIE2)
        .ifPresent(c -> answer.add(NotifyPayload.of(NotifyType.COOKIE2, c.data())));
    return answer;
  }
}
