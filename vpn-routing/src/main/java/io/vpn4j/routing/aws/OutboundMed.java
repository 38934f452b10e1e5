package io.vpn4j.routing.aws;

import io.vpn4j.model.net.IpAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The MED with which AWS advertises over each tunnel of a connection, by which the device chooses
 * its way out.
 *
 * <p>A virtual private gateway marks one tunnel as the preferred one, commonly seen as 100 and 200;
 * a transit gateway has 100 on all. While an endpoint is replaced, the other tunnel has a lower MED
 * than ever; how much lower AWS does not say, here 50.
 *
 * @see <a href="https://docs.aws.amazon.com/vpn/latest/s2svpn/endpoint-replacements.html">Tunnel
 *     endpoint replacements</a>
 */
public final class OutboundMed {
  /** Of a preferred tunnel, and of every tunnel of a transit gateway. */
  public static final long PREFERRED = 100;

  /** Of the other tunnel of a virtual private gateway. */
  public static final long OTHER = 200;

  /** Of the tunnel that stays while the other's endpoint is replaced. */
  public static final long SURVIVING = 50;

  private OutboundMed() {}

  /**
   * For the tunnels of a connection to a virtual private gateway.
   *
   * @param tunnels outside addresses, the preferred tunnel first
   * @param inMaintenance the tunnel whose endpoint is being replaced
   */
  public static Map<IpAddress, Long> ofVirtualPrivateGateway(
      List<IpAddress> tunnels, Optional<IpAddress> inMaintenance) {
    return meds(tunnels, OTHER, inMaintenance);
  }

  /** For the tunnels of a connection to a transit gateway. */
  public static Map<IpAddress, Long> ofTransitGateway(
      List<IpAddress> tunnels, Optional<IpAddress> inMaintenance) {
    return meds(tunnels, PREFERRED, inMaintenance);
  }

  private static Map<IpAddress, Long> meds(
      List<IpAddress> tunnels, long others, Optional<IpAddress> inMaintenance) {
    boolean maintenance = inMaintenance.filter(tunnels::contains).isPresent();
    Map<IpAddress, Long> meds = new LinkedHashMap<>();
    for (IpAddress tunnel : tunnels) {
      long usual = meds.isEmpty() ? PREFERRED : others;
      boolean survives = maintenance && !inMaintenance.get().equals(tunnel);
      meds.put(tunnel, survives ? SURVIVING : usual);
    }
    return meds;
  }
}
