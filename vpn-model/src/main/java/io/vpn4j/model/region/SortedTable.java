package io.vpn4j.model.region;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * An immutable sorted map on two arrays.
 *
 * <p>A changed copy costs two array copies, which for 10,000 routes is microseconds, and keeps the
 * entries themselves, so that {@link #changes} between two snapshots skips what is the same object.
 */
final class SortedTable<K extends Comparable<? super K>, V> {
  private static final SortedTable<?, ?> EMPTY = new SortedTable<>(new Object[0], new Object[0]);

  private final Object[] keys;
  private final Object[] values;

  private SortedTable(Object[] keys, Object[] values) {
    this.keys = keys;
    this.values = values;
  }

  /** Told of each entry that two tables do not share. */
  @FunctionalInterface
  interface ChangeVisitor<K, V> {
    void changed(K key, Optional<V> before, Optional<V> after);
  }

  @SuppressWarnings("unchecked") // the empty table has no element of any type
  static <K extends Comparable<? super K>, V> SortedTable<K, V> empty() {
    return (SortedTable<K, V>) EMPTY;
  }

  static <K extends Comparable<? super K>, V> SortedTable<K, V> copyOf(SortedMap<K, V> map) {
    return map.isEmpty()
        ? empty()
        : new SortedTable<>(map.keySet().toArray(), map.values().toArray());
  }

  /** Whether {@code other} is the same object, which two snapshots share if nothing changed. */
  @SuppressWarnings("ReferenceEquality")
  boolean isSame(SortedTable<?, ?> other) {
    return this == other;
  }

  int size() {
    return keys.length;
  }

  Optional<V> get(K key) {
    int at = find(key);
    return at < 0 ? Optional.empty() : Optional.of(value(at));
  }

  boolean contains(K key) {
    return find(key) >= 0;
  }

  SortedTable<K, V> with(K key, V value) {
    int at = find(key);
    if (at >= 0) {
      if (values[at] == value) {
        return this;
      }
      Object[] changed = values.clone();
      changed[at] = value;
      return new SortedTable<>(keys, changed);
    }
    return new SortedTable<>(inserted(keys, ~at, key), inserted(values, ~at, value));
  }

  SortedTable<K, V> without(K key) {
    int at = find(key);
    return at < 0 ? this : new SortedTable<>(removed(keys, at), removed(values, at));
  }

  /** Each value replaced; the same table if every value stays the same object. */
  SortedTable<K, V> replaceAll(UnaryOperator<V> replacement) {
    Object[] changed = values;
    for (int i = 0; i < values.length; i++) {
      V value = value(i);
      V replaced = replacement.apply(value);
      if (replaced != value) {
        changed = changed == values ? values.clone() : changed;
        changed[i] = replaced;
      }
    }
    return changed == values ? this : new SortedTable<>(keys, changed);
  }

  /** The values in the order of their keys; a view, so of no cost. */
  @SuppressWarnings("unchecked") // only V was put in
  List<V> values() {
    return (List<V>) (List<?>) Collections.unmodifiableList(Arrays.asList(values));
  }

  /** The keys in order. */
  @SuppressWarnings("unchecked") // only K was put in
  List<K> keys() {
    return (List<K>) (List<?>) Collections.unmodifiableList(Arrays.asList(keys));
  }

  /** Tells {@code visitor} each difference from this to {@code after}, in the order of the keys. */
  void changes(SortedTable<K, V> after, ChangeVisitor<K, V> visitor) {
    if (isSame(after)) {
      return;
    }
    int i = 0;
    int j = 0;
    while (i < keys.length || j < after.keys.length) {
      int order =
          i == keys.length ? 1 : j == after.keys.length ? -1 : compare(key(i), after.key(j));
      if (order < 0) {
        visitor.changed(key(i), Optional.of(value(i)), Optional.empty());
        i++;
      } else if (order > 0) {
        visitor.changed(after.key(j), Optional.empty(), Optional.of(after.value(j)));
        j++;
      } else {
        V old = value(i);
        V now = after.value(j);
        if (old != now && !old.equals(now)) {
          visitor.changed(key(i), Optional.of(old), Optional.of(now));
        }
        i++;
        j++;
      }
    }
  }

  private int compare(K left, K right) {
    return left == right ? 0 : left.compareTo(right);
  }

  private int find(K key) {
    int low = 0;
    int high = keys.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = key(middle).compareTo(key);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return ~low;
  }

  @SuppressWarnings("unchecked") // only K was put in
  private K key(int at) {
    return (K) keys[at];
  }

  @SuppressWarnings("unchecked") // only V was put in
  private V value(int at) {
    return (V) values[at];
  }

  private static Object[] inserted(Object[] from, int at, Object element) {
    Object[] to = new Object[from.length + 1];
    System.arraycopy(from, 0, to, 0, at);
    to[at] = element;
    System.arraycopy(from, at, to, at + 1, from.length - at);
    return to;
  }

  private static Object[] removed(Object[] from, int at) {
    Object[] to = new Object[from.length - 1];
    System.arraycopy(from, 0, to, 0, at);
    System.arraycopy(from, at + 1, to, at, to.length - at);
    return to;
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof SortedTable<?, ?> table
            && Arrays.equals(keys, table.keys)
            && Arrays.equals(values, table.values));
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(keys) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    Map<K, V> shown = new TreeMap<>();
    for (int i = 0; i < keys.length; i++) {
      shown.put(key(i), value(i));
    }
    return shown.toString();
  }
}
