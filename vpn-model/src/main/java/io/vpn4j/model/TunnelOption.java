package io.vpn4j.model;

import io.vpn4j.model.net.InsideCidr;
import io.vpn4j.model.net.InsideIpv6Cidr;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.secret.PreSharedKey;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.immutables.value.Value;

/**
 * The options of one tunnel, as they are asked for and described.
 *
 * <p>AWS leaves out of its descriptions what nobody set, so this type keeps the two apart: an
 * attribute that is absent, or a list that is empty, was not set. {@link #effective()} has an
 * accessor of the same name for each option with the default of the service filled in; that is what
 * a running tunnel goes by. The checks of {@code build()} see the defaults too: {@code
 * phase1LifetimeSeconds} 1800 alone is refused, because the default of phase 2 is 3600.
 */
@Value.Immutable
@ModelStyle
public interface TunnelOption {
  /** Shortest lifetime of both phases, in seconds. */
  int MIN_LIFETIME_SECONDS = 900;

  /** Longest lifetime of phase 1, in seconds, and its default. */
  int MAX_PHASE1_LIFETIME_SECONDS = 28_800;

  /** Longest lifetime of phase 2, in seconds, and its default. */
  int MAX_PHASE2_LIFETIME_SECONDS = 3_600;

  /** A builder. */
  static Builder builder() {
    return new Builder();
  }

  /** A tunnel of which nothing is set. */
  static TunnelOption unset() {
    return builder().build();
  }

  /** The Amazon side's outside address; the service assigns it. */
  Optional<IpAddress> outsideIpAddress();

  /**
   * The /30 of the inside addresses; default a random one. Set it to keep a device's configuration,
   * or to avoid a clash: it is unique among all connections of a virtual private gateway.
   */
  Optional<InsideCidr> tunnelInsideCidr();

  /** The /126 of the inside addresses of an IPv6 tunnel, which has a /30 too; default random. */
  Optional<InsideIpv6Cidr> tunnelInsideIpv6Cidr();

  /** The secret of this tunnel; default a random one of 32 characters. */
  Optional<PreSharedKey> preSharedKey();

  /**
   * Lifetime of the IKE SA, 900 to 28800 seconds; default 28800. Shorten it to rekey more often.
   */
  OptionalInt phase1LifetimeSeconds();

  /** Lifetime of a Child SA, 900 to 3600 seconds and less than phase 1; default 3600. */
  OptionalInt phase2LifetimeSeconds();

  /**
   * How long before the end of a lifetime AWS begins to rekey, 60 seconds to half of phase 2;
   * default 270. Holds for both phases.
   */
  OptionalInt rekeyMarginTimeSeconds();

  /**
   * The share of the margin within which the moment of rekeying is random, 0 to 100; default 100.
   */
  OptionalInt rekeyFuzzPercentage();

  /** The anti-replay window, 64 to 2048 packets; default 1024. Widen it for links that reorder. */
  OptionalInt replayWindowSize();

  /**
   * After how many seconds without an answer the peer is dead, 30 or more; default 40.
   *
   * <p>AWS documents two defaults: 30 in CreateVpnConnection, 40 in ModifyVpnTunnelOptions and,
   * since 2023, in the user guide, which explains it as dead 30 seconds after the first keepalive
   * that failed, with 10 seconds between keepalives. The newer and explained one is taken here.
   */
  OptionalInt dpdTimeoutSeconds();

  /** What AWS does then; default {@code clear}. */
  Optional<DpdTimeoutAction> dpdTimeoutAction();

  /** Encryption algorithms permitted in phase 1; default all. None stands twice. */
  List<VpnEncryptionAlgorithm> phase1EncryptionAlgorithms();

  /** Encryption algorithms permitted in phase 2; default all. None stands twice. */
  List<VpnEncryptionAlgorithm> phase2EncryptionAlgorithms();

  /** Integrity algorithms permitted in phase 1; default all. None stands twice. */
  List<VpnIntegrityAlgorithm> phase1IntegrityAlgorithms();

