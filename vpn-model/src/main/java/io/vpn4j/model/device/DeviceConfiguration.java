package io.vpn4j.model.device;

import io.vpn4j.model.CustomerGateway;
import io.vpn4j.model.RegionAsNumbers;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.secret.SecretAccess;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * What a customer gateway device must be told of one connection, and how to say it to each kind of
 * device: {@link #render}.
 *
 * <p>The rendering has IKEv2, both tunnels, and BGP or static routes as the connection has them. Of
 * the algorithms that a tunnel permits the device proposes one of each kind, {@link #sampleType};
 * lifetimes, dead peer detection, inside addresses, MTU and MSS are those in force. No device is
 * told more than it can do: what it lacks is refused by name or, if something else is permitted,
 * noted.
 */
@Value.Immutable
@DeviceStyle
public interface DeviceConfiguration {
  /** A builder. */
  static Builder builder() {
    return new Builder();
  }

  /** The connection. Its two tunnels need outside address, inside CIDR and pre-shared key. */
  VpnConnection connection();

  /** The other end: the device, or the NAT before it. */
  CustomerGateway customerGateway();

  /** The AS number of the target, {@code AmazonSideAsn}; default 64512. Unused without BGP. */
  @Value.Default
  default AsNumber amazonSideAsn() {
    return RegionAsNumbers.DEFAULT_AMAZON_SIDE_ASN;
  }

  /** Which of the permitted algorithms are proposed; default the best. */
  @Value.Default
  default SampleType sampleType() {
    return SampleType.RECOMMENDED;
  }

  /**
   * The networks behind the device, IPv4: what it announces by BGP. Without them nothing is
   * announced.
   */
  List<IpPrefix> localNetworks();

  /**
   * The networks on the AWS side, IPv4: what the device routes into the tunnels on a static
   * connection. Without them the routes are left to the reader.
   */
  List<IpPrefix> remoteNetworks();

  /** The device's own outside address, if it stands behind a NAT that has the gateway's address. */
  Optional<IpAddress> deviceAddress();

  /**
   * The device's outside interface; default the usual name on that device. Letters, digits and
   * {@code . / _ -}.
   */
  Optional<String> outsideInterface();

  /**
   * Whether strongSwan's ESP runs in user space (plugin kernel-libipsec), for kernels without ESP
   * or XFRM interfaces; default no. Each tunnel then has its own charon, because libipsec takes an
   * SA by the first policy that matches, and ESP is always in UDP. Other devices refuse it.
   */
  @Value.Default
  default boolean userspaceEsp() {
    return false;
  }

  /** Whether the device is behind a NAT: its own address is another than the gateway's. */
  default boolean behindNat() {
    return deviceAddress().isPresent() && !deviceAddress().equals(customerGateway().ipAddress());
  }

  /**
   * The configuration for one kind of device.
   *
   * @param access for the pre-shared keys, which stand in the text
   * @throws UnsupportedOptionException if the device cannot do what a tunnel demands
   */
  default DeviceFiles render(DeviceType type, SecretAccess access) {
    Site site = Site.resolve(this, type, access);
    return new DeviceFiles(type, type.renderer().render(site), site.notes());
  }

  /** A builder with the values of this. */
  default Builder toBuilder() {
    return builder().from(this);
  }

  /** Checks the rules of each field, and that both tunnels are complete. */
  @Value.Check
  default void check() {
    connection().checkCustomerGateway(customerGateway());
    for (IpPrefix network : localNetworks()) {
      require(network.isIpv4(), "localNetworks", network, "IPv4 is wanted");
    }
    for (IpPrefix network : remoteNetworks()) {
      require(network.isIpv4(), "remoteNetworks", network, "IPv4 is wanted");
    }
    deviceAddress()
        .ifPresent(
            a ->
                require(
                    customerGateway().ipAddress().map(g -> g.isIpv4() == a.isIpv4()).orElse(true),
                    "deviceAddress",
                    a,
                    "an address of the gateway's family is wanted"));
    outsideInterface()
        .ifPresent(
            name ->
                require(
                    Site.INTERFACE.matcher(name).matches(),
                    "outsideInterface",
                    "'" + name + "'",
                    "1 to 30 of A-Z a-z 0-9 . / _ - are wanted"));
    connection().options().tunnelOptions().forEach(Site::requireComplete);
  }

  private static void require(boolean holds, String field, Object value, String wanted) {
    if (!holds) {
      throw new IllegalArgumentException(field + " " + value + ": " + wanted);
    }
  }

  /** Builds a {@link DeviceConfiguration}. */
  final class Builder extends ImmutableDeviceConfiguration.Builder {
    Builder() {}

    /** The Amazon side's AS number. */
    public Builder amazonSideAsn(long asn) {
      return amazonSideAsn(AsNumber.of(asn));
    }

    /** Appends a network behind the device, in text. */
    public Builder addLocalNetwork(String prefix) {
      return addLocalNetwork(IpPrefix.of(prefix));
    }

    /** Appends a network on the AWS side, in text. */
    public Builder addRemoteNetwork(String prefix) {
      return addRemoteNetwork(IpPrefix.of(prefix));
    }

    /** The device's own outside address, in text. */
    public Builder deviceAddress(String address) {
      return deviceAddress(IpAddress.of(address));
    }
  }
}
