package io.vpn4j.ike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.message.ExchangeType;
import io.vpn4j.ike.message.IkeCodec;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.ike.message.IkeMessage;
import io.vpn4j.ike.message.NotifyPayload;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.ike.message.ProtectedPayload;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.Ipv4Address;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.testing.Requirement;
import io.vpn4j.testing.SeededSecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said and heard outside of any IKE SA (RFC 7296 section 1.5). */
class UnprotectedAnswersTest {
  private static final UdpPath PATH = SimulatedLink.INITIATE.natTraversalPath().reversed();

  private final IkeCrypto crypto = IkeCrypto.of(new SeededSecureRandom(3));
  private final IkeDemultiplexer hub = hub(IkeLimits.DEFAULT);
  private Instant now = SimulatedLink.START;

  private IkeDemultiplexer hub(IkeLimits limits) {
    return new IkeDemultiplexer(
        path -> Optional.of(IkeSessionFixtures.right().build()),
        crypto,
        () -> IkeSession.randomEspSpi(crypto),
        limits);
  }

  /** An established pair, of which the responder's end is somewhere else than {@code hub}. */
  private static SimulatedLink elsewhere() {
    return IkeSessionFixtures.link().initiate().run(Duration.ofSeconds(1));
  }

  /** A liveness check of a peer whose IKE SA the hub does not know. */
  private static Octets protectedRequest() {
    SimulatedLink link = elsewhere().command(true, new IkeCommand.CheckLiveness());
    return link.wire.get(4);
  }

  private List<IkeOutput> receive(UdpPath path, Octets message) {
    return receive(hub, path, message);
  }

  private List<IkeOutput> receive(IkeDemultiplexer at, UdpPath path, Octets message) {
    return at.datagram(new IkeInput.Datagram(now, path, message.asByteBuffer())).outputs().stream()
        .map(IkeDemultiplexer.SessionOutput::output)
        .toList();
  }

  private static List<Octets> sent(List<IkeOutput> outputs) {
    return SimulatedLink.of(outputs, IkeOutput.Transmit.class).stream()
        .map(t -> Octets.of(t.octets()))
        .toList();
  }

