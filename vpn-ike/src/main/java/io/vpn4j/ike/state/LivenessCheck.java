package io.vpn4j.ike.state;

import io.vpn4j.ike.message.ExchangeType;
import io.vpn4j.ike.message.Payload;
import java.util.List;

/** An empty INFORMATIONAL: whoever answers it lives (RFC 7296 section 2.4). */
record LivenessCheck() implements OwnExchange {
  @Override
  public ExchangeType type() {
    return ExchangeType.INFORMATIONAL;
  }

  @Override
  public List<Payload> begin(Association association, IkeSa sa, Turn turn) {
    return List.of();
  }

  /** That it came is all that it says. */
  @Override
  public void answered(Association association, IkeSa sa, Turn turn, List<Payload> response) {}
}
