package io.vpn4j.ike.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.IkeCommand;
import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.IkeFailure;
import io.vpn4j.ike.IkeOutput;
import io.vpn4j.ike.KeyExchangeMethod;
import io.vpn4j.ike.crypto.KeyExchange;
import io.vpn4j.ike.message.ExchangeType;
import io.vpn4j.ike.message.KePayload;
import io.vpn4j.ike.message.NotifyPayload;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.ike.message.PayloadBits;
import io.vpn4j.ike.message.PayloadType;
import io.vpn4j.ike.message.UnknownPayload;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.testing.Requirement;
import io.vpn4j.testing.SeededSecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A peer that has the keys of IKE_SA_INIT and says what it likes in IKE_INTERMEDIATE. */
class IntermediatePeerTest {
  private static final KePayload P256 = ke(KeyExchangeMethod.ECP_256);
  private static final KePayload P384 = ke(KeyExchangeMethod.ECP_384);
  private static final KePayload OFF_CURVE =
      new KePayload(KeyExchangeMethod.ECP_256.transformId(), Octets.of(new byte[64]));
  private static final UnknownPayload CRITICAL =
      new UnknownPayload(new PayloadType(200), Octets.EMPTY, PayloadBits.CRITICAL);
  private static final UnknownPayload NOT_CRITICAL =
      new UnknownPayload(new PayloadType(200), Octets.EMPTY);
  private static final NotifyPayload STATUS = NotifyPayload.of(NotifyType.COOKIE2);

  private static KePayload ke(KeyExchangeMethod method) {
    KeyExchange.Offer offer = KeyExchange.offer(IkeCrypto.of(new SeededSecureRandom(5)), method);
    return new KePayload(method.transformId(), Octets.of(offer.publicValue()));
  }

  static List<List<Payload>> withoutTheValue() {
    return List.of(
        List.of(), List.of(STATUS), List.of(P384), List.of(P256, P256), List.of(P256, P384));
  }

  @ParameterizedTest
  @MethodSource("withoutTheValue")
  @Requirement("RFC9370-2.2.2-4")
  void aRequestWithoutTheValueOfItsRoundIsInvalid(List<Payload> payloads) {
    assertRefused(
        NotifyType.INVALID_SYNTAX,
        IkeFailure.InvalidSyntax.class,
        ExchangeType.IKE_INTERMEDIATE,
        payloads);
  }

  @Test
  void aValueThatIsNotOneIsInvalid() {
    assertRefused(
        NotifyType.INVALID_SYNTAX,
        IkeFailure.InvalidKeyExchange.class,
        ExchangeType.IKE_INTERMEDIATE,
        List.of(OFF_CURVE));
  }

  @Test
  @Requirement("RFC9242-3.4-1")
  void anUnknownCriticalPayloadEndsIt() {
    assertRefused(
        NotifyType.UNSUPPORTED_CRITICAL_PAYLOAD,
        IkeFailure.UnsupportedCriticalPayload.class,
        ExchangeType.IKE_INTERMEDIATE,
        List.of(P256, CRITICAL));
  }

  @Test
  void authBeforeTheLastRoundFails() {
    assertRefused(
        NotifyType.AUTHENTICATION_FAILED,
        IkeFailure.AuthenticationFailed.class,
        ExchangeType.IKE_AUTH,
        List.of(P256));
  }

  private static void assertRefused(
      NotifyType answer,
      Class<? extends IkeFailure> cause,
      ExchangeType exchange,
      List<Payload> payloads) {
    Rig rig = Rig.awaitIntermediateRequest();
    Octets request = rig.peers.request(exchange, payloads).message().first();
    List<IkeOutput> outputs = rig.receive(request);

    assertInstanceOf(
        cause, Rig.of(outputs, IkeOutput.Terminated.class).get(0).cause(), outputs::toString);
    assertInstanceOf(Lingering.class, rig.state);
    Octets sent = rig.sent();
    assertEquals(
        List.of(answer),
        rig.opened(sent).stream().map(p -> ((NotifyPayload) p).notifyType()).toList());
    rig.receive(request);
    assertEquals(sent, rig.sent(), "the same answer again");
  }

