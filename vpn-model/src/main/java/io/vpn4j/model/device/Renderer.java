package io.vpn4j.model.device;

import java.util.List;

/** One device's language. */
interface Renderer {
  /** What the device can do, and we can say. */
  Abilities abilities();

  /** The files, from values that are within {@link #abilities()}. */
  List<DeviceFile> render(Site site);
}
