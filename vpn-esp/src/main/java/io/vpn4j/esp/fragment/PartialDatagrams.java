package io.vpn4j.esp.fragment;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** All datagrams of a reassembler, the oldest first, within its limits. */
final class PartialDatagrams {
  /** What one source has. */
  private static final class Source {
    final Set<PartialDatagram> datagrams = new LinkedHashSet<>();
    int octets;
  }

  private final ReassemblyLimits limits;
  private final Map<DatagramKey, PartialDatagram> datagrams = new LinkedHashMap<>();
  private final Map<Long, Source> sources = new HashMap<>();
  private int octets;
  private long evicted;
  private long expired;

  PartialDatagrams(ReassemblyLimits limits) {
    this.limits = limits;
  }

  PartialDatagram find(DatagramKey key) {
    return datagrams.get(key);
  }

  int size() {
    return datagrams.size();
  }

  int octets() {
    return octets;
  }

  long evicted() {
    return evicted;
  }

  long expired() {
    return expired;
  }

  /**
   * Makes room for octets of a source, taking away the oldest datagrams: its own where it exceeds
   * its share, so that it cannot push out others, and then any.
   *
   * @param spared not to be taken, since the octets are for it; null for a new datagram
   * @return whether there is room
   */
  boolean makeRoom(long sourceKey, int octets, PartialDatagram spared) {
    int added = spared == null ? 1 : 0;
    Source source;
    while ((source = sources.get(sourceKey)) != null
        && (source.octets + octets > limits.maxOctetsPerSource()
            || source.datagrams.size() + added > limits.maxDatagramsPerSource())) {
      if (!evictOldest(source.datagrams, spared)) {
        return false;
      }
    }
    while (this.octets + octets > limits.maxOctets()
        || datagrams.size() + added > limits.maxDatagrams()) {
      if (!evictOldest(datagrams.values(), spared)) {
        return false;
      }
    }
    return true;
  }

  private boolean evictOldest(Iterable<PartialDatagram> oldestFirst, PartialDatagram spared) {
    for (PartialDatagram datagram : oldestFirst) {
      if (datagram != spared) {
        remove(datagram);
        evicted++;
        return true;
      }
    }
    return false;
  }

  void add(PartialDatagram datagram) {
    datagrams.put(datagram.key, datagram);
    sources.computeIfAbsent(datagram.sourceKey, key -> new Source()).datagrams.add(datagram);
    account(datagram, datagram.heldOctets());
  }

  void store(PartialDatagram datagram, ReceivedFragment fragment) {
    int before = datagram.heldOctets();
    datagram.store(fragment);
    account(datagram, datagram.heldOctets() - before);
  }

  void discard(PartialDatagram datagram) {
    int before = datagram.heldOctets();
    datagram.discard();
    account(datagram, datagram.heldOctets() - before);
  }

  void remove(PartialDatagram datagram) {
    datagrams.remove(datagram.key);
    account(datagram, -datagram.heldOctets());
    Source source = sources.get(datagram.sourceKey);
    source.datagrams.remove(datagram);
    if (source.datagrams.isEmpty()) {
      sources.remove(datagram.sourceKey);
    }
  }

  private void account(PartialDatagram datagram, int change) {
    octets += change;
    sources.get(datagram.sourceKey).octets += change;
  }

  /** Removes those whose time has passed. */
  void expire(long nowNanos, long timeoutNanos) {
    Iterator<PartialDatagram> oldestFirst = datagrams.values().iterator();
    while (oldestFirst.hasNext()) {
      PartialDatagram oldest = oldestFirst.next();
      if (nowNanos - oldest.startedNanos < timeoutNanos) {
        return;
      }
      remove(oldest);
      expired += oldest.isDiscarded() ? 0 : 1;
      oldestFirst = datagrams.values().iterator();
    }
  }
}
