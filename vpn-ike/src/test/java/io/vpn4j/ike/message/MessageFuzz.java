package io.vpn4j.ike.message;

import io.vpn4j.ike.IkeSpi;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import java.util.ArrayList;
import java.util.List;

/** Octets as a datagram: malformed, or a message that encodes to the same octets. */
public final class MessageFuzz {
  private MessageFuzz() {}

  /** The target. */
  public static void fuzzerTestOneInput(byte[] input) {
    Octets octets = Octets.of(input);
    IkeMessage message;
    try {
      message = IkeCodec.decode(octets.asByteBuffer());
    } catch (MalformedMessageException e) {
      return;
    }
    if (!IkeCodec.encode(message).equals(octets)) {
      throw new AssertionError("encodes to other octets: " + message);
    }
    for (Payload payload : message.payloads()) {
      if (payload instanceof ProtectedPayload sk) {
        IkeCodec.protectedPrefix(octets, sk);
      }
      if (payload.toString().isEmpty()) {
        throw new AssertionError("no text");
      }
    }
  }

  /** One message with each payload, and one with each protected payload. */
  public static List<Octets> seeds() {
    IkeSpi spi = new IkeSpi(0x0102030405060708L);
    List<Octets> seeds = new ArrayList<>();
    for (Octets payload : PayloadFuzz.seeds()) {
      int type = payload.toByteArray()[0] & 0xff;
      Octets rest = payload.slice(1, payload.length());
      byte[] header =
          IkeCodec.encode(
                  new IkeMessage(
                      IkeHeader.of(spi, spi, ExchangeType.IKE_SA_INIT, true, false, 0), List.of()))
              .toByteArray();
      header[16] = (byte) type;
      header[27] = (byte) (header.length + rest.length());
      header[26] = (byte) ((header.length + rest.length()) >> 8);
      seeds.add(Octets.concat(Octets.of(header), rest));
    }
    IkeHeader header = IkeHeader.of(spi, spi, ExchangeType.IKE_AUTH, true, false, 1);
    seeds.add(
        IkeCodec.encodeProtected(
            header, PayloadType.NOTIFY, 40, prefix -> Octets.of(new byte[40])));
    seeds.add(
        IkeCodec.encodeProtectedFragment(
            header, PayloadType.NONE, 2, 3, 40, prefix -> Octets.of(new byte[40])));
    return seeds;
  }
}
