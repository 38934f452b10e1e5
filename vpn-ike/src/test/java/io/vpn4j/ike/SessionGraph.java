package io.vpn4j.ike;

import io.vpn4j.model.wire.Octets;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A session as a graph of plain objects: copied, moved in time, compared and searched by
 * reflection, so that a test can go on from one state in many ways.
 *
 * <p>What cannot change (values, configuration, payloads) is shared between copies. A class that
 * this one has not heard of is an error, so that nothing mutable is ever shared in silence.
 */
final class SessionGraph {
  private static final String HOME = "io.vpn4j.ike.";
  private static final Set<String> COPIED_PACKAGES =
      Set.of(HOME + "state", HOME + "crypto", HOME + "fragment");
  private static final Set<Class<?>> COPIED_CLASSES =
      Set.of(
          IkeSession.class,
          ExchangeWatch.class,
          IkeCrypto.class,
          PlainSuppliers.EspSpis.class,
          PlainSuppliers.IkeSpis.class);

  /** Read by liveness checks only, which explorations turn off. */
  private static final Set<String> NOT_COMPARED = Set.of("lastHeard");

  private static final Map<Class<?>, Field[]> FIELDS = new ConcurrentHashMap<>();
  private static final Map<Class<?>, Constructor<?>> CONSTRUCTORS = new ConcurrentHashMap<>();

  private SessionGraph() {}

  /** A copy of {@code session} for which all has happened {@code later}, or will. */
  static IkeSession copy(IkeSession session, Duration later) {
    return (IkeSession) new Copy(later).of(session);
  }

  /** Octets that are equal for sessions that behave in the same way from now on. */
  static Octets fingerprint(IkeSession session) {
    Walk walk = new Walk();
    walk.visit(session);
    return walk.digest();
  }

  /** All objects of a session whose class has the simple name {@code type}, by reflection. */
  static List<Object> find(IkeSession session, String type) {
    Walk walk = new Walk();
    walk.visit(session);
    return walk.seen.keySet().stream()
        .filter(o -> o.getClass().getSimpleName().equals(type))
        .toList();
  }

  /** The value of a field. */
  static Object field(Object object, String name) {
    for (Field field : fields(object.getClass())) {
      if (field.getName().equals(name)) {
        return get(field, object);
      }
    }
    throw new AssertionError(object.getClass() + " has no field " + name);
  }

  private static final class Copy {
    private final Duration later;
    private final IdentityHashMap<Object, Object> copies = new IdentityHashMap<>();

    Copy(Duration later) {
      this.later = later;
    }

    Object of(Object object) {
      if (object instanceof Instant instant) {
        return instant.plus(later);
      }
      if (object == null || isShared(object)) {
        return object;
      }
      Object known = copies.get(object);
      return known != null ? known : make(object);
    }

    private Object make(Object object) {
      if (object instanceof byte[] octets) {
        return keep(object, octets.clone());
      } else if (object instanceof long[] values) {
        return keep(object, values.clone());
      } else if (object instanceof int[] values) {
        return keep(object, values.clone());
      } else if (object instanceof Optional<?> optional) {
        return keep(object, optional.map(this::of));
      } else if (object instanceof PlainRandom random) {
        return keep(object, random.copy());
      } else if (object instanceof EnumSet<?> set) {
        return keep(object, set.clone());
      } else if (object instanceof Collection<?> collection) {
        return collection(collection);
      } else if (object instanceof Map<?, ?> map) {
        return map(map);
      } else if (object.getClass().isRecord()) {
        return keep(object, record(object));
      }
      requireOurs(object.getClass());
      Object copy = keep(object, allocate(object.getClass()));
      for (Field field : fields(object.getClass())) {
        set(field, copy, of(get(field, object)));
      }
      return copy;
    }

    private <T> T keep(Object object, T copy) {
      copies.put(object, copy);
      return copy;
    }

    private Object collection(Collection<?> old) {
      List<Object> all = new ArrayList<>(old.size());
      old.forEach(o -> all.add(of(o)));
      if (old instanceof ArrayList) {
        return keep(old, all);
      } else if (old instanceof ArrayDeque) {
        return keep(old, new ArrayDeque<>(all));
      } else if (old instanceof HashSet) {
        return keep(old, new HashSet<>(all));
      } else if (isImmutable(old)) {
        return keep(old, old instanceof Set ? Set.copyOf(all) : List.copyOf(all));
      }
      throw new AssertionError("unknown collection " + old.getClass());
    }

    private Object map(Map<?, ?> old) {
      Map<Object, Object> all;
      if (old instanceof TreeMap) {
        all = new TreeMap<>();
      } else if (old.getClass() == LinkedHashMap.class) {
        all = new LinkedHashMap<>();
      } else if (old.getClass() == HashMap.class) {
        all = new HashMap<>();
      } else {
        throw new AssertionError("unknown map " + old.getClass());
      }
      keep(old, all);
      old.forEach((k, v) -> all.put(of(k), of(v)));
      return all;
    }

    private Object record(Object old) {
      Field[] fields = fields(old.getClass());
      Object[] parts = new Object[fields.length];
      for (int i = 0; i < parts.length; i++) {
        parts[i] = of(get(fields[i], old));
      }
      try {
        return CONSTRUCTORS
            .computeIfAbsent(old.getClass(), SessionGraph::canonical)
            .newInstance(parts);
      } catch (ReflectiveOperationException e) {
        throw new LinkageError(e.getMessage(), e);
      }
    }
  }

