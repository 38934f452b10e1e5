package io.vpn4j.ike.state;

import io.vpn4j.ike.IkeDropReason;
import io.vpn4j.ike.IkeOutput;
import io.vpn4j.ike.UdpPath;
import io.vpn4j.model.wire.Octets;
import java.util.ArrayList;
import java.util.List;

/**
 * The state after an input, and what is to be done.
 *
 * @param next the state from now on
 * @param outputs in order
 */
public record Transition(IkeState next, List<IkeOutput> outputs) {

  static Transition to(IkeState next) {
    return new Transition(next, List.of());
  }

  Transition emit(IkeOutput output) {
    List<IkeOutput> all = new ArrayList<>(outputs);
    all.add(output);
    return new Transition(next, List.copyOf(all));
  }

  Transition transmit(UdpPath path, Octets message) {
    return emit(new IkeOutput.Transmit(path, message.asByteBuffer()));
  }

  Transition transmit(UdpPath path, SealedMessage message) {
    Transition all = this;
    for (Octets datagram : message.datagrams()) {
      all = all.transmit(path, datagram);
    }
    return all;
  }

  Transition drop(IkeDropReason reason, String detail) {
    return emit(new IkeOutput.Dropped(reason, detail));
  }
}
