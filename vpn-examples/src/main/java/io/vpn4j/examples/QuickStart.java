package io.vpn4j.examples;

import io.vpn4j.gateway.EndpointStatus;
import io.vpn4j.gateway.InMemoryHost;
import io.vpn4j.gateway.OutsideSocket;
import io.vpn4j.gateway.SendResult;
import io.vpn4j.gateway.TunnelStatus;
import io.vpn4j.gateway.VpnEndpoint;
import io.vpn4j.model.VpcAttachment;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnGateway;
import io.vpn4j.model.VpnStaticRoute;
import io.vpn4j.model.aws.CustomerGatewayConfiguration;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Both sides of a VPN connection in one JVM, over real UDP sockets on loopback, from the document
 * that AWS hands out for a device: two tunnels, pings, a burst of UDP, and a tunnel that goes away.
 */
public final class QuickStart {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final String VPC = "vpc-0123456789abcdef0";
  private static final String OFFICE = "192.168.0.10";
  private static final String SERVER = "10.0.1.5";
  private static final int BURST = 1000;

  private QuickStart() {}

  /** Ends normally only if all of it was seen; anything else is an exception. */
  public static void main(String[] args) throws Exception {
    CustomerGatewayConfiguration document;
    try (InputStream xml = QuickStart.class.getResourceAsStream("customer-gateway.xml")) {
      document = CustomerGatewayConfiguration.read(xml);
    }
    say("read %s: static routes only %s", document.vpnConnectionId(), document.staticRoutesOnly());

    // The Amazon side: gateway and connection of the document, a VPC, and a route to the office.
    VpnGateway gateway =
        document.toVpnGateway().orElseThrow().toBuilder()
            .addVpcAttachments(VpcAttachment.attached(VPC))
            .build();
    VpnConnection connection =
        document.toVpnConnection().toBuilder()
            .addRoutes(VpnStaticRoute.of("192.168.0.0/16"))
            .build();
    InMemoryHost server = InMemoryHost.at(SERVER);
    InMemoryHost office = InMemoryHost.at(OFFICE);

    try (VpnEndpoint aws =
            VpnEndpoint.amazonSide(gateway)
                .connection(connection, document.toCustomerGateway())
                .listen(
                    OutsideSocket.onePort("127.0.0.1", 0), OutsideSocket.onePort("127.0.0.1", 0))
                .vpc(VPC, "10.0.0.0/16", server)
                .start();
        VpnEndpoint device =
            VpnEndpoint.customerSide(document)
                .amazonSideAt(aws.listening(0), aws.listening(1))
                .route("10.0.0.0/16")
                .lan("192.168.0.0/16", office)
                .start()) {
      device.awaitUp(LIMIT);
      aws.awaitUp(LIMIT);
      show("both tunnels are up", device.status());

      say("ping %s -> %s: %s", OFFICE, SERVER, micros(office.ping(SERVER, LIMIT)));
      say("ping %s -> %s: %s", SERVER, OFFICE, micros(server.ping(OFFICE, LIMIT)));
      burst(office);

      String victim = device.tunnels().get(0);
      say("the Amazon side takes tunnel %s down", victim);
      aws.disableTunnel(victim);
      awaitDown(device, victim);
      awaitDown(aws, victim);
      say("ping %s -> %s: %s", OFFICE, SERVER, micros(office.ping(SERVER, LIMIT)));
      burst(office);
      show("traffic goes on through the other tunnel", device.status());
    }
    say("closed; all of it was seen");
  }

  /** Sends UDP to the echo port of the server and waits until all of it has come back. */
  private static void burst(InMemoryHost office) throws InterruptedException {
    CountDownLatch echoes = new CountDownLatch(BURST);
    office.onUdp(payload -> echoes.countDown());
    ByteBuffer payload = ByteBuffer.wrap("hello".repeat(100).getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < BURST; i++) {
      SendResult result = office.sendUdp(50_000, SERVER, 7, payload);
      check(result == SendResult.SENT, "a datagram was not sent: " + result);
    }
    check(
        echoes.await(LIMIT.toSeconds(), TimeUnit.SECONDS),
        echoes.getCount() + " of " + BURST + " echoes did not come back");
    say("%d UDP datagrams of %d octets went there and back", BURST, payload.remaining());
  }

  private static void awaitDown(VpnEndpoint endpoint, String tunnel)
      throws InterruptedException, TimeoutException {
    endpoint.awaitStatus(
        status ->
            status.tunnels().stream().noneMatch(t -> t.tunnel().equals(tunnel) && t.isIpsecUp()),
        LIMIT);
  }

  private static void show(String what, EndpointStatus status) {
    say("%s:", what);
    List<TunnelStatus> tunnels = status.tunnels();
    for (TunnelStatus tunnel : tunnels) {
      say(
          "  %s %s (%s), %s, %d packets in, %d out",
          tunnel.tunnel(),
          tunnel.telemetry().status(),
          tunnel.telemetry().statusMessage(),
          tunnel.childSa().map(c -> "ESP " + c.encryption()).orElse("no ESP"),
          tunnel.counters().packetsIn(),
          tunnel.counters().packetsOut());
    }
  }

  private static String micros(Duration duration) {
    return duration.toNanos() / 1000 + " us";
  }

  private static void check(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalStateException(otherwise);
    }
  }

  private static void say(String format, Object... arguments) {
    System.out.printf(format + "%n", arguments);
  }
}
