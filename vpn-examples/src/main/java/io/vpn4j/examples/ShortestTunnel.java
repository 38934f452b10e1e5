package io.vpn4j.examples;

import io.vpn4j.gateway.InMemoryHost;
import io.vpn4j.gateway.OutsideSocket;
import io.vpn4j.gateway.VpnEndpoint;
import io.vpn4j.model.VpcAttachment;
import io.vpn4j.model.VpnStaticRoute;
import io.vpn4j.model.aws.CustomerGatewayConfiguration;
import java.time.Duration;

/** The program of the README. */
public final class ShortestTunnel {
  private ShortestTunnel() {}

  /** Brings both tunnels up and pings through one of them. */
  public static void main(String[] args) throws Exception {
    // README
    var xml = ShortestTunnel.class.getResourceAsStream("customer-gateway.xml");
    var document = CustomerGatewayConfiguration.read(xml); // what AWS hands out for a device
    var gateway =
        document.toVpnGateway().orElseThrow().toBuilder()
            .addVpcAttachments(VpcAttachment.attached("vpc-1a2b3c4d"))
            .build();
    var connection =
        document.toVpnConnection().toBuilder()
            .addRoutes(VpnStaticRoute.of("192.168.0.0/16"))
            .build();
    var server = InMemoryHost.at("10.0.1.5"); // answers ping and UDP echo
    var office = InMemoryHost.at("192.168.0.10");

    try (var aws =
            VpnEndpoint.amazonSide(gateway)
                .connection(connection, document.toCustomerGateway())
                .listen(
                    OutsideSocket.onePort("127.0.0.1", 0), OutsideSocket.onePort("127.0.0.1", 0))
                .vpc("vpc-1a2b3c4d", "10.0.0.0/16", server)
                .start();
        var device =
            VpnEndpoint.customerSide(document)
                .amazonSideAt(aws.listening(0), aws.listening(1))
                .route("10.0.0.0/16")
                .lan("192.168.0.0/16", office)
                .start()) {
      device.awaitUp(Duration.ofSeconds(10));
      System.out.println("ping: " + office.ping("10.0.1.5", Duration.ofSeconds(1)));
    }
    // end
  }
}
