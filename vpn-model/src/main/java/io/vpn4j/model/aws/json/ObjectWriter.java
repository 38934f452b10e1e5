package io.vpn4j.model.aws.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Collects the fields of one JSON object in the order in which they are put. */
final class ObjectWriter {
  private final Map<String, JsonValue> fields = new LinkedHashMap<>();

  /** A text: what {@code toString} of the value gives. */
  ObjectWriter text(String name, Object value) {
    fields.put(name, JsonValue.text(value.toString()));
    return this;
  }

  /** The same, if there is a value. */
  ObjectWriter text(String name, Optional<?> value) {
    value.ifPresent(present -> text(name, present));
    return this;
  }

  ObjectWriter number(String name, long value) {
    fields.put(name, JsonValue.number(value));
    return this;
  }

  ObjectWriter bool(String name, boolean value) {
    fields.put(name, JsonValue.bool(value));
    return this;
  }

  ObjectWriter value(String name, JsonValue value) {
    fields.put(name, value);
    return this;
  }

  <T> ObjectWriter objects(
      String name, Iterable<? extends T> values, Function<T, JsonValue.Fields> writer) {
    List<JsonValue> elements = new ArrayList<>();
    values.forEach(value -> elements.add(writer.apply(value)));
    fields.put(name, JsonValue.array(elements));
    return this;
  }

  JsonValue.Fields done() {
    return JsonValue.object(fields);
  }
}
