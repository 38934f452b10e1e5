package io.vpn4j.ike.state;

import io.vpn4j.ike.ChildAlgorithms;
import io.vpn4j.ike.EncryptionAlgorithm;
import io.vpn4j.ike.EspSpi;
import io.vpn4j.ike.IkeAlgorithms;
import io.vpn4j.ike.IkeConfig;
import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.IkeDropReason;
import io.vpn4j.ike.IkeIdentity;
import io.vpn4j.ike.IkeOutput;
import io.vpn4j.ike.IkeSpi;
import io.vpn4j.ike.KeyExchangeMethod;
import io.vpn4j.ike.PrfAlgorithm;
import io.vpn4j.ike.UdpEndpoint;
import io.vpn4j.ike.UdpPath;
import io.vpn4j.ike.message.ExchangeType;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.ike.negotiation.IkeSuite;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.secret.PreSharedKey;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.testing.SeededSecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * One state of ours against a peer that has the keys and says whatever a test wants: the peer's end
 * of the channel is in the hands of the test.
 */
final class Rig {
  static final PreSharedKey KEY = PreSharedKey.of("fixture_Key.1");
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final UdpPath PATH =
      new UdpPath(
          new UdpEndpoint(IpAddress.of("198.51.100.1"), 4500),
          new UdpEndpoint(IpAddress.of("192.0.2.1"), 4500));
  static final IkeSpi SPI_I = new IkeSpi(0x1111_2222_3333_4444L);
  static final IkeSpi SPI_R = new IkeSpi(0x5555_6666_7777_8888L);
  static final IkeSuite SUITE =
      new IkeSuite(
          EncryptionAlgorithm.AES_GCM_16_128,
          Optional.empty(),
          PrfAlgorithm.HMAC_SHA2_256,
          KeyExchangeMethod.CURVE25519);
  static final Octets NONCE = Octets.of(new byte[32]);
  static final EspSpi INBOUND = new EspSpi(0x1000);

  /** Signed by both ends in tests that get as far as AUTH. */
  static final InitExchange INIT =
      new InitExchange(
          SUITE, SPI_I, SPI_R, NONCE, NONCE, Octets.ofHex("aa"), Octets.ofHex("bb"), true);

  final IkeCrypto crypto = IkeCrypto.of(new SeededSecureRandom(3));
  final SessionParameters session;
  final IkeSaChannel ours;
  final IkeSaChannel peers;
  final List<IkeOutput> outputs = new ArrayList<>();
  Instant now = START;
  IkeState state;

  private Rig(IkeConfig config, boolean initiator, MessageWindow window, MessageWindow peerWindow) {
    this.session =
        new SessionParameters(
            config,
            crypto,
            spis(),
            () -> new IkeSpi(crypto.random().nextLong()),
            initiator ? SPI_I : SPI_R);
    this.ours = channel(initiator, window);
    this.peers = channel(!initiator, peerWindow);
  }

  private static Supplier<EspSpi> spis() {
    AtomicInteger next = new AtomicInteger(INBOUND.value());
    return () -> new EspSpi(next.getAndIncrement());
  }

  private IkeSaChannel channel(boolean initiator, MessageWindow window) {
    return IkeSaChannel.of(
        crypto, SUITE, new byte[32], NONCE, NONCE, SPI_I, SPI_R, initiator, window);
  }

  static IkeConfig.Builder config() {
    return IkeConfig.builder()
        .name("peer")
        .localIdentity(IkeIdentity.ofFqdn("here.example"))
        .peerIdentity(IkeIdentity.ofFqdn("there.example"))
        .preSharedKey(KEY)
        .ikeAlgorithms(IkeAlgorithms.aead(SUITE.encryption(), SUITE.prf(), SUITE.keyExchange()))
        .childAlgorithms(ChildAlgorithms.aead(EncryptionAlgorithm.AES_GCM_16_128));
  }

  /** A responder that has answered IKE_SA_INIT. */
  static Rig awaitAuthRequest(IkeConfig config) {
    Rig rig = new Rig(config, false, new MessageWindow(0, 1), new MessageWindow(1, 0));
    rig.state = new AwaitAuthRequest(rig.session, rig.ours, INIT, START.plusSeconds(30));
    return rig;
  }

  /** After IKE_SA_INIT has agreed on two more key exchanges, P-256 and P-384. */
  static final InitExchange INIT_WITH_ROUNDS =
      new InitExchange(
          new IkeSuite(
              SUITE.encryption(),
              SUITE.integrity(),
              SUITE.prf(),
              SUITE.keyExchange(),
              List.of(KeyExchangeMethod.ECP_256, KeyExchangeMethod.ECP_384)),
          SPI_I,
          SPI_R,
          NONCE,
          NONCE,
          Octets.ofHex("aa"),
          Octets.ofHex("bb"),
          true);

  /** A responder that waits for the first of two additional key exchanges. */
  static Rig awaitIntermediateRequest() {
    Rig rig = new Rig(config().build(), false, new MessageWindow(0, 1), new MessageWindow(1, 0));
    rig.state =
        AwaitIntermediateRequest.next(
            rig.session, rig.ours, INIT_WITH_ROUNDS, AdditionalRound.FIRST, START.plusSeconds(30));
    return rig;
  }

