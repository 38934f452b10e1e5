package io.vpn4j.esp;

import io.vpn4j.esp.wire.EspLayout;

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
          nextHeader == EspLayout.NEXT_HEADER_IPV4
              || nextHeader == EspLayout.NEXT_HEADER_IPV6
              || nextHeader == EspLayout.NEXT_HEADER_NONE;
      case TRANSPORT -> nextHeader >= 0 && nextHeader <= 255;
    };
  }
}
