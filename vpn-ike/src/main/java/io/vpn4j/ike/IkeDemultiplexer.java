package io.vpn4j.ike;

import io.vpn4j.ike.message.ExchangeType;
import io.vpn4j.ike.message.IkeCodec;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.ike.message.IkeMessage;
import io.vpn4j.ike.message.NotifyPayload;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.model.wire.MalformedMessageException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Many IKE SAs behind one or several ports: finds the session of a datagram by our SPI, makes a
 * responder's session for a first message, and forgets sessions that are over.
 *
 * <p>Sans-IO as {@link IkeSession}: the same inputs, and one deadline for all. Not thread-safe.
 */
public final class IkeDemultiplexer {
  private static final int MAJOR_VERSION = 2;

  private final Function<UdpPath, Optional<IkeConfig>> peers;
  private final IkeCrypto crypto;
  private final Supplier<EspSpi> espSpis;
  private final int maxHalfOpen;
  private final Map<IkeSpi, IkeSession> sessions = new LinkedHashMap<>();
  private final Map<InitKey, IkeSpi> halfOpen = new HashMap<>();

  /** What tells one first message from another, before it has an SPI of ours. */
  private record InitKey(UdpEndpoint peer, IkeSpi initiatorSpi) {}

  /**
   * An output and the session it is of.
   *
   * @param session our SPI; {@link IkeSpi#ZERO} when no session had to do with it
   * @param peer the {@link IkeConfig#name} of its peer; empty when no session had to do with it
   * @param output what to do
   */
  public record SessionOutput(IkeSpi session, String peer, IkeOutput output) {}

  /**
   * What the sessions want done.
   *
   * @param outputs in order
   * @param wakeAt the earliest deadline of all sessions
   */
  public record Step(List<SessionOutput> outputs, Optional<Instant> wakeAt) {}

  /**
   * @param peers the configuration for a first message that came in on a path, if one is meant for
   *     it
   * @param crypto randomness and primitives
   * @param espSpis inbound SPIs that are not in use
   * @param maxHalfOpen how many peers may be between their first message and their proof
   */
  public IkeDemultiplexer(
      Function<UdpPath, Optional<IkeConfig>> peers,
      IkeCrypto crypto,
      Supplier<EspSpi> espSpis,
      int maxHalfOpen) {
    this.peers = peers;
    this.crypto = crypto;
    this.espSpis = espSpis;
    this.maxHalfOpen = maxHalfOpen;
  }

  /** The identifier that a session started next by {@link #initiate} has. */
  private IkeSpi freeSpi() {
    IkeSpi spi;
    do {
      spi = IkeSession.randomSpi(crypto);
    } while (sessions.containsKey(spi));
    return spi;
  }

  /** Starts an IKE SA as initiator. */
  public Step initiate(Instant now, IkeConfig config, IkeCommand.Initiate initiate) {
    IkeSession session = IkeSession.initiator(config, crypto, freeSpi(), espSpis);
    sessions.put(session.localSpi(), session);
    List<SessionOutput> outputs = new ArrayList<>();
    run(session, new IkeInput.Command(now, initiate), outputs);
    return step(outputs);
  }

  /** Gives a command to a session; does nothing if it is over. */
  public Step command(Instant now, IkeSpi session, IkeCommand command) {
    List<SessionOutput> outputs = new ArrayList<>();
    IkeSession target = sessions.get(session);
    if (target != null) {
      run(target, new IkeInput.Command(now, command), outputs);
    }
    return step(outputs);
  }

  /** Lets time pass for every session that is due. */
  public Step tick(Instant now) {
    List<SessionOutput> outputs = new ArrayList<>();
    for (IkeSession session : List.copyOf(sessions.values())) {
      if (session.wakeAt().filter(at -> !at.isAfter(now)).isPresent()) {
        run(session, new IkeInput.Tick(now), outputs);
      }
    }
    return step(outputs);
  }

