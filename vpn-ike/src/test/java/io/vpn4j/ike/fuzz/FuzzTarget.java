package io.vpn4j.ike.fuzz;

import io.vpn4j.ike.DemultiplexerFuzz;
import io.vpn4j.ike.SessionFuzz;
import io.vpn4j.ike.auth.CertificateFuzz;
import io.vpn4j.ike.message.MessageFuzz;
import io.vpn4j.ike.message.PayloadFuzz;
import io.vpn4j.ike.state.AuthenticatedPeerFuzz;
import io.vpn4j.model.wire.Octets;
import java.util.List;
import java.util.function.Consumer;

/**
 * What can be fuzzed.
 *
 * @param type the class with {@code fuzzerTestOneInput}
 * @param method the same, to call it
 * @param seeds inputs to begin with, all of our own making
 */
record FuzzTarget(Class<?> type, Consumer<byte[]> method, List<Octets> seeds) {

  static List<FuzzTarget> all() {
    return List.of(
        new FuzzTarget(MessageFuzz.class, MessageFuzz::fuzzerTestOneInput, MessageFuzz.seeds()),
        new FuzzTarget(PayloadFuzz.class, PayloadFuzz::fuzzerTestOneInput, PayloadFuzz.seeds()),
        new FuzzTarget(SessionFuzz.class, SessionFuzz::fuzzerTestOneInput, SessionFuzz.seeds()),
        new FuzzTarget(
            DemultiplexerFuzz.class,
            DemultiplexerFuzz::fuzzerTestOneInput,
            DemultiplexerFuzz.seeds()),
        new FuzzTarget(
            AuthenticatedPeerFuzz.class,
            AuthenticatedPeerFuzz::fuzzerTestOneInput,
            AuthenticatedPeerFuzz.seeds()),
        new FuzzTarget(
            CertificateFuzz.class, CertificateFuzz::fuzzerTestOneInput, CertificateFuzz.seeds()));
  }

  String name() {
    return type.getSimpleName();
  }
}
