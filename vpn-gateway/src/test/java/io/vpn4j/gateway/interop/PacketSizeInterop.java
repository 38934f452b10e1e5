package io.vpn4j.gateway.interop;

import static io.vpn4j.gateway.interop.SiteToSite.LAN_CIDR;
import static io.vpn4j.gateway.interop.SiteToSite.OFFICE;
import static io.vpn4j.gateway.interop.SiteToSite.SERVER;
import static io.vpn4j.gateway.interop.SiteToSite.VPC_CIDR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.vpn4j.gateway.CustomerSideBuilder;
import io.vpn4j.gateway.OutsideSocket;
import io.vpn4j.gateway.PacketPort;
import io.vpn4j.gateway.PacketSink;
import io.vpn4j.gateway.SendResult;
import io.vpn4j.gateway.TunnelCounters;
import io.vpn4j.gateway.VpnEndpoint;
import io.vpn4j.gateway.packet.EchoMessage;
import io.vpn4j.gateway.packet.IpPacket;
import io.vpn4j.gateway.packet.PacketBuilder;
import io.vpn4j.model.net.IpAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Packets that are too big, and TCP, with the IP stack of Linux at the other end. */
@ExtendWith(StrongSwanExtension.class)
class PacketSizeInterop {
  private static final Duration LIMIT = Duration.ofSeconds(15);

  /** Keeps what arrives. */
  private static final class Office implements PacketPort {
    private final BlockingQueue<ByteBuffer> arrived = new LinkedBlockingQueue<>();
    private volatile PacketSink tunnels = packet -> SendResult.CLOSED;

    @Override
    public void attach(PacketSink sink) {
      this.tunnels = sink;
    }

    @Override
    public void receive(ByteBuffer packet) {
      arrived.add(ByteBuffer.allocate(packet.remaining()).put(packet).flip());
    }

    ByteBuffer next() throws InterruptedException {
      ByteBuffer packet = arrived.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
      assertNotNull(packet, "nothing arrived in " + LIMIT);
      return packet;
    }
  }

  private final Office office = new Office();

  private CustomerSideBuilder device(TestNetwork network, SiteToSite site) {
    return VpnEndpoint.customerSide(site.document())
        .route(VPC_CIDR)
        .lan(LAN_CIDR, office)
        .listen(OutsideSocket.standard(network.near().address(0)));
  }

  /** Linux puts our fragments together, answers, and its fragments are put together here. */
  @Test
  void exchangesFragmentsThatAreSealedOneByOne(TestNetwork network) throws Exception {
    SiteToSite site = SiteToSite.between(network.far(), network.near());
    StrongSwan amazon = network.start(network.far(), site.strongSwanAmazon(0).build());
    try (VpnEndpoint device = device(network, site).start()) {
      device.awaitStatus(s -> s.tunnels().get(0).isIpsecUp(), LIMIT);
      SiteToSite.routeThrough(amazon, SERVER, LAN_CIDR);
      ByteBuffer payload = ByteBuffer.allocate(3000);
      for (int i = 0; i < payload.capacity(); i++) {
        payload.put(i, (byte) (i / 7));
      }
      // With DF, as all that PacketBuilder makes: the document says clear_df_bit.
      IpAddress from = IpAddress.of(OFFICE);
      ByteBuffer request = PacketBuilder.echoRequest(from, IpAddress.of(SERVER), 1, 2, payload);
      assertEquals(SendResult.SENT, office.tunnels.send(request));

      EchoMessage reply = EchoMessage.read(office.next()).orElseThrow();
      assertEquals(payload, reply.payload());
      TunnelCounters counters = SiteToSite.tunnel(device, 0).counters();
      assertEquals(3, counters.packetsOut());
      assertEquals(3, counters.packetsIn(), "Linux answers in fragments too");
    }
  }

  @Test
  void lowersTheMssThatLinuxAnnounces(TestNetwork network) throws Exception {
    SiteToSite site = SiteToSite.between(network.far(), network.near());
    StrongSwan amazon = network.start(network.far(), site.strongSwanAmazon(0).build());
    try (VpnEndpoint device = device(network, site).tcpMssAdjustment(1200).start()) {
      device.awaitStatus(s -> s.tunnels().get(0).isIpsecUp(), LIMIT);
      SiteToSite.routeThrough(amazon, SERVER, LAN_CIDR);
      network.far().run("ip", "route", "replace", LAN_CIDR, "dev", amazon.device(), "src", SERVER);
      // Nobody answers: what counts is the SYN.
      String connect = "exec 3<>/dev/tcp/" + OFFICE + "/443";
      network.far().tryRun(LIMIT, "timeout", "1", "bash", "-c", connect);
      ByteBuffer syn = office.next();
      int tcp = IpPacket.headerOctets(syn);
      assertEquals(6, IpPacket.protocol(syn));
      assertEquals(2, syn.get(tcp + 13) & 0x12, "SYN without ACK");
      assertEquals(0x0204, syn.getShort(tcp + 20), "Linux begins its options with the MSS");
      // Linux says 1360, from the MTU of its tunnel device.
      assertEquals(1200, syn.getShort(tcp + 22));
      assertEquals(0, IpPacket.payloadChecksum(syn, IpPacket.payloadOctets(syn)));
    }
  }
}
