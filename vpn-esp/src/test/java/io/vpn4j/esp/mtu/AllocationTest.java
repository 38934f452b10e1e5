package io.vpn4j.esp.mtu;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.vpn4j.esp.EspSuite;
import io.vpn4j.esp.ip.PacketFixtures;
import io.vpn4j.esp.tunnel.Decapsulation;
import io.vpn4j.esp.tunnel.DfRule;
import io.vpn4j.esp.tunnel.FlowLabelRule;
import io.vpn4j.esp.tunnel.HopLimit;
import io.vpn4j.esp.tunnel.OuterHeader;
import io.vpn4j.model.net.IpAddress;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/** What is done for each packet, counted by the JVM: octets allocated by this thread. */
class AllocationTest {
  private static final int PACKETS = 20_000;

  private final ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final ByteBuffer ipv4 =
      ByteBuffer.wrap(
          TcpFixtures.ipv4(
              0x4000,
              new byte[0],
              TcpFixtures.segment(TcpFixtures.SYN, new byte[] {2, 4, 5, 100}, new byte[1400])));
  private final ByteBuffer ipv6 =
      ByteBuffer.wrap(PacketFixtures.ipv6(2, 0, 255, 17, new byte[1400]));

  @Test
  void judgingAndClampingAllocateNothing() {
    PathMtu path =
        new PathMtu(
            new TunnelEncapsulation(EspSuite.AES_GCM_16_128, false, true), DfRule.COPY, 1500);
    path.learn(1400, 0);
    TcpMssClamp clamp = new TcpMssClamp();
    allocateNothing(
        i -> {
          path.judge(ipv4, i);
          path.judge(ipv6, i);
          ipv4.putShort(42, (short) 1460);
          assertTrue(clamp.clamp(ipv4, 1379, 1359));
          clamp.clamp(ipv6, 1379, 1359);
        });
  }

  @Test
  void reportingAllocatesNothing() {
    PacketTooBig writer = new PacketTooBig();
    IcmpErrorLimit limit = new IcmpErrorLimit(10, 10, 0);
    IpAddress router = IpAddress.of("169.254.6.1");
    IpAddress router6 = IpAddress.of("fd00::1");
    ByteBuffer out = ByteBuffer.allocateDirect(PacketTooBig.MAX_OCTETS);
    allocateNothing(
        i -> {
          limit.tryAcquire(i);
          writer.write(ipv4, 1400, router, out.clear());
          writer.write(ipv6, 1400, router6, out.clear());
        });
  }

  @Test
  void outerHeadersAllocateNothing() {
    OuterHeader outer4 =
        OuterHeader.builder(IpAddress.of("203.0.113.5"), IpAddress.of("203.0.113.9")).build();
    OuterHeader outer6 =
        OuterHeader.builder(IpAddress.of("2001:db8::5"), IpAddress.of("2001:db8::9"))
            .udp(4500, 4500)
            .flowLabel(FlowLabelRule.hashed(1))
            .build();
    ByteBuffer packet = ByteBuffer.allocateDirect(1500);
    allocateNothing(
        i -> {
          outer4.write(outer4.fieldsOf(ipv6), i, packet);
          outer6.write(outer6.fieldsOf(ipv4), i, packet);
          Decapsulation.apply(i, ipv6);
          HopLimit.forward(ipv6);
        });
  }

  /** Warmed up once, so that classes are loaded and call sites linked. */
  private void allocateNothing(IntConsumer packet) {
    for (int i = 0; i < 100; i++) {
      packet.accept(i);
    }
    long before = thread.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < PACKETS; i++) {
      packet.accept(i);
    }
    long octets = thread.getCurrentThreadAllocatedBytes() - before;
    assertTrue(octets < PACKETS, octets + " octets for " + PACKETS + " packets");
  }
}
