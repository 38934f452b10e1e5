package io.vpn4j.esp;

import io.vpn4j.esp.ip.NetworkOrder;
import io.vpn4j.esp.wire.EspLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The inbound SAs of an endpoint by SPI, each with whom it belongs to.
 *
 * <p>{@link #find} takes no lock and allocates nothing, whatever other threads add and remove. A
 * rekeyed SA has an SPI of its own, so replacing one is: {@link #add} the new, and {@link #remove}
 * the old when the peer has stopped using it; in between both open packets.
 *
 * <p>Open addressing: an SA is in the first free place at or behind its hash. A removed one leaves
 * a mark behind, so that no search ends early; growing drops the marks.
 *
 * @param <T> what the caller needs to know about a packet's SA: its tunnel, say
 */
public final class SecurityAssociationTable<T> {
  private static final VarHandle PLACE = MethodHandles.arrayElementVarHandle(Entry[].class);
  private static final Entry<?> REMOVED = new Entry<>(null, null); // see isMark
  private static final int FIRST_PLACES = 16;

  private final Object writing = new Object();
  private volatile Entry<T>[] places = newPlaces(FIRST_PLACES);
  private int used; // entries and marks
  private int size;

  /**
   * An SA and its owner.
   *
   * @param sa the SA
   * @param owner what was given with it
   */
  public record Entry<T>(InboundSa sa, T owner) {}

  /** An empty table. */
  public SecurityAssociationTable() {}

  /**
   * The SA of {@code spi} and its owner, or null if there is none; none has a reserved SPI.
   *
   * <p>Null, not {@code Optional}: this runs for every packet.
   */
  public Entry<T> find(int spi) {
    Entry<T>[] places = this.places;
    for (int i = hash(spi, places.length); ; i = (i + 1) & (places.length - 1)) {
      Entry<T> entry = place(places, i);
      if (entry == null || (!isMark(entry) && entry.sa.spi() == spi)) {
        return entry;
      }
    }
  }

  /**
   * The SA for an ESP packet and its owner, or null if the packet has no four octets or its SPI no
   * SA ({@link OpenResult#UNKNOWN_SPI}, for the caller to count). The buffer stays as it is.
   */
  public Entry<T> find(ByteBuffer esp) {
    return esp.remaining() < Integer.BYTES
        ? null
        : find(NetworkOrder.int32(esp, esp.position() + EspLayout.SPI));
  }

  /**
   * Adds an SA.
   *
   * @return false, and nothing is changed, if its SPI is in use
   */
  public boolean add(InboundSa sa, T owner) {
    Entry<T> entry = new Entry<>(Objects.requireNonNull(sa, "sa"), owner);
    synchronized (writing) {
      if (find(sa.spi()) != null) {
        return false;
      }
      if (2 * (used + 1) > places.length) {
        rebuild();
      }
      if (insert(places, entry)) {
        used++;
      }
      size++;
      return true;
    }
  }

  /**
   * Takes out the SA of {@code spi} and returns it with its owner, or null if there is none. It is
   * not closed: a packet may be in it, and its counters may still be wanted.
   */
  public Entry<T> remove(int spi) {
    synchronized (writing) {
      Entry<T>[] places = this.places;
      for (int i = hash(spi, places.length); ; i = (i + 1) & (places.length - 1)) {
        Entry<T> entry = place(places, i);
        if (entry == null) {
          return null;
        }
        if (!isMark(entry) && entry.sa.spi() == spi) {
          PLACE.setRelease(places, i, REMOVED);
          size--;
          return entry;
        }
      }
    }
  }

  /** How many SAs there are. */
  public int size() {
    synchronized (writing) {
      return size;
    }
  }

  /** All SAs with their owners at this moment, in no order. */
  public List<Entry<T>> entries() {
    synchronized (writing) {
      List<Entry<T>> found = new ArrayList<>(size);
      for (int i = 0; i < places.length; i++) {
        Entry<T> entry = place(places, i);
        if (entry != null && !isMark(entry)) {
          found.add(entry);
        }
      }
      return found;
    }
  }

  /** Copies the entries, without marks, to places of which at most a quarter are then taken. */
  private void rebuild() {
    int length = FIRST_PLACES;
    while (length < 4 * (size + 1)) {
      length *= 2;
    }
    Entry<T>[] next = newPlaces(length);
    for (Entry<T> entry : entries()) {
      insert(next, entry);
    }
    used = size;
    places = next; // readers of the old places go on with the SAs of a moment ago
  }

  /** Puts {@code entry} in; returns whether it took a place that was never used. */
  private static <T> boolean insert(Entry<T>[] places, Entry<T> entry) {
    int i = hash(entry.sa.spi(), places.length);
    Entry<T> there = place(places, i);
    while (there != null && !isMark(there)) {
      i = (i + 1) & (places.length - 1);
      there = place(places, i);
    }
    PLACE.setRelease(places, i, entry);
    return there == null;
  }

  private static boolean isMark(Entry<?> entry) {
    return entry.sa == null;
  }

  /** Fibonacci hashing: SPIs may be chosen in sequence, or by a peer's wish. */
  private static int hash(int spi, int places) {
    return (spi * 0x9e3779b9) >>> (1 + Integer.numberOfLeadingZeros(places));
  }

  @SuppressWarnings("unchecked") // only entries of T, and the mark, are ever stored
  private static <T> Entry<T> place(Entry<T>[] places, int index) {
    return (Entry<T>) PLACE.getAcquire(places, index);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // Java has no generic array creation
  private static <T> Entry<T>[] newPlaces(int length) {
    return new Entry[length];
  }
}
