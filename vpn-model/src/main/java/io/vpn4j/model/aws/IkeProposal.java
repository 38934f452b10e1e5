package io.vpn4j.model.aws;

import io.vpn4j.model.Category;
import io.vpn4j.model.TunnelOption;
import io.vpn4j.model.VpnEncryptionAlgorithm;
import io.vpn4j.model.VpnIntegrityAlgorithm;
import io.vpn4j.model.secret.PreSharedKey;
import org.immutables.value.Value;

/**
 * Element {@code ike} of a tunnel: one proposal for phase 1, and the secret.
 *
 * <p>AWS writes its lowest proposal here, which are the defaults below, whatever else the tunnel
 * permits; and no IKE version. The element {@code mode} is always {@code main}.
 */
@Value.Immutable
@DocumentStyle
public interface IkeProposal {
  /** A builder. */
  static Builder builder() {
    return new Builder();
  }

  /** Element {@code authentication_protocol}; default SHA1. The PRF too. */
  @Value.Default
  default VpnIntegrityAlgorithm integrityAlgorithm() {
    return VpnIntegrityAlgorithm.SHA1;
  }

  /** Element {@code encryption_protocol}; default AES128. */
  @Value.Default
  default VpnEncryptionAlgorithm encryptionAlgorithm() {
    return VpnEncryptionAlgorithm.AES128;
  }

  /** Element {@code lifetime}, 900 to 28800 seconds; default 28800. */
  @Value.Default
  default int lifetimeSeconds() {
    return TunnelOption.MAX_PHASE1_LIFETIME_SECONDS;
  }

  /** Element {@code perfect_forward_secrecy}: the Diffie-Hellman group, 2, 14 to 24; default 2. */
  @Value.Default
  default int dhGroupNumber() {
    return 2;
  }

  /** Element {@code pre_shared_key}. */
  PreSharedKey preSharedKey();

  /** Element {@code mode}: always {@code main}, the only mode that AWS has. */
  default String mode() {
    return DocumentTokens.IKE_MODE;
  }

  /** A builder with the values of this. */
  default Builder toBuilder() {
    return builder().from(this);
  }

  /** Checks the rules of each field. */
  @Value.Check
  default void check() {
    RuleViolation.outside(
        "lifetime",
        lifetimeSeconds(),
        TunnelOption.MIN_LIFETIME_SECONDS,
        TunnelOption.MAX_PHASE1_LIFETIME_SECONDS);
    RuleViolation.unless(
        Category.VPN.phase1DHGroupNumbers().contains(dhGroupNumber()),
        "perfect_forward_secrecy",
        "group" + dhGroupNumber(),
        "group with one of " + Category.VPN.phase1DHGroupNumbers());
    RuleViolation.unless(
        preSharedKey().followsAwsRule(), "pre_shared_key", "a key", DocumentTokens.KEY_RULE);
  }

  /** Builds an {@link IkeProposal}. */
  final class Builder extends ImmutableIkeProposal.Builder {
    Builder() {}
  }
}
