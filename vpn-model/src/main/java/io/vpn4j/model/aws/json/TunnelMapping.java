package io.vpn4j.model.aws.json;

import io.vpn4j.model.CloudWatchLogOptions;
import io.vpn4j.model.DpdTimeoutAction;
import io.vpn4j.model.IkeVersion;
import io.vpn4j.model.LogOutputFormat;
import io.vpn4j.model.StartupAction;
import io.vpn4j.model.TunnelOption;
import io.vpn4j.model.VpnEncryptionAlgorithm;
import io.vpn4j.model.VpnIntegrityAlgorithm;
import io.vpn4j.model.net.InsideCidr;
import io.vpn4j.model.net.InsideIpv6Cidr;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.secret.PreSharedKey;
import io.vpn4j.model.secret.SecretAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Options.TunnelOptions of a connection, in the spelling of responses. */
final class TunnelMapping implements Mapping<TunnelOption> {
  private static final String KEY = "PreSharedKey";
  private static final String VALUE = "Value";

  @Override
  public TunnelOption read(ObjectReader at) throws AwsJsonException {
    TunnelOption.Builder tunnel =
        TunnelOption.builder()
            .outsideIpAddress(at.address("OutsideIpAddress"))
            .tunnelInsideCidr(insideCidr(at))
            .preSharedKey(preSharedKey(at));
    if (at.name("TunnelInsideIpv6Cidr").isPresent()) {
      tunnel.tunnelInsideIpv6Cidr(
          at.parsed("TunnelInsideIpv6Cidr", InsideIpv6Cidr::of, "a /126 in fd00::/8"));
    }
    at.integer("Phase1LifetimeSeconds").ifPresent(tunnel::phase1LifetimeSeconds);
    at.integer("Phase2LifetimeSeconds").ifPresent(tunnel::phase2LifetimeSeconds);
    at.integer("RekeyMarginTimeSeconds").ifPresent(tunnel::rekeyMarginTimeSeconds);
    at.integer("RekeyFuzzPercentage").ifPresent(tunnel::rekeyFuzzPercentage);
    at.integer("ReplayWindowSize").ifPresent(tunnel::replayWindowSize);
    at.integer("DpdTimeoutSeconds").ifPresent(tunnel::dpdTimeoutSeconds);
    tunnel.dpdTimeoutAction(at.constant("DpdTimeoutAction", DpdTimeoutAction.values()));
    tunnel
        .phase1EncryptionAlgorithms(
            constants(at, "Phase1EncryptionAlgorithms", VpnEncryptionAlgorithm.values()))
        .phase2EncryptionAlgorithms(
            constants(at, "Phase2EncryptionAlgorithms", VpnEncryptionAlgorithm.values()))
        .phase1IntegrityAlgorithms(
            constants(at, "Phase1IntegrityAlgorithms", VpnIntegrityAlgorithm.values()))
        .phase2IntegrityAlgorithms(
            constants(at, "Phase2IntegrityAlgorithms", VpnIntegrityAlgorithm.values()))
        .phase1DHGroupNumbers(groups(at, "Phase1DHGroupNumbers"))
        .phase2DHGroupNumbers(groups(at, "Phase2DHGroupNumbers"))
        .ikeVersions(constants(at, "IkeVersions", IkeVersion.values()))
        .startupAction(at.constant("StartupAction", StartupAction.values()))
        .enableTunnelLifecycleControl(at.bool("EnableTunnelLifecycleControl"));
    Optional<ObjectReader> logs = at.object("LogOptions");
    if (logs.isPresent()) {
      Optional<ObjectReader> cloudWatch = logs.get().object("CloudWatchLogOptions");
      if (cloudWatch.isPresent()) {
        tunnel.logOptions(logs(cloudWatch.get()));
      }
      logs.get().finish();
    }
    return at.built(tunnel::build);
  }

  /** The /30, also where a hand-made document has the address of an end instead of the network. */
  private static Optional<InsideCidr> insideCidr(ObjectReader at) throws AwsJsonException {
    String name = "TunnelInsideCidr";
    if (at.name(name).isEmpty()) {
      return Optional.empty();
    }
    return at.parsed(
        name,
        text -> {
          if (!text.endsWith("/30")) {
            throw new IllegalArgumentException("no /30");
          }
          return InsideCidr.containing(IpAddress.of(text.substring(0, text.length() - 3)));
        },
        "a /30 in 169.254.0.0/16 that AWS does not keep for itself");
  }