  /** Integrity algorithms permitted in phase 2; default all. None stands twice. */
  List<VpnIntegrityAlgorithm> phase2IntegrityAlgorithms();

  /** Diffie-Hellman groups permitted in phase 1: 2 and 14 to 24; default all. None stands twice. */
  List<Integer> phase1DHGroupNumbers();

  /** Diffie-Hellman groups permitted in phase 2: 2, 5 and 14 to 24; default all. None twice. */
  List<Integer> phase2DHGroupNumbers();

  /** IKE versions permitted; default both. None stands twice. */
  List<IkeVersion> ikeVersions();

  /** Who begins; default {@code add}, the device. {@code start} is for IKEv2 only. */
  Optional<StartupAction> startupAction();

  /** LogOptions.CloudWatchLogOptions; default off. Always described. */
  @Value.Default
  default CloudWatchLogOptions logOptions() {
    return CloudWatchLogOptions.off();
  }

  /** Whether the user decides when endpoints are replaced for maintenance; default off. */
  Optional<Boolean> enableTunnelLifecycleControl();

  /** Every option with the default of an AWS VPN connection filled in. */
  default TunnelParameters effective() {
    return effective(Category.VPN);
  }

  /** Every option with the default of a connection of {@code category} filled in. */
  default TunnelParameters effective(Category category) {
    return new TunnelParameters(this, category);
  }

  /**
   * Whether something is set that the user may choose only on AWS VPN. The inside CIDR and the
   * pre-shared key do not count: a Classic tunnel has them too, though the service chooses them.
   */
  default boolean hasChosenOptions() {
    return !equals(
        builder()
            .outsideIpAddress(outsideIpAddress())
            .tunnelInsideCidr(tunnelInsideCidr())
            .preSharedKey(preSharedKey())
            .build());
  }

  /** A builder with the values of this. */
  default Builder toBuilder() {
    return builder().from(this);
  }

  /** Checks the rules of each field, and those between fields with the defaults filled in. */
  @Value.Check
  default void check() {
    TunnelParameters all = effective();
    Rules.range(
        "phase1LifetimeSeconds",
        all.phase1LifetimeSeconds(),
        MIN_LIFETIME_SECONDS,
        MAX_PHASE1_LIFETIME_SECONDS);
    Rules.range(
        "phase2LifetimeSeconds",
        all.phase2LifetimeSeconds(),
        MIN_LIFETIME_SECONDS,
        MAX_PHASE2_LIFETIME_SECONDS);
    Rules.require(
        all.phase2LifetimeSeconds() < all.phase1LifetimeSeconds(),
        "phase2LifetimeSeconds",
        shown(phase2LifetimeSeconds(), all.phase2LifetimeSeconds()),
        "less than phase1LifetimeSeconds "
            + shown(phase1LifetimeSeconds(), all.phase1LifetimeSeconds())
            + " is wanted");
    Rules.require(
        all.rekeyMarginTimeSeconds() >= 60
            && all.rekeyMarginTimeSeconds() <= all.phase2LifetimeSeconds() / 2,
        "rekeyMarginTimeSeconds",
        shown(rekeyMarginTimeSeconds(), all.rekeyMarginTimeSeconds()),
        "60 to "
            + all.phase2LifetimeSeconds() / 2
            + " is wanted, the half of phase2LifetimeSeconds "
            + shown(phase2LifetimeSeconds(), all.phase2LifetimeSeconds()));
    Rules.range("rekeyFuzzPercentage", all.rekeyFuzzPercentage(), 0, 100);
    Rules.range("replayWindowSize", all.replayWindowSize(), 64, 2_048);
    Rules.range("dpdTimeoutSeconds", all.dpdTimeoutSeconds(), 30, Integer.MAX_VALUE);
    Rules.distinct("phase1EncryptionAlgorithms", phase1EncryptionAlgorithms());
    Rules.distinct("phase2EncryptionAlgorithms", phase2EncryptionAlgorithms());
    Rules.distinct("phase1IntegrityAlgorithms", phase1IntegrityAlgorithms());
    Rules.distinct("phase2IntegrityAlgorithms", phase2IntegrityAlgorithms());
    Rules.distinct("ikeVersions", ikeVersions());
    groups("phase1DHGroupNumbers", phase1DHGroupNumbers(), Category.VPN.phase1DHGroupNumbers());
    groups("phase2DHGroupNumbers", phase2DHGroupNumbers(), Category.VPN.phase2DHGroupNumbers());
    Rules.require(
        all.startupAction() == StartupAction.ADD || all.ikeVersions().contains(IkeVersion.IKEV2),
        "startupAction",
        all.startupAction(),
        "ikeVersions " + all.ikeVersions() + " lacks ikev2, and AWS begins only with that");
    Rules.require(
        outsideIpAddress().filter(IpAddress::isUnspecified).isEmpty(),
        "outsideIpAddress",
        Rules.orUnset(outsideIpAddress()),
        "an address of the Amazon side is wanted");
  }

