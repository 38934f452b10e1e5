package io.vpn4j.model.device;

import io.vpn4j.model.VpnEncryptionAlgorithm;
import io.vpn4j.model.VpnIntegrityAlgorithm;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a device can do, as its vendor documents it, less what our rendering cannot say.
 *
 * @param phase1Encryption for IKE
 * @param phase2Encryption for ESP
 * @param integrity for both
 * @param groups for both
 * @param onlyOneGroup whether both phases must have the same group
 * @param outsideIpv6 whether outside addresses may be IPv6
 * @param anything whether no rule of this class holds: values are only told, not configured
 */
record Abilities(
    Set<VpnEncryptionAlgorithm> phase1Encryption,
    Set<VpnEncryptionAlgorithm> phase2Encryption,
    Set<VpnIntegrityAlgorithm> integrity,
    Set<Integer> groups,
    boolean onlyOneGroup,
    boolean outsideIpv6,
    boolean anything) {
  private static final Set<VpnEncryptionAlgorithm> CBC =
      EnumSet.of(VpnEncryptionAlgorithm.AES128, VpnEncryptionAlgorithm.AES256);

  /** All algorithms, and these groups. */
  static Abilities of(Integer... groups) {
    Set<VpnEncryptionAlgorithm> all = EnumSet.allOf(VpnEncryptionAlgorithm.class);
    return new Abilities(
        all, all, EnumSet.allOf(VpnIntegrityAlgorithm.class), Set.of(groups), false, false, false);
  }

  /** Everything that AWS has. */
  static Abilities everything() {
    Abilities all = of(2, 5, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24);
    return new Abilities(
        all.phase1Encryption, all.phase2Encryption, all.integrity, all.groups, false, true, true);
  }

  Abilities withoutPhase1Gcm() {
    return new Abilities(
        CBC, phase2Encryption, integrity, groups, onlyOneGroup, outsideIpv6, anything);
  }

  Abilities withoutGcm() {
    return new Abilities(CBC, CBC, integrity, groups, onlyOneGroup, outsideIpv6, anything);
  }

  Abilities withIntegrity(VpnIntegrityAlgorithm first, VpnIntegrityAlgorithm... more) {
    return new Abilities(
        phase1Encryption,
        phase2Encryption,
        EnumSet.of(first, more),
        groups,
        onlyOneGroup,
        outsideIpv6,
        anything);
  }

  Abilities withOnlyOneGroup() {
    return new Abilities(
        phase1Encryption, phase2Encryption, integrity, groups, true, outsideIpv6, anything);
  }

  Abilities withOutsideIpv6() {
    return new Abilities(
        phase1Encryption, phase2Encryption, integrity, groups, onlyOneGroup, true, anything);
  }
}
