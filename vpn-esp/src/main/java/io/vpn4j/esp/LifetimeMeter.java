package io.vpn4j.esp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Counts what an SA carries against its limits; exact, whatever the number of threads. */
final class LifetimeMeter {
  private static final VarHandle PACKETS;
  private static final VarHandle OCTETS;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      PACKETS = lookup.findVarHandle(LifetimeMeter.class, "packets", long.class);
      OCTETS = lookup.findVarHandle(LifetimeMeter.class, "octets", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final SaLifetime lifetime;
  private final boolean unlimited;
  private volatile long packets;
  private volatile long octets;
  private volatile boolean over;

  LifetimeMeter(SaLifetime lifetime) {
    this.lifetime = lifetime;
    this.unlimited = lifetime.equals(SaLifetime.NONE);
  }

  /** Whether the SA may still carry a packet of {@code innerOctets}; if so, it is counted. */
  boolean spend(int innerOctets) {
    return unlimited || (!over && spendCounted(innerOctets));
  }

  private boolean spendCounted(int innerOctets) {
    long spentPackets = (long) PACKETS.getAndAdd(this, 1L) + 1;
    long spentOctets = (long) OCTETS.getAndAdd(this, (long) innerOctets) + innerOctets;
    if (spentPackets > lifetime.hardPackets() || spentOctets > lifetime.hardOctets()) {
      over = true;
      return false;
    }
    return true;
  }

  SaAge age() {
    if (over || packets >= lifetime.hardPackets() || octets >= lifetime.hardOctets()) {
      return SaAge.HARD_EXPIRED;
    }
    return packets >= lifetime.softPackets() || octets >= lifetime.softOctets()
        ? SaAge.SOFT_EXPIRED
        : SaAge.FRESH;
  }
}
