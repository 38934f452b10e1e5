package io.vpn4j.ike.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.IkeCommand;
import io.vpn4j.ike.IkeIdentity;
import io.vpn4j.ike.IkeOutput;
import io.vpn4j.ike.message.AuthPayload;
import io.vpn4j.ike.message.CertRequestPayload;
import io.vpn4j.ike.message.ConfigurationAttribute;
import io.vpn4j.ike.message.ConfigurationPayload;
import io.vpn4j.ike.message.ExchangeType;
import io.vpn4j.ike.message.IdPayload;
import io.vpn4j.ike.message.IkeCodec;
import io.vpn4j.ike.message.KePayload;
import io.vpn4j.ike.message.NotifyPayload;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.ike.message.PayloadBits;
import io.vpn4j.ike.message.PayloadType;
import io.vpn4j.ike.message.Proposal;
import io.vpn4j.ike.message.SaPayload;
import io.vpn4j.ike.message.Transform;
import io.vpn4j.ike.message.TransformType;
import io.vpn4j.ike.message.TsPayload;
import io.vpn4j.ike.message.UnknownPayload;
import io.vpn4j.ike.message.VendorIdPayload;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.testing.Requirement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What RFC 7296 says of payloads that are protected, tried on states that have keys. */
class Rfc7296PayloadsTest {
  private static final UnknownPayload CRITICAL =
      new UnknownPayload(new PayloadType(200), Octets.EMPTY, PayloadBits.CRITICAL);

  /** What an initiator of ours says in IKE_AUTH. */
  private static List<Payload> request() {
    Rig initiator = Rig.awaitAuthResponse(Rig.config().build());
    return new ArrayList<>(initiator.opened(initiator.sent()));
  }

  /** A responder of ours that takes it from anybody who has the key. */
  private static Rig responder() {
    return Rig.awaitAuthRequest(Rig.config().peerIdentity(Optional.empty()).build());
  }

  private static List<IkeOutput> authenticate(Rig responder, List<Payload> payloads) {
    return responder.request(ExchangeType.IKE_AUTH, payloads.toArray(Payload[]::new));
  }

  private static void assertEstablishes(List<Payload> payloads) {
    Rig responder = responder();
    List<IkeOutput> outputs = authenticate(responder, payloads);
    assertEquals(1, Rig.of(outputs, IkeOutput.ChildSaUp.class).size());
    assertInstanceOf(Established.class, responder.state);
    for (Payload payload : responder.opened(responder.sent())) {
      assertFalse(payload.critical());
      assertFalse(payload instanceof ConfigurationPayload);
    }
  }

  @Test
  @Requirement({"RFC7296-1.7-2", "RFC7296-2.5-13"})
  void takesAnAuthRequestInReverse() {
    List<Payload> payloads = request();
    Collections.reverse(payloads);
    assertEstablishes(payloads);
  }

  @Test
  @Requirement({
    "RFC7296-1.7-1",
    "RFC7296-2.5-9",
    "RFC7296-2.5-11",
    "RFC7296-2.19-4",
    "RFC7296-3.7-2",
    "RFC7296-3.10.1-2",
    "RFC7296-3.12-2",
    "RFC7296-3.15.1-4",
    "RFC7296-4-2"
  })
  void ignoresWhatItDoesNotKnow() {
    List<Payload> payloads = request();
    payloads.add(0, new UnknownPayload(new PayloadType(200), Octets.ofHex("01")));
    payloads.add(1, new VendorIdPayload(Octets.ofHex("cafe")));
    payloads.add(2, NotifyPayload.of(new NotifyType(40_000), Octets.ofHex("00")));
    payloads.add(3, NotifyPayload.of(new NotifyType(9_999)));
    payloads.add(4, new CertRequestPayload(4, Octets.of(new byte[20])));
    payloads.add(
        5,
        new ConfigurationPayload(
            ConfigurationPayload.SET,
            List.of(
                new ConfigurationAttribute(5, Octets.ofHex("00000000")),
                new ConfigurationAttribute(0x7fff, Octets.ofHex("00")))));
    assertEstablishes(payloads);
  }

  @Test
  @Requirement({"RFC7296-2.20-1", "RFC7296-3.15.1-5"})
  void answersAConfigurationRequestWithoutOne() {
    for (int type : new int[] {ConfigurationPayload.REQUEST, ConfigurationPayload.SET}) {
      Rig rig = Rig.established(false);
      rig.request(
          ExchangeType.INFORMATIONAL,
          new ConfigurationPayload(type, List.of(new ConfigurationAttribute(7, Octets.EMPTY))));
      assertEquals(List.of(), rig.opened(rig.sent()));
      assertInstanceOf(Established.class, rig.state);
    }
  }

