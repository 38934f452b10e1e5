package io.vpn4j.ike.message;

import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireWriter;
import java.nio.ByteBuffer;

/**
 * One payload of a message (RFC 7296 section 3.2), without its place in the chain: Next Payload and
 * Payload Length are derived when it is encoded.
 */
public sealed interface Payload
    permits SaPayload,
        KePayload,
        IdPayload,
        CertPayload,
        CertRequestPayload,
        AuthPayload,
        NoncePayload,
        NotifyPayload,
        DeletePayload,
        VendorIdPayload,
        TsPayload,
        ProtectedPayload,
        ConfigurationPayload,
        EapPayload,
        PuzzleSolutionPayload,
        UnknownPayload {

  /** Octets of the generic payload header. */
  int HEADER_OCTETS = 4;

  /** The number by which the payload before, or the message header, names this one. */
  PayloadType type();

  /** The critical bit and what is reserved; {@link PayloadBits#NONE} in all that we send. */
  PayloadBits bits();

  /** Whether a receiver that does not know the type must refuse the message. */
  default boolean critical() {
    return bits().critical();
  }

  /** Octets behind the generic payload header. */
  int bodyLength();

  /** Writes exactly {@link #bodyLength} octets: all behind the generic payload header. */
  void encodeBody(WireWriter out);

  /** Octets with the generic payload header. */
  default int encodedLength() {
    return HEADER_OCTETS + bodyLength();
  }

  /**
   * All octets behind the generic payload header, such as the RestOfInitIDPayload that AUTH covers
   * (RFC 7296 section 2.15).
   */
  default Octets bodyOctets() {
    ByteBuffer out = ByteBuffer.allocate(bodyLength());
    encodeBody(new WireWriter(out));
    return Octets.of(out.flip());
  }
}
