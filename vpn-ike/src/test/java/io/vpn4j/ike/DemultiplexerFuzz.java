package io.vpn4j.ike;

import io.vpn4j.ike.fuzz.FuzzInput;
import io.vpn4j.model.net.Ipv4Address;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.testing.SeededSecureRandom;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Octets as datagrams from strangers to one port with many sessions behind it. Nothing may throw,
 * and no more sessions may be held than the limits say.
 */
public final class DemultiplexerFuzz {
  private static final IkeLimits LIMITS =
      IkeSessionFixtures.limits(4, 2).withPuzzles(IkeLimits.Threshold.of(3), 8);
  private static final int STEPS = 32;

  private final FuzzInput in;
  private final IkeCrypto crypto = IkeCrypto.of(new SeededSecureRandom(1));
  private final IkeConfig config = IkeSessionFixtures.right().build();
  private final IkeDemultiplexer hub =
      new IkeDemultiplexer(
          path -> Optional.of(config), crypto, () -> IkeSession.randomEspSpi(crypto), LIMITS);
  private final List<Octets> seen = new ArrayList<>();
  private Instant now = SimulatedLink.START;

  private DemultiplexerFuzz(FuzzInput in) {
    this.in = in;
  }

  /** The target. */
  public static void fuzzerTestOneInput(byte[] input) {
    DemultiplexerFuzz fuzz = new DemultiplexerFuzz(new FuzzInput(input));
    fuzz.seen.add(fuzz.firstMessage(0));
    for (int i = 0; i < STEPS && fuzz.in.more(); i++) {
      fuzz.step();
      int held = fuzz.hub.sessions().size();
      if (held > LIMITS.maxHalfOpen()) {
        throw new AssertionError(held + " sessions for strangers");
      }
    }
  }

  private void step() {
    switch (in.u8() % 6) {
      case 0 -> {
        seen.add(firstMessage(in.u8()));
        receive(seen.get(seen.size() - 1));
      }
      case 1 -> receive(one());
      case 2, 3 -> {
        byte[] octets = one().toByteArray();
        for (int edits = in.u8() % 4; edits >= 0; edits--) {
          octets[in.u16() % octets.length] = (byte) in.u8();
        }
        if (octets.length >= 28) {
          ByteBuffer.wrap(octets).putInt(24, octets.length);
        }
        receive(Octets.of(octets));
      }
      case 4 -> {
        now = now.plusMillis(100L * in.u8());
        hub.tick(now);
      }
      default -> receive(in.octets(in.u8()));
    }
  }

  private Octets one() {
    return seen.get(in.u8() % seen.size());
  }

  private Octets firstMessage(int seed) {
    IkeSession session =
        IkeSession.initiator(
            IkeSessionFixtures.left().build(), IkeCrypto.of(new SeededSecureRandom(seed)));
    IkeStep step = session.handle(new IkeInput.Command(now, SimulatedLink.INITIATE));
    return Octets.of(((IkeOutput.Transmit) step.outputs().get(0)).octets());
  }

  private void receive(Octets octets) {
    UdpEndpoint from = new UdpEndpoint(new Ipv4Address(0xc0000200 | in.u8()), 500);
    UdpPath path = new UdpPath(SimulatedLink.RIGHT_500, from);
    for (IkeDemultiplexer.SessionOutput output :
        hub.datagram(new IkeInput.Datagram(now, path, octets.asByteBuffer())).outputs()) {
      if (output.output() instanceof IkeOutput.Transmit transmit && seen.size() < 16) {
        seen.add(Octets.of(transmit.octets()));
      }
    }
  }

  /** Strangers that come, repeat themselves, wait and send what is damaged. */
  public static List<Octets> seeds() {
    return List.of(
        Octets.ofHex("000101" + "000202" + "000303" + "000404" + "000505"),
        Octets.ofHex("0001010101" + "04ff04ff"),
        Octets.ofHex("0200001130" + "01" + "0200001310" + "01"),
        Octets.ofHex("0001010200001223" + "01" + "0300001225" + "01"),
        Octets.ofHex("051c" + "0102030405060708".repeat(3) + "00000000" + "01"));
  }
}
