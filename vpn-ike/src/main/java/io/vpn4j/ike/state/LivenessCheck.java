package io.vpn4j.ike.state;

import io.vpn4j.ike.message.ExchangeType;
import io.vpn4j.ike.message.Payload;
import java.util.List;

/**
 * An INFORMATIONAL that asks for nothing: whoever answers it lives (RFC 7296 section 2.4). With
 * MOBIKE the end that began asks where it is seen, too, since the peer does not follow a NAT by
 * itself (RFC 4555 section 3.8).
 */
record LivenessCheck() implements OwnExchange {
  @Override
  public ExchangeType type() {
    return ExchangeType.INFORMATIONAL;
  }

  @Override
  public List<Payload> begin(Association association, IkeSa sa, Turn turn) {
    return Mobike.question(association, sa);
  }

  /** That it came is all that it says, but for where the peer sees us. */
  @Override
  public void answered(Association association, IkeSa sa, Turn turn, List<Payload> response) {
    if (association.isMobile() && association.isInitiator() && Mobike.noteSeenAs(sa, response)) {
      // News may be no more than that it has never said so on this IKE SA: one update too many.
      association.announceAddress();
    }
  }
}
