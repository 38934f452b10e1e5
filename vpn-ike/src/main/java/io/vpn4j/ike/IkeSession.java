package io.vpn4j.ike;

import io.vpn4j.ike.keylog.EspSaLines;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.ike.state.AwaitInitRequest;
import io.vpn4j.ike.state.Closed;
import io.vpn4j.ike.state.Established;
import io.vpn4j.ike.state.Idle;
import io.vpn4j.ike.state.IkeState;
import io.vpn4j.ike.state.Lingering;
import io.vpn4j.ike.state.SessionParameters;
import io.vpn4j.ike.state.Transition;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One IKE SA and its Child SA (RFC 7296), as a deterministic object.
 *
 * <p>Every input is legal in every state and none throws for what a peer sent. Carry out the
 * outputs of a step in order, and give a {@link IkeInput.Tick} at its {@code wakeAt}; a tick that
 * is early, late or repeated is harmless. Not thread-safe.
 *
 * <pre>{@code
 * IkeStep step = session.handle(new IkeInput.Datagram(now, path, octets));
 * for (IkeOutput output : step.outputs()) {
 *   if (output instanceof IkeOutput.Transmit t) { send(t.path(), t.octets()); }
 *   ...
 * }
 * }</pre>
 */
public final class IkeSession {
  private static final Logger LOG = LoggerFactory.getLogger(IkeSession.class);

  private final SessionParameters parameters;
  private final Optional<ExchangeWatch> exchanges;
  private IkeState state;

  private IkeSession(SessionParameters parameters, IkeState state) {
    this.parameters = parameters;
    this.exchanges =
        parameters.config().reportExchanges() ? Optional.of(new ExchangeWatch()) : Optional.empty();
    this.state = state;
  }

  /**
   * A session that starts when it gets {@link IkeCommand.Initiate}.
   *
   * @param config the peer
   * @param crypto randomness and primitives
   */
  public static IkeSession initiator(IkeConfig config, IkeCrypto crypto) {
    return initiator(
        config, crypto, () -> randomEspSpi(crypto), () -> randomSpi(crypto), randomSpi(crypto));
  }

  /**
   * A session that waits for IKE_SA_INIT of its peer.
   *
   * @param config the peer
   * @param crypto randomness and primitives
   */
  public static IkeSession responder(IkeConfig config, IkeCrypto crypto) {
    return responder(
        config, crypto, () -> randomEspSpi(crypto), () -> randomSpi(crypto), randomSpi(crypto));
  }

  static IkeSession initiator(
      IkeConfig config,
      IkeCrypto crypto,
      Supplier<EspSpi> espSpis,
      Supplier<IkeSpi> ikeSpis,
      IkeSpi localSpi) {
    SessionParameters parameters =
        new SessionParameters(config, crypto, espSpis, ikeSpis, localSpi);
    return new IkeSession(parameters, new Idle(parameters));
  }

  static IkeSession responder(
      IkeConfig config,
      IkeCrypto crypto,
      Supplier<EspSpi> espSpis,
      Supplier<IkeSpi> ikeSpis,
      IkeSpi localSpi) {
    SessionParameters parameters =
        new SessionParameters(config, crypto, espSpis, ikeSpis, localSpi);
    return new IkeSession(parameters, new AwaitInitRequest(parameters));
  }

  /** What the session does about {@code input}. */
  public IkeStep handle(IkeInput input) {
    IkeState before = state;
    Transition transition = transition(input);
    state = transition.next();
    parameters.config().dangerouslyLogKeysTo().ifPresent(log -> logChildSas(log, transition));
    if (before.getClass() != state.getClass()) {
      LOG.debug(
          "{} {}: {} to {}",
          parameters.localSpi(),
          parameters.config().name(),
          before.getClass().getSimpleName(),
          state.getClass().getSimpleName());
    }
    List<IkeOutput> outputs =
        exchanges
            .map(e -> e.addCompleted(input.now(), received(input), transition.outputs()))
            .orElse(transition.outputs());
    return new IkeStep(outputs, state.wakeAt());
  }

  /** Before the owner gets the keys, and may destroy them. */
  private static void logChildSas(KeyLog log, Transition transition) {
    for (IkeOutput output : transition.outputs()) {
      if (output instanceof IkeOutput.ChildSaUp up) {
        EspSaLines.of(up.child(), up.path())
            .forEach(line -> log.append(KeyLog.Table.ESP_SAS, line));
      }
    }
  }

  private static Optional<IkeHeader> received(IkeInput input) {
    if (!(input instanceof IkeInput.Datagram datagram)) {
      return Optional.empty();
    }
    try {
      return Optional.of(IkeHeader.peek(datagram.octets()));
    } catch (MalformedMessageException e) {
      return Optional.empty();
    }
  }

  private Transition transition(IkeInput input) {
    if (input instanceof IkeInput.Datagram datagram) {
      return datagram(datagram);
    }
    if (input instanceof IkeInput.Command command) {
      return state.command(command.now(), command.command());
    }
    return state.tick(input.now());
  }

  private Transition datagram(IkeInput.Datagram datagram) {
    ByteBuffer octets = datagram.octets();
    IkeHeader header;
    try {
      header = IkeHeader.peek(octets);
    } catch (MalformedMessageException e) {
      return new Transition(
          state, List.of(new IkeOutput.Dropped(IkeDropReason.MALFORMED, e.getMessage())));
    }
    return state.datagram(datagram.now(), datagram.path(), header, Octets.of(octets));
  }

  /** The peer. */
  public IkeConfig config() {
    return parameters.config();
  }

  /** Our SPI of the first IKE SA, by which the owner knows the session for its whole life. */
  public IkeSpi localSpi() {
    return parameters.localSpi();
  }

  /**
   * Our SPIs of all IKE SAs that messages may still come in for; changes when the IKE SA is
   * rekeyed.
   */
  public Set<IkeSpi> localSpis() {
    Set<IkeSpi> spis = state.localSpis();
    return spis.isEmpty() ? Set.of(parameters.localSpi()) : spis;
  }

  /** The earliest deadline, as in the last step. */
  public Optional<Instant> wakeAt() {
    return state.wakeAt();
  }

  /** Whether both ends have proved themselves and neither has ended the IKE SA. */
  public boolean isEstablished() {
    return state instanceof Established;
  }

  /** Whether the session is a responder's that has not seen an acceptable first message. */
  boolean isUnused() {
    return state instanceof AwaitInitRequest;
  }

  /** Whether {@link IkeOutput.Terminated} has been given. */
  public boolean isTerminated() {
    return state instanceof Closed || state instanceof Lingering;
  }

  /** Whether nothing can come of any further input. */
  public boolean isClosed() {
    return state instanceof Closed;
  }

  static IkeSpi randomSpi(IkeCrypto crypto) {
    long value;
    do {
      value = crypto.random().nextLong();
    } while (value == 0);
    return new IkeSpi(value);
  }

  static EspSpi randomEspSpi(IkeCrypto crypto) {
    int value;
    do {
      value = crypto.random().nextInt();
    } while (Integer.compareUnsigned(value, 255) <= 0);
    return new EspSpi(value);
  }

  /** Peer, SPI and state; no secret. */
  @Override
  public String toString() {
    return "IkeSession["
        + parameters.config().name()
        + " "
        + parameters.localSpi()
        + " "
        + state.getClass().getSimpleName()
        + "]";
  }
}
