package io.vpn4j.examples.benchmark;

import io.vpn4j.esp.EspSuite;
import io.vpn4j.esp.InboundSa;
import io.vpn4j.esp.OutboundSa;
import java.nio.ByteBuffer;
import java.security.Provider;
import java.util.Optional;

/**
 * Packets of one length in SAs of one suite.
 *
 * @param octets of the IPv4 packet inside
 * @param lap how many packets one run of an operation does; a ring of as many is opened
 * @param direct whether buffers are direct, and not on the heap
 * @param provider of cipher and MAC; the first installed that has them unless there is one
 */
record PacketCase(
    EspSuite suite, int octets, int lap, boolean direct, Optional<Provider> provider) {
  static final int IPV4 = 4;
  private static final int SPI = 0x1000;

  /** On the heap, by whatever provider is the first; a lap that stays in a cache of 1 MiB. */
  static PacketCase of(Effort effort, EspSuite suite, int octets) {
    int lap = Math.min(Math.max(512 * 1024 / (octets + 600), 32), effort.sessions());
    return new PacketCase(suite, octets, lap, false, Optional.empty());
  }

  PacketCase withLap(int lap) {
    return new PacketCase(suite, octets, lap, direct, provider);
  }

  PacketCase withDirectBuffers() {
    return new PacketCase(suite, octets, lap, true, provider);
  }

  PacketCase with(Provider provider) {
    return new PacketCase(suite, octets, lap, direct, Optional.of(provider));
  }

  ByteBuffer allocate(int octets) {
    return direct ? ByteBuffer.allocateDirect(octets) : ByteBuffer.allocate(octets);
  }

  /** An IPv4 packet with nothing in it but what tunnel mode looks at. */
  ByteBuffer innerPacket() {
    return allocate(octets)
        .put(0, (byte) 0x45)
        .putShort(2, (short) octets)
        .put(8, (byte) 64)
        .put(9, (byte) 17);
  }

  /** Octets of the ESP packet. */
  int espOctets() {
    return suite.encodedLength(octets);
  }

  /** Octets between IV and ICV: the inner packet, padding and trailer. */
  int ciphertextOctets() {
    // An empty packet has one unit of alignment there: its trailer is shorter.
    return espOctets() - suite.encodedLength(0) + suite.alignmentOctets();
  }

  OutboundSa outboundSa() {
    OutboundSa.Builder builder = OutboundSa.builder(SPI, suite).keymat(keymat());
    provider.ifPresent(builder::provider);
    return builder.build();
  }

  InboundSa inboundSa() {
    return inboundSa(1024); // as AWS has it
  }

  InboundSa inboundSa(int replayWindowPackets) {
    InboundSa.Builder builder =
        InboundSa.builder(SPI, suite).keymat(keymat()).replayWindowPackets(replayWindowPackets);
    provider.ifPresent(builder::provider);
    return builder.build();
  }

  private byte[] keymat() {
    byte[] keymat = new byte[suite.keymatOctets()];
    for (int i = 0; i < keymat.length; i++) {
      keymat[i] = (byte) (i * 7 + 1);
    }
    return keymat;
  }
}
