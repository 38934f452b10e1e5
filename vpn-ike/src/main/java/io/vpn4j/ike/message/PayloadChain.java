package io.vpn4j.ike.message;

import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.MalformedMessageException.Kind;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Payloads one after the other, each naming the type of the next (RFC 7296 section 3.2). */
final class PayloadChain {
  private PayloadChain() {}

  /** Where a chain stands, which decides whether an SK payload may end it. */
  enum Place {
    MESSAGE,
    INSIDE_PROTECTED
  }

  @FunctionalInterface
  private interface BodyDecoder {
    Payload decode(int headerBits, WireReader body) throws MalformedMessageException;
  }

  private static final Map<PayloadType, BodyDecoder> DECODERS =
      Map.ofEntries(
          Map.entry(PayloadType.SA, SaPayload::decode),
          Map.entry(PayloadType.KE, KePayload::decode),
          Map.entry(PayloadType.IDI, (bits, body) -> IdPayload.decode(true, bits, body)),
          Map.entry(PayloadType.IDR, (bits, body) -> IdPayload.decode(false, bits, body)),
          Map.entry(PayloadType.CERT, CertPayload::decode),
          Map.entry(PayloadType.CERTREQ, CertRequestPayload::decode),
          Map.entry(PayloadType.AUTH, AuthPayload::decode),
          Map.entry(PayloadType.NONCE, NoncePayload::decode),
          Map.entry(PayloadType.NOTIFY, NotifyPayload::decode),
          Map.entry(PayloadType.DELETE, DeletePayload::decode),
          Map.entry(PayloadType.VENDOR_ID, VendorIdPayload::decode),
          Map.entry(PayloadType.TSI, (bits, body) -> TsPayload.decode(true, bits, body)),
          Map.entry(PayloadType.TSR, (bits, body) -> TsPayload.decode(false, bits, body)),
          Map.entry(PayloadType.CP, ConfigurationPayload::decode),
          Map.entry(PayloadType.EAP, EapPayload::decode),
          Map.entry(PayloadType.PS, PuzzleSolutionPayload::decode));

  /** Whether payloads of {@code type} have a record of their own. */
  static boolean isTyped(PayloadType type) {
    return isProtected(type) || DECODERS.containsKey(type);
  }

  private static boolean isProtected(PayloadType type) {
    return type.equals(PayloadType.SK) || type.equals(PayloadType.SKF);
  }

  /**
   * Reads payloads from {@code first} on until one names no next; octets behind that one stay in
   * {@code in}. Each payload takes at least four octets, so the work is bounded by what is there.
   */
  static List<Payload> decode(PayloadType first, WireReader in, Place place)
      throws MalformedMessageException {
    List<Payload> payloads = new ArrayList<>();
    PayloadType type = first;
    while (!type.equals(PayloadType.NONE)) {
      if (isProtected(type) && place == Place.INSIDE_PROTECTED) {
        throw in.bad(Kind.BAD_ORDER, "next payload", type + " inside an encrypted payload");
      }
      PayloadType next = new PayloadType(in.u8("next payload"));
      int headerBits = in.u8("critical bit and reserved");
      WireReader body = in.sub(in.u16("payload length") - Payload.HEADER_OCTETS, "payload body");
      if (isProtected(type)) {
        // Next Payload speaks of the first payload inside (RFC 7296 section 3.14), so the chain
        // ends here.
        payloads.add(decodeProtected(type, next, headerBits, body));
        in.expectEnd("end of encrypted payload");
        break;
      }
      payloads.add(decodeBody(type, headerBits, body));
      type = next;
    }
    return payloads;
  }

  private static Payload decodeProtected(
      PayloadType type, PayloadType firstInner, int headerBits, WireReader body)
      throws MalformedMessageException {
    return type.equals(PayloadType.SK)
        ? EncryptedPayload.decode(firstInner, headerBits, body)
        : EncryptedFragmentPayload.decode(firstInner, headerBits, body);
  }

  private static Payload decodeBody(PayloadType type, int headerBits, WireReader body)
      throws MalformedMessageException {
    BodyDecoder decoder = DECODERS.get(type);
    if (decoder == null) {
      return UnknownPayload.decode(type, headerBits, body);
    }
    Payload payload = decoder.decode(headerBits, body);
    body.expectEnd("end of payload");
    return payload;
  }

  /** The type that names the first of {@code payloads}. */
  static PayloadType firstType(List<Payload> payloads) {
    return payloads.isEmpty() ? PayloadType.NONE : payloads.get(0).type();
  }

  /** Octets of all {@code payloads}; a {@code long}, because they may be too many for a message. */
  static long encodedLength(List<Payload> payloads) {
    return payloads.stream().mapToLong(Payload::encodedLength).sum();
  }

  /** Writes {@code payloads}. */
  static void encode(List<Payload> payloads, WireWriter out) {
    for (int i = 0; i < payloads.size(); i++) {
      Payload payload = payloads.get(i);
      PayloadType next =
          payload instanceof ProtectedPayload sk
              ? sk.firstInner()
              : firstType(payloads.subList(i + 1, payloads.size()));
      int start = out.length();
      out.u8(next.value()).u8(payload.bits().header());
      int length = out.reserveU16();
      payload.encodeBody(out);
      out.patchU16(length, out.length() - start);
    }
  }
}
