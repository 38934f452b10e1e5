package io.vpn4j.model.device;

import java.util.Objects;

/**
 * One file of a rendered configuration. It does not print its text, which may have a pre-shared key
 * in it.
 *
 * @param name a relative path, for example {@code swanctl/conf.d/vpn-1-1.conf}
 * @param text lines ending with {@code \n}
 * @param secret whether a pre-shared key is in it: write it with mode 0600
 */
public record DeviceFile(String name, String text, boolean secret) {
  /** Neither is null. */
  public DeviceFile {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(text, "text");
  }

  /** Name and size. */
  @Override
  public String toString() {
    return name + " (" + text.length() + " characters" + (secret ? ", secret" : "") + ")";
  }
}
