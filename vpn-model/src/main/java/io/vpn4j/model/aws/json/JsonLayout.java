package io.vpn4j.model.aws.json;

import java.util.Iterator;
import java.util.Map;

/**
 * How a JSON text is laid out: the way of the AWS CLI (Python's {@code json.dumps}, non-ASCII
 * characters as they are) with a width of indentation, an end of line, and an end of text.
 *
 * @param indent spaces a level
 * @param lineEnd {@code \n} or {@code \r\n}
 * @param end what stands after the object: nothing or an end of line
 */
record JsonLayout(int indent, String lineEnd, String end) {
  /** Of the AWS CLI: four spaces, {@code \n}, and one at the end. */
  static final JsonLayout AWS_CLI = new JsonLayout(4, "\n", "\n");

  /** The layout that {@code text} seems to have; that of the AWS CLI where it tells nothing. */
  static JsonLayout of(String text) {
    int newline = text.indexOf('\n');
    String lineEnd = newline > 0 && text.charAt(newline - 1) == '\r' ? "\r\n" : "\n";
    String end = text.endsWith(lineEnd) ? lineEnd : "";
    int indent = 0;
    while (newline >= 0
        && newline + 1 + indent < text.length()
        && indent < 16
        && text.charAt(newline + 1 + indent) == ' ') {
      indent++;
    }
    return new JsonLayout(indent == 0 ? AWS_CLI.indent : indent, lineEnd, end);
  }

  String write(JsonValue.Fields object) {
    StringBuilder out = new StringBuilder(4_096);
    value(object, 0, out);
    return out.append(end).toString();
  }

  private void value(JsonValue value, int depth, StringBuilder out) {
    if (value instanceof JsonValue.Fields object) {
      object(object, depth, out);
    } else if (value instanceof JsonValue.Array array) {
      array(array, depth, out);
    } else if (value instanceof JsonValue.Text text) {
      string(text.text(), out);
    } else {
      out.append(((JsonValue.Plain) value).spelling());
    }
  }

  private void object(JsonValue.Fields object, int depth, StringBuilder out) {
    if (object.fields().isEmpty()) {
      out.append("{}");
      return;
    }
    out.append('{');
    Iterator<Map.Entry<String, JsonValue>> fields = object.fields().entrySet().iterator();
    while (fields.hasNext()) {
      Map.Entry<String, JsonValue> field = fields.next();
      line(depth + 1, out);
      string(field.getKey(), out);
      out.append(": ");
      value(field.getValue(), depth + 1, out);
      if (fields.hasNext()) {
        out.append(',');
      }
    }
    line(depth, out);
    out.append('}');
  }

  private void array(JsonValue.Array array, int depth, StringBuilder out) {
    if (array.elements().isEmpty()) {
      out.append("[]");
      return;
    }
    out.append('[');
    Iterator<JsonValue> elements = array.elements().iterator();
    while (elements.hasNext()) {
      line(depth + 1, out);
      value(elements.next(), depth + 1, out);
      if (elements.hasNext()) {
        out.append(',');
      }
    }
    line(depth, out);
    out.append(']');
  }

  private void line(int depth, StringBuilder out) {
    out.append(lineEnd).append(" ".repeat(depth * indent));
  }

  private static void string(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> {
          if (c < ' ' || isUnpaired(text, i)) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  /** Half a surrogate pair, which UTF-8 cannot carry. */
  private static boolean isUnpaired(String text, int at) {
    char c = text.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
    }
    return Character.isLowSurrogate(c)
        && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
  }
}
