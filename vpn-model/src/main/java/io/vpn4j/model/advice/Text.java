package io.vpn4j.model.advice;

import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.region.TunnelKey;
import java.util.Collection;
import java.util.stream.Collectors;

/** How subjects and lists are written. */
final class Text {
  private static final int SHOWN = 5;

  private Text() {}

  /** The tunnel at {@code index}, by its address if it has one. */
  static String tunnel(VpnConnection connection, int index) {
    return connection
        .options()
        .tunnelOptions()
        .get(index)
        .outsideIpAddress()
        .map(address -> tunnel(connection.vpnConnectionId(), address))
        .orElse(connection.vpnConnectionId() + "#" + (index + 1));
  }

  static String tunnel(String vpnConnectionId, IpAddress address) {
    return new TunnelKey(vpnConnectionId, address).toString();
  }

  /** The first five, and how many more: a message stays readable with a thousand prefixes. */
  static String some(Collection<?> all) {
    String first =
        all.stream().limit(SHOWN).map(Object::toString).collect(Collectors.joining(", "));
    return all.size() <= SHOWN ? first : first + " and " + (all.size() - SHOWN) + " more";
  }
}
