package io.vpn4j.ike;

import io.vpn4j.ike.Admission.Verdict;
import io.vpn4j.ike.SessionTable.Entry;
import io.vpn4j.ike.SessionTable.FirstMessage;
import io.vpn4j.ike.message.ExchangeType;
import io.vpn4j.ike.message.IkeCodec;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.ike.message.IkeMessage;
import io.vpn4j.ike.message.NotifyPayload;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.model.wire.MalformedMessageException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
  private final Function<UdpPath, Optional<IkeConfig>> peers;
  private final IkeCrypto crypto;
  private final Supplier<EspSpi> espSpis;
  private final Admission admission;
  private final SessionTable sessions = new SessionTable();

  /**
   * An output and the session it is of.
   *
   * @param session our SPI of its first IKE SA; {@link IkeSpi#ZERO} when no session had to do with
   *     it
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
   * @param limits what to spend on peers that have not proved themselves
   */
  public IkeDemultiplexer(
      Function<UdpPath, Optional<IkeConfig>> peers,
      IkeCrypto crypto,
      Supplier<EspSpi> espSpis,
      IkeLimits limits) {
    this.peers = peers;
    this.crypto = crypto;
    this.espSpis = espSpis;
    this.admission = new Admission(crypto, limits);
  }

  private IkeSpi freeSpi() {
    IkeSpi spi;
    do {
      spi = IkeSession.randomSpi(crypto);
    } while (sessions.isUsed(spi));
    return spi;
  }

  /** Starts an IKE SA as initiator. */
  public Step initiate(Instant now, IkeConfig config, IkeCommand.Initiate initiate) {
    Entry entry =
        sessions.add(IkeSession.initiator(config, crypto, espSpis, this::freeSpi, freeSpi()));
    return step(run(entry, new IkeInput.Command(now, initiate)));
  }

  /** Gives a command to a session; does nothing if it is over. */
  public Step command(Instant now, IkeSpi session, IkeCommand command) {
    return step(
        sessions
            .named(session)
            .map(entry -> run(entry, new IkeInput.Command(now, command)))
            .orElse(List.of()));
  }

  /** Lets time pass for every session that is due. */
  public Step tick(Instant now) {
    List<SessionOutput> outputs = new ArrayList<>();
    for (Entry entry : sessions.due(now)) {
      outputs.addAll(run(entry, new IkeInput.Tick(now)));
    }
    return step(outputs);
  }

  /** Hands a datagram to its session, or makes one, or drops it with a reason. */
  public Step datagram(IkeInput.Datagram datagram) {
    IkeHeader header;
    try {
      header = IkeHeader.peek(datagram.octets());
    } catch (MalformedMessageException e) {
      return drop(IkeDropReason.MALFORMED, e.getMessage());
    }
    if (header.majorVersion() > IkeHeader.MAJOR_VERSION) {
      return refuseVersion(datagram.path(), header);
    }
    if (header.majorVersion() < IkeHeader.MAJOR_VERSION) {
      return drop(IkeDropReason.IKEV1, "major version " + header.majorVersion());
    }
    IkeSpi local = header.isInitiator() ? header.responderSpi() : header.initiatorSpi();
    if (!local.isZero()) {
      return sessions
          .find(local)
          .map(entry -> step(run(entry, datagram)))
          .orElseGet(() -> drop(IkeDropReason.UNKNOWN_SPI, local.toString()));
    }
    if (header.isResponse() || !header.exchangeType().equals(ExchangeType.IKE_SA_INIT)) {
      return drop(IkeDropReason.UNKNOWN_SPI, header.exchangeType() + " without an SPI of ours");
    }
    return firstMessage(datagram, header);
  }

  private Step firstMessage(IkeInput.Datagram datagram, IkeHeader header) {
    FirstMessage message = FirstMessage.of(datagram);
    Optional<Entry> known = sessions.begunBy(message);
    if (known.isPresent()) {
      // RFC 7296 2.1: a half-open session answers the same, an established one ignores it.
      return step(run(known.get(), datagram));
    }
    Optional<IkeConfig> config = peers.apply(datagram.path());
    if (config.isEmpty()) {
      return drop(IkeDropReason.UNKNOWN_PEER, datagram.path().toString());
    }
    Verdict verdict =
        admission.judge(datagram, header, sessions.halfOpen(), sessions.halfOpen(message.source()));
    if (verdict instanceof Verdict.Refused refused) {
      return drop(refused.reason(), refused.detail());
    }
    if (verdict instanceof Verdict.Demanded demanded) {
      return transmit(datagram.path(), demanded.demand());
    }
    IkeSession session =
        IkeSession.responder(config.get(), crypto, espSpis, this::freeSpi, freeSpi());
    List<SessionOutput> outputs = run(sessions.add(session, message), datagram);
    if (sessions.begunBy(message).isPresent()) {
      ((Verdict.Admitted) verdict).cookie().ifPresent(c -> admission.spend(datagram.now(), c));
    }
    return step(outputs);
  }

  private List<SessionOutput> run(Entry entry, IkeInput input) {
    IkeSession session = entry.session();
    List<IkeOutput> outputs = session.handle(input).outputs();
    sessions.update(entry);
    return outputs.stream()
        .map(output -> new SessionOutput(session.localSpi(), session.config().name(), output))
        .toList();
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
    return transmit(path, answer);
  }

  /** An answer of no session. */
  private Step transmit(UdpPath path, IkeMessage answer) {
    IkeOutput transmit = new IkeOutput.Transmit(path, IkeCodec.encode(answer).asByteBuffer());
    return step(List.of(new SessionOutput(IkeSpi.ZERO, "", transmit)));
  }

  private Step drop(IkeDropReason reason, String detail) {
    return step(List.of(new SessionOutput(IkeSpi.ZERO, "", new IkeOutput.Dropped(reason, detail))));
  }

  private Step step(List<SessionOutput> outputs) {
    return new Step(List.copyOf(outputs), sessions.wakeAt());
  }

  /**
   * The sessions that are not over, in the order in which they began: to look at, while inputs go
   * through the demultiplexer, which would not know of a deadline that changed behind its back.
   */
  public List<IkeSession> sessions() {
    return sessions.sessions();
  }
}
