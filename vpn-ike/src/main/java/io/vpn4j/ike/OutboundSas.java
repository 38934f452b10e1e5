package io.vpn4j.ike;

import io.vpn4j.model.net.IpAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which session an outbound ESP SA belongs to: kept up by what sessions put out, and asked when
 * somebody complains about its SPI.
 */
final class OutboundSas {
  /** Two peers may choose one SPI. */
  private record OutboundSa(IpAddress peer, EspSpi spi) {}

  private final Map<OutboundSa, IkeSpi> sessions = new HashMap<>();
  private final Map<IkeSpi, Set<OutboundSa>> bySession = new HashMap<>();

  /** Takes note of an output of a session. */
  void note(IkeSpi session, IkeOutput output) {
    Set<OutboundSa> before = bySession.getOrDefault(session, Set.of());
    if (output instanceof IkeOutput.ChildSaUp up) {
      OutboundSa sa = new OutboundSa(up.path().peer().address(), up.child().outboundSpi());
      Set<OutboundSa> more = before.stream().collect(Collectors.toSet());
      more.add(sa);
      file(session, more);
    } else if (output instanceof IkeOutput.ChildSaDown down) {
      file(
          session,
          before.stream()
              .filter(sa -> !sa.spi().equals(down.outboundSpi()))
              .collect(Collectors.toSet()));
    } else if (output instanceof IkeOutput.PathChanged moved) {
      IpAddress peer = moved.path().peer().address();
      file(
          session,
          before.stream().map(sa -> new OutboundSa(peer, sa.spi())).collect(Collectors.toSet()));
    } else if (output instanceof IkeOutput.Terminated) {
      file(session, Set.of());
    }
  }

  private void file(IkeSpi session, Set<OutboundSa> sas) {
    bySession.getOrDefault(session, Set.of()).forEach(sa -> sessions.remove(sa, session));
    sas.forEach(sa -> sessions.put(sa, session));
    if (sas.isEmpty()) {
      bySession.remove(session);
    } else {
      bySession.put(session, Set.copyOf(sas));
    }
  }

  /** The session that sends to {@code peer} under {@code spi}. */
  Optional<IkeSpi> find(IpAddress peer, EspSpi spi) {
    return Optional.ofNullable(sessions.get(new OutboundSa(peer, spi)));
  }

  /** How many SAs are known. */
  int size() {
    return sessions.size();
  }
}
