package io.vpn4j.ike.message;

import io.vpn4j.ike.EspSpi;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.MalformedMessageException.Kind;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * D: SAs that the sender has closed (RFC 7296 section 3.11).
 *
 * @param protocol what the SPIs belong to; IKE, without any, means the SA of this message
 * @param spiSize octets of each SPI: 0 for IKE, 4 for AH and ESP
 * @param spis the SPIs that the sender would expect in inbound packets, at most 65,535; none if
 *     {@code spiSize} is 0
 * @param bits critical bit and reserved bits
 */
public record DeletePayload(ProtocolId protocol, int spiSize, List<Octets> spis, PayloadBits bits)
    implements Payload {
  /**
   * @throws IllegalArgumentException if an SPI is not of {@code spiSize} octets
   */
  public DeletePayload {
    Objects.requireNonNull(protocol, "protocol");
    Unsigned.requireU8("SPI size", spiSize);
    spis = List.copyOf(spis);
    Unsigned.requireU16("number of SPIs", spis.size());
    for (Octets spi : spis) {
      if (spi.length() != spiSize || spi.isEmpty()) {
        throw new IllegalArgumentException(
            "SPI of " + spi.length() + " octets where SPI size is " + spiSize);
      }
    }
    bits.requireReserved(0);
  }

  /** What we send. */
  public DeletePayload(ProtocolId protocol, int spiSize, List<Octets> spis) {
    this(protocol, spiSize, spis, PayloadBits.NONE);
  }

  /** Closes the IKE SA that protects the message. */
  public static DeletePayload ikeSa() {
    return new DeletePayload(ProtocolId.IKE, 0, List.of());
  }

  /** Closes the ESP SAs that the sender receives on. */
  public static DeletePayload esp(EspSpi... spis) {
    List<Octets> octets = new ArrayList<>();
    for (EspSpi spi : spis) {
      octets.add(Octets.of(ByteBuffer.allocate(4).putInt(0, spi.value())));
    }
    return new DeletePayload(ProtocolId.ESP, 4, octets);
  }

  static DeletePayload decode(int headerBits, WireReader body) throws MalformedMessageException {
    ProtocolId protocol = new ProtocolId(body.u8("protocol ID"));
    int spiSize = body.u8("SPI size");
    int count = body.u16("number of SPIs");
    if (spiSize == 0 && count != 0) {
      throw body.bad(Kind.BAD_VALUE, "number of SPIs", count + " SPIs of no octets");
    }
    if (count * spiSize != body.remaining()) {
      throw body.bad(
          Kind.BAD_LENGTH,
          "number of SPIs",
          count + " of " + spiSize + " octets in " + body.remaining());
    }
    List<Octets> spis = new ArrayList<>();
    while (body.hasRemaining()) {
      spis.add(body.octets(spiSize, "SPI"));
    }
    return new DeletePayload(protocol, spiSize, spis, PayloadBits.of(headerBits));
  }

  @Override
  public PayloadType type() {
    return PayloadType.DELETE;
  }

  @Override
  public int bodyLength() {
    return 4 + spis.size() * spiSize;
  }

  @Override
  public void encodeBody(WireWriter out) {
    out.u8(protocol.value()).u8(spiSize).u16(spis.size());
    spis.forEach(out::octets);
  }
}
