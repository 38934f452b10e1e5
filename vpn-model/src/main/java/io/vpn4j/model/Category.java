package io.vpn4j.model;

import java.util.List;

/**
 * Category of a connection: what AWS offers on it.
 *
 * <p>Every connection made today is {@link #VPN}. {@link #VPN_CLASSIC} connections exist until they
 * are deleted and cannot be made any more; a {@code VPN} connection never becomes Classic again.
 */
public enum Category {
  /** AWS VPN. */
  VPN("VPN"),
  /** AWS Classic VPN: IKEv1, AES128, SHA1, Diffie-Hellman group 2, nothing to configure. */
  VPN_CLASSIC("VPN-Classic");

  private static final List<Integer> PHASE_1_DH_GROUPS =
      List.of(2, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24);
  private static final List<Integer> PHASE_2_DH_GROUPS =
      List.of(2, 5, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24);

  private final String text;

  Category(String text) {
    this.text = text;
  }

  /**
   * The category that the EC2 API writes as {@code text}.
   *
   * @throws IllegalArgumentException if there is none; the message lists all
   */
  public static Category of(String text) {
    return Rules.constant("category", text, values(), Category::text);
  }

  /** The text of the EC2 API. */
  public String text() {
    return text;
  }

  /** IKE versions that a tunnel may use, lowest first. */
  public List<IkeVersion> ikeVersions() {
    return this == VPN ? List.of(IkeVersion.values()) : List.of(IkeVersion.IKEV1);
  }

  /** Encryption algorithms that a tunnel may use in either phase, lowest first. */
  public List<VpnEncryptionAlgorithm> encryptionAlgorithms() {
    return this == VPN
        ? List.of(VpnEncryptionAlgorithm.values())
        : List.of(VpnEncryptionAlgorithm.AES128);
  }

  /** Integrity algorithms that a tunnel may use in either phase, lowest first. */
  public List<VpnIntegrityAlgorithm> integrityAlgorithms() {
    return this == VPN
        ? List.of(VpnIntegrityAlgorithm.values())
        : List.of(VpnIntegrityAlgorithm.SHA1);
  }

  /** Diffie-Hellman groups of phase 1, lowest first: 2 and 14 to 24, but not 5. */
  public List<Integer> phase1DHGroupNumbers() {
    return this == VPN ? PHASE_1_DH_GROUPS : List.of(2);
  }

  /** Diffie-Hellman groups of phase 2, lowest first: 2, 5 and 14 to 24. */
  public List<Integer> phase2DHGroupNumbers() {
    return this == VPN ? PHASE_2_DH_GROUPS : List.of(2);
  }

  /** Whether the device may stand behind a NAT (UDP 4500). */
  public boolean supportsNatTraversal() {
    return this == VPN;
  }

  /** Whether the customer gateway may have an AS number of four octets. */
  public boolean supportsFourOctetAsn() {
    return this == VPN;
  }

  /** Whether tunnel options may be chosen: inside CIDR, pre-shared key, lifetimes and the rest. */
  public boolean supportsTunnelOptions() {
    return this == VPN;
  }

  /** Whether the Amazon side may have a private AS number of the user's choice. */
  public boolean supportsCustomAmazonSideAsn() {
    return this == VPN;
  }

  /** Whether several connections of a Region may share one customer gateway address. */
  public boolean supportsReusedCustomerGatewayAddress() {
    return this == VPN;
  }

  /** Whether the connection has CloudWatch metrics. */
  public boolean supportsMetrics() {
    return this == VPN;
  }

  /** Whether tunnels may authenticate with certificates. */
  public boolean supportsCertificates() {
    return this == VPN;
  }

  /** Whether the target may be something else than a virtual private gateway. */
  public boolean supportsOtherTargets() {
    return this == VPN;
  }

  /** The same as {@link #text()}. */
  @Override
  public String toString() {
    return text;
  }
}
