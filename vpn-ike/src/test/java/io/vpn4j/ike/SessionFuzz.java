package io.vpn4j.ike;

import io.vpn4j.ike.fuzz.FuzzInput;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.wire.Octets;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Octets as what happens to two sessions: deliveries, damaged and repeated datagrams, ticks and
 * commands. Nothing may throw, and both must tell of Child SAs and of their end in good order.
 */
public final class SessionFuzz {
  private static final int STEPS = 48;
  private static final UdpPath ELSEWHERE =
      new UdpPath(new UdpEndpoint(IpAddress.of("203.0.113.9"), 999), SimulatedLink.RIGHT_4500);

  private final FuzzInput in;
  private final SimulatedLink link;

  private SessionFuzz(FuzzInput in) {
    this.in = in;
    this.link = IkeSessionFixtures.link().initiate();
  }

  /** The target. */
  public static void fuzzerTestOneInput(byte[] input) {
    SessionFuzz fuzz = new SessionFuzz(new FuzzInput(input));
    if (fuzz.in.u8() % 2 == 1) {
      fuzz.link.run(Duration.ofSeconds(1));
    }
    for (int i = 0; i < STEPS && fuzz.in.more(); i++) {
      fuzz.step();
    }
    fuzz.link.run(Duration.ofSeconds(2)).cut();
    fuzz.link.run(Duration.ofMinutes(3));
    requireOrder(fuzz.link.left, fuzz.link.leftOutputs);
    requireOrder(fuzz.link.right, fuzz.link.rightOutputs);
  }

  private void step() {
    int what = in.u8();
    boolean left = what >= 128;
    switch (what % 11) {
      case 0, 1, 2 -> link.deliverNext();
      case 3 -> link.run(Duration.ofMillis(8L * in.u8()));
      case 4 -> link.tick(left);
      case 5 -> link.sleep(Duration.ofMillis(50L * in.u16()));
      case 6 -> link.command(left, command(left, in.u8()));
      case 7 -> inject(left, seen());
      case 8 -> inject(left, edited(seen()));
      case 9 -> inject(left, mended(seen()));
      default -> inject(left, in.octets(in.u8()));
    }
  }

  private IkeCommand command(boolean left, int which) {
    List<TrafficSelector> all = List.of(TrafficSelector.anyIpv4());
    return switch (which % 10) {
      case 0 -> new IkeCommand.Delete();
      case 1 -> new IkeCommand.Abandon();
      case 2 -> new IkeCommand.InboundTraffic(link.now());
      case 3 -> SimulatedLink.INITIATE;
      case 4, 5 -> new IkeCommand.CheckLiveness();
      case 6 -> new IkeCommand.RekeyIkeSa();
      case 7 -> new IkeCommand.RekeyChildSa(child(left));
      case 8 -> new IkeCommand.DeleteChildSa(child(left));
      default -> new IkeCommand.CreateChildSa(all, all);
    };
  }

  /** One that was up, or none at all. */
  private EspSpi child(boolean left) {
    List<IkeOutput.ChildSaUp> ups =
        SimulatedLink.of(left ? link.leftOutputs : link.rightOutputs, IkeOutput.ChildSaUp.class);
    return ups.isEmpty() ? new EspSpi(0x1000) : ups.get(in.u8() % ups.size()).child().inboundSpi();
  }

  private byte[] seen() {
    List<Octets> wire = link.wire;
    return wire.get(in.u8() % wire.size()).toByteArray();
  }

  private Octets edited(byte[] octets) {
    for (int edits = in.u8() % 4; edits >= 0; edits--) {
      octets[in.u16() % octets.length] = (byte) in.u8();
    }
    return Octets.of(octets);
  }

  /** Cut short, with a Length field that is right. */
  private Octets mended(byte[] octets) {
    byte[] shorter = Arrays.copyOf(octets, in.u16() % (octets.length + 1));
    if (shorter.length >= IkeHeader.OCTETS) {
      ByteBuffer.wrap(shorter).putInt(24, shorter.length);
    }
    return Octets.of(shorter);
  }

  private void inject(boolean left, byte[] octets) {
    inject(left, Octets.of(octets));
  }

  private void inject(boolean left, Octets octets) {
    int from = in.u8();
    UdpPath later = new UdpPath(SimulatedLink.LEFT_4500, SimulatedLink.RIGHT_4500);
    UdpPath first = new UdpPath(SimulatedLink.LEFT_500, SimulatedLink.RIGHT_500);
    UdpPath path = from % 4 == 0 ? first : later;
    link.inject(!left, from % 8 == 7 ? ELSEWHERE : left ? path.reversed() : path, octets);
  }

  private static void requireOrder(IkeSession session, List<IkeOutput> outputs) {
    Set<EspSpi> up = new HashSet<>();
    boolean terminated = false;
    for (IkeOutput output : outputs) {
      boolean harmless =
          output instanceof IkeOutput.Dropped || output instanceof IkeOutput.Transmit;
      require(!terminated || harmless, output + " after the end");
      if (output instanceof IkeOutput.ChildSaUp child) {
        require(up.add(child.child().inboundSpi()), "a Child SA is up twice");
      } else if (output instanceof IkeOutput.ChildSaDown child) {
        require(up.remove(child.inboundSpi()), "a Child SA is down that was not up");
      } else if (output instanceof IkeOutput.Terminated) {
        terminated = true;
        require(up.isEmpty(), "a Child SA outlives its IKE SA");
      }
    }
    require(terminated == session.isTerminated(), "told otherwise than it is");
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new AssertionError(otherwise);
    }
  }

  /** Lives of two sessions, short and long. */
  public static List<Octets> seeds() {
    return List.of(
        Octets.ofHex("00" + "000000000000"), // the handshake, delivered one by one
        Octets.ofHex("01" + "0604" + "03ff" + "8604" + "03ff"), // liveness from either end
        Octets.ofHex("01" + "0600" + "8600" + "0000000000"), // both delete at once
        Octets.ofHex("01" + "060700" + "03ff" + "860701" + "03ff" + "0606" + "03ff"),
        Octets.ofHex("01" + "0606" + "8606" + "03ff03ff" + "060700" + "860700" + "03ff03ff"),
        Octets.ofHex("01" + "060700" + "860800" + "0000" + "0609" + "8606" + "03ff03ff"),
        Octets.ofHex("00" + "070000" + "070001" + "08000300180002001f0005" + "0000000000"),
        Octets.ofHex("01" + "09000040" + "8807010020ff" + "0510000484"), // damage, then silence
        Octets.ofHex("01" + "0a1c" + "0102030405060708".repeat(4) + "00"));
  }
}
