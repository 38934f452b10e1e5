package io.vpn4j.model.device;

import java.util.List;

/**
 * A rendered configuration: one file or several, and what a reader should know of them.
 *
 * @param deviceType what it is for
 * @param files in the order in which they are used; at least one
 * @param notes what could not be rendered as the tunnel permits it, also in the head of the files
 */
public record DeviceFiles(DeviceType deviceType, List<DeviceFile> files, List<String> notes) {
  /** Copies the lists. */
  public DeviceFiles {
    files = List.copyOf(files);
    notes = List.copyOf(notes);
  }

  /**
   * The file of that name.
   *
   * @throws IllegalArgumentException if there is none; the message lists all
   */
  public DeviceFile file(String name) {
    return files.stream()
        .filter(f -> f.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "file '"
                        + name
                        + "' is not one of "
                        + files.stream().map(DeviceFile::name).toList()));
  }

  /** All in one text: the only file, or each below a line with its name. */
  public String text() {
    if (files.size() == 1) {
      return files.get(0).text();
    }
    StringBuilder all = new StringBuilder();
    for (DeviceFile file : files) {
      all.append("==== ").append(file.name()).append(" ====\n").append(file.text());
    }
    return all.toString();
  }

  /** The device and the names of the files. */
  @Override
  public String toString() {
    return deviceType + " " + files;
  }
}
