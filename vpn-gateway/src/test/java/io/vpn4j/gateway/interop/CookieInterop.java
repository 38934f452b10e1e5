package io.vpn4j.gateway.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.gateway.InMemoryHost;
import io.vpn4j.gateway.OutsideSocket;
import io.vpn4j.gateway.VpnEndpoint;
import io.vpn4j.ike.EncryptionAlgorithm;
import io.vpn4j.ike.IkeAlgorithms;
import io.vpn4j.ike.IkeCommand;
import io.vpn4j.ike.IkeConfig;
import io.vpn4j.ike.IkeCrypto;
import io.vpn4j.ike.IkeIdentity;
import io.vpn4j.ike.IkeInput;
import io.vpn4j.ike.IkeOutput;
import io.vpn4j.ike.IkeSession;
import io.vpn4j.ike.IkeStep;
import io.vpn4j.ike.IntegrityAlgorithm;
import io.vpn4j.ike.KeyExchangeMethod;
import io.vpn4j.ike.PrfAlgorithm;
import io.vpn4j.ike.UdpEndpoint;
import io.vpn4j.ike.UdpPath;
import io.vpn4j.model.net.Ipv4Address;
import io.vpn4j.model.secret.PreSharedKey;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** strongSwan as the responder demands a cookie of the next that comes (RFC 7296 section 2.6). */
@ExtendWith(StrongSwanExtension.class)
class CookieInterop {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @Test
  void bringsBackTheCookieThatStrongSwanDemands(TestNetwork network) throws Exception {
    SiteToSite site = SiteToSite.between(network.far(), network.near());
    StrongSwan amazon =
        network.start(
            network.far(),
            site.strongSwanAmazon(0)
                .charonSetting("dos_protection", "yes")
                .charonSetting("cookie_threshold", "1")
                .charonSetting("cookie_threshold_ip", "1")
                .build());
    beginAndNotGoOn(network.near().address(0), network.far().address(0));
    try (VpnEndpoint office =
        site.customerSide(InMemoryHost.at(SiteToSite.OFFICE))
            .listen(OutsideSocket.standard(network.near().address(0)))
            .start()) {
      office.awaitStatus(s -> s.tunnels().get(0).isIpsecUp(), LIMIT);

      assertTrue(amazon.log(200).contains("N(COOKIE)"), () -> amazon.log(200));
      assertEquals(1, amazon.host().ping(site.amazonInside(0), site.customerInside(0), 1));
    }
  }

  /** A half-open IKE SA, which is one too many for this charon. */
  private static void beginAndNotGoOn(Ipv4Address from, Ipv4Address to) throws Exception {
    try (DatagramSocket socket = new DatagramSocket(0, address(from))) {
      UdpPath path =
          new UdpPath(new UdpEndpoint(from, socket.getLocalPort()), new UdpEndpoint(to, 500));
      IkeConfig config =
          IkeConfig.builder()
              .name("half-open")
              .localIdentity(IkeIdentity.ofAddress(from))
              .preSharedKey(PreSharedKey.of(SiteToSite.preSharedKey(0)))
              .ikeAlgorithms(
                  IkeAlgorithms.of(
                      EncryptionAlgorithm.AES_CBC_128,
                      IntegrityAlgorithm.HMAC_SHA1_96,
                      PrfAlgorithm.HMAC_SHA1,
                      KeyExchangeMethod.MODP_1024))
              .build();
      IkeStep step =
          IkeSession.initiator(config, IkeCrypto.of(new SecureRandom()))
              .handle(new IkeInput.Command(Instant.EPOCH, new IkeCommand.Initiate(path, path)));
      ByteBuffer first = ((IkeOutput.Transmit) step.outputs().get(0)).octets();
      byte[] octets = new byte[first.remaining()];
      first.get(octets);
      socket.send(new DatagramPacket(octets, octets.length, address(to), 500));
      socket.setSoTimeout((int) LIMIT.toMillis());
      socket.receive(new DatagramPacket(new byte[1500], 1500));
    }
  }

  private static InetAddress address(Ipv4Address address) throws Exception {
    return InetAddress.getByAddress(address.toOctets());
  }
}
