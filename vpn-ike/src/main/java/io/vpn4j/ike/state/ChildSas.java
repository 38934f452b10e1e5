package io.vpn4j.ike.state;

import io.vpn4j.ike.ChildSa;
import io.vpn4j.ike.EspSpi;
import io.vpn4j.ike.IkeOutput;
import io.vpn4j.ike.TrafficSelector;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Child SAs of an association, by the SPI that we chose. Their keys are not kept here. */
final class ChildSas {
  private final Map<EspSpi, Entry> bySpi = new LinkedHashMap<>();

  /** One Child SA and what is becoming of it. */
  static final class Entry {
    private final EspSpi inboundSpi;
    private final EspSpi outboundSpi;
    private final List<TrafficSelector> local;
    private final List<TrafficSelector> peer;
    private final Lifetime lifetime;
    private Optional<EspSpi> replacedBy = Optional.empty();
    private boolean deleting;

    private Entry(ChildSa child, Lifetime lifetime) {
      this.inboundSpi = child.inboundSpi();
      this.outboundSpi = child.outboundSpi();
      this.local = child.localSelectors();
      this.peer = child.peerSelectors();
      this.lifetime = lifetime;
    }

    EspSpi inboundSpi() {
      return inboundSpi;
    }

    EspSpi outboundSpi() {
      return outboundSpi;
    }

    List<TrafficSelector> local() {
      return local;
    }

    List<TrafficSelector> peer() {
      return peer;
    }

    Lifetime lifetime() {
      return lifetime;
    }

    /** Another one has taken its place, and whoever made that deletes this. */
    boolean isReplaced() {
      return replacedBy.isPresent();
    }

    void markReplaced(EspSpi by) {
      replacedBy = Optional.of(by);
      lifetime.hold();
    }

    /** What took its place is gone before it: it serves again, and is rekeyed again in time. */
    private void outlive(EspSpi gone) {
      if (replacedBy.equals(Optional.of(gone))) {
        replacedBy = Optional.empty();
        lifetime.release();
      }
    }

    /** We are going to delete it, or have asked for it. */
    boolean isDeleting() {
      return deleting;
    }

    void markDeleting() {
      deleting = true;
      lifetime.rekeyed();
    }
  }

  void add(ChildSa child, Lifetime lifetime) {
    bySpi.put(child.inboundSpi(), new Entry(child, lifetime));
  }

  Optional<Entry> byInbound(EspSpi spi) {
    return Optional.ofNullable(bySpi.get(spi));
  }

  Optional<Entry> byOutbound(EspSpi spi) {
    return bySpi.values().stream().filter(e -> e.outboundSpi.equals(spi)).findFirst();
  }

  /** A copy, so that it may change meanwhile. */
  List<Entry> all() {
    return List.copyOf(bySpi.values());
  }

  /** How many count as Child SAs of their own, and not as on their way out. */
  long count() {
    return bySpi.values().stream().filter(e -> !e.isReplaced() && !e.deleting).count();
  }

  /** Says that it is down, if it is not already. */
  void remove(Turn turn, EspSpi inboundSpi) {
    Entry gone = bySpi.remove(inboundSpi);
    if (gone != null) {
      bySpi.values().forEach(e -> e.outlive(inboundSpi));
      turn.emit(new IkeOutput.ChildSaDown(gone.inboundSpi, gone.outboundSpi));
    }
  }

  void removeAll(Turn turn) {
    all().forEach(e -> remove(turn, e.inboundSpi));
  }

  Optional<Instant> wakeAt() {
    Optional<Instant> earliest = Optional.empty();
    for (Entry entry : bySpi.values()) {
      if (!entry.deleting) {
        earliest = Earliest.of(earliest, entry.lifetime.wakeAt());
      }
    }
    return earliest;
  }
}
