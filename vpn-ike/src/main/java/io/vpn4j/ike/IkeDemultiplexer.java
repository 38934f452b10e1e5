package io.vpn4j.ike;

import io.vpn4j.ike.Admission.Verdict;
import io.vpn4j.ike.SessionTable.Entry;
import io.vpn4j.ike.SessionTable.FirstMessage;
import io.vpn4j.ike.crash.QcdTokens;
import io.vpn4j.ike.message.ExchangeType;
import io.vpn4j.ike.message.IkeCodec;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.ike.message.IkeMessage;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.secret.SecretAccess;
import io.vpn4j.model.wire.MalformedMessageException;
import java.time.Duration;
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
  /**
   * How often a complaint of one source makes us look whether it lives, and of how many sources.
   */
  private static final Duration HEED_COMPLAINTS_EVERY = Duration.ofSeconds(10);

  private static final int MAX_COMPLAINTS = 1000;

  private final Function<UdpPath, Optional<IkeConfig>> peers;
  private final IkeCrypto crypto;
  private final Supplier<EspSpi> espSpis;
  private final Admission admission;
  private final UnprotectedAnswers answers;
  private final AnswerBudget complaints =
      new AnswerBudget(HEED_COMPLAINTS_EVERY, MAX_COMPLAINTS, /* perSource= */ 1);
  private final OutboundSas outboundSas = new OutboundSas();
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
    this.answers = new UnprotectedAnswers(limits);
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
      return complain(
          drop(IkeDropReason.HIGHER_VERSION, "major version " + header.majorVersion()),
          datagram.path(),
          answers.invalidMajorVersion(datagram.now(), datagram.path(), header));
    }
    if (header.majorVersion() < IkeHeader.MAJOR_VERSION) {
      return drop(IkeDropReason.IKEV1, "major version " + header.majorVersion());
    }
    IkeSpi local = header.isInitiator() ? header.responderSpi() : header.initiatorSpi();
    if (!local.isZero()) {
      return sessions
          .find(local)
          .map(entry -> step(run(entry, datagram)))
          .orElseGet(() -> unknownSpi(datagram, header, local));
    }
    boolean begins =
        header.exchangeType().equals(ExchangeType.IKE_SA_INIT)
            || header.exchangeType().equals(ExchangeType.IKE_SESSION_RESUME);
    if (header.isResponse() || !begins) {
      return heedComplaint(
          datagram,
          header,
          drop(IkeDropReason.UNKNOWN_SPI, header.exchangeType() + " without an SPI of ours"));
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
    outputs.forEach(output -> outboundSas.note(session.localSpi(), output));
    sessions.update(entry);
    return outputs.stream()
        .map(output -> new SessionOutput(session.localSpi(), session.config().name(), output))
        .toList();
  }

  private Step unknownSpi(IkeInput.Datagram datagram, IkeHeader header, IkeSpi local) {
    Step dropped = drop(IkeDropReason.UNKNOWN_SPI, local.toString());
    return complain(
        heedComplaint(datagram, header, dropped),
        datagram.path(),
        answers.invalidIkeSpi(datagram, header, () -> crashToken(datagram.path(), header)));
  }

  /**
   * Our token of an IKE SA that we have lost. Never of one that stands, whichever end of it {@code
   * header} pretends that we are: with its token anybody could end it (RFC 6290 section 9.2).
   */
  private Optional<Payload> crashToken(UdpPath path, IkeHeader header) {
    if (sessions.isUsed(header.initiatorSpi()) || sessions.isUsed(header.responderSpi())) {
      return Optional.empty();
    }
    return peers
        .apply(path)
        .flatMap(IkeConfig::quickCrashSecret)
        .map(
            secret ->
                QcdTokens.make(
                    crypto,
                    secret.octets(SecretAccess.grant()),
                    !header.isInitiator(),
                    header.initiatorSpi(),
                    header.responderSpi()));
  }

  /**
   * Looks whether the peer lives if it seems to say that it has lost our SA. Anybody could say
   * that, so that nothing more comes of it, and seldom (RFC 7296 section 2.4).
   */
  private Step heedComplaint(IkeInput.Datagram datagram, IkeHeader header, Step dropped) {
    IpAddress peer = datagram.path().peer().address();
    return UnprotectedAnswers.complainedOf(header, datagram.octets())
        .flatMap(spi -> outboundSas.find(peer, spi))
        .flatMap(sessions::named)
        .filter(entry -> complaints.take(datagram.now(), peer))
        .map(
            entry ->
                with(
                    dropped,
                    run(
                        entry,
                        new IkeInput.Command(datagram.now(), new IkeCommand.CheckLiveness()))))
        .orElse(dropped);
  }

  /**
   * Tells the sender of an ESP packet that its SPI is not ours, so that it can find out that we
   * have lost the SA (RFC 7296 section 1.5). The step is empty if too much is being said already.
   *
   * @param path where the packet came in and from
   * @param spi the SPI in the packet
   */
  public Step espSpiUnknown(Instant now, UdpPath path, EspSpi spi) {
    return complain(step(List.of()), path, answers.invalidSpi(now, path, spi));
  }

  private Step complain(Step step, UdpPath path, Optional<IkeMessage> complaint) {
    return complaint.map(message -> with(step, transmit(path, message).outputs())).orElse(step);
  }

  private Step with(Step step, List<SessionOutput> more) {
    List<SessionOutput> outputs = new ArrayList<>(step.outputs());
    outputs.addAll(more);
    return step(outputs);
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
