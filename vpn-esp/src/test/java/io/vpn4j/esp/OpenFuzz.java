package io.vpn4j.esp;

import static io.vpn4j.esp.EspFixtures.SPI;

import io.vpn4j.esp.ip.IpPacket;
import io.vpn4j.model.net.IpPrefix;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One SA and what comes to it: octets as they are, octets with its SPI, and plaintexts that its
 * peer encrypted, right or wrong. Nothing throws; what opens is a sound IP packet that the
 * selectors allow; nothing opens twice; what does not open moves neither buffer.
 */
public final class OpenFuzz {
  private static final List<EspSuite> SUITES = EspSuite.all();
  private static final int RAW = 0;
  private static final int WITH_SPI = 1;
  private static final SaSelectors SELECTORS =
      new SaSelectors(
          List.of(SelectorRange.of(IpPrefix.of("10.0.0.0/8")), range("fd00::/8")),
          List.of(SelectorRange.of(IpPrefix.of("10.0.0.0/30")), range("fd00::/16")));

  private final InboundSa sa;
  private final BouncyEsp peer;
  private final EspSuite suite;
  private final ByteBuffer out;

  private OpenFuzz(EspSuite suite, boolean extended, boolean direct) {
    byte[] keymat = EspFixtures.keymat(suite, 1);
    this.suite = suite;
    this.peer = new BouncyEsp(suite, keymat, extended);
    this.sa =
        EspFixtures.inbound(suite, keymat)
            .mode(EspMode.TUNNEL)
            .extendedSequenceNumbers(extended)
            .replayWindowPackets(64)
            .selectors(SELECTORS)
            .build();
    this.out = direct ? ByteBuffer.allocateDirect(70_000) : ByteBuffer.allocate(70_000);
  }

  private static SelectorRange range(String prefix) {
    return SelectorRange.of(IpPrefix.of(prefix));
  }

  /** The target: suite, options, and then packets, each behind its kind and two for its length. */
  public static void fuzzerTestOneInput(byte[] input) {
    ByteBuffer in = ByteBuffer.wrap(input);
    if (in.remaining() < 2) {
      return;
    }
    EspSuite suite = SUITES.get((in.get() & 0xff) % SUITES.size());
    int options = in.get();
    OpenFuzz fuzz = new OpenFuzz(suite, (options & 1) != 0, (options & 2) != 0);
    for (int packets = 0; in.remaining() > 3 && packets < 20; packets++) {
      int kind = in.get() & 3;
      byte[] octets = new byte[Math.min(in.getShort() & 0xffff, in.remaining())];
      in.get(octets);
      fuzz.step(kind, octets);
    }
    fuzz.sa.close();
    require(fuzz.sa.isErased(), "a key is left");
  }

  private void step(int kind, byte[] octets) {
    byte[] esp = kind == RAW || kind == WITH_SPI ? octets : sealed(octets);
    if (kind == WITH_SPI && esp.length >= 4) {
      ByteBuffer.wrap(esp).putInt(SPI);
    }
    OpenResult result = open(esp);
    if (kind != RAW && kind != WITH_SPI) {
      // A number of the other half of 64 bits is sealed for nobody.
      require(result.isAuthentic() || hasNoIcvToTest(result), "authentic, but " + result);
    }
    if (result.isAuthentic()) {
      require(open(esp) == OpenResult.REPLAYED, "opened twice");
    }
  }

  private static boolean hasNoIcvToTest(OpenResult result) {
    return result == OpenResult.REPLAYED
        || result == OpenResult.TOO_SHORT
        || result == OpenResult.BAD_LENGTH;
  }

  /** As the peer would seal: one octet says how far ahead, the others are the plaintext. */
  private byte[] sealed(byte[] octets) {
    int ahead = octets.length == 0 ? 0 : octets[0] & 0x7f;
    long number = sa.highestSequenceNumber() + ahead - 40;
    number = Math.max(number, 1);
    int unit = suite.alignmentOctets();
    byte[] plain = octets.length < 2 ? new byte[2] : Arrays.copyOfRange(octets, 1, octets.length);
    byte[] aligned = new byte[(plain.length + unit - 1) / unit * unit];
    System.arraycopy(plain, 0, aligned, aligned.length - plain.length, plain.length);
    return peer.packet(SPI, number, peer.iv(number), aligned);
  }

  private OpenResult open(byte[] esp) {
    ByteBuffer in = ByteBuffer.wrap(esp);
    OpenResult result = sa.open(in, out.clear());
    if (result == OpenResult.OK) {
      out.flip();
      require(IpPacket.check(out, 0) == IpPacket.Check.OK, "a sound packet");
      require(IpPacket.totalOctets(out, 0) == out.limit(), "its length");
      require(SELECTORS.allowsInbound(out, 0), "selectors");
    } else {
      require(in.position() == 0 && out.position() == 0, "a buffer moved");
    }
    return result;
  }

  private static void require(boolean condition, String what) {
    if (!condition) {
      throw new AssertionError(what);
    }
  }

  /** Each kind under some suites: IP of both versions, dummies, wrong padding, and noise. */
  public static List<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>();
    for (int suite = 0; suite < SUITES.size(); suite += 7) {
      BouncyEsp plain = new BouncyEsp(SUITES.get(suite), new byte[80], false);
      ByteArrayOutputStream input = new ByteArrayOutputStream();
      input.write(suite);
      input.write(suite);
      add(input, 2, plain.plaintext(EspFixtures.ipv4(60, 1), 4));
      add(input, 2, plain.plaintext(EspFixtures.ipv6(60, 1), 41));
      add(input, 2, plain.plaintext(EspFixtures.ipv4(40, 1), 41));
      add(input, 2, plain.plaintext(new byte[0], 59));
      add(input, 2, new byte[32]);
      add(input, 1, EspFixtures.octets(90, suite));
      add(input, 0, EspFixtures.octets(40, suite));
      seeds.add(input.toByteArray());
    }
    return seeds;
  }

  private static void add(ByteArrayOutputStream input, int kind, byte[] octets) {
    int length = kind == 2 ? octets.length + 1 : octets.length;
    input.write(kind);
    input.write(length >> 8);
    input.write(length);
    if (kind == 2) {
      input.write(41); // the next sequence number
    }
    input.writeBytes(octets);
  }
}
