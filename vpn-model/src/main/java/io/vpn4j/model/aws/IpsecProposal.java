package io.vpn4j.model.aws;

import io.vpn4j.model.Category;
import io.vpn4j.model.TunnelOption;
import io.vpn4j.model.VpnEncryptionAlgorithm;
import io.vpn4j.model.VpnIntegrityAlgorithm;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * Element {@code ipsec} of a tunnel: one proposal for phase 2, and what the device should do to
 * packets.
 *
 * <p>AWS writes its lowest proposal here, which are the defaults below, whatever else the tunnel
 * permits. The element {@code protocol} is always {@code esp} and {@code mode} always {@code
 * tunnel}.
 */
@Value.Immutable
@DocumentStyle
public interface IpsecProposal {
  /** A builder. */
  static Builder builder() {
    return new Builder();
  }

  /**
   * Element {@code authentication_protocol}; SHA1 if built without one. Absent only with GCM, which
   * needs none.
   */
  Optional<VpnIntegrityAlgorithm> integrityAlgorithm();

  /** Element {@code encryption_protocol}; default AES128. */
  @Value.Default
  default VpnEncryptionAlgorithm encryptionAlgorithm() {
    return VpnEncryptionAlgorithm.AES128;
  }

  /** Element {@code lifetime}, 900 to 3600 seconds; default 3600. */
  @Value.Default
  default int lifetimeSeconds() {
    return TunnelOption.MAX_PHASE2_LIFETIME_SECONDS;
  }

  /**
   * Element {@code perfect_forward_secrecy}: the Diffie-Hellman group, 2, 5, 14 to 24; default 2.
   */
  @Value.Default
  default int dhGroupNumber() {
    return 2;
  }

  /** Element {@code clear_df_bit}: clear Don't Fragment before encryption; default yes. */
  @Value.Default
  default boolean clearDfBit() {
    return true;
  }

  /** Element {@code fragmentation_before_encryption}; default yes. */
  @Value.Default
  default boolean fragmentationBeforeEncryption() {
    return true;
  }

  /** Element {@code tcp_mss_adjustment}, 1 to 65535 octets; default 1379. */
  @Value.Default
  default int tcpMssAdjustment() {
    return 1_379;
  }

  /** Element {@code dead_peer_detection/interval}, 1 to 86400 seconds; default 10. */
  @Value.Default
  default int dpdIntervalSeconds() {
    return 10;
  }

  /** Element {@code dead_peer_detection/retries}, 1 to 1000; default 3. */
  @Value.Default
  default int dpdRetries() {
    return 3;
  }

  /** Element {@code protocol}: always {@code esp}. */
  default String protocol() {
    return DocumentTokens.IPSEC_PROTOCOL;
  }

  /** Element {@code mode}: always {@code tunnel}. */
  default String mode() {
    return DocumentTokens.IPSEC_MODE;
  }

  /** A builder with the values of this. */
  default Builder toBuilder() {
    return builder().from(this);
  }

  /** Checks the rules of each field, and fills in SHA1 where an integrity algorithm is needed. */
  @Value.Check
  default IpsecProposal check() {
    RuleViolation.outside(
        "lifetime",
        lifetimeSeconds(),
        TunnelOption.MIN_LIFETIME_SECONDS,
        TunnelOption.MAX_PHASE2_LIFETIME_SECONDS);
    RuleViolation.unless(
        Category.VPN.phase2DHGroupNumbers().contains(dhGroupNumber()),
        "perfect_forward_secrecy",
        "group" + dhGroupNumber(),
        "group with one of " + Category.VPN.phase2DHGroupNumbers());
    RuleViolation.outside("tcp_mss_adjustment", tcpMssAdjustment(), 1, 65_535);
    RuleViolation.outside("dead_peer_detection/interval", dpdIntervalSeconds(), 1, 86_400);
    RuleViolation.outside("dead_peer_detection/retries", dpdRetries(), 1, 1_000);
    return integrityAlgorithm().isPresent() || encryptionAlgorithm().isAead()
        ? this
        : toBuilder().integrityAlgorithm(VpnIntegrityAlgorithm.SHA1).build();
  }

  /** Builds an {@link IpsecProposal}. */
  final class Builder extends ImmutableIpsecProposal.Builder {
    Builder() {}
  }
}
