package io.vpn4j.esp;

import com.sun.management.ThreadMXBean;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Locale;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-128-GCM-16 of this module beside the bare {@code javax.crypto} cipher on as many octets with
 * a fresh IV for each packet, in one run. Not a test; run its {@code main}.
 *
 * <p>The four run in turn, in many short rounds, so that what disturbs the machine disturbs all. A
 * figure is the median of the rounds; behind it stand the quartiles. The ratio is that of the
 * medians. The bare cipher encrypts the plaintext of the ESP packet, trailer included.
 */
public final class EspSpeed {
  private static final int ROUNDS = 61;
  private static final int WARM_UP_ROUNDS = 15;
  private static final int RING = 500; // packets to open, sealed before the clock runs

  private interface Operation {
    void run() throws GeneralSecurityException;

    /** Called before the clock runs. */
    default void prepare(int operations) {}
  }

  private record Figure(double low, double median, double high, long allocatedOctets) {}

  private EspSpeed() {}

  /** Prints {@code name value unit} lines. */
  public static void main(String[] args) throws GeneralSecurityException {
    System.out.printf(
        "java %s, %s%n",
        System.getProperty("java.version"), Cipher.getInstance("AES/GCM/NoPadding").getProvider());
    for (int octets : new int[] {64, 1400}) {
      measure(octets, false);
      measure(octets, true);
    }
  }

