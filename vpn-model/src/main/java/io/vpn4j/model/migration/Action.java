package io.vpn4j.model.migration;

import java.util.List;

/** One thing that is done in a step. */
public sealed interface Action permits ApiCall, DeviceChange {
  /** Who does it. */
  Actor actor();

  /**
   * The snapshots from here on: right after it was done, and when every passing state is over. The
   * last one is what the next action begins with.
   *
   * @throws io.vpn4j.model.region.VpnApiException if the service refuses
   * @throws IllegalStateException if it needs what an earlier step creates
   */
  List<Progress> moments(Progress before);

  /** What is left when it is done and every passing state is over; errors as {@link #moments}. */
  default Progress apply(Progress before) {
    List<Progress> moments = moments(before);
    return moments.get(moments.size() - 1);
  }
}
