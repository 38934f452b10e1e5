package io.vpn4j.ike.message;

import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.MalformedMessageException.Kind;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * TSi or TSr: what traffic goes through a Child SA (RFC 7296 section 3.13).
 *
 * @param initiator whether this is TSi
 * @param selectors at most 255
 * @param bits critical bit and the RESERVED field of three octets
 */
public record TsPayload(
    boolean initiator, List<TrafficSelectorSubstructure> selectors, PayloadBits bits)
    implements Payload {
  /**
   * @throws IllegalArgumentException if there are too many selectors
   */
  public TsPayload {
    selectors = List.copyOf(selectors);
    Unsigned.requireU8("number of traffic selectors", selectors.size());
    bits.requireReserved(PayloadBits.RESERVED_24);
  }

  /** What we send. */
  public TsPayload(boolean initiator, List<TrafficSelectorSubstructure> selectors) {
    this(initiator, selectors, PayloadBits.NONE);
  }

  static TsPayload decode(boolean initiator, int headerBits, WireReader body)
      throws MalformedMessageException {
    int count = body.u8("number of traffic selectors");
    PayloadBits bits = PayloadBits.read24(headerBits, body);
    List<TrafficSelectorSubstructure> selectors = new ArrayList<>();
    while (body.hasRemaining()) {
      if (selectors.size() == count) {
        throw body.bad(Kind.BAD_LENGTH, "number of traffic selectors", "more than " + count);
      }
      selectors.add(TrafficSelectorSubstructure.decode(body));
    }
    if (selectors.size() != count) {
      throw body.bad(
          Kind.BAD_LENGTH,
          "number of traffic selectors",
          selectors.size() + " instead of " + count);
    }
    return new TsPayload(initiator, selectors, bits);
  }

  @Override
  public PayloadType type() {
    return initiator ? PayloadType.TSI : PayloadType.TSR;
  }

  @Override
  public int bodyLength() {
    return 4 + selectors.stream().mapToInt(TrafficSelectorSubstructure::encodedLength).sum();
  }

  @Override
  public void encodeBody(WireWriter out) {
    out.u8(selectors.size());
    bits.writeReserved24(out);
    selectors.forEach(selector -> selector.encode(out));
  }
}
