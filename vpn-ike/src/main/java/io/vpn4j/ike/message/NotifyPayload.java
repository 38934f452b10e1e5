package io.vpn4j.ike.message;

import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import java.util.Objects;

/**
 * N: an error, a status or a capability (RFC 7296 section 3.10).
 *
 * @param protocol what {@code spi} belongs to; NONE if there is no SPI, though old implementations
 *     say IKE
 * @param spi none, 4 (AH, ESP) or 8 octets (IKE); at most 255 on the wire
 * @param notifyType what is being said
 * @param data as {@code notifyType} says
 * @param bits critical bit and reserved bits
 */
public record NotifyPayload(
    ProtocolId protocol, Octets spi, NotifyType notifyType, Octets data, PayloadBits bits)
    implements Payload {
  /**
   * @throws IllegalArgumentException if the SPI is longer than 255 octets
   */
  public NotifyPayload {
    Objects.requireNonNull(protocol, "protocol");
    Objects.requireNonNull(notifyType, "notifyType");
    Objects.requireNonNull(data, "data");
    Unsigned.requireU8("SPI size", spi.length());
    bits.requireReserved(0);
  }

  /** What we send. */
  public NotifyPayload(ProtocolId protocol, Octets spi, NotifyType notifyType, Octets data) {
    this(protocol, spi, notifyType, data, PayloadBits.NONE);
  }

  /** A notification that needs neither SPI nor data. */
  public static NotifyPayload of(NotifyType notifyType) {
    return of(notifyType, Octets.EMPTY);
  }

  /** A notification without an SPI. */
  public static NotifyPayload of(NotifyType notifyType, Octets data) {
    return new NotifyPayload(ProtocolId.NONE, Octets.EMPTY, notifyType, data);
  }

  static NotifyPayload decode(int headerBits, WireReader body) throws MalformedMessageException {
    ProtocolId protocol = new ProtocolId(body.u8("protocol ID"));
    int spiSize = body.u8("SPI size");
    NotifyType notifyType = new NotifyType(body.u16("notify message type"));
    Octets spi = body.octets(spiSize, "SPI");
    return new NotifyPayload(protocol, spi, notifyType, body.rest(), PayloadBits.of(headerBits));
  }

  @Override
  public PayloadType type() {
    return PayloadType.NOTIFY;
  }

  @Override
  public int bodyLength() {
    return 4 + spi.length() + data.length();
  }

  @Override
  public void encodeBody(WireWriter out) {
    out.u8(protocol.value()).u8(spi.length()).u16(notifyType.value()).octets(spi).octets(data);
  }
}
