package io.vpn4j.ike.state;

import io.vpn4j.ike.message.DeletePayload;
import io.vpn4j.ike.message.ExchangeType;
import io.vpn4j.ike.message.Payload;
import java.util.List;

/** Deletes the IKE SA that carries it (RFC 7296 section 1.4.1). */
record IkeSaDeletion() implements OwnExchange {
  @Override
  public ExchangeType type() {
    return ExchangeType.INFORMATIONAL;
  }

  @Override
  public List<Payload> begin(Association association, IkeSa sa, Turn turn) {
    return List.of(DeletePayload.ikeSa());
  }

  @Override
  public void answered(Association association, IkeSa sa, Turn turn, List<Payload> response) {
    association.remove(sa);
  }
}
