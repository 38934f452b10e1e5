package io.vpn4j.routing;

import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.net.Ipv4Address;
import io.vpn4j.model.net.Ipv6Address;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * An immutable map from IPv4 and IPv6 prefixes to values, with longest-prefix match.
 *
 * <p>A change makes a new trie that shares all but the changed path with the old one: at most 6
 * nodes for IPv4 and 22 for IPv6, of six key bits each, in the manner of Tree Bitmap. Prefixes of
 * the two families never match each other's addresses. Order is that of {@link IpPrefix}: IPv4
 * first, by address, then by length.
 *
 * @see <a href="https://doi.org/10.1145/997150.997160">Eatherton, Varghese, Dittia: Tree bitmap:
 *     hardware/software IP lookups with incremental updates. ACM SIGCOMM CCR 34(2), 2004</a>
 */
public final class PrefixTrie<V> {
  private static final PrefixTrie<?> EMPTY = new PrefixTrie<>(FamilyTrie.EMPTY, FamilyTrie.EMPTY);

  private final FamilyTrie ipv4;
  private final FamilyTrie ipv6;

  private PrefixTrie(FamilyTrie ipv4, FamilyTrie ipv6) {
    this.ipv4 = ipv4;
    this.ipv6 = ipv6;
  }

  /** A trie without prefixes. */
  @SuppressWarnings("unchecked") // it holds no value
  public static <V> PrefixTrie<V> empty() {
    return (PrefixTrie<V>) EMPTY;
  }

  /** A trie of all entries of {@code map}, faster than adding them one by one. */
  public static <V> PrefixTrie<V> copyOf(Map<IpPrefix, ? extends V> map) {
    List<IpPrefix> prefixes = new ArrayList<>(map.keySet());
    Collections.sort(prefixes);
    FamilyTrieBuilder v4 = new FamilyTrieBuilder(0);
    FamilyTrieBuilder v6 = new FamilyTrieBuilder(0);
    for (IpPrefix prefix : prefixes) {
      V value = Objects.requireNonNull(map.get(prefix), "value");
      FamilyTrieBuilder builder = prefix.isIpv4() ? v4 : v6;
      builder.add(high(prefix.address()), low(prefix.address()), prefix.length(), value);
    }
    return new PrefixTrie<>(v4.build(), v6.build());
  }

  /** The number of prefixes of both families. */
  public int size() {
    return ipv4.size() + ipv6.size();
  }

  /** The value of exactly this prefix. */
  public Optional<V> get(IpPrefix prefix) {
    IpAddress address = prefix.address();
    return Optional.ofNullable(
        cast(family(prefix).value(high(address), low(address), prefix.length())));
  }

  /** The longest prefix that contains {@code address}, and its value. */
  public Optional<Entry<V>> longestMatch(IpAddress address) {
    FamilyTrie family = address.isIpv4() ? ipv4 : ipv6;
    int length = family.matchLength(high(address), low(address));
    if (length < 0) {
      return Optional.empty();
    }
    V value = cast(family.match(high(address), low(address)));
    return Optional.of(new Entry<>(IpPrefix.containing(address, length), value));
  }

  /** This trie with {@code value} at {@code prefix}, in place of what was there. */
  public PrefixTrie<V> with(IpPrefix prefix, V value) {
    IpAddress address = prefix.address();
    return withFamily(
        prefix, family(prefix).with(high(address), low(address), prefix.length(), value));
  }

  /** This trie without {@code prefix}. */
  public PrefixTrie<V> without(IpPrefix prefix) {
    IpAddress address = prefix.address();
    return withFamily(prefix, family(prefix).without(high(address), low(address), prefix.length()));
  }

  /** Shows every prefix with its value, in order. */
  public void forEach(BiConsumer<? super IpPrefix, ? super V> action) {
    ipv4.forEach(
        (high, low, length, value) ->
            action.accept(new IpPrefix(new Ipv4Address((int) (high >>> 32)), length), cast(value)));
    ipv6.forEach(
        (high, low, length, value) ->
            action.accept(new IpPrefix(new Ipv6Address(high, low), length), cast(value)));
  }

  /** A copy as an unmodifiable map that iterates in order. */
  public Map<IpPrefix, V> toMap() {
    Map<IpPrefix, V> map = new LinkedHashMap<>();
    forEach(map::put);
    return Collections.unmodifiableMap(map);
  }

  /** {@code {prefix=value, …}}, in order. */
  @Override
  public String toString() {
    return toMap().toString();
  }

  FamilyTrie ipv4() {
    return ipv4;
  }

  FamilyTrie ipv6() {
    return ipv6;
  }

  /** The first 64 bits of a key: an IPv4 address fills the upper half. */
  static long high(IpAddress address) {
    return address instanceof Ipv4Address v4
        ? (long) v4.value() << 32
        : ((Ipv6Address) address).high();
  }

  /** The last 64 bits of a key. */
  static long low(IpAddress address) {
    return address instanceof Ipv6Address v6 ? v6.low() : 0;
  }

  private FamilyTrie family(IpPrefix prefix) {
    return prefix.isIpv4() ? ipv4 : ipv6;
  }

  private PrefixTrie<V> withFamily(IpPrefix prefix, FamilyTrie changed) {
    if (changed == family(prefix)) {
      return this;
    }
    return prefix.isIpv4() ? new PrefixTrie<>(changed, ipv6) : new PrefixTrie<>(ipv4, changed);
  }

  @SuppressWarnings("unchecked") // only with() and copyOf() put values in, and they take a V
  private V cast(Object value) {
    return (V) value;
  }

  /** A prefix and its value. */
  public record Entry<V>(IpPrefix prefix, V value) {}
}
