package io.vpn4j.routing.bgp.fsm;

import io.vpn4j.model.wire.Octets;
import io.vpn4j.routing.bgp.BgpConfig;
import io.vpn4j.routing.bgp.SessionInfo;
import io.vpn4j.routing.bgp.message.AddressFamily;
import io.vpn4j.routing.bgp.message.Capability;
import io.vpn4j.routing.bgp.message.CodecContext;
import io.vpn4j.routing.bgp.message.CodecContext.PeerRelation;
import io.vpn4j.routing.bgp.message.NotificationCode;
import io.vpn4j.routing.bgp.message.NotificationMessage;
import io.vpn4j.routing.bgp.message.OpenMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Our OPEN, and what it and the peer's agree on (RFC 4271 section 6.2, RFC 5492). */
final class OpenNegotiation {
  private static final Comparator<AddressFamily> IN_ORDER =
      Comparator.comparingInt(AddressFamily::afi).thenComparingInt(AddressFamily::safi);
  private static final int IPV6_AFI = 2;

  private OpenNegotiation() {}

  /** An answer: agreed or refused, one of them. */
  record Result(Optional<SessionInfo> session, Optional<Refusal> refusal) {
    private static Result refused(NotificationMessage answer, String detail) {
      return new Result(Optional.empty(), Optional.of(new Refusal(answer, detail)));
    }

    private static Result refused(NotificationCode code, String detail) {
      return refused(new NotificationMessage(code), detail);
    }
  }

  /** Why not. */
  record Refusal(NotificationMessage answer, String detail) {}

  /** What we send. */
  static OpenMessage local(BgpConfig config) {
    return OpenMessage.of(
        config.localAs(),
        (int) config.holdTime().toSeconds(),
        config.bgpIdentifier(),
        capabilities(config));
  }

  private static List<Capability> capabilities(BgpConfig config) {
    List<Capability> all = new ArrayList<>();
    sorted(config.families()).forEach(family -> all.add(new Capability.Multiprotocol(family)));
    all.add(new Capability.RouteRefresh());
    if (!config.extendedNextHop().isEmpty()) {
      all.add(
          new Capability.ExtendedNextHop(
              sorted(config.extendedNextHop()).stream()
                  .map(f -> new Capability.ExtendedNextHop.NextHopFamily(f, IPV6_AFI))
                  .toList()));
    }
    if (config.extendedMessages()) {
      all.add(new Capability.ExtendedMessage());
    }
    config.role().ifPresent(all::add);
    config.gracefulRestartTime().ifPresent(time -> all.add(gracefulRestart(config, time)));
    all.add(new Capability.FourOctetAsNumber(config.localAs()));
    Set<AddressFamily> addPath = new HashSet<>(config.receiveAddPath());
    addPath.addAll(config.sendAddPath());
    if (!addPath.isEmpty()) {
      all.add(
          new Capability.AddPath(
              sorted(addPath).stream()
                  .map(f -> new Capability.AddPath.PathsFamily(f, sendReceive(config, f)))
                  .toList()));
    }
    all.add(new Capability.EnhancedRouteRefresh());
    return all;
  }

  private static Capability gracefulRestart(BgpConfig config, Duration time) {
    int flags =
        Capability.GracefulRestart.NOTIFICATION
            | (config.restarted() ? Capability.GracefulRestart.RESTART_STATE : 0);
    int familyFlags =
        config.restarted() ? Capability.GracefulRestart.RestartFamily.FORWARDING_STATE : 0;
    return new Capability.GracefulRestart(
        flags,
        (int) time.toSeconds(),
        sorted(config.families()).stream()
            .map(f -> new Capability.GracefulRestart.RestartFamily(f, familyFlags))
            .toList());
  }

  private static int sendReceive(BgpConfig config, AddressFamily family) {
    return (config.receiveAddPath().contains(family) ? Capability.AddPath.PathsFamily.RECEIVE : 0)
        + (config.sendAddPath().contains(family) ? Capability.AddPath.PathsFamily.SEND : 0);
  }

  private static List<AddressFamily> sorted(Set<AddressFamily> families) {
    return families.stream().sorted(IN_ORDER).toList();
  }

  /** Judges the peer's OPEN. */
  static Result of(BgpConfig config, OpenMessage peer) {
    Optional<NotificationMessage> refusal = peer.refusal();
    if (refusal.isPresent()) {
      return Result.refused(refusal.get(), "no speaker may send this OPEN");
    }
    if (!peer.asNumber().equals(config.peerAs())) {
      return Result.refused(
          NotificationCode.BAD_PEER_AS,
          "the peer is AS " + peer.asNumber() + ", expected is AS " + config.peerAs());
    }
    // RFC 6286 section 2.1: identifiers are unique within an AS only.
    if (config.isInternal() && peer.bgpIdentifier().equals(config.bgpIdentifier())) {
      return Result.refused(NotificationCode.BAD_BGP_IDENTIFIER, "the peer has our BGP identifier");
    }
    Optional<String> role = roleMismatch(config, peer);
    if (role.isPresent()) {
      return Result.refused(NotificationCode.ROLE_MISMATCH, role.get());
    }
    Set<AddressFamily> families = new HashSet<>(peerFamilies(peer));
    families.retainAll(config.families());
    if (families.isEmpty()) {
      return Result.refused(missingFamilies(config), "no common address family");
    }
    return new Result(Optional.of(agreed(config, peer, families)), Optional.empty());
  }

