package io.vpn4j.routing.aws;

import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.selection.RouteCandidate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A route that AWS advertises to a device.
 *
 * <p>A virtual private gateway advertises what it learns from one device to the others, which makes
 * it a hub (CloudHub). A route never goes back to the connection it is in use over, and a device
 * whose AS is in the path refuses it ({@link #isLoopAt}); so sites with one AS number between them
 * reach each other only if the devices accept their own AS.
 *
 * @param prefix where to
 * @param asPath the Amazon side's AS first, then the path of the route in use
 * @param med MULTI_EXIT_DISC
 * @see <a href="https://docs.aws.amazon.com/vpn/latest/s2svpn/VPN_CloudHub.html">Secure
 *     communication between sites with CloudHub</a>
 */
public record Advertisement(IpPrefix prefix, List<AsNumber> asPath, long med) {
  /** Routes that a virtual private gateway advertises to a device, at most. */
  public static final int MAX_OF_VIRTUAL_PRIVATE_GATEWAY = 1_000;

  /** Routes that a transit gateway advertises to a device, at most. */
  public static final int MAX_OF_TRANSIT_GATEWAY = 5_000;

  /** Copies the path. */
  public Advertisement {
    asPath = List.copyOf(asPath);
  }

  /**
   * What a virtual private gateway advertises to a connection: its VPC, the prefixes of its other
   * connections and of its Direct Connect interfaces, and no default route.
   *
   * @param routes the routes of the gateway in use
   * @param connectionId the receiver
   * @param med of the tunnel, {@link OutboundMed}
   */
  public static List<Advertisement> ofVirtualPrivateGateway(
      SelectedRoutes routes, AsNumber amazonSideAsn, String connectionId, long med) {
    return of(
        routes.routes().values().stream()
            .map(ways -> ways.get(0))
            .filter(way -> !way.targetId().equals(connectionId))
            .filter(way -> way.prefix().length() > 0)
            .toList(),
        MAX_OF_VIRTUAL_PRIVATE_GATEWAY,
        amazonSideAsn,
        med);
  }

  /**
   * What a transit gateway advertises to a connection: everything in the route table with which the
   * attachment is associated, but for blackholes.
   *
   * @param routes the routes of that table in use
   */
  public static List<Advertisement> ofTransitGateway(
      SelectedRoutes routes, AsNumber amazonSideAsn, long med) {
    return of(
        routes.routes().values().stream()
            .map(ways -> ways.get(0))
            .filter(way -> !way.isBlackhole())
            .toList(),
        MAX_OF_TRANSIT_GATEWAY,
        amazonSideAsn,
        med);
  }

  private static List<Advertisement> of(
      Collection<RouteCandidate> ways, int max, AsNumber amazonSideAsn, long med) {
    // Deviation: AWS does not say which routes it leaves out beyond the quota; here the last ones.
    return ways.stream()
        .limit(max)
        .map(
            way -> {
              List<AsNumber> path = new ArrayList<>(way.asPath().size() + 1);
              path.add(amazonSideAsn);
              path.addAll(way.asPath());
              return new Advertisement(way.prefix(), path, med);
            })
        .toList();
  }

  /** Whether a device of that AS refuses the route, as its own AS is in the path (RFC 4271 9). */
  public boolean isLoopAt(AsNumber deviceAsn) {
    return asPath.contains(deviceAsn);
  }
}