  /** An initiator that has sent its value for the first of two additional key exchanges. */
  static Rig awaitIntermediateResponse() {
    Rig rig = new Rig(config().build(), true, new MessageWindow(1, 0), new MessageWindow(0, 1));
    rig.take(
        AwaitIntermediateResponse.send(
            rig.session, rig.now, PATH, rig.ours, INIT_WITH_ROUNDS, AdditionalRound.FIRST));
    return rig;
  }

  /** An initiator that has sent IKE_AUTH. */
  static Rig awaitAuthResponse(IkeConfig config) {
    Rig rig = new Rig(config, true, new MessageWindow(1, 0), new MessageWindow(0, 1));
    rig.take(AwaitAuthResponse.send(rig.session, rig.now, PATH, rig.ours, INIT));
    return rig;
  }

  /** Either end with a Child SA, our requests and the peer's starting at the given Message IDs. */
  static Rig established(boolean initiator, long nextRequest, long expectedRequest) {
    return established(config().build(), initiator, nextRequest, expectedRequest);
  }

  static Rig established(
      IkeConfig config, boolean initiator, long nextRequest, long expectedRequest) {
    Rig rig =
        new Rig(
            config,
            initiator,
            new MessageWindow(nextRequest, expectedRequest),
            new MessageWindow(expectedRequest, nextRequest));
    if (config.mobike()) {
      rig.ours.allowMoves();
    }
    FirstChildSa child = new FirstChildSa(rig.session);
    List<Payload> offer = new ArrayList<>(child.offer());
    FirstChildSa.Outcome outcome = child.answer(rig.ours, INIT, offer);
    rig.take(
        Established.enter(
            rig.session,
            rig.now,
            PATH,
            rig.ours,
            INIT,
            initiator,
            IkeIdentity.ofFqdn("there.example"),
            false,
            outcome,
            Optional.empty()));
    return rig;
  }

  static Rig established(boolean initiator) {
    return established(config().build(), initiator);
  }

  static Rig established(IkeConfig config, boolean initiator) {
    return established(config, initiator, initiator ? 2 : 0, initiator ? 0 : 2);
  }

  private List<IkeOutput> take(Transition transition) {
    state = transition.next();
    outputs.addAll(transition.outputs());
    return transition.outputs();
  }

  /** The peer sends {@code octets}; returns what we do. */
  List<IkeOutput> receive(Octets octets) {
    return receive(PATH, octets);
  }

  /** The same, by another path. */
  List<IkeOutput> receive(UdpPath path, Octets octets) {
    try {
      IkeHeader header = IkeHeader.peek(octets.asByteBuffer());
      return take(state.datagram(now, path, header, octets));
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }

  List<IkeOutput> request(ExchangeType exchange, Payload... payloads) {
    return receive(requestOf(exchange, payloads));
  }

  /** A request of the peer that has not been delivered. */
  Octets requestOf(ExchangeType exchange, Payload... payloads) {
    return peers.request(exchange, List.of(payloads)).message().first();
  }

  /** The peer answers {@code request}, which is ours. */
  List<IkeOutput> respond(Octets request, Payload... payloads) {
    return receive(responseTo(request, payloads));
  }

  /** The peer's answer to {@code request}, which is ours, that has not been delivered. */
  Octets responseTo(Octets request, Payload... payloads) {
    try {
      IkeHeader header = IkeHeader.peek(request.asByteBuffer());
      return peers.respond(header, request, List.of(payloads)).first();
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }

  List<IkeOutput> command(io.vpn4j.ike.IkeCommand command) {
    return take(state.command(now, command));
  }

  List<IkeOutput> tickAt(Instant at) {
    now = at;
    return take(state.tick(at));
  }

  /** What was sent last. */
  Octets sent() {
    List<IkeOutput.Transmit> all = of(outputs, IkeOutput.Transmit.class);
    return Octets.of(all.get(all.size() - 1).octets());
  }

  /** What is inside a message of ours. */
  List<Payload> opened(Octets message) {
    List<Payload> inside = new ArrayList<>();
    Opened opened = new Opened(inside);
    try {
      IkeHeader header = IkeHeader.peek(message.asByteBuffer());
      peers.receive(header, message, opened);
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
    return inside;
  }

  private final class Opened implements IkeSaChannel.Receiver<Transition> {
    private final List<Payload> inside;

    Opened(List<Payload> inside) {
      this.inside = inside;
    }

    @Override
    public Transition repeated(SealedMessage response) {
      throw new AssertionError("a repeat");
    }

    @Override
    public Transition request(List<Payload> payloads) {
      inside.addAll(payloads);
      return Transition.to(state);
    }

    @Override
    public Transition response(List<Payload> payloads) {
      inside.addAll(payloads);
      return Transition.to(state);
    }

    @Override
    public Transition badSyntax(MalformedMessageException problem) {
      throw new AssertionError(problem);
    }

    @Override
    public Transition dropped(IkeDropReason reason, String detail) {
      throw new AssertionError(reason + " " + detail);
    }
  }

  static <T extends IkeOutput> List<T> of(List<IkeOutput> outputs, Class<T> type) {
    return outputs.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
