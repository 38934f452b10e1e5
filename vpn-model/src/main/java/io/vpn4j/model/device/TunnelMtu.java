package io.vpn4j.model.device;

import io.vpn4j.model.VpnEncryptionAlgorithm;
import io.vpn4j.model.VpnIntegrityAlgorithm;

/**
 * The largest inner packet that leaves as one outer packet of 1500 octets, and the TCP segment that
 * fits in it. Connections have no path MTU discovery and no jumbo frames.
 *
 * <p>The values are those of the table in the user guide ("MTU and MSS"), which this arithmetic of
 * RFC 4303 section 2 reproduces; for outer IPv6 the guide gives none.
 *
 * @param mtu octets of the inner packet
 */
public record TunnelMtu(int mtu) {
  private static final int LINK = 1500;
  private static final int ESP_HEADER = 8;
  private static final int ESP_TRAILER = 2;
  private static final int UDP = 8;

  /**
   * What these algorithms of phase 2 leave.
   *
   * @param integrity unused with AES-GCM
   * @param natTraversal whether ESP is in UDP (RFC 3948)
   * @param outerIpv4 whether the outside addresses are IPv4
   */
  public static TunnelMtu of(
      VpnEncryptionAlgorithm encryption,
      VpnIntegrityAlgorithm integrity,
      boolean natTraversal,
      boolean outerIpv4) {
    int iv = encryption.isAead() ? 8 : 16;
    int alignment = encryption.isAead() ? 4 : 16;
    int icv = encryption.isAead() ? 16 : icvOctets(integrity);
    int room = LINK - (outerIpv4 ? 20 : 40) - (natTraversal ? UDP : 0) - ESP_HEADER - iv - icv;
    return new TunnelMtu(room / alignment * alignment - ESP_TRAILER);
  }

  private static int icvOctets(VpnIntegrityAlgorithm integrity) {
    return switch (integrity) {
      case SHA1 -> 12;
      case SHA2_256 -> 16;
      case SHA2_384 -> 24;
      case SHA2_512 -> 32;
    };
  }

  /** The TCP maximum segment size of inner IPv4. */
  public int mssIpv4() {
    return mtu - 40;
  }

  /** The TCP maximum segment size of inner IPv6. */
  public int mssIpv6() {
    return mtu - 60;
  }
}