  private static void measure(int octets, boolean direct) throws GeneralSecurityException {
    int perRound = octets < 1000 ? 20_000 : 10_000;
    BareGcm bareOut = new BareGcm(octets);
    Operation[] operations = {
      bareOut::seal, new Sealing(octets, direct), bareOut::open, new Opening(octets, direct)
    };
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    double[][] nanos = new double[operations.length][ROUNDS];
    long[] allocated = new long[operations.length];
    for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
      for (int i = 0; i < operations.length; i++) {
        Operation operation = operations[i];
        operation.prepare(perRound);
        long before = threads.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        for (int n = 0; n < perRound; n++) {
          operation.run();
        }
        long end = System.nanoTime();
        if (round >= 0) {
          nanos[i][round] = (double) (end - start) / perRound;
          allocated[i] = (threads.getCurrentThreadAllocatedBytes() - before) / perRound;
        }
      }
    }
    Figure[] figures = new Figure[operations.length];
    for (int i = 0; i < figures.length; i++) {
      Arrays.sort(nanos[i]);
      figures[i] =
          new Figure(
              nanos[i][ROUNDS / 4], nanos[i][ROUNDS / 2], nanos[i][3 * ROUNDS / 4], allocated[i]);
    }
    String size = octets + (direct ? ".direct" : "");
    print("esp.seal.aes128gcm16." + size, octets, figures[1], figures[0]);
    print("esp.open.aes128gcm16." + size, octets, figures[3], figures[2]);
  }

  private static void print(String name, int octets, Figure ours, Figure bare) {
    line(name + ".gbps", 8 * octets / ours.median, "Gbit/s");
    line(name + ".bare.gbps", 8 * octets / bare.median, "Gbit/s");
    line(name + ".ratio", bare.median / ours.median, "1");
    line(name + ".ns", ours.median, "ns (" + quartiles(ours) + ")");
    line(name + ".bare.ns", bare.median, "ns (" + quartiles(bare) + ")");
    line(name + ".alloc_octets", (double) ours.allocatedOctets, "octets");
    line(
        name + ".extra_alloc_octets",
        (double) (ours.allocatedOctets - bare.allocatedOctets),
        "octets");
  }

  private static String quartiles(Figure figure) {
    return String.format(Locale.ROOT, "quartiles %.0f to %.0f", figure.low, figure.high);
  }

  private static void line(String name, double value, String unit) {
    System.out.printf(Locale.ROOT, "%s %.2f %s%n", name, value, unit);
  }

  /** What a careful user of {@code javax.crypto} writes: one cipher, arrays, one call. */
  private static final class BareGcm {
    private static final VarHandle LONG =
        MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final SecretKeySpec key = new SecretKeySpec(new byte[16], "AES");
    private final Cipher encrypting = Cipher.getInstance("AES/GCM/NoPadding");
    private final Cipher decrypting = Cipher.getInstance("AES/GCM/NoPadding");
    private final byte[] nonce = new byte[12];
    private final byte[] aad = new byte[8];
    private final byte[] plain;
    private final byte[] sealed;
    private final byte[] toOpen;
    private final byte[] opened;
    private long count;
    private int next;

    BareGcm(int octets) throws GeneralSecurityException {
      int plainOctets = EspSuite.AES_GCM_16_128.encodedLength(octets) - 32;
      plain = new byte[plainOctets];
      sealed = new byte[plainOctets + 16];
      opened = new byte[plainOctets];
      toOpen = new byte[RING * sealed.length];
      for (int i = 0; i < RING; i++) {
        seal();
        System.arraycopy(sealed, 0, toOpen, i * sealed.length, sealed.length);
      }
    }

    void seal() throws GeneralSecurityException {
      LONG.set(nonce, 4, ++count);
      encrypting.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, nonce));
      encrypting.updateAAD(aad);
      encrypting.doFinal(plain, 0, plain.length, sealed, 0);
    }

    void open() throws GeneralSecurityException {
      next = next == RING ? 1 : next + 1;
      LONG.set(nonce, 4, (long) next);
      decrypting.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(128, nonce));
      decrypting.updateAAD(aad);
      decrypting.doFinal(toOpen, (next - 1) * sealed.length, sealed.length, opened, 0);
    }
  }

  private static final class Sealing implements Operation {
    private final OutboundSa sa =
        EspFixtures.outbound(EspSuite.AES_GCM_16_128, new byte[20]).build();
    private final ByteBuffer inner;
    private final ByteBuffer esp;

    Sealing(int octets, boolean direct) {
      inner = direct ? ByteBuffer.allocateDirect(octets) : ByteBuffer.allocate(octets);
      esp = direct ? ByteBuffer.allocateDirect(octets + 60) : ByteBuffer.allocate(octets + 60);
    }

    @Override
    public void run() {
      if (sa.seal(inner.clear(), EspFixtures.IPV4, esp.clear()) != SealResult.OK) {
        throw new AssertionError(sa);
      }
    }
  }

  /** Opens a ring of packets; with each turn by another SA, so that none is a replay. */
  private static final class Opening implements Operation {
    private final ByteBuffer ring;
    private final ByteBuffer out;
    private final int espOctets;
    private final ArrayDeque<InboundSa> unused = new ArrayDeque<>();
    private InboundSa sa;

    Opening(int octets, boolean direct) {
      OutboundSa peer = EspFixtures.outbound(EspSuite.AES_GCM_16_128, new byte[20]).build();
      byte[] inner = new byte[octets];
      espOctets = EspSuite.AES_GCM_16_128.encodedLength(octets);
      int all = RING * espOctets;
      ring = direct ? ByteBuffer.allocateDirect(all) : ByteBuffer.allocate(all);
      for (int i = 0; i < RING; i++) {
        ring.put(EspFixtures.seal(peer, inner));
      }
      out = direct ? ByteBuffer.allocateDirect(octets + 60) : ByteBuffer.allocate(octets + 60);
    }

    @Override
    public void prepare(int operations) {
      while (unused.size() <= operations / RING) {
        unused.add(EspFixtures.inbound(EspSuite.AES_GCM_16_128, new byte[20]).build());
      }
    }

    @Override
    public void run() {
      if (ring.position() == ring.capacity()) {
        ring.position(0);
        sa = unused.remove();
      }
      ring.limit(ring.position() + espOctets);
      if (sa.open(ring, out.clear()) != OpenResult.OK) {
        throw new AssertionError(sa);
      }
    }
  }
}