  /** RFC 9234 section 4.2. */
  private static Optional<String> roleMismatch(BgpConfig config, OpenMessage peer) {
    if (config.role().isEmpty()) {
      return Optional.empty();
    }
    List<Capability.Role> roles = peer.capabilities(Capability.Role.class).distinct().toList();
    if (roles.isEmpty()) {
      return config.strictRole() ? Optional.of("the peer has no role") : Optional.empty();
    }
    boolean matches = roles.size() == 1 && config.role().get().matches(roles.get(0));
    return matches
        ? Optional.empty()
        : Optional.of("roles of the peer are " + roles + ", ours is " + config.role().get());
  }

  /** A peer that names no family can IPv4 unicast (RFC 4760 section 8). */
  private static Set<AddressFamily> peerFamilies(OpenMessage peer) {
    Set<AddressFamily> named =
        peer.capabilities(Capability.Multiprotocol.class)
            .map(Capability.Multiprotocol::family)
            .collect(Collectors.toSet());
    return named.isEmpty() ? Set.of(AddressFamily.IPV4_UNICAST) : named;
  }

  /** RFC 5492 section 5: the data is the capabilities that we miss, as they are in an OPEN. */
  private static NotificationMessage missingFamilies(BgpConfig config) {
    Octets data = Octets.EMPTY;
    for (AddressFamily family : sorted(config.families())) {
      data =
          Octets.concat(
              data,
              Octets.of(
                  (byte) 1,
                  (byte) 4,
                  (byte) (family.afi() >>> 8),
                  (byte) family.afi(),
                  (byte) 0,
                  (byte) family.safi()));
    }
    return new NotificationMessage(NotificationCode.UNSUPPORTED_CAPABILITY, data);
  }

  private static SessionInfo agreed(
      BgpConfig config, OpenMessage peer, Set<AddressFamily> families) {
    long hold = Math.min(config.holdTime().toSeconds(), peer.holdTimeSeconds());
    long keepalive = Math.min(config.keepaliveInterval().toSeconds(), hold / 3);
    CodecContext plain =
        CodecContext.PLAIN
            .withPeer(config.isInternal() ? PeerRelation.INTERNAL : PeerRelation.EXTERNAL)
            .withFourOctetAs(peer.capability(Capability.FourOctetAsNumber.class).isPresent())
            .withExtendedNextHop(extendedNextHop(config, peer, families));
    boolean peerExtends = peer.capability(Capability.ExtendedMessage.class).isPresent();
    boolean refresh = peer.capability(Capability.RouteRefresh.class).isPresent();
    Optional<Capability.GracefulRestart> restart =
        peer.capability(Capability.GracefulRestart.class)
            .filter(capability -> config.gracefulRestartTime().isPresent());
    return new SessionInfo(
        peer,
        Duration.ofSeconds(hold),
        Duration.ofSeconds(keepalive),
        families,
        // RFC 8654 section 4: who says so takes long messages; who hears it may send them.
        plain
            .withExtendedMessages(config.extendedMessages())
            .withAddPath(addPath(peer, families, config.receiveAddPath(), true)),
        plain
            .withExtendedMessages(config.extendedMessages() && peerExtends)
            .withAddPath(addPath(peer, families, config.sendAddPath(), false)),
        refresh,
        refresh && peer.capability(Capability.EnhancedRouteRefresh.class).isPresent(),
        restart.map(Capability.GracefulRestart::survivesNotification).orElse(false),
        restart);
  }

  private static Set<AddressFamily> extendedNextHop(
      BgpConfig config, OpenMessage peer, Set<AddressFamily> families) {
    return peer.capabilities(Capability.ExtendedNextHop.class)
        .flatMap(capability -> capability.entries().stream())
        .filter(entry -> entry.nextHopAfi() == IPV6_AFI)
        .map(Capability.ExtendedNextHop.NextHopFamily::family)
        .filter(family -> families.contains(family) && config.extendedNextHop().contains(family))
        .collect(Collectors.toSet());
  }

  private static Set<AddressFamily> addPath(
      OpenMessage peer, Set<AddressFamily> families, Set<AddressFamily> ours, boolean peerSends) {
    return peer.capabilities(Capability.AddPath.class)
        .flatMap(capability -> capability.families().stream())
        .filter(entry -> peerSends ? entry.sends() : entry.receives())
        .map(Capability.AddPath.PathsFamily::family)
        .filter(family -> families.contains(family) && ours.contains(family))
        .collect(Collectors.toSet());
  }
}
