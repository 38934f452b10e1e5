package io.vpn4j.ike.state;

import io.vpn4j.ike.crypto.Prf;
import io.vpn4j.ike.crypto.SkKeys;
import io.vpn4j.ike.message.EncryptedPayload;
import io.vpn4j.ike.message.IkeCodec;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.ike.message.PayloadType;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * What AUTH will cover of the IKE_INTERMEDIATE exchanges so far (RFC 9242 section 3.3.2): {@code
 * IntAuth_iN} and {@code IntAuth_rN}, each chained over the messages of one side.
 *
 * <p>This is what makes the additional key exchanges safe against somebody in the middle who can
 * break the first one today: whatever he changes in an IKE_INTERMEDIATE message, or leaves out,
 * shows in AUTH. He has to break the authentication too, and while the exchange lasts.
 *
 * @param initiator IntAuth_iN; empty before the first exchange
 * @param responder IntAuth_rN; empty before the first exchange
 */
record IntermediateAuth(Octets initiator, Octets responder) {
  /** Before the first exchange. */
  static final IntermediateAuth NONE = new IntermediateAuth(Octets.EMPTY, Octets.EMPTY);

  private static final int LENGTH_OFFSET = 24;

  /**
   * After one more exchange.
   *
   * @param keys those that protected the exchange, not those that come of it
   * @param request {@link #covered} of the request
   * @param response {@link #covered} of the response
   */
  IntermediateAuth after(Prf prf, SkKeys keys, Octets request, Octets response) {
    return new IntermediateAuth(
        Octets.of(prf.apply(keys.skPi(), initiator.toByteArray(), request.toByteArray())),
        Octets.of(prf.apply(keys.skPr(), responder.toByteArray(), response.toByteArray())));
  }

  /**
   * {@code IntAuth = IntAuth_iN | IntAuth_rN | IKE_AUTH_MID}.
   *
   * @param authMessageId the Message ID of the first IKE_AUTH exchange, so that an exchange at the
   *     end cannot be cut off
   */
  Octets intAuth(long authMessageId) {
    return Octets.concat(
        initiator,
        Octets.concat(responder, Octets.of(ByteBuffer.allocate(4).putInt(0, (int) authMessageId))));
  }

  /**
   * {@code IntAuth_*A | IntAuth_*P} of a message of ours: all before the body of SK and the
   * payloads inside in clear, with the lengths that this has, so that IV, padding, checksum and
   * fragmentation make no difference.
   */
  static Octets covered(IkeHeader header, List<Payload> inner) {
    Octets clear = IkeCodec.encodePayloads(inner);
    PayloadType first = inner.isEmpty() ? PayloadType.NONE : inner.get(0).type();
    return IkeCodec.encodeProtected(header, first, clear.length(), prefix -> clear);
  }

  /**
   * {@link #covered(IkeHeader, List)} of a message of the peer, which may have payloads before SK.
   *
   * @param message the datagram; of a fragmented message any, because then nothing of it but its
   *     header is covered
   */
  static Octets covered(IkeHeader header, Octets message, List<Payload> inner) {
    Optional<EncryptedPayload> sk;
    try {
      sk = IkeCodec.decode(message.asByteBuffer()).first(EncryptedPayload.class);
    } catch (MalformedMessageException cannotBe) {
      throw new IllegalStateException("this message has been decoded before", cannotBe);
    }
    if (sk.isEmpty()) {
      return covered(header, inner);
    }
    Octets clear = IkeCodec.encodePayloads(inner);
    byte[] prefix = IkeCodec.protectedPrefix(message, sk.get()).toByteArray();
    ByteBuffer.wrap(prefix)
        .putInt(LENGTH_OFFSET, prefix.length + clear.length())
        .putShort(prefix.length - 2, (short) (Payload.HEADER_OCTETS + clear.length()));
    return Octets.concat(Octets.of(prefix), clear);
  }
}