  /** The key; asterisks, as in documents that were made safe to show, are none. */
  private static Optional<PreSharedKey> preSharedKey(ObjectReader at) throws AwsJsonException {
    Optional<String> text = at.name(KEY).filter(key -> !key.matches("\\*+"));
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return text.map(PreSharedKey::of);
    } catch (IllegalArgumentException e) {
      throw at.refuse(KEY, "8 to 64 of A-Z a-z 0-9 . _ and the first not 0");
    }
  }

  private static <E extends Enum<E>> List<E> constants(ObjectReader at, String name, E[] all)
      throws AwsJsonException {
    List<E> constants = new ArrayList<>();
    for (ObjectReader element : at.objects(name)) {
      element.required(VALUE);
      element.constant(VALUE, all).ifPresent(constants::add);
      element.finish();
    }
    return constants;
  }

  private static List<Integer> groups(ObjectReader at, String name) throws AwsJsonException {
    List<Integer> groups = new ArrayList<>();
    for (ObjectReader element : at.objects(name)) {
      groups.add(element.integer(VALUE).orElse(0));
      element.finish();
    }
    return groups;
  }

  private static CloudWatchLogOptions logs(ObjectReader at) throws AwsJsonException {
    CloudWatchLogOptions.Builder logs =
        CloudWatchLogOptions.builder()
            .logGroupArn(at.name("LogGroupArn"))
            .logOutputFormat(at.constant("LogOutputFormat", LogOutputFormat.values()))
            .bgpLogGroupArn(at.name("BgpLogGroupArn"))
            .bgpLogOutputFormat(at.constant("BgpLogOutputFormat", LogOutputFormat.values()));
    at.bool("LogEnabled").ifPresent(logs::logEnabled);
    at.bool("BgpLogEnabled").ifPresent(logs::bgpLogEnabled);
    return at.built(logs::build);
  }

  @Override
  public JsonValue.Fields write(TunnelOption tunnel) {
    ObjectWriter to =
        new ObjectWriter()
            .text("OutsideIpAddress", tunnel.outsideIpAddress())
            .text("TunnelInsideCidr", tunnel.tunnelInsideCidr())
            .text("TunnelInsideIpv6Cidr", tunnel.tunnelInsideIpv6Cidr())
            .text(KEY, tunnel.preSharedKey().map(TunnelMapping::keyText));
    number(to, "Phase1LifetimeSeconds", tunnel.phase1LifetimeSeconds());
    number(to, "Phase2LifetimeSeconds", tunnel.phase2LifetimeSeconds());
    number(to, "RekeyMarginTimeSeconds", tunnel.rekeyMarginTimeSeconds());
    number(to, "RekeyFuzzPercentage", tunnel.rekeyFuzzPercentage());
    number(to, "ReplayWindowSize", tunnel.replayWindowSize());
    number(to, "DpdTimeoutSeconds", tunnel.dpdTimeoutSeconds());
    to.text("DpdTimeoutAction", tunnel.dpdTimeoutAction());
    texts(to, "Phase1EncryptionAlgorithms", tunnel.phase1EncryptionAlgorithms());
    texts(to, "Phase2EncryptionAlgorithms", tunnel.phase2EncryptionAlgorithms());
    texts(to, "Phase1IntegrityAlgorithms", tunnel.phase1IntegrityAlgorithms());
    texts(to, "Phase2IntegrityAlgorithms", tunnel.phase2IntegrityAlgorithms());
    numbers(to, "Phase1DHGroupNumbers", tunnel.phase1DHGroupNumbers());
    numbers(to, "Phase2DHGroupNumbers", tunnel.phase2DHGroupNumbers());
    texts(to, "IkeVersions", tunnel.ikeVersions());
    to.text("StartupAction", tunnel.startupAction());
    to.value(
        "LogOptions",
        new ObjectWriter().value("CloudWatchLogOptions", logs(tunnel.logOptions())).done());
    tunnel
        .enableTunnelLifecycleControl()
        .ifPresent(on -> to.bool("EnableTunnelLifecycleControl", on));
    return to.done();
  }

  /** The key goes into a tree that leaves this package only for a SecretAccess of the caller. */
  private static String keyText(PreSharedKey key) {
    if (!key.followsAwsRule()) {
      throw new IllegalArgumentException(
          "preSharedKey breaks the rule of AWS, so that no document can carry it");
    }
    return key.text(SecretAccess.grant());
  }

  private static JsonValue.Fields logs(CloudWatchLogOptions logs) {
    return new ObjectWriter()
        .bool("LogEnabled", logs.logEnabled())
        .text("LogGroupArn", logs.logGroupArn())
        .text("LogOutputFormat", logs.logOutputFormat())
        .bool("BgpLogEnabled", logs.bgpLogEnabled())
        .text("BgpLogGroupArn", logs.bgpLogGroupArn())
        .text("BgpLogOutputFormat", logs.bgpLogOutputFormat())
        .done();
  }

  private static void number(ObjectWriter to, String name, OptionalInt value) {
    value.ifPresent(present -> to.number(name, present));
  }

  private static void texts(ObjectWriter to, String name, List<?> values) {
    if (!values.isEmpty()) {
      to.<Object>objects(name, values, value -> new ObjectWriter().text(VALUE, value).done());
    }
  }

  private static void numbers(ObjectWriter to, String name, List<Integer> values) {
    if (!values.isEmpty()) {
      to.<Integer>objects(name, values, value -> new ObjectWriter().number(VALUE, value).done());
    }
  }
}
