package io.vpn4j.ike.state;

import io.vpn4j.model.wire.Octets;
import java.util.List;

/**
 * A message as it goes out: one datagram, or several when it is fragmented (RFC 7383). A repeat is
 * these octets again, never the message sealed anew.
 *
 * @param datagrams at least one, in order
 */
record SealedMessage(List<Octets> datagrams) {
  SealedMessage {
    datagrams = List.copyOf(datagrams);
    if (datagrams.isEmpty()) {
      throw new IllegalArgumentException("a message has at least one datagram");
    }
  }

  static SealedMessage of(Octets datagram) {
    return new SealedMessage(List.of(datagram));
  }

  /** The only datagram, or the first fragment: what a repeat is recognised by. */
  Octets first() {
    return datagrams.get(0);
  }
}
