package io.vpn4j.ike.state;

import io.vpn4j.ike.EspSpi;
import io.vpn4j.ike.message.DeletePayload;
import io.vpn4j.ike.message.ExchangeType;
import io.vpn4j.ike.message.Payload;
import java.util.List;

/**
 * Deletes one Child SA (RFC 7296 section 1.4.1).
 *
 * <p>We open packets of it until the peer has answered, because until then the peer may send on it.
 *
 * @param inboundSpi the SPI that we chose
 * @param installed whether we use it; what we refuse to use, the peer may believe in all the same
 */
record ChildSaDeletion(EspSpi inboundSpi, boolean installed) implements OwnExchange {
  @Override
  public ExchangeType type() {
    return ExchangeType.INFORMATIONAL;
  }

  @Override
  public boolean concernsChildSas() {
    return true;
  }

  @Override
  public boolean isWanted(Association association, IkeSa sa) {
    return !installed || association.children().byInbound(inboundSpi).isPresent();
  }

  @Override
  public List<Payload> begin(Association association, IkeSa sa, Turn turn) {
    return List.of(DeletePayload.esp(inboundSpi));
  }

  @Override
  public void answered(Association association, IkeSa sa, Turn turn, List<Payload> response) {
    association.children().remove(turn, inboundSpi);
  }
}
