package io.vpn4j.ike.state;

import io.vpn4j.ike.IkeFailure;
import io.vpn4j.ike.IkeOutput;
import io.vpn4j.ike.message.ExchangeType;
import io.vpn4j.ike.message.NotifyPayload;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.model.wire.Octets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * UPDATE_SA_ADDRESSES: the initiator of the association has moved, and its IKE SA and Child SAs
 * with it (RFC 4555 section 3.5).
 *
 * <p>A COOKIE2 goes along, which nobody can bring back who has not seen the request: whoever
 * answers receives at the address that we send to (section 3.7).
 */
final class AddressUpdate implements OwnExchange {
  private static final int COOKIE_OCTETS = 16;

  private Octets cookie = Octets.EMPTY;

  @Override
  public ExchangeType type() {
    return ExchangeType.INFORMATIONAL;
  }

  @Override
  public List<Payload> begin(Association association, IkeSa sa, Turn turn) {
    byte[] octets = new byte[COOKIE_OCTETS];
    association.session().crypto().random().nextBytes(octets);
    cookie = Octets.of(octets);
    List<Payload> payloads = new ArrayList<>();
    payloads.add(NotifyPayload.of(NotifyType.UPDATE_SA_ADDRESSES));
    payloads.addAll(Mobike.natDetection(association, sa, association.path()));
    payloads.add(NotifyPayload.of(NotifyType.COOKIE2, cookie));
    return payloads;
  }

  @Override
  public void answered(Association association, IkeSa sa, Turn turn, List<Payload> response) {
    Optional<NotifyPayload> echoed = Payloads.notify(response, NotifyType.COOKIE2);
    if (echoed.isPresent() && !echoed.get().data().equals(cookie)) {
      // RFC 4555 3.7: another value than ours, from somebody with the keys, ends the IKE SA.
      association.breakOff(
          new IkeFailure.InvalidSyntax(type().toString(), "COOKIE2 is not the one that we sent"));
      return;
    }
    Mobike.noteSeenAs(sa, response);
    Payloads.error(response)
        .map(NotifyPayload::notifyType)
        .ifPresent(
            error ->
                turn.emit(
                    new IkeOutput.Warned(
                        new IkeFailure.PeerRefused(
                            "our new address", error.value(), error.toString()))));
  }
}
