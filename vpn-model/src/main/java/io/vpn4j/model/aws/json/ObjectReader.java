package io.vpn4j.model.aws.json;

import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Reads the fields of one JSON object, and knows which nobody asked for.
 *
 * <p>A field that is {@code null} is absent, as the AWS CLI leaves such fields out.
 */
final class ObjectReader {
  /** Fields whose values are in no message. */
  private static final Set<String> SECRET = Set.of("PreSharedKey", Described.CONFIGURATION);

  private final JsonValue.Fields object;
  private final String path;
  private final List<String> unknown;
  private final Set<String> asked = new HashSet<>();

  private ObjectReader(JsonValue.Fields object, String path, List<String> unknown) {
    this.object = object;
    this.path = path;
    this.unknown = unknown;
  }

  /**
   * @param unknown where {@link #finish} puts the paths of fields that were not asked for
   */
  static ObjectReader of(JsonValue value, String path, List<String> unknown)
      throws AwsJsonException {
    if (value instanceof JsonValue.Fields object) {
      return new ObjectReader(object, path, unknown);
    }
    throw new AwsJsonException(path, value.line(), value.column(), shown(value), "an object");
  }

  /** A text, maybe an empty one. */
  Optional<String> text(String name) throws AwsJsonException {
    JsonValue value = value(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof JsonValue.Text text) {
      return Optional.of(text.text());
    }
    throw refuse(name, "a string");
  }

  /** An identifier or name: an empty text, which some tools write instead of none, is absent. */
  Optional<String> name(String name) throws AwsJsonException {
    return text(name).filter(text -> !text.isEmpty());
  }

  /** A text that must be there. */
  String required(String name) throws AwsJsonException {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      throw missing(name);
    }
    return text.get();
  }

  /** Tells that the field {@code name} is not there. */
  AwsJsonException missing(String name) {
    return new AwsJsonException(
        path + "." + name, object.line(), object.column(), "nothing", "a value");
  }

  /** {@code true} or {@code false}. */
  Optional<Boolean> bool(String name) throws AwsJsonException {
    JsonValue value = value(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof JsonValue.Plain plain && plain.spelling().matches("true|false")) {
      return Optional.of(plain.spelling().equals("true"));
    }
    throw refuse(name, "true or false");
  }

  /** A whole number of {@code min} to {@code max}. */
  Optional<Long> number(String name, long min, long max) throws AwsJsonException {
    JsonValue value = value(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof JsonValue.Plain plain && plain.spelling().matches("-?[0-9]{1,18}")) {
      long number = Long.parseLong(plain.spelling());
      if (number >= min && number <= max) {
        return Optional.of(number);
      }
    }
    throw refuse(name, "a whole number, " + min + " to " + max);
  }

  /** A whole number of {@code int}; the model has the narrower rule. */
  Optional<Integer> integer(String name) throws AwsJsonException {
    return number(name, 0, Integer.MAX_VALUE).map(Long::intValue);
  }

  /**
   * A text that {@code parser} takes, which throws IllegalArgumentException or DateTimeException.
   */
  <T> Optional<T> parsed(String name, Function<String, T> parser, String wanted)
      throws AwsJsonException {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(parser.apply(text.get()));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw refuse(name, wanted);
    }
  }

  /** One of a closed set, by the text that its {@code toString} gives. */
  <E extends Enum<E>> Optional<E> constant(String name, E[] constants) throws AwsJsonException {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    for (E constant : constants) {
      if (constant.toString().equals(text.get())) {
        return Optional.of(constant);
      }
    }
    throw refuse(
        name,
        "one of " + Arrays.stream(constants).map(E::toString).collect(Collectors.joining(", ")));
  }

  /** An address; an empty text is none. */
  Optional<IpAddress> address(String name) throws AwsJsonException {
    return name(name).isEmpty()
        ? Optional.empty()
        : parsed(name, IpAddress::of, "an IPv4 or IPv6 address");
  }

  /** A prefix; an empty text is none. */
  Optional<IpPrefix> prefix(String name) throws AwsJsonException {
    return name(name).isEmpty()
        ? Optional.empty()
        : parsed(name, IpPrefix::of, "address/length without host bits");
  }

  /** The prefixes of an array of texts; none if the array is absent. */
  List<IpPrefix> prefixes(String name) throws AwsJsonException {
    JsonValue value = value(name);
    if (value == null) {
      return List.of();
    }
    List<IpPrefix> prefixes = new ArrayList<>();
    if (value instanceof JsonValue.Array array) {
      for (JsonValue element : array.elements()) {
        try {
          prefixes.add(IpPrefix.of(element instanceof JsonValue.Text text ? text.text() : ""));
        } catch (IllegalArgumentException e) {
          throw new AwsJsonException(
              path + "." + name + "[" + prefixes.size() + "]",
              element.line(),
              element.column(),
              shown(element),
              "address/length without host bits");
        }
      }
      return prefixes;
    }
    throw refuse(name, "an array");
  }

  /** An object. */
  Optional<ObjectReader> object(String name) throws AwsJsonException {
    JsonValue value = value(name);
    return value == null ? Optional.empty() : Optional.of(of(value, path + "." + name, unknown));
  }

  /** The objects of an array; none if the array is absent. */
  List<ObjectReader> objects(String name) throws AwsJsonException {
    JsonValue value = value(name);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof JsonValue.Array array)) {
      throw refuse(name, "an array");
    }
    List<ObjectReader> readers = new ArrayList<>();
    for (JsonValue element : array.elements()) {
      readers.add(of(element, path + "." + name + "[" + readers.size() + "]", unknown));
    }
    return readers;
  }

  /** What {@code build} makes; the rules that it checks are told with the place of the object. */
  <T> T built(Supplier<T> build) throws AwsJsonException {
    try {
      T built = build.get();
      finish();
      return built;
    } catch (IllegalArgumentException e) {
      throw new AwsJsonException(
          path, object.line(), object.column(), "values that break a rule", e.getMessage());
    }
  }

  /** Notes the fields that were not asked for. */
  void finish() {
    for (String name : object.fields().keySet()) {
      if (!asked.contains(name)) {
        unknown.add(path + "." + name);
      }
    }
  }

  JsonValue.Fields source() {
    return object;
  }

  /** Tells that the field {@code name}, which is there, has a wrong value. */
  AwsJsonException refuse(String name, String wanted) {
    JsonValue value = object.fields().get(name);
    return new AwsJsonException(
        path + "." + name,
        value.line(),
        value.column(),
        SECRET.contains(name) ? "another value" : shown(value),
        wanted);
  }

  private JsonValue value(String name) {
    asked.add(name);
    JsonValue value = object.fields().get(name);
    return value == null || value.isNull() ? null : value;
  }

  private static String shown(JsonValue value) {
    if (value instanceof JsonValue.Text text) {
      return AwsJsonException.quoted(text.text());
    }
    if (value instanceof JsonValue.Plain plain) {
      return plain.spelling();
    }
    return value instanceof JsonValue.Array ? "an array" : "an object";
  }
}
