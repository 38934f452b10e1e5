package io.vpn4j.examples.benchmark;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * The yardstick: what a careful user of {@code javax.crypto} writes to protect as many octets as
 * ESP does, trailer included, with a fresh IV for each packet. One object per direction for all
 * packets, arrays, as few calls as there can be.
 */
abstract class BareCipher {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final int lap;

  BareCipher(PacketCase packets) {
    this.lap = packets.lap();
  }

  /** The one for the suite of {@code packets}, by their provider where that has it. */
  static BareCipher of(PacketCase packets) throws GeneralSecurityException {
    return packets.suite().encryption().isAead()
        ? new BareAead(packets)
        : new BareEncryptThenMac(packets);
  }

  /** Protects one packet. */
  abstract void seal() throws GeneralSecurityException;

  /** Verifies and decrypts the packet of this index, which is below the lap. */
  abstract void open(int index) throws GeneralSecurityException;

  /** Protects a lap of packets. */
  final Interleaved.Operation sealing() {
    return lap(index -> seal());
  }

  /** Opens a lap of packets. */
  final Interleaved.Operation opening() {
    return lap(this::open);
  }

  private interface PacketAction {
    void run(int index) throws GeneralSecurityException;
  }

  private Interleaved.Operation lap(PacketAction action) {
    return new Interleaved.Operation() {
      @Override
      public int count() {
        return lap;
      }

      @Override
      public void run() throws GeneralSecurityException {
        for (int i = 0; i < lap; i++) {
          action.run(i);
        }
      }
    };
  }

  static void putLong(byte[] octets, int at, long value) {
    LONG.set(octets, at, value);
  }

  static Cipher cipher(String name, Optional<Provider> provider) throws GeneralSecurityException {
    return provider.isPresent()
        ? Cipher.getInstance(name, provider.get())
        : Cipher.getInstance(name);
  }

  static Mac mac(String name, Optional<Provider> provider) throws GeneralSecurityException {
    return provider.isPresent() ? Mac.getInstance(name, provider.get()) : Mac.getInstance(name);
  }

  /** For what the JDK lacks. */
  static Optional<Provider> bouncyCastle() {
    return Optional.of(new BouncyCastleProvider());
  }
}