  @Test
  void whatIsNotUnderstoodAndNotCriticalIsPassedOver() {
    Rig rig = Rig.awaitIntermediateRequest();
    rig.request(ExchangeType.IKE_INTERMEDIATE, STATUS, NOT_CRITICAL, P256);

    assertInstanceOf(AwaitIntermediateRequest.class, rig.state);
    assertInstanceOf(KePayload.class, rig.opened(rig.sent()).get(0));
  }

  @Test
  void otherExchangesAreNotLookedAt() {
    Rig rig = Rig.awaitIntermediateRequest();
    for (ExchangeType exchange :
        List.of(
            ExchangeType.INFORMATIONAL,
            ExchangeType.CREATE_CHILD_SA,
            ExchangeType.IKE_FOLLOWUP_KE)) {
      List<IkeOutput> outputs =
          rig.receive(
              Rig.awaitIntermediateRequest()
                  .peers
                  .request(exchange, List.of(P256))
                  .message()
                  .first());
      assertEquals(1, Rig.of(outputs, IkeOutput.Dropped.class).size());
      assertEquals(1, outputs.size());
    }
  }

  @Test
  void moreRoundsThanAgreedAreInvalid() {
    Rig rig = Rig.awaitAuthRequest(Rig.config().build());
    List<IkeOutput> outputs = rig.request(ExchangeType.IKE_INTERMEDIATE, P256);

    assertInstanceOf(
        IkeFailure.InvalidSyntax.class, Rig.of(outputs, IkeOutput.Terminated.class).get(0).cause());
  }

  @Test
  void theOwnerMayEndIt() {
    Rig rig = Rig.awaitIntermediateRequest();
    rig.command(new IkeCommand.Delete());
    assertInstanceOf(Closed.class, rig.state);
    rig = Rig.awaitIntermediateResponse();
    rig.command(new IkeCommand.Delete());
    assertInstanceOf(Closed.class, rig.state);
  }

  @ParameterizedTest
  @MethodSource("withoutTheValue")
  @Requirement("RFC9370-2.2.2-4")
  void anAnswerWithoutTheValueOfItsRoundEndsIt(List<Payload> payloads) {
    assertEnded(IkeFailure.InvalidSyntax.class, payloads);
  }

  @Test
  @Requirement("RFC9242-3.4-1")
  void anErrorInTheAnswerIsReported() {
    assertEnded(IkeFailure.PeerRefused.class, List.of(NotifyPayload.of(NotifyType.INVALID_SYNTAX)));
  }

  @Test
  void anAnswerThatIsNoValueOrCriticalEndsIt() {
    assertEnded(IkeFailure.InvalidKeyExchange.class, List.of(OFF_CURVE));
    assertEnded(IkeFailure.UnsupportedCriticalPayload.class, List.of(P256, CRITICAL));
  }

  private static void assertEnded(Class<? extends IkeFailure> cause, List<Payload> payloads) {
    Rig rig = Rig.awaitIntermediateResponse();
    List<IkeOutput> outputs = rig.respond(rig.sent(), payloads.toArray(Payload[]::new));

    assertInstanceOf(
        cause, Rig.of(outputs, IkeOutput.Terminated.class).get(0).cause(), outputs::toString);
    assertInstanceOf(Closed.class, rig.state);
    assertTrue(rig.ours.keys().isDestroyed());
  }

  @Test
  @Requirement("RFC9242-3.2-3")
  void theResponderStartsNothing() {
    Rig rig = Rig.awaitIntermediateResponse();
    List<IkeOutput> outputs = rig.request(ExchangeType.IKE_INTERMEDIATE, P256);

    assertEquals(1, Rig.of(outputs, IkeOutput.Dropped.class).size());
    assertInstanceOf(AwaitIntermediateResponse.class, rig.state);
  }

  @Test
  void theNextRoundFollowsWithTheNextMethod() {
    Rig rig = Rig.awaitIntermediateResponse();
    rig.respond(rig.sent(), P256);

    assertInstanceOf(AwaitIntermediateResponse.class, rig.state);
    assertTrue(rig.ours.keys().isDestroyed(), "the keys of the round before are gone");
  }
}
