package io.vpn4j.esp;

import io.vpn4j.esp.ip.IpProtocol;

/** What an SA carries (RFC 4301 section 4.1). */
public enum EspMode {
  /** Whole IP packets: next header 4 or 41. What Site-to-Site VPN uses. */
  TUNNEL,
  /** The payload of an IP packet whose header the caller handles: any next header. */
  TRANSPORT;

  /** Whether a packet of this SA may have {@code nextHeader}; 59 marks a dummy in both modes. */
  boolean carries(int nextHeader) {
    return switch (this) {
      case TUNNEL ->
          nextHeader == IpProtocol.IPV4
              || nextHeader == IpProtocol.IPV6
              || nextHeader == IpProtocol.NO_NEXT_HEADER;
      case TRANSPORT -> nextHeader >= 0 && nextHeader <= 255;
    };
  }
}
