package io.vpn4j.routing;

import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import java.util.Map;
import java.util.Optional;

/**
 * The forwarding table: longest-prefix match from IPv4 and IPv6 addresses to targets, for a data
 * path of any number of threads beside one that changes it.
 *
 * <p><b>Look-ups</b> take no lock, never wait or retry, and with {@link #lookupIpv4} and {@link
 * #lookupIpv6} allocate nothing. <b>Changes</b> are serialised. Each look-up gives the answer of
 * the table as it was at one moment during the call: an address whose route is replaced sees the
 * old target or the new, and never none. A prefix that covers many addresses may change for one of
 * them before another; {@link #replaceAll} is seen for all addresses at once. A look-up that
 * follows one that saw a change sees every change before that. {@link #snapshot} and what is made
 * of it ({@link #longestMatch}, {@link #get}, {@link #size}) may be one change behind the look-ups.
 *
 * <p><b>Structure.</b> The table is a persistent {@link PrefixTrie} of six bits a level. A large
 * family (from {@value #DIRECT_FROM} prefixes) has besides a direct array over the first 18 bits
 * and, below it, leaf-compressed nodes as in Poptrie, so that an IPv4 address under prefixes of at
 * most 24 bits takes three dependent loads. The array costs 1 MiB a family, which small tables do
 * not pay. A change copies one path of the trie and rewrites the array's cells under the prefix:
 * one for a prefix of 18 bits or more, all 262,144 for a default route. DIR-24-8 would answer in
 * one load but costs 64 MiB at any size, and has no counterpart for IPv6.
 *
 * @see <a href="https://doi.org/10.1145/2785956.2787474">Asai, Ohara: Poptrie: a compressed trie
 *     with population count for fast and scalable software IP routing table lookup. SIGCOMM
 *     2015</a>
 * @see <a href="https://doi.org/10.1145/997150.997160">Eatherton, Varghese, Dittia: Tree bitmap:
 *     hardware/software IP lookups with incremental updates. ACM SIGCOMM CCR 34(2), 2004</a>
 */
public final class Fib<T> {
  /** A family of this many prefixes gets a direct array. */
  static final int DIRECT_FROM = 2048;

  /** A family of fewer prefixes gives its direct array up: well apart, lest it come and go. */
  static final int DIRECT_UNTIL = 512;

  private final int directFrom;
  private final int directUntil;
  private volatile Table<T> table = new Table<>(null, null, PrefixTrie.empty());

  /** An empty table. */
  public Fib() {
    this(DIRECT_FROM, DIRECT_UNTIL);
  }

  /** For tests: other sizes at which the direct array comes and goes. */
  Fib(int directFrom, int directUntil) {
    this.directFrom = directFrom;
    this.directUntil = directUntil;
  }

  /**
   * The target of the longest prefix that covers an IPv4 address.
   *
   * @param address the 32 bits in network order, as {@code ByteBuffer.getInt} reads them
   * @return null if no prefix covers it; not an {@code Optional}, so that a packet costs no garbage
   */
  public T lookupIpv4(int address) {
    Table<T> now = table;
    DirectTable direct = now.ipv4;
    return cast(
        direct != null ? direct.match(address) : now.trie.ipv4().match((long) address << 32, 0));
  }

  /**
   * The target of the longest prefix that covers an IPv6 address.
   *
   * @param high the first 64 bits
   * @param low the last 64 bits
   * @return null if no prefix covers it; not an {@code Optional}, so that a packet costs no garbage
   */
  public T lookupIpv6(long high, long low) {
    Table<T> now = table;
    DirectTable direct = now.ipv6;
    return cast(direct != null ? direct.match(high, low) : now.trie.ipv6().match(high, low));
  }

  /** The target of the longest prefix that covers {@code address}. */
  public Optional<T> lookup(IpAddress address) {
    long high = PrefixTrie.high(address);
    return Optional.ofNullable(
        address.isIpv4()
            ? lookupIpv4((int) (high >>> 32))
            : lookupIpv6(high, PrefixTrie.low(address)));
  }

  /** The longest prefix that covers {@code address}, and its target. */
  public Optional<PrefixTrie.Entry<T>> longestMatch(IpAddress address) {
    return snapshot().longestMatch(address);
  }

  /** The target of exactly this prefix. */
  public Optional<T> get(IpPrefix prefix) {
    return snapshot().get(prefix);
  }

  /** Sets the target of a prefix, in place of what it was. */
  public synchronized void put(IpPrefix prefix, T target) {
    change(prefix, table.trie.with(prefix, target));
  }

  /** Removes a prefix, if it is there. */
  public synchronized void remove(IpPrefix prefix) {
    change(prefix, table.trie.without(prefix));
  }

  /** Replaces the whole table at once: a reader sees all of the old one or all of the new. */
  public synchronized void replaceAll(PrefixTrie<T> entries) {
    table = new Table<>(sized(null, entries.ipv4()), sized(null, entries.ipv6()), entries);
  }

  /** Replaces the whole table at once: a reader sees all of the old one or all of the new. */
  public void replaceAll(Map<IpPrefix, ? extends T> entries) {
    replaceAll(PrefixTrie.<T>copyOf(entries));
  }

  /** The table as it is now; later changes do not show. Takes no time and copies nothing. */
  public PrefixTrie<T> snapshot() {
    return table.trie;
  }

  /** The number of prefixes of both families. */
  public int size() {
    return snapshot().size();
  }

  private void change(IpPrefix prefix, PrefixTrie<T> changed) {
    Table<T> now = table;
    if (changed == now.trie) {
      return;
    }
    DirectTable ipv4 = sized(now.ipv4, changed.ipv4());
    DirectTable ipv6 = sized(now.ipv6, changed.ipv6());
    if (ipv4 != now.ipv4 || ipv6 != now.ipv6) {
      table = new Table<>(ipv4, ipv6, changed);
      return;
    }
    DirectTable direct = prefix.isIpv4() ? ipv4 : ipv6;
    if (direct != null) {
      direct.refresh(
          prefix.isIpv4() ? changed.ipv4() : changed.ipv6(),
          PrefixTrie.high(prefix.address()),
          prefix.length());
    }
    now.trie = changed;
  }

  private DirectTable sized(DirectTable present, FamilyTrie trie) {
    if (present == null) {
      return trie.size() >= directFrom ? new DirectTable(trie) : null;
    }
    return trie.size() < directUntil ? null : present;
  }

  @SuppressWarnings("unchecked") // every value in the trie came through put() or replaceAll()
  private T cast(Object value) {
    return (T) value;
  }

  /** What one volatile read gives a reader. Which family has an array changes only as a whole. */
  private static final class Table<T> {
    final DirectTable ipv4;
    final DirectTable ipv6;

    /** Changed in place: a direct array shows each change by itself. */
    volatile PrefixTrie<T> trie;

    Table(DirectTable ipv4, DirectTable ipv6, PrefixTrie<T> trie) {
      this.ipv4 = ipv4;
      this.ipv6 = ipv6;
      this.trie = trie;
    }
  }
}
