package io.vpn4j.model.device;

import io.vpn4j.model.TunnelParameters;
import io.vpn4j.model.VpnEncryptionAlgorithm;
import io.vpn4j.model.VpnIntegrityAlgorithm;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Chooses what a device proposes on a tunnel: the first in the order of the sample type that the
 * tunnel permits and the device can do. What was passed over is noted; if nothing is left, the
 * option is refused by name.
 */
final class Choice {
  private final DeviceType type;
  private final SampleType sample;
  private final Abilities abilities;
  private final Consumer<String> notes;

  Choice(DeviceType type, SampleType sample, Consumer<String> notes) {
    this.type = type;
    this.sample = sample;
    this.abilities = type.renderer().abilities();
    this.notes = notes;
  }

  Phase phase1(TunnelParameters tunnel) {
    VpnIntegrityAlgorithm integrity =
        first(
            "phase1IntegrityAlgorithms",
            sample.integrity(tunnel.phase1IntegrityAlgorithms()),
            abilities.integrity());
    VpnEncryptionAlgorithm encryption =
        first(
            "phase1EncryptionAlgorithms",
            sample.encryption(tunnel.phase1EncryptionAlgorithms()),
            abilities.phase1Encryption());
    return new Phase(encryption, integrity, phase1Group(tunnel), tunnel.phase1LifetimeSeconds());
  }

  private int phase1Group(TunnelParameters tunnel) {
    List<Integer> permitted = tunnel.phase1DHGroupNumbers();
    return abilities.onlyOneGroup()
        ? commonGroup(tunnel)
        : first("phase1DHGroupNumbers", sample.groups(permitted), abilities.groups());
  }

  Phase phase2(TunnelParameters tunnel) {
    Optional<VpnIntegrityAlgorithm> integrity =
        sample.integrity(tunnel.phase2IntegrityAlgorithms()).stream()
            .filter(abilities.integrity()::contains)
            .findFirst();
    List<VpnEncryptionAlgorithm> wanted = sample.encryption(tunnel.phase2EncryptionAlgorithms());
    Set<VpnEncryptionAlgorithm> able = new TreeSet<>(abilities.phase2Encryption());
    if (integrity.isEmpty()) {
      able.removeIf(e -> !e.isAead());
    }
    if (able.stream().noneMatch(wanted::contains)) {
      boolean byIntegrity =
          wanted.stream().anyMatch(abilities.phase2Encryption()::contains) && integrity.isEmpty();
      throw byIntegrity
          ? refused(
              "phase2IntegrityAlgorithms",
              tunnel.phase2IntegrityAlgorithms(),
              abilities.integrity())
          : refused("phase2EncryptionAlgorithms", wanted, abilities.phase2Encryption());
    }
    VpnEncryptionAlgorithm encryption = first("phase2EncryptionAlgorithms", wanted, able);
    VpnIntegrityAlgorithm hash =
        encryption.isAead()
            ? integrity.orElse(tunnel.phase2IntegrityAlgorithms().get(0))
            : first(
                "phase2IntegrityAlgorithms",
                sample.integrity(tunnel.phase2IntegrityAlgorithms()),
                abilities.integrity());
    int group =
        abilities.onlyOneGroup()
            ? commonGroup(tunnel)
            : first(
                "phase2DHGroupNumbers",
                sample.groups(tunnel.phase2DHGroupNumbers()),
                abilities.groups());
    return new Phase(encryption, hash, group, tunnel.phase2LifetimeSeconds());
  }

  private int commonGroup(TunnelParameters tunnel) {
    List<Integer> both =
        tunnel.phase1DHGroupNumbers().stream()
            .filter(tunnel.phase2DHGroupNumbers()::contains)
            .toList();
    if (both.isEmpty()) {
      throw new UnsupportedOptionException(
          type,
          "phase2DHGroupNumbers",
          tunnel.phase2DHGroupNumbers(),
          "it uses one group for both phases, and phase 1 permits "
              + tunnel.phase1DHGroupNumbers());
    }
    return first("phase1DHGroupNumbers", sample.groups(both), abilities.groups());
  }

  private <E> E first(String option, List<E> wanted, Set<E> able) {
    E chosen =
        wanted.stream()
            .filter(able::contains)
            .findFirst()
            .orElseThrow(() -> refused(option, wanted, able));
    List<E> passedOver = wanted.subList(0, wanted.indexOf(chosen));
    if (!passedOver.isEmpty()) {
      notes.accept(
          option
              + ": "
              + chosen
              + " and not "
              + listed(passedOver)
              + ", which this text cannot have");
    }
    return chosen;
  }

  private UnsupportedOptionException refused(String option, List<?> permitted, Set<?> able) {
    return new UnsupportedOptionException(
        type, option, permitted, "its text can have " + able.stream().sorted().toList());
  }

  private static String listed(List<?> values) {
    return String.join(", ", values.stream().map(Object::toString).toList());
  }
}
