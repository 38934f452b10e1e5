package io.vpn4j.model.region;

import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.IpPrefix;
import java.util.List;
import java.util.Optional;

/**
 * A private virtual interface of Direct Connect, at a virtual private gateway or at a Direct
 * Connect gateway. It stays at that gateway for life; moving it is making a new one.
 *
 * @param virtualInterfaceId {@code dxvif-…}
 * @param vpnGatewayId the virtual private gateway, unless a Direct Connect gateway is given
 * @param directConnectGatewayId the Direct Connect gateway, unless a virtual private gateway is
 *     given
 * @param asn the AS number of the customer's router
 * @param bgpUp whether its BGP session is established
 * @param acceptedPrefixes the prefixes that the router advertises
 */
public record VirtualInterface(
    String virtualInterfaceId,
    Optional<String> vpnGatewayId,
    Optional<String> directConnectGatewayId,
    AsNumber asn,
    boolean bgpUp,
    List<IpPrefix> acceptedPrefixes) {
  /**
   * @throws IllegalArgumentException if the identifier does not begin with {@code dxvif-}, or not
   *     exactly one gateway is given
   */
  public VirtualInterface {
    acceptedPrefixes = List.copyOf(acceptedPrefixes);
    if (!virtualInterfaceId.matches("dxvif-[a-z0-9-]{1,32}")) {
      throw new IllegalArgumentException(
          "virtualInterfaceId '" + virtualInterfaceId + "' is not dxvif- and 1 to 32 of a-z 0-9 -");
    }
    if (vpnGatewayId.isPresent() == directConnectGatewayId.isPresent()) {
      throw new IllegalArgumentException(
          "vpnGatewayId and directConnectGatewayId: exactly one is wanted");
    }
  }

  /** An interface at a virtual private gateway whose BGP session is established. */
  public static VirtualInterface at(
      String vpnGatewayId, String virtualInterfaceId, long asn, List<IpPrefix> acceptedPrefixes) {
    return new VirtualInterface(
        virtualInterfaceId,
        Optional.of(vpnGatewayId),
        Optional.empty(),
        AsNumber.of(asn),
        true,
        acceptedPrefixes);
  }

  /** This, with its BGP session up or down. */
  public VirtualInterface withBgpUp(boolean up) {
    return new VirtualInterface(
        virtualInterfaceId, vpnGatewayId, directConnectGatewayId, asn, up, acceptedPrefixes);
  }
}
