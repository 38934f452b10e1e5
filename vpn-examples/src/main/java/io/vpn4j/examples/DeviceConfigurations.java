package io.vpn4j.examples;

import io.vpn4j.model.aws.CustomerGatewayConfiguration;
import io.vpn4j.model.device.DeviceConfiguration;
import io.vpn4j.model.device.DeviceFile;
import io.vpn4j.model.device.DeviceFiles;
import io.vpn4j.model.device.DeviceType;
import io.vpn4j.model.device.UnsupportedOptionException;
import io.vpn4j.model.secret.SecretAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Renders the connection of the README for every device, and tells what came of it. With the name
 * of a folder the files are written there, those with a pre-shared key for their owner's eyes only.
 */
public final class DeviceConfigurations {
  private DeviceConfigurations() {}

  /** Takes at most one argument, the folder. */
  public static void main(String[] args) throws Exception {
    var xml = DeviceConfigurations.class.getResourceAsStream("customer-gateway.xml");
    var document = CustomerGatewayConfiguration.read(xml);
    DeviceConfiguration configuration =
        DeviceConfiguration.builder()
            .connection(document.toVpnConnection())
            .customerGateway(document.toCustomerGateway())
            .addLocalNetwork("192.168.0.0/16")
            .addRemoteNetwork("10.0.0.0/16")
            .build();
    for (DeviceType type : DeviceType.values()) {
      System.out.println(type + " (" + type.vendor() + ", " + type.software() + ")");
      try {
        DeviceFiles files = configuration.render(type, SecretAccess.grant());
        files.notes().forEach(note -> System.out.println("  note: " + note));
        for (DeviceFile file : files.files()) {
          System.out.println("  " + file);
          if (args.length > 0) {
            write(Path.of(args[0], type.name()), file);
          }
        }
      } catch (UnsupportedOptionException refused) {
        System.out.println("  refused: " + refused.getMessage());
      }
    }
  }

  private static void write(Path folder, DeviceFile file) throws IOException {
    Path path = folder.resolve(file.name());
    Files.createDirectories(path.getParent());
    Files.deleteIfExists(path);
    if (file.secret()) {
      Files.createFile(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(path, file.text());
  }
}
