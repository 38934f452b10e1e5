package io.vpn4j.model.migration;

import io.vpn4j.model.region.VpnRegion;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far a plan has come: the snapshot, and the identifiers that the service gave to what the plan
 * created.
 *
 * <p>A plan is made before AWS has chosen an identifier, so its steps name new resources by words
 * in braces, {@code {new VGW}}.
 *
 * @param region the snapshot
 * @param created identifiers by name, the braces included
 */
public record Progress(VpnRegion region, Map<String, String> created) {
  /** Copies the map. */
  public Progress {
    created = Collections.unmodifiableMap(new TreeMap<>(created));
  }

  /** Before the first step. */
  public static Progress of(VpnRegion region) {
    return new Progress(region, Map.of());
  }

  /**
   * The identifier of {@code name}: what was created under it, or itself if it has no braces.
   *
   * @throws IllegalStateException if nothing was created under it yet
   */
  public String resolve(String name) {
    String id = created.getOrDefault(name, name);
    if (id.startsWith("{")) {
      throw new IllegalStateException(id + " is not created yet; do the steps in order");
    }
    return id;
  }

  /** Whether {@link #resolve} finds an identifier. */
  public boolean knows(String name) {
    return !created.getOrDefault(name, name).startsWith("{");
  }

  Progress with(VpnRegion other) {
    return new Progress(other, created);
  }

  Progress withCreated(String name, String id) {
    TreeMap<String, String> more = new TreeMap<>(created);
    more.put(name, id);
    return new Progress(region, more);
  }
}