  @Test
  @Requirement({
    "RFC7296-2.5-8",
    "RFC7296-2.5-12",
    "RFC7296-3.2-2",
    "RFC7296-3.2-4",
    "RFC7296-3.8-1",
    "RFC7296-3.13-1"
  })
  void ignoresCriticalAndReservedBitsOfWhatItKnows() {
    List<Payload> payloads = new ArrayList<>();
    for (Payload payload : request()) {
      if (payload instanceof AuthPayload auth) {
        payloads.add(new AuthPayload(auth.method(), auth.data(), new PayloadBits(0xff, 0xabcdef)));
      } else if (payload instanceof TsPayload ts) {
        payloads.add(
            new TsPayload(ts.initiator(), ts.selectors(), new PayloadBits(0xff, 0xabcdef)));
      } else if (payload instanceof SaPayload sa) {
        payloads.add(new SaPayload(sa.proposals(), new PayloadBits(0xff, 0)));
      } else {
        payloads.add(payload);
      }
    }
    assertEstablishes(payloads);
  }

  @Test
  @Requirement({"RFC7296-2.21.2-2", "RFC7296-2.5-10", "RFC7296-4-2"})
  void rejectsAnAuthRequestWithAnUnknownCriticalPayloadAndSaysNothingElse() {
    List<Payload> payloads = request();
    payloads.add(CRITICAL);
    Rig responder = responder();
    List<IkeOutput> outputs = authenticate(responder, payloads);

    assertEquals(List.of(), Rig.of(outputs, IkeOutput.Established.class));
    assertEquals(
        List.of(NotifyPayload.of(NotifyType.UNSUPPORTED_CRITICAL_PAYLOAD, Octets.ofHex("c8"))),
        responder.opened(responder.sent()));
  }

  @Test
  @Requirement({"RFC7296-1.2-7", "RFC7296-3.4-3", "RFC7296-3.3.1-3", "RFC7296-3.3-5"})
  void asksForTheFirstChildSaWithoutAGroup() {
    List<Payload> payloads = request();
    assertTrue(payloads.stream().noneMatch(KePayload.class::isInstance));
    SaPayload sa =
        payloads.stream()
            .filter(SaPayload.class::isInstance)
            .map(SaPayload.class::cast)
            .findFirst()
            .orElseThrow();
    for (Proposal proposal : sa.proposals()) {
      assertEquals(4, proposal.spi().length());
      assertEquals(List.of(), proposal.transforms(TransformType.KE));
      for (Transform transform : proposal.transforms()) {
        assertTrue(transform.attributes().size() <= 1, transform::toString);
      }
    }
  }

  @Test
  @Requirement({"RFC7296-2.5-7", "RFC7296-3.5-1", "RFC7296-3.8-1", "RFC7296-3.13-1"})
  void sendsReservedFieldsAsZero() {
    for (Payload payload : request()) {
      Octets octets = IkeCodec.encodePayloads(List.of(payload));
      assertEquals(0, octets.u8(1), payload::toString);
      if (payload instanceof IdPayload || payload instanceof AuthPayload) {
        assertEquals(Octets.of(new byte[3]), octets.slice(5, 8), payload::toString);
      } else if (payload instanceof TsPayload) {
        assertEquals(Octets.of(new byte[3]), octets.slice(5, 8), payload::toString);
      }
    }
  }

  @Test
  @Requirement("RFC7296-3.5-2")
  void aNameIsSentWithoutATerminator() {
    assertEquals(
        Octets.of("gw.example".getBytes(StandardCharsets.US_ASCII)),
        Octets.of(IkeIdentity.ofFqdn("gw.example").data()));
    IdPayload sent = (IdPayload) request().get(0);
    assertEquals(Octets.of("here.example".getBytes(StandardCharsets.US_ASCII)), sent.data());
  }

  @Test
  @Requirement("RFC7296-3.10.1-1")
  void anUnknownErrorInAResponseIsAFailure() {
    Rig rig = Rig.awaitAuthResponse(Rig.config().build());
    List<IkeOutput> outputs = rig.respond(rig.sent(), NotifyPayload.of(new NotifyType(9_999)));

    assertEquals(List.of(), Rig.of(outputs, IkeOutput.Established.class));
    assertEquals(1, Rig.of(outputs, IkeOutput.Terminated.class).size());
  }

  @Test
  @Requirement({"RFC7296-2.21.4-6", "RFC7296-3.10.1-2"})
  void whatAPeerSaysOfStrangePacketsChangesNothing() {
    for (NotifyType type :
        List.of(
            NotifyType.INVALID_SPI,
            NotifyType.INVALID_IKE_SPI,
            NotifyType.INVALID_SELECTORS,
            NotifyType.INVALID_MESSAGE_ID,
            new NotifyType(9_999))) {
      Rig rig = Rig.established(true);
      rig.request(ExchangeType.INFORMATIONAL, NotifyPayload.of(type, Octets.ofHex("00001000")));
      assertInstanceOf(Established.class, rig.state, type::toString);
      assertEquals(List.of(), Rig.of(rig.outputs, IkeOutput.ChildSaDown.class), type::toString);
    }
  }

  @Test
  @Requirement("RFC7296-2.21-2")
  void aResponseInErrorGetsNoErrorMessage() {
    Rig rig = Rig.established(true);
    rig.command(new IkeCommand.CheckLiveness());
    List<IkeOutput> outputs = rig.respond(rig.sent(), CRITICAL);

    for (IkeOutput.Transmit transmit : Rig.of(outputs, IkeOutput.Transmit.class)) {
      for (Payload payload : rig.opened(Octets.of(transmit.octets()))) {
        assertFalse(payload instanceof NotifyPayload, payload::toString);
      }
    }
  }
}
