package io.vpn4j.model.device;

import io.vpn4j.model.TunnelParameters;
import io.vpn4j.model.net.InsideCidr;
import io.vpn4j.model.net.InsideIpv6Cidr;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.secret.PreSharedKey;
import io.vpn4j.model.secret.SecretAccess;
import java.util.Optional;

/**
 * One tunnel as the device sees it.
 *
 * @param number 1 or 2
 * @param name unique among the tunnels of a device, at most 23 characters of a-z 0-9 -
 * @param shortName at most 14 characters
 * @param outside the Amazon side's outside address
 */
record TunnelEnd(
    int number,
    String name,
    String shortName,
    IpAddress outside,
    InsideCidr inside,
    Optional<InsideIpv6Cidr> insideIpv6,
    Phase phase1,
    Phase phase2,
    TunnelParameters parameters,
    TunnelMtu mtu,
    PreSharedKey key,
    SecretAccess access) {
  /** The pre-shared key in text, for the one place where it belongs. */
  String secret() {
    return key.text(access);
  }

  /** The Amazon side's inside address: next hop and BGP neighbor. */
  String amazonInside() {
    return inside.amazonSideAddress().toString();
  }

  /** The device's inside address. */
  String customerInside() {
    return inside.customerSideAddress().toString();
  }

  /** The device's inside address with the length of the network. */
  String customerInsidePrefix() {
    return customerInside() + "/" + InsideCidr.LENGTH;
  }

  DeadPeerDetection deadPeerDetection(int maxInterval, int maxRetries) {
    return DeadPeerDetection.of(parameters.dpdTimeoutSeconds(), maxInterval, maxRetries);
  }
}
