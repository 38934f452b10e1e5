package io.vpn4j.ike.message;

import io.vpn4j.ike.IkeSpi;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.MalformedMessageException.Kind;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * The header of a message (RFC 7296 section 3.1). Next Payload and Length are derived when a
 * message is encoded.
 *
 * @param initiatorSpi chosen by the side that began the IKE SA
 * @param responderSpi chosen by the other side; zero in the first request
 * @param majorVersion 0 to 15; 2 in everything we decode further
 * @param minorVersion 0 to 15; ignored on receipt
 * @param exchangeType what the message belongs to
 * @param flags all eight bits; those without a name here are reserved
 * @param messageId 0 to 4,294,967,295
 */
public record IkeHeader(
    IkeSpi initiatorSpi,
    IkeSpi responderSpi,
    int majorVersion,
    int minorVersion,
    ExchangeType exchangeType,
    int flags,
    long messageId) {
  /** Octets on the wire. */
  public static final int OCTETS = 28;

  /** The version that this package speaks. */
  public static final int MAJOR_VERSION = 2;

  private static final int INITIATOR = 0x08;
  private static final int VERSION = 0x10;
  private static final int RESPONSE = 0x20;

  /**
   * @throws IllegalArgumentException if a number is out of range
   */
  public IkeHeader {
    Objects.requireNonNull(initiatorSpi, "initiatorSpi");
    Objects.requireNonNull(responderSpi, "responderSpi");
    Unsigned.require("major version", majorVersion, 15);
    Unsigned.require("minor version", minorVersion, 15);
    Objects.requireNonNull(exchangeType, "exchangeType");
    Unsigned.requireU8("flags", flags);
    Unsigned.require("message ID", messageId, 0xffff_ffffL);
  }

  /**
   * A header of version 2.0.
   *
   * @param fromInitiator whether the sender began the IKE SA, the Initiator flag
   * @param response whether this answers a request, the Response flag
   */
  public static IkeHeader of(
      IkeSpi initiatorSpi,
      IkeSpi responderSpi,
      ExchangeType exchangeType,
      boolean fromInitiator,
      boolean response,
      long messageId) {
    int flags = (fromInitiator ? INITIATOR : 0) | (response ? RESPONSE : 0);
    return new IkeHeader(
        initiatorSpi, responderSpi, MAJOR_VERSION, 0, exchangeType, flags, messageId);
  }

  /**
   * Reads the header of a datagram of any version and leaves the payloads alone: what a receiver of
   * many SAs needs to find the right one, or to answer INVALID_MAJOR_VERSION.
   *
   * @param datagram one whole message, without the non-ESP marker; its position stays
   * @throws MalformedMessageException if there is no whole header, or Length is not the datagram's
   */
  public static IkeHeader peek(ByteBuffer datagram) throws MalformedMessageException {
    return Decoded.read(WireReader.of(datagram)).header();
  }

  /** Whether the sender began the IKE SA. */
  public boolean isInitiator() {
    return (flags & INITIATOR) != 0;
  }

  /** Whether the sender can speak a higher major version. */
  public boolean isVersionBitSet() {
    return (flags & VERSION) != 0;
  }

  /** Whether this answers the request with the same Message ID. */
  public boolean isResponse() {
    return (flags & RESPONSE) != 0;
  }

  /** A header with the one field that the record leaves out. */
  record Decoded(IkeHeader header, PayloadType firstPayload) {
    static Decoded read(WireReader in) throws MalformedMessageException {
      int available = in.remaining();
      IkeSpi initiatorSpi = new IkeSpi(in.u64("initiator SPI"));
      IkeSpi responderSpi = new IkeSpi(in.u64("responder SPI"));
      PayloadType firstPayload = new PayloadType(in.u8("next payload"));
      int version = in.u8("version");
      ExchangeType exchangeType = new ExchangeType(in.u8("exchange type"));
      int flags = in.u8("flags");
      long messageId = in.u32("message ID");
      long length = in.u32("message length");
      if (length != available) {
        throw in.bad(Kind.BAD_LENGTH, "message length", length + " in a datagram of " + available);
      }
      return new Decoded(
          new IkeHeader(
              initiatorSpi,
              responderSpi,
              version >>> 4,
              version & 15,
              exchangeType,
              flags,
              messageId),
          firstPayload);
    }
  }

  /** Writes {@link #OCTETS} octets. */
  void encode(WireWriter out, PayloadType firstPayload, int messageLength) {
    out.u64(initiatorSpi.value()).u64(responderSpi.value());
    out.u8(firstPayload.value()).u8(majorVersion << 4 | minorVersion);
    out.u8(exchangeType.value()).u8(flags).u32(messageId).u32(messageLength);
  }
}
