package io.vpn4j.model.migration;

import io.vpn4j.model.region.VpnRegion;
import java.util.List;

/**
 * A change of the customer gateway device or of a router behind it, and what a snapshot will show
 * of it.
 *
 * @param text what to do
 * @param prediction what AWS will see
 */
public record DeviceChange(String text, Prediction prediction) implements Action {
  /** What AWS sees of a change on premises. */
  public sealed interface Prediction {
    /** The snapshot in which it is seen. */
    VpnRegion seen(Progress progress);
  }

  /** Nothing: the configuration waits, or it is of no concern to AWS. */
  public record Nothing() implements Prediction {
    @Override
    public VpnRegion seen(Progress progress) {
      return progress.region();
    }
  }

  /**
   * Both tunnels of a connection.
   *
   * @param connection its identifier or name
   * @param first state of the first tunnel
   * @param second state of the second
   */
  public record Tunnels(String connection, TunnelState first, TunnelState second)
      implements Prediction {
    @Override
    public VpnRegion seen(Progress progress) {
      String id = progress.resolve(connection);
      return second.reported(first.reported(progress.region(), id, 0), id, 1);
    }
  }

  /**
   * The BGP session of a private virtual interface.
   *
   * @param virtualInterface its identifier or name
   * @param up whether it is established
   */
  public record Session(String virtualInterface, boolean up) implements Prediction {
    @Override
    public VpnRegion seen(Progress progress) {
      VpnRegion region = progress.region();
      return region.createPrivateVirtualInterface(
          ApiAction.virtualInterface(region, progress.resolve(virtualInterface)).withBgpUp(up));
    }
  }

  static DeviceChange unseen(String text) {
    return new DeviceChange(text, new Nothing());
  }

  static DeviceChange down(String connection, String text) {
    return new DeviceChange(text, new Tunnels(connection, TunnelState.DOWN, TunnelState.DOWN));
  }

  @Override
  public Actor actor() {
    return Actor.NETWORK_ADMINISTRATOR;
  }

  @Override
  public List<Progress> moments(Progress before) {
    return List.of(before.with(prediction.seen(before)));
  }

  /** What to do. */
  @Override
  public String toString() {
    return text;
  }
}
