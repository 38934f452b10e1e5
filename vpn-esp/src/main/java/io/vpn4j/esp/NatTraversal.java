package io.vpn4j.esp;

import io.vpn4j.esp.ip.NetworkOrder;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * Tells apart what shares a UDP port once NAT traversal is on (RFC 3948 section 2).
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3948#section-2">RFC 3948 section 2</a>
 */
public final class NatTraversal {
  /** The registered port. */
  public static final int PORT = 4500;

  /** Octets of the non-ESP marker, four zeros before an IKE message: no SPI is 0. */
  public static final int NON_ESP_MARKER_OCTETS = 4;

  /** The one octet of a NAT-keepalive. */
  public static final byte KEEPALIVE = (byte) 0xff;

  /** How long nothing may have been sent before a keepalive is due (RFC 3948 section 4). */
  public static final Duration KEEPALIVE_INTERVAL = Duration.ofSeconds(20);

  private NatTraversal() {}

  /** What a UDP payload is. */
  public enum PayloadKind {
    /** An IKE message behind the non-ESP marker. */
    IKE,
    /** An ESP packet; whether it is whole is for {@link InboundSa#open} to say. */
    ESP,
    /** A NAT-keepalive, to be ignored (RFC 3948 section 2.3). */
    KEEPALIVE,
    /** Fewer than four octets and no keepalive. */
    TOO_SHORT
  }

  /** What the octets from position to limit are. The buffer stays as it is. */
  public static PayloadKind classify(ByteBuffer udpPayload) {
    int at = udpPayload.position();
    int octets = udpPayload.remaining();
    if (octets < NON_ESP_MARKER_OCTETS) {
      return octets == 1 && udpPayload.get(at) == KEEPALIVE
          ? PayloadKind.KEEPALIVE
          : PayloadKind.TOO_SHORT;
    }
    return NetworkOrder.int32(udpPayload, at) == 0 ? PayloadKind.IKE : PayloadKind.ESP;
  }

  /** Writes the non-ESP marker; the IKE message goes behind it. */
  public static void putNonEspMarker(ByteBuffer out) {
    out.putInt(0);
  }

  /** The payload of a NAT-keepalive: a new read-only buffer over one octet. */
  public static ByteBuffer keepalive() {
    return ByteBuffer.wrap(new byte[] {KEEPALIVE}).asReadOnlyBuffer();
  }
}
