package io.vpn4j.ike.state;

import io.vpn4j.ike.IkeDropReason;
import io.vpn4j.ike.IkeOutput;
import io.vpn4j.ike.UdpPath;
import io.vpn4j.model.wire.Octets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One input of an established session while it is handled: the time, and what is to be done. */
final class Turn {
  private final Instant now;
  private final List<IkeOutput> outputs = new ArrayList<>();

  Turn(Instant now) {
    this.now = now;
  }

  Instant now() {
    return now;
  }

  void emit(IkeOutput output) {
    outputs.add(output);
  }

  void transmit(UdpPath path, SealedMessage message) {
    for (Octets datagram : message.datagrams()) {
      outputs.add(new IkeOutput.Transmit(path, datagram.asByteBuffer()));
    }
  }

  void drop(IkeDropReason reason, String detail) {
    outputs.add(new IkeOutput.Dropped(reason, detail));
  }

  Transition to(IkeState next) {
    return new Transition(next, List.copyOf(outputs));
  }
}