  private static IkeMessage decode(Octets octets) {
    try {
      return IkeCodec.decode(octets.asByteBuffer());
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }

  private static Octets with(Octets message, int offset, int octet) {
    byte[] changed = message.toByteArray();
    changed[offset] = (byte) octet;
    return Octets.of(changed);
  }

  private static UdpPath from(int address) {
    return new UdpPath(PATH.local(), new UdpEndpoint(new Ipv4Address(address), 4500));
  }

  @Test
  @Requirement({"RFC7296-1.5-2", "RFC7296-2.21.4-3"})
  void aProtectedRequestOfAnUnknownIkeSaIsAnswered() {
    Octets request = protectedRequest();
    List<IkeOutput> outputs = receive(PATH, request);
    IkeMessage answer = decode(sent(outputs).get(0));
    IkeHeader asked = decode(request).header();

    assertTrue(answer.notify(NotifyType.INVALID_IKE_SPI).isPresent());
    assertEquals(1, answer.payloads().size());
    assertEquals(
        IkeHeader.of(
            asked.initiatorSpi(),
            asked.responderSpi(),
            asked.exchangeType(),
            !asked.isInitiator(),
            true,
            asked.messageId()),
        answer.header());
    assertTrue(sent(outputs).get(0).length() <= request.length());
    assertEquals(
        IkeDropReason.UNKNOWN_SPI,
        SimulatedLink.of(outputs, IkeOutput.Dropped.class).get(0).reason(),
        "and is counted");
  }

  @Test
  @Requirement({"RFC7296-2.21.4-2", "RFC7296-2.21.4-4", "RFC7296-1.5-1", "RFC7296-3.1-10"})
  void neitherAResponseNorWhatIsNotProtectedIsAnswered() {
    Octets request = protectedRequest();
    IkeHeader header = decode(request).header();

    assertEquals(List.of(), sent(receive(PATH, with(request, 19, 0x28))), "a response");
    assertEquals(
        List.of(),
        sent(receive(PATH, IkeCodec.encode(new IkeMessage(header, List.of())))),
        "empty");
    assertEquals(
        List.of(),
        sent(
            receive(
                PATH,
                IkeCodec.encode(
                    new IkeMessage(
                        header,
                        List.of(
                            NotifyPayload.of(NotifyType.INVALID_SPI, Octets.ofHex("01020304"))))))),
        "INVALID_SPI with random SPIs");
    assertEquals(
        List.of(),
        sent(receive(PATH, with(request, 18, ExchangeType.IKE_SA_INIT.value()))),
        "a protected first message");
    assertEquals(List.of(), sent(receive(PATH, with(request, 30, 0xff))), "malformed");
  }

  @Test
  @Requirement({"RFC7296-2.21.4-4", "RFC7296-1.5-1"})
  void ourOwnComplaintsAreNotAnsweredByOurOwnSide() {
    for (Octets message : List.of(protectedRequest(), with(protectedRequest(), 17, 0x30))) {
      Octets complaint = sent(receive(PATH, message)).get(0);
      assertEquals(List.of(), sent(receive(PATH.reversed(), complaint)));
    }
    IkeDemultiplexer.Step step = hub.espSpiUnknown(now, from(1), new EspSpi(0x1000));
    Octets complaint = sent(List.of(step.outputs().get(0).output())).get(0);
    assertEquals(List.of(), sent(receive(PATH, complaint)));
  }

  @Test
  @Requirement("RFC7296-2.21.4-1")
  void oneSourceGetsTwoAnswersInASecondAndAllTogetherAHundred() {
    Octets request = protectedRequest();
    int one = 0;
    for (int i = 0; i < 50; i++) {
      one += sent(receive(PATH, request)).size();
    }
    assertEquals(2, one);

    now = now.plusSeconds(1);
    int all = 0;
    for (int i = 0; i < 1000; i++) {
      all += sent(receive(from(0x0a000000 + i), request)).size();
      all += sent(receive(from(0x0a000000 + i), with(request, 17, 0x30))).size();
      all += hub.espSpiUnknown(now, from(0x0a000000 + i), new EspSpi(i)).outputs().size();
    }
    assertEquals(100, all, "whatever the complaint is about");
  }

  @Test
  void nothingIsSaidIfTheOwnerWantsSilence() {
    IkeDemultiplexer silent = hub(IkeLimits.DEFAULT.withAnswersPerSecond(0, 0));

    assertEquals(List.of(), sent(receive(silent, PATH, protectedRequest())));
    assertEquals(List.of(), sent(receive(silent, PATH, with(protectedRequest(), 17, 0x30))));
    assertEquals(List.of(), silent.espSpiUnknown(now, PATH, new EspSpi(1)).outputs());
  }

  @Test
  void tellsOfAnUnknownEspSpi() {
    IkeDemultiplexer.Step step = hub.espSpiUnknown(now, PATH, new EspSpi(0xc0ffee01));
    IkeOutput.Transmit transmit = (IkeOutput.Transmit) step.outputs().get(0).output();
    IkeMessage message = decode(Octets.of(transmit.octets()));
    NotifyPayload notify = message.notify(NotifyType.INVALID_SPI).orElseThrow();

    assertEquals(PATH, transmit.path());
    assertEquals(Octets.ofHex("c0ffee01"), notify.data());
    assertEquals(ExchangeType.INFORMATIONAL, message.header().exchangeType());
    assertTrue(message.header().isInitiator());
    assertFalse(message.header().isResponse());
    assertEquals(IkeHeader.MAJOR_VERSION, message.header().majorVersion());
  }

  @Test
  void versionOneIsDroppedAndCountedWithoutAnAnswer() {
    // RFC 7296 2.5 asks for an answer to a higher version only.
    for (int version : new int[] {0x10, 0x11, 0x00}) {
      List<IkeOutput> outputs = receive(PATH, with(protectedRequest(), 17, version));
      assertEquals(1, outputs.size());
      assertEquals(IkeDropReason.IKEV1, ((IkeOutput.Dropped) outputs.get(0)).reason());
    }
  }

  @Test
  @Requirement("RFC7296-3.1-11")
  void theVersionBitIsNeverSet() {
    // RFC 7296 2.5: a sender that speaks no higher version clears it.
    for (Octets message : List.of(protectedRequest(), with(protectedRequest(), 17, 0x30))) {
      Octets withBit = with(message, 19, message.u8(19) | 0x10);
      assertFalse(decode(sent(receive(PATH, withBit)).get(0)).header().isVersionBitSet());
    }
  }

  /** A peer that is established with the hub. */
  private final class Peer {
    final IkeSession session =
        IkeSession.initiator(
            IkeSessionFixtures.left().build(), IkeCrypto.of(new SeededSecureRandom(9)));
    final ChildSa child;

    Peer() {
      DemultiplexerDriver driver = new DemultiplexerDriver(session, hub);
      driver.initiate();
      child =
          SimulatedLink.of(
                  driver.responderOutputs.stream()
                      .map(IkeDemultiplexer.SessionOutput::output)
                      .toList(),
                  IkeOutput.ChildSaUp.class)
              .get(0)
              .child();
    }
  }

  private static Octets invalidSpi(EspSpi spi) {
    return IkeCodec.encode(
        new IkeMessage(
            IkeHeader.of(
                new IkeSpi(0x1122334455667788L),
                new IkeSpi(0x99aabbccddeeff00L),
                ExchangeType.INFORMATIONAL,
                true,
                false,
                0),
            List.of(
                NotifyPayload.of(
                    NotifyType.INVALID_SPI, Octets.ofHex(String.format("%08x", spi.value()))))));
  }

  @Test
  @Requirement({"RFC7296-2.21.4-5", "RFC7296-2.4-3"})
  void aComplaintAboutOurSpiMakesUsLookWhetherThePeerLives() {
    Peer peer = new Peer();
    List<IkeOutput> outputs = receive(PATH, invalidSpi(peer.child.outboundSpi()));

    Octets check = sent(outputs).get(0);
    assertTrue(decode(check).first(ProtectedPayload.class).isPresent());
    assertTrue(hub.sessions().get(0).isEstablished(), "and nothing else comes of it");
    IkeStep answer =
        peer.session.handle(new IkeInput.Datagram(now, PATH.reversed(), check.asByteBuffer()));
    assertEquals(List.of(), receive(PATH, sent(answer.outputs()).get(0)));
  }

  @Test
  @Requirement("RFC7296-2.4-5")
  void complaintsAreHeededOnceInTenSeconds() {
    Peer peer = new Peer();
    Octets complaint = invalidSpi(peer.child.outboundSpi());
    int checks = 0;
    for (int second = 0; second < 40; second++) {
      for (int i = 0; i < 5; i++) {
        List<Octets> sent = sent(receive(PATH, complaint));
        checks += sent.size();
        for (Octets check : sent) {
          IkeStep answer =
              peer.session.handle(
                  new IkeInput.Datagram(now, PATH.reversed(), check.asByteBuffer()));
          receive(PATH, sent(answer.outputs()).get(0));
        }
      }
      now = now.plusSeconds(1);
    }
    assertEquals(4, checks);
  }

  @Test
  void aComplaintFromElsewhereOrAboutAnotherSpiIsNothing() {
    Peer peer = new Peer();
    EspSpi other = new EspSpi(peer.child.outboundSpi().value() ^ 1);

    assertEquals(List.of(), sent(receive(from(0x0a000001), invalidSpi(peer.child.outboundSpi()))));
    assertEquals(List.of(), sent(receive(PATH, invalidSpi(other))));
  }

  @Test
  void aComplaintAfterTheChildSaIsGoneIsNothing() {
    Peer peer = new Peer();
    IkeSpi session = hub.sessions().get(0).localSpi();
    hub.command(now, session, new IkeCommand.Abandon());

    assertEquals(List.of(), sent(receive(PATH, invalidSpi(peer.child.outboundSpi()))));
  }

  @Test
  @Requirement({"RFC7296-2.21.4-5", "RFC7296-2.4-3"})
  void anUnprotectedInvalidIkeSpiEndsNothing() {
    // RFC 7296 2.21.4: the request that it answers goes on being repeated, which is the check.
    Peer peer = new Peer();
    IkeSpi session = hub.sessions().get(0).localSpi();
    List<IkeOutput> check =
        hub.command(now, session, new IkeCommand.CheckLiveness()).outputs().stream()
            .map(IkeDemultiplexer.SessionOutput::output)
            .toList();
    IkeHeader asked = decode(sent(check).get(0)).header();
    for (Payload claim :
        List.<Payload>of(
            NotifyPayload.of(NotifyType.INVALID_IKE_SPI),
            NotifyPayload.of(NotifyType.INVALID_SYNTAX))) {
      IkeMessage forged =
          new IkeMessage(
              IkeHeader.of(
                  asked.initiatorSpi(),
                  asked.responderSpi(),
                  asked.exchangeType(),
                  !asked.isInitiator(),
                  true,
                  asked.messageId()),
              List.of(claim));
      List<IkeOutput> outputs = receive(PATH, IkeCodec.encode(forged));
      assertEquals(1, outputs.size());
      assertEquals(IkeDropReason.NOT_PROTECTED, ((IkeOutput.Dropped) outputs.get(0)).reason());
    }
    assertTrue(hub.sessions().get(0).isEstablished());
    assertTrue(peer.session.isEstablished());
  }

  @Test
  void whichSessionAnSaBelongsToIsForgottenWithIt() {
    OutboundSas sas = new OutboundSas();
    IkeSpi session = new IkeSpi(1);
    Peer peer = new Peer();
    IpAddress address = PATH.peer().address();
    EspSpi spi = peer.child.outboundSpi();
    sas.note(session, new IkeOutput.ChildSaUp(peer.child, PATH, Optional.empty(), true));
    assertEquals(Optional.of(session), sas.find(address, spi));
    sas.note(session, new IkeOutput.PathChanged(from(7)));
    assertEquals(Optional.empty(), sas.find(address, spi));
    assertEquals(Optional.of(session), sas.find(new Ipv4Address(7), spi));
    sas.note(new IkeSpi(2), new IkeOutput.Terminated(new IkeFailure.DeletedLocally()));
    assertEquals(1, sas.size());
    sas.note(session, new IkeOutput.ChildSaDown(peer.child.inboundSpi(), spi));
    assertEquals(0, sas.size());
  }
}
