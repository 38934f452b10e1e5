package io.vpn4j.model.aws.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON value as it stands in a text: fields in their order, numbers in their spelling.
 *
 * <p>The place in the text does not count for equality, nor does the order of fields. No value
 * prints itself, since it may be or hold a secret.
 */
abstract sealed class JsonValue {
  private final int line;
  private final int column;

  private JsonValue(int line, int column) {
    this.line = line;
    this.column = column;
  }

  static JsonValue text(String text) {
    return new Text(text, 0, 0);
  }

  static JsonValue number(long number) {
    return new Plain(Long.toString(number), 0, 0);
  }

  static JsonValue bool(boolean value) {
    return new Plain(Boolean.toString(value), 0, 0);
  }

  static Array array(List<? extends JsonValue> elements) {
    return new Array(elements, 0, 0);
  }

  static Fields object(Map<String, JsonValue> fields) {
    return new Fields(fields, 0, 0);
  }

  /** Line in the text that it was read from, from 1; 0 if there is none. */
  int line() {
    return line;
  }

  /** Column in the text that it was read from, from 1; 0 if there is none. */
  int column() {
    return column;
  }

  boolean isNull() {
    return this instanceof Plain plain && plain.spelling.equals("null");
  }

  @Override
  public final String toString() {
    return "JSON " + getClass().getSimpleName();
  }

  /** An object. */
  static final class Fields extends JsonValue {
    private final Map<String, JsonValue> fields;

    Fields(Map<String, JsonValue> fields, int line, int column) {
      super(line, column);
      this.fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    Map<String, JsonValue> fields() {
      return fields;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Fields object && fields.equals(object.fields);
    }

    @Override
    public int hashCode() {
      return fields.hashCode();
    }
  }

  /** An array. */
  static final class Array extends JsonValue {
    private final List<JsonValue> elements;

    Array(List<? extends JsonValue> elements, int line, int column) {
      super(line, column);
      this.elements = List.copyOf(elements);
    }

    List<JsonValue> elements() {
      return elements;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Array array && elements.equals(array.elements);
    }

    @Override
    public int hashCode() {
      return elements.hashCode();
    }
  }

  /** A string. */
  static final class Text extends JsonValue {
    private final String text;

    Text(String text, int line, int column) {
      super(line, column);
      this.text = text;
    }

    String text() {
      return text;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Text string && text.equals(string.text);
    }

    @Override
    public int hashCode() {
      return text.hashCode();
    }
  }

  /** A number, {@code true}, {@code false} or {@code null}, in its spelling. */
  static final class Plain extends JsonValue {
    private final String spelling;

    Plain(String spelling, int line, int column) {
      super(line, column);
      this.spelling = spelling;
    }

    String spelling() {
      return spelling;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Plain plain && spelling.equals(plain.spelling);
    }

    @Override
    public int hashCode() {
      return spelling.hashCode();
    }
  }
}