  private static final class Walk {
    private final IdentityHashMap<Object, Integer> seen = new IdentityHashMap<>();
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream(4096);
    private final DataOutputStream out = new DataOutputStream(octets);

    Octets digest() {
      try {
        return Octets.of(MessageDigest.getInstance("SHA-256").digest(octets.toByteArray()));
      } catch (NoSuchAlgorithmException e) {
        throw new AssertionError(e);
      }
    }

    void visit(Object object) {
      try {
        write(object);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void write(Object object) throws IOException {
      if (object == null) {
        out.writeByte(0);
      } else if (object instanceof Octets value) {
        out.writeInt(value.length());
        out.write(value.toByteArray());
      } else if (object instanceof byte[] array) {
        out.writeInt(array.length);
        out.write(array);
      } else if (object instanceof Instant instant) {
        out.writeLong(instant.getEpochSecond());
        out.writeInt(instant.getNano());
      } else if (object instanceof IkeConfig) {
        out.writeByte(1);
      } else if (object instanceof Number
          || object instanceof String
          || object instanceof Boolean) {
        out.writeUTF(object.toString());
      } else if (object instanceof Enum<?> constant) {
        out.writeUTF(constant.name());
      } else if (object instanceof Optional<?> optional) {
        out.writeByte(optional.isPresent() ? 2 : 3);
        write(optional.orElse(null));
      } else {
        Integer before = seen.putIfAbsent(object, seen.size());
        if (before != null) {
          out.writeByte(4);
          out.writeInt(before);
        } else {
          writeNew(object);
        }
      }
    }

    private void writeNew(Object object) throws IOException {
      if (object instanceof Collection<?> collection) {
        out.writeInt(collection.size());
        for (Object one : collection) {
          write(one);
        }
      } else if (object instanceof Map<?, ?> map) {
        out.writeInt(map.size());
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          write(entry.getKey());
          write(entry.getValue());
        }
      } else if (object instanceof PlainRandom random) {
        out.writeLong(random.state());
      } else if (isShared(object) && !isOurs(object.getClass())) {
        out.writeUTF(object.toString());
      } else {
        out.writeUTF(object.getClass().getName());
        for (Field field : fields(object.getClass())) {
          if (!NOT_COMPARED.contains(field.getName())) {
            write(get(field, object));
          }
        }
      }
    }
  }

  private static boolean isOurs(Class<?> type) {
    return type.getName().startsWith("io.vpn4j.");
  }

  private static void requireOurs(Class<?> type) {
    if (!COPIED_PACKAGES.contains(type.getPackageName()) && !COPIED_CLASSES.contains(type)) {
      throw new AssertionError("neither known to be immutable nor to be copied: " + type);
    }
  }

  /** Whether nothing reachable from {@code object} ever changes or has a time in it. */
  private static boolean isShared(Object object) {
    Class<?> type = object.getClass();
    if (type.isArray()) {
      return false;
    }
    if (object instanceof Enum || object instanceof Octets || object instanceof IkeConfig) {
      return true;
    }
    String name = type.getPackageName();
    if (name.startsWith(HOME + "message")
        || name.startsWith(HOME + "negotiation")
        || name.startsWith("io.vpn4j.model")
        || name.startsWith(HOME + "auth")) {
      return true;
    }
    if (name.equals("io.vpn4j.ike")) {
      return !COPIED_CLASSES.contains(type) && !(object instanceof PlainRandom);
    }
    return name.equals("java.lang")
        || name.equals("java.time")
        || (type.getSimpleName().endsWith("Group") && name.equals(HOME + "crypto"));
  }

  private static boolean isImmutable(Collection<?> collection) {
    return collection.getClass().getName().startsWith("java.util.ImmutableCollections");
  }

  private static Field[] fields(Class<?> type) {
    return FIELDS.computeIfAbsent(
        type,
        t -> {
          List<Field> fields = new ArrayList<>();
          for (Class<?> one = t; one != null && isOurs(one); one = one.getSuperclass()) {
            for (Field field : one.getDeclaredFields()) {
              if (!Modifier.isStatic(field.getModifiers())) {
                field.setAccessible(true);
                fields.add(field);
              }
            }
          }
          return fields.toArray(Field[]::new);
        });
  }

  private static Constructor<?> canonical(Class<?> type) {
    Class<?>[] types = new Class<?>[type.getRecordComponents().length];
    for (int i = 0; i < types.length; i++) {
      RecordComponent part = type.getRecordComponents()[i];
      types[i] = part.getType();
    }
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor;
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }

  private static Object allocate(Class<?> type) {
    try {
      return CONSTRUCTORS.computeIfAbsent(type, SessionGraph::withoutInitialising).newInstance();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /** What deserialisation uses; by name, because the compiler warns of the type. */
  private static Constructor<?> withoutInitialising(Class<?> type) {
    try {
      Class<?> factory = Class.forName("sun.reflect.ReflectionFactory");
      Object instance = factory.getMethod("getReflectionFactory").invoke(null);
      return (Constructor<?>)
          factory
              .getMethod("newConstructorForSerialization", Class.class, Constructor.class)
              .invoke(instance, type, Object.class.getDeclaredConstructor());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static Object get(Field field, Object object) {
    try {
      return field.get(object);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private static void set(Field field, Object object, Object value) {
    try {
      field.set(object, value);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
