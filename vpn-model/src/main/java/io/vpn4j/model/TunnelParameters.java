package io.vpn4j.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a tunnel runs with: every option of a {@link TunnelOption}, the defaults filled in.
 *
 * <p>Addresses and the pre-shared key are not among them, because they have no default but are made
 * up by the service. Lists are sorted, lowest first: AWS tries its own lowest value first and
 * ignores the order in which the device proposes. Two values are equal if a tunnel behaves the
 * same, whether an option was set to its default or left out.
 */
public final class TunnelParameters {
  private final TunnelOption option;
  private final Category category;

  TunnelParameters(TunnelOption option, Category category) {
    this.option = option;
    this.category = category;
  }

  /** Lifetime of the IKE SA in seconds. */
  public int phase1LifetimeSeconds() {
    return option.phase1LifetimeSeconds().orElse(TunnelOption.MAX_PHASE1_LIFETIME_SECONDS);
  }

  /** Lifetime of a Child SA in seconds. */
  public int phase2LifetimeSeconds() {
    return option.phase2LifetimeSeconds().orElse(TunnelOption.MAX_PHASE2_LIFETIME_SECONDS);
  }

  /** Seconds before the end of a lifetime at which the window for rekeying opens. */
  public int rekeyMarginTimeSeconds() {
    return option.rekeyMarginTimeSeconds().orElse(270);
  }

  /** The share of the margin within which the moment of rekeying is random, 0 to 100. */
  public int rekeyFuzzPercentage() {
    return option.rekeyFuzzPercentage().orElse(100);
  }

  /** The anti-replay window in packets. */
  public int replayWindowSize() {
    return option.replayWindowSize().orElse(1_024);
  }

  /** Seconds without an answer after which the peer is dead. */
  public int dpdTimeoutSeconds() {
    return option.dpdTimeoutSeconds().orElse(40);
  }

  /** What AWS does then. */
  public DpdTimeoutAction dpdTimeoutAction() {
    return option.dpdTimeoutAction().orElse(DpdTimeoutAction.CLEAR);
  }

  /** Encryption algorithms permitted in phase 1; at least one. */
  public List<VpnEncryptionAlgorithm> phase1EncryptionAlgorithms() {
    return sorted(option.phase1EncryptionAlgorithms(), category.encryptionAlgorithms());
  }

  /** Encryption algorithms permitted in phase 2; at least one. */
  public List<VpnEncryptionAlgorithm> phase2EncryptionAlgorithms() {
    return sorted(option.phase2EncryptionAlgorithms(), category.encryptionAlgorithms());
  }

  /** Integrity algorithms permitted in phase 1; at least one, unused with GCM but as PRF. */
  public List<VpnIntegrityAlgorithm> phase1IntegrityAlgorithms() {
    return sorted(option.phase1IntegrityAlgorithms(), category.integrityAlgorithms());
  }

  /** Integrity algorithms permitted in phase 2; at least one, unused with GCM. */
  public List<VpnIntegrityAlgorithm> phase2IntegrityAlgorithms() {
    return sorted(option.phase2IntegrityAlgorithms(), category.integrityAlgorithms());
  }

  /** Diffie-Hellman groups permitted in phase 1; at least one. */
  public List<Integer> phase1DHGroupNumbers() {
    return sorted(option.phase1DHGroupNumbers(), category.phase1DHGroupNumbers());
  }

  /** Diffie-Hellman groups permitted in phase 2; at least one. */
  public List<Integer> phase2DHGroupNumbers() {
    return sorted(option.phase2DHGroupNumbers(), category.phase2DHGroupNumbers());
  }

  /** IKE versions permitted; at least one. */
  public List<IkeVersion> ikeVersions() {
    return sorted(option.ikeVersions(), category.ikeVersions());
  }

  /** Who begins. */
  public StartupAction startupAction() {
    return option.startupAction().orElse(StartupAction.ADD);
  }

  /** LogOptions.CloudWatchLogOptions with both forms filled in. */
  public CloudWatchLogOptions logOptions() {
    CloudWatchLogOptions options = option.logOptions();
    return options.toBuilder()
        .logOutputFormat(options.logOutputFormat().orElse(LogOutputFormat.JSON))
        .bgpLogOutputFormat(options.bgpLogOutputFormat().orElse(LogOutputFormat.JSON))
        .build();
  }

  /** Whether the user decides when endpoints are replaced for maintenance. */
  public boolean enableTunnelLifecycleControl() {
    return option.enableTunnelLifecycleControl().orElse(false);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TunnelParameters o && values().equals(o.values());
  }

  @Override
  public int hashCode() {
    return values().hashCode();
  }

  /** All values, each with its name. */
  @Override
  public String toString() {
    return "TunnelParameters" + values();
  }

  private static <E extends Comparable<E>> List<E> sorted(List<E> set, List<E> defaults) {
    return set.isEmpty() ? defaults : set.stream().sorted().toList();
  }

  /** The names of the options that are not the same in {@code other}, in their order. */
  public List<String> differences(TunnelParameters other) {
    Map<String, Object> others = other.values();
    return values().entrySet().stream()
        .filter(option -> !option.getValue().equals(others.get(option.getKey())))
        .map(Map.Entry::getKey)
        .toList();
  }

  private Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("phase1LifetimeSeconds", phase1LifetimeSeconds());
    values.put("phase2LifetimeSeconds", phase2LifetimeSeconds());
    values.put("rekeyMarginTimeSeconds", rekeyMarginTimeSeconds());
    values.put("rekeyFuzzPercentage", rekeyFuzzPercentage());
    values.put("replayWindowSize", replayWindowSize());
    values.put("dpdTimeoutSeconds", dpdTimeoutSeconds());
    values.put("dpdTimeoutAction", dpdTimeoutAction());
    values.put("phase1EncryptionAlgorithms", phase1EncryptionAlgorithms());
    values.put("phase2EncryptionAlgorithms", phase2EncryptionAlgorithms());
    values.put("phase1IntegrityAlgorithms", phase1IntegrityAlgorithms());
    values.put("phase2IntegrityAlgorithms", phase2IntegrityAlgorithms());
    values.put("phase1DHGroupNumbers", phase1DHGroupNumbers());
    values.put("phase2DHGroupNumbers", phase2DHGroupNumbers());
    values.put("ikeVersions", ikeVersions());
    values.put("startupAction", startupAction());
    values.put("logOptions", logOptions());
    values.put("enableTunnelLifecycleControl", enableTunnelLifecycleControl());
    return values;
  }
}
