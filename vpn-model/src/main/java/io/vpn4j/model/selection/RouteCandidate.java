package io.vpn4j.model.selection;

import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A route that may be chosen, with all that AWS chooses by.
 *
 * @param prefix where to
 * @param kind what it is
 * @param targetId {@code local}, or the identifier of what it leads to ({@code vpn-…}, {@code
 *     dxvif-…}, {@code vgw-…}, {@code tgw-attach-…})
 * @param tunnel the Amazon side's outside address of the tunnel, where it leads over one
 * @param condition whether it may be used
 * @param localPreference of Direct Connect; without meaning for other kinds
 * @param asPath of BGP, the neighbor's AS first; empty if not learned by BGP
 * @param med MULTI_EXIT_DISC of BGP, 0 to 4294967295, if it carries one
 * @param external whether learned by eBGP, which all routes of customers are
 */
public record RouteCandidate(
    IpPrefix prefix,
    RouteKind kind,
    String targetId,
    Optional<IpAddress> tunnel,
    RouteCondition condition,
    LocalPreference localPreference,
    List<AsNumber> asPath,
    OptionalLong med,
    boolean external) {

  /**
   * The order by which the choice is made where AWS does not say how: the names of targets, then of
   * tunnels; then whatever else tells two candidates apart.
   */
  static final Comparator<RouteCandidate> BY_NAME =
      Comparator.comparing(RouteCandidate::targetId)
          .thenComparing(RouteCandidate::tunnel, RouteCandidate::compareTunnels)
          .thenComparing(RouteCandidate::kind)
          .thenComparing(RouteCandidate::prefix)
          .thenComparing(RouteCandidate::condition)
          .thenComparing(RouteCandidate::localPreference)
          .thenComparing(RouteCandidate::asPath, RouteCandidate::comparePaths)
          .thenComparingLong(c -> c.med.orElse(-1))
          .thenComparing(RouteCandidate::external);

  /**
   * @throws IllegalArgumentException if {@code targetId} is empty or {@code med} out of range
   */
  public RouteCandidate {
    Objects.requireNonNull(prefix, "prefix");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(tunnel, "tunnel");
    Objects.requireNonNull(condition, "condition");
    Objects.requireNonNull(localPreference, "localPreference");
    asPath = List.copyOf(asPath);
    if (targetId.isEmpty()) {
      throw new IllegalArgumentException("targetId is empty");
    }
    if (med.isPresent() && (med.getAsLong() < 0 || med.getAsLong() > AsNumber.MAX)) {
      throw new IllegalArgumentException("med " + med.getAsLong() + " is not 0 to " + AsNumber.MAX);
    }
  }

  /** A route without BGP attributes whose target is up. */
  public static RouteCandidate of(IpPrefix prefix, RouteKind kind, String targetId) {
    return new RouteCandidate(
        prefix,
        kind,
        targetId,
        Optional.empty(),
        RouteCondition.UP,
        LocalPreference.MEDIUM,
        List.of(),
        OptionalLong.empty(),
        true);
  }

  /** This, over a tunnel. */
  public RouteCandidate withTunnel(IpAddress outsideIpAddress) {
    return new RouteCandidate(
        prefix,
        kind,
        targetId,
        Optional.of(outsideIpAddress),
        condition,
        localPreference,
        asPath,
        med,
        external);
  }

  /** This, in another condition. */
  public RouteCandidate withCondition(RouteCondition other) {
    return other == condition
        ? this
        : new RouteCandidate(
            prefix, kind, targetId, tunnel, other, localPreference, asPath, med, external);
  }

  /** This, with what its communities ask of Direct Connect. */
  public RouteCandidate withLocalPreference(LocalPreference other) {
    return new RouteCandidate(
        prefix, kind, targetId, tunnel, condition, other, asPath, med, external);
  }

  /** This, with the AS numbers of its AS_PATH, the neighbor's first. */
  public RouteCandidate withAsPath(List<AsNumber> other) {
    return new RouteCandidate(
        prefix, kind, targetId, tunnel, condition, localPreference, other, med, external);
  }

  /** This, with a MED. */
  public RouteCandidate withMed(long other) {
    return new RouteCandidate(
        prefix,
        kind,
        targetId,
        tunnel,
        condition,
        localPreference,
        asPath,
        OptionalLong.of(other),
        external);
  }

  /** This, learned by iBGP. */
  public RouteCandidate learnedInternally() {
    return new RouteCandidate(
        prefix, kind, targetId, tunnel, condition, localPreference, asPath, med, false);
  }

  /** Whether the target is up. */
  public boolean isUp() {
    return condition == RouteCondition.UP;
  }

  /**
   * Whether the route stands in a table without a target that works: what it catches is dropped.
   */
  public boolean isBlackhole() {
    return kind.stands() && !isUp();
  }

  /** Whether both are the same way to the same prefix, if with other attributes. */
  public boolean sameWay(RouteCandidate other) {
    return prefix.equals(other.prefix)
        && kind == other.kind
        && targetId.equals(other.targetId)
        && tunnel.equals(other.tunnel);
  }

  /** For example {@code VPN BGP 192.168.0.0/16 by vpn-1 tunnel 198.51.100.1}. */
  public String describe() {
    return kind
        + " "
        + prefix
        + " by "
        + targetId
        + tunnel.map(address -> " tunnel " + address).orElse("");
  }

  Optional<AsNumber> neighbor() {
    return asPath.stream().findFirst();
  }

  private static int compareTunnels(Optional<IpAddress> a, Optional<IpAddress> b) {
    return a.isPresent() && b.isPresent()
        ? a.get().compareTo(b.get())
        : Boolean.compare(a.isPresent(), b.isPresent());
  }

  private static int comparePaths(List<AsNumber> a, List<AsNumber> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      int order = a.get(i).compareTo(b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.size(), b.size());
  }
}
