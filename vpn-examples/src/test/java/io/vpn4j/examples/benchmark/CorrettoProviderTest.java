package io.vpn4j.examples.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vpn4j.esp.EspSuite;
import io.vpn4j.esp.InboundSa;
import io.vpn4j.esp.OpenResult;
import io.vpn4j.esp.OutboundSa;
import java.nio.ByteBuffer;
import java.security.Provider;
import java.security.Security;
import org.junit.jupiter.api.Test;

/**
 * Another JCA provider seals and opens what the JDK's does: our parameters, whose IV is rewritten
 * for each packet, are read anew for each.
 */
class CorrettoProviderTest {
  private static final int PACKETS = 20;

  private static Provider corretto() {
    CorrettoProvider loaded = CorrettoProvider.load();
    assumeTrue(loaded.provider().isPresent(), loaded.whyNot());
    return loaded.provider().get();
  }

  /** Seals by the one and opens by the other, packets of which no two have the same IV. */
  private static void exchange(EspSuite suite, Provider sealing, Provider opening) {
    byte[] keymat = new byte[suite.keymatOctets()];
    keymat[0] = 1;
    try (OutboundSa out =
            OutboundSa.builder(0x1000, suite).keymat(keymat).provider(sealing).build();
        InboundSa in = InboundSa.builder(0x1000, suite).keymat(keymat).provider(opening).build()) {
      for (int i = 0; i < PACKETS; i++) {
        ByteBuffer inner = PacketCase.of(Effort.SMOKE, suite, 100 + i).innerPacket();
        ByteBuffer esp = ByteBuffer.allocate(suite.encodedLength(100 + i));
        out.seal(inner, PacketCase.IPV4, esp);
        ByteBuffer opened = ByteBuffer.allocate(esp.capacity());
        assertEquals(OpenResult.OK, in.open(esp.flip(), opened), "packet " + i);
        byte[] packet = new byte[opened.position()];
        opened.get(0, packet);
        assertEquals(inner.rewind(), ByteBuffer.wrap(packet));
      }
    }
  }

  @Test
  void opensAesGcmOfTheJdk() {
    exchange(EspSuite.AES_GCM_16_128, Security.getProvider("SunJCE"), corretto());
  }

  @Test
  void sealsAesGcmForTheJdk() {
    exchange(EspSuite.AES_GCM_16_128, corretto(), Security.getProvider("SunJCE"));
  }

  @Test
  void refusesAWrongIcvWithoutAnException() {
    EspSuite suite = EspSuite.AES_GCM_16_256;
    byte[] keymat = new byte[suite.keymatOctets()];
    try (InboundSa in =
        InboundSa.builder(0x1000, suite).keymat(keymat).provider(corretto()).build()) {
      ByteBuffer forged = ByteBuffer.allocate(100).putInt(0, 0x1000).putInt(4, 1);
      assertEquals(OpenResult.BAD_ICV, in.open(forged, ByteBuffer.allocate(100)));
    }
  }
}