  private static void groups(String field, List<Integer> values, List<Integer> allowed) {
    Rules.distinct(field, values);
    for (int value : values) {
      Rules.require(allowed.contains(value), field, value, "one of " + allowed + " is wanted");
    }
  }

  private static String shown(OptionalInt set, int effective) {
    return effective + (set.isPresent() ? "" : " (default)");
  }

  /** Builds a {@link TunnelOption}. The methods with {@code ...} replace the whole list. */
  final class Builder extends ImmutableTunnelOption.Builder {
    Builder() {}

    /** The Amazon side's outside address in text. */
    public Builder outsideIpAddress(String address) {
      return outsideIpAddress(IpAddress.of(address));
    }

    /** The /30 in text, for example {@code 169.254.44.104/30}. */
    public Builder tunnelInsideCidr(String cidr) {
      return tunnelInsideCidr(InsideCidr.of(cidr));
    }

    /** The /126 in text, for example {@code fd00:0:0:1::/126}. */
    public Builder tunnelInsideIpv6Cidr(String cidr) {
      return tunnelInsideIpv6Cidr(InsideIpv6Cidr.of(cidr));
    }

    /** The secret by the rule of AWS, {@link PreSharedKey#of}. */
    public Builder preSharedKey(String key) {
      return preSharedKey(PreSharedKey.of(key));
    }

    /** Permits exactly these in phase 1. */
    public Builder phase1EncryptionAlgorithms(VpnEncryptionAlgorithm... algorithms) {
      return phase1EncryptionAlgorithms(List.of(algorithms));
    }

    /** Permits exactly these in phase 2. */
    public Builder phase2EncryptionAlgorithms(VpnEncryptionAlgorithm... algorithms) {
      return phase2EncryptionAlgorithms(List.of(algorithms));
    }

    /** Permits exactly these in phase 1. */
    public Builder phase1IntegrityAlgorithms(VpnIntegrityAlgorithm... algorithms) {
      return phase1IntegrityAlgorithms(List.of(algorithms));
    }

    /** Permits exactly these in phase 2. */
    public Builder phase2IntegrityAlgorithms(VpnIntegrityAlgorithm... algorithms) {
      return phase2IntegrityAlgorithms(List.of(algorithms));
    }

    /** Permits exactly these in phase 1. */
    public Builder phase1DHGroupNumbers(Integer... groups) {
      return phase1DHGroupNumbers(List.of(groups));
    }

    /** Permits exactly these in phase 2. */
    public Builder phase2DHGroupNumbers(Integer... groups) {
      return phase2DHGroupNumbers(List.of(groups));
    }

    /** Permits exactly these. */
    public Builder ikeVersions(IkeVersion... versions) {
      return ikeVersions(List.of(versions));
    }

    /** Sets the log options. */
    public Builder logOptions(Consumer<CloudWatchLogOptions.Builder> options) {
      CloudWatchLogOptions.Builder builder = CloudWatchLogOptions.builder();
      options.accept(builder);
      return logOptions(builder.build());
    }
  }
}
