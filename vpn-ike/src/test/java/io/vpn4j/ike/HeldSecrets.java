package io.vpn4j.ike;

import io.vpn4j.ike.crypto.KeyExchange;
import io.vpn4j.ike.crypto.SkKeys;
import io.vpn4j.ike.crypto.SkPayloadCipher;
import io.vpn4j.model.secret.SecretAccess;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.Destroyable;

/**
 * Every secret that a session has held at any time, found by walking all that can be reached from
 * it: the arrays themselves, and what was in them when they were found.
 */
final class HeldSecrets {
  private final IdentityHashMap<byte[], byte[]> contents = new IdentityHashMap<>();
  private final Set<Destroyable> holders = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Looks at what {@code session} holds now; call it after each input. */
  void look(IkeSession session) {
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Object> todo = new ArrayDeque<>();
    todo.add(session);
    while (!todo.isEmpty()) {
      Object object = todo.poll();
      if (!seen.add(object)) {
        continue;
      }
      if (object instanceof Destroyable holder
          && (holder instanceof SkKeys
              || holder instanceof SkPayloadCipher
              || holder instanceof KeyExchange.Offer
              || holder instanceof KeyExchange.Reply)) {
        if (holders.add(holder)) {
          arraysOf(holder).forEach(array -> contents.put(array, array.clone()));
        }
      } else {
        todo.addAll(children(object));
      }
    }
  }

  /** Adds keys that have left the session. */
  void look(ChildSaKeys keys) {
    for (byte[] key :
        List.of(keys.inbound(SecretAccess.grant()), keys.outbound(SecretAccess.grant()))) {
      contents.put(key, key);
    }
  }

  /** These and {@code others}. */
  HeldSecrets and(HeldSecrets others) {
    contents.putAll(others.contents);
    holders.addAll(others.holders);
    return this;
  }

  /** The secrets as they were. */
  Collection<byte[]> values() {
    return contents.values();
  }

  int holders() {
    return holders.size();
  }

  /** Holders that still have, or say they have, a secret. */
  List<String> alive() {
    List<String> alive = new ArrayList<>();
    for (Destroyable holder : holders) {
      if (!holder.isDestroyed()) {
        alive.add(holder + " is not destroyed");
      }
      // The public half of an offer is no secret; it is not among the arrays below.
      for (byte[] array : arraysOf(holder)) {
        for (byte octet : array) {
          if (octet != 0) {
            alive.add(holder + " is not zero");
            break;
          }
        }
      }
    }
    return alive;
  }

  /** All arrays of octets in a holder and in what it is made of. */
  private static List<byte[]> arraysOf(Destroyable holder) {
    List<byte[]> arrays = new ArrayList<>();
    for (Field field : fields(holder.getClass())) {
      Object value = get(field, holder);
      if (value instanceof byte[] array) {
        if (!field.getName().startsWith("public")) {
          arrays.add(array);
        }
      } else if (value instanceof Destroyable inner) {
        arrays.addAll(arraysOf(inner));
      }
    }
    return arrays;
  }

  private static List<Object> children(Object object) {
    List<Object> children = new ArrayList<>();
    if (object instanceof Optional<?> optional) {
      optional.ifPresent(children::add);
    } else if (object instanceof Collection<?> collection) {
      children.addAll(collection);
    } else if (object.getClass().isArray() && !object.getClass().getComponentType().isPrimitive()) {
      for (int i = 0; i < Array.getLength(object); i++) {
        if (Array.get(object, i) != null) {
          children.add(Array.get(object, i));
        }
      }
    } else if (object.getClass().getName().startsWith("io.vpn4j.ike")) {
      for (Field field : fields(object.getClass())) {
        Object value = field.getType().isPrimitive() ? null : get(field, object);
        if (value != null) {
          children.add(value);
        }
      }
    }
    return children;
  }

  private static List<Field> fields(Class<?> type) {
    List<Field> fields = new ArrayList<>();
    for (Class<?> one = type;
        one != null && one.getName().startsWith("io.vpn4j");
        one = one.getSuperclass()) {
      for (Field field : one.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          field.setAccessible(true);
          fields.add(field);
        }
      }
    }
    return fields;
  }

  private static Object get(Field field, Object object) {
    try {
      return field.get(object);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
