package io.vpn4j.model.advice;

import io.vpn4j.model.Category;
import io.vpn4j.model.TunnelOption;
import io.vpn4j.model.TunnelParameters;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.aws.CustomerGatewayConfiguration;
import io.vpn4j.model.aws.Tunnel;
import java.util.ArrayList;
import java.util.List;

/**
 * The two sides of a connection.
 *
 * @param connection the AWS side
 * @param device the device's side
 */
record Sides(VpnConnection connection, CustomerGatewayConfiguration device) {
  /** The two ends of one tunnel, joined by the Amazon side's outside address. */
  record Ends(String subject, TunnelOption amazon, Category category, Tunnel device) {
    TunnelParameters amazonParameters() {
      return amazon.effective(category);
    }
  }

  /** The tunnels that both sides know. */
  List<Ends> tunnels() {
    List<Ends> ends = new ArrayList<>();
    List<TunnelOption> options = connection.options().tunnelOptions();
    for (int i = 0; i < options.size(); i++) {
      for (Tunnel tunnel : device.tunnels()) {
        TunnelOption option = options.get(i);
        if (option
            .outsideIpAddress()
            .filter(tunnel.vpnGateway().outsideAddress()::equals)
            .isPresent()) {
          ends.add(new Ends(Text.tunnel(connection, i), option, connection.category(), tunnel));
        }
      }
    }
    return ends;
  }
}
