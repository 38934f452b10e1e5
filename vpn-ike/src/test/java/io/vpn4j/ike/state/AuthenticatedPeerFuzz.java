package io.vpn4j.ike.state;

import io.vpn4j.ike.IkeCommand;
import io.vpn4j.ike.IkeOutput;
import io.vpn4j.ike.crypto.SkPayloadCipher;
import io.vpn4j.ike.fuzz.FuzzInput;
import io.vpn4j.ike.message.DeletePayload;
import io.vpn4j.ike.message.ExchangeType;
import io.vpn4j.ike.message.IkeCodec;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.ike.message.NotifyPayload;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.ike.message.PayloadType;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import java.util.List;

/**
 * Octets as what a peer that has the keys puts inside its messages: the state machine behind the
 * integrity check. Nothing may throw, and a session may end at most once.
 */
public final class AuthenticatedPeerFuzz {
  private static final int STEPS = 8;

  private final FuzzInput in;
  private final Rig rig;
  private final boolean initiator;
  private final SkPayloadCipher cipher;
  private long nextRequest;

  private AuthenticatedPeerFuzz(FuzzInput in) {
    this.in = in;
    int where = in.u8() % 4;
    this.initiator = where % 2 == 1;
    if (where < 2) {
      this.rig =
          initiator
              ? Rig.awaitAuthResponse(Rig.config().build())
              : Rig.awaitAuthRequest(Rig.config().build());
      this.nextRequest = initiator ? 0 : 1;
    } else {
      this.rig = Rig.established(initiator);
      this.nextRequest = initiator ? 0 : 2;
    }
    this.cipher =
        SkPayloadCipher.of(
            rig.crypto,
            Rig.SUITE.encryption(),
            Rig.SUITE.integrity(),
            initiator ? rig.ours.keys().skEr() : rig.ours.keys().skEi(),
            new byte[0]);
  }

  /** The target. */
  public static void fuzzerTestOneInput(byte[] input) {
    AuthenticatedPeerFuzz fuzz = new AuthenticatedPeerFuzz(new FuzzInput(input));
    for (int i = 0; i < STEPS && fuzz.in.more(); i++) {
      fuzz.step();
    }
    int ends = Rig.of(fuzz.rig.outputs, IkeOutput.Terminated.class).size();
    if (ends > 1) {
      throw new AssertionError("ended " + ends + " times");
    }
  }

  private void step() {
    int what = in.u8();
    if (what % 4 == 0 && rig.state instanceof Established) {
      rig.command(new IkeCommand.CheckLiveness());
    }
    boolean response = what % 2 == 1 && hasSent();
    ExchangeType exchange = new ExchangeType(35 + what / 4 % 4);
    int first = in.u8();
    Octets inner = in.octets(in.u8() % 3 == 0 ? in.u16() : in.u8());
    if (response) {
      IkeHeader ours = header(rig.sent());
      if (!ours.isResponse()) {
        receive(ours.exchangeType(), true, ours.messageId(), first, inner);
      }
    } else {
      receive(exchange, false, nextRequest++, first, inner);
    }
  }

  private boolean hasSent() {
    return !Rig.of(rig.outputs, IkeOutput.Transmit.class).isEmpty();
  }

  private void receive(
      ExchangeType exchange, boolean response, long messageId, int first, Octets inner) {
    rig.receive(
        IkeCodec.encodeProtected(
            IkeHeader.of(Rig.SPI_I, Rig.SPI_R, exchange, !initiator, response, messageId),
            new PayloadType(first),
            cipher.bodyOctets(inner.length()),
            prefix -> cipher.seal(prefix, inner.toByteArray())));
  }

  private static IkeHeader header(Octets message) {
    try {
      return IkeHeader.peek(message.asByteBuffer());
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }

  /** Requests and responses of every kind, to every state that has keys. */
  public static List<Octets> seeds() {
    return List.of(
        seed(2, 8, List.of()),
        seed(3, 8, List.of(DeletePayload.ikeSa())),
        seed(2, 4, new FirstChildSa(Rig.established(true).session).offer()),
        seed(3, 9, List.of(NotifyPayload.of(NotifyType.INVALID_SYNTAX))),
        seed(0, 2, new FirstChildSa(Rig.established(true).session).offer()),
        seed(1, 1, List.of(NotifyPayload.of(NotifyType.AUTHENTICATION_FAILED))));
  }

  private static Octets seed(int where, int what, List<Payload> payloads) {
    Octets inner = IkeCodec.encodePayloads(payloads);
    int first = payloads.isEmpty() ? 0 : payloads.get(0).type().value();
    byte[] head = {
      (byte) where,
      (byte) what,
      (byte) first,
      0,
      (byte) (inner.length() >> 8),
      (byte) inner.length()
    };
    return Octets.concat(Octets.of(head), inner);
  }
}