  /** Hands a datagram to its session, or makes one, or drops it with a reason. */
  public Step datagram(IkeInput.Datagram datagram) {
    List<SessionOutput> outputs = new ArrayList<>();
    IkeHeader header;
    try {
      header = IkeHeader.peek(datagram.octets());
    } catch (MalformedMessageException e) {
      return drop(IkeDropReason.MALFORMED, e.getMessage());
    }
    if (header.majorVersion() > MAJOR_VERSION) {
      return refuseVersion(datagram.path(), header);
    }
    if (header.majorVersion() < MAJOR_VERSION) {
      return drop(IkeDropReason.IKEV1, "major version " + header.majorVersion());
    }
    IkeSpi local = header.isInitiator() ? header.responderSpi() : header.initiatorSpi();
    if (!local.isZero()) {
      IkeSession session = sessions.get(local);
      if (session == null) {
        return drop(IkeDropReason.UNKNOWN_SPI, local.toString());
      }
      run(session, datagram, outputs);
      return step(outputs);
    }
    if (header.isResponse() || !header.exchangeType().equals(ExchangeType.IKE_SA_INIT)) {
      return drop(IkeDropReason.UNKNOWN_SPI, header.exchangeType() + " without an SPI of ours");
    }
    return firstMessage(datagram, header, outputs);
  }

  private Step firstMessage(
      IkeInput.Datagram datagram, IkeHeader header, List<SessionOutput> outputs) {
    InitKey key = new InitKey(datagram.path().peer(), header.initiatorSpi());
    IkeSpi known = halfOpen.get(key);
    if (known != null) {
      run(sessions.get(known), datagram, outputs);
      return step(outputs);
    }
    Optional<IkeConfig> config = peers.apply(datagram.path());
    if (config.isEmpty()) {
      return drop(IkeDropReason.UNKNOWN_PEER, datagram.path().toString());
    }
    if (halfOpen.size() >= maxHalfOpen) {
      return drop(IkeDropReason.TOO_MANY_HALF_OPEN, maxHalfOpen + " sessions are half-open");
    }
    IkeSession session = IkeSession.responder(config.get(), crypto, freeSpi(), espSpis);
    sessions.put(session.localSpi(), session);
    halfOpen.put(key, session.localSpi());
    run(session, datagram, outputs);
    if (session.isUnused()) {
      forget(session);
    }
    return step(outputs);
  }

  private void run(IkeSession session, IkeInput input, List<SessionOutput> outputs) {
    for (IkeOutput output : session.handle(input).outputs()) {
      outputs.add(new SessionOutput(session.localSpi(), session.config().name(), output));
    }
    if (session.isClosed()) {
      forget(session);
    } else if (session.isEstablished() || session.isTerminated()) {
      halfOpen.values().remove(session.localSpi());
    }
  }

  private void forget(IkeSession session) {
    sessions.remove(session.localSpi());
    halfOpen.values().remove(session.localSpi());
  }

  /** RFC 7296 section 2.5: a higher major version is answered with the one we speak. */
  private Step refuseVersion(UdpPath path, IkeHeader header) {
    if (header.isResponse()) {
      return drop(IkeDropReason.MALFORMED, "major version " + header.majorVersion());
    }
    IkeMessage answer =
        new IkeMessage(
            IkeHeader.of(
                header.initiatorSpi(),
                header.responderSpi(),
                header.exchangeType(),
                !header.isInitiator(),
                true,
                header.messageId()),
            List.of(NotifyPayload.of(NotifyType.INVALID_MAJOR_VERSION)));
    IkeOutput transmit = new IkeOutput.Transmit(path, IkeCodec.encode(answer).asByteBuffer());
    return step(List.of(new SessionOutput(IkeSpi.ZERO, "", transmit)));
  }

  private Step drop(IkeDropReason reason, String detail) {
    return step(List.of(new SessionOutput(IkeSpi.ZERO, "", new IkeOutput.Dropped(reason, detail))));
  }

  private Step step(List<SessionOutput> outputs) {
    Optional<Instant> wakeAt =
        sessions.values().stream().flatMap(s -> s.wakeAt().stream()).min(Instant::compareTo);
    return new Step(List.copyOf(outputs), wakeAt);
  }

  /** The sessions that are not over, in the order in which they began. */
  public List<IkeSession> sessions() {
    return List.copyOf(sessions.values());
  }
}
