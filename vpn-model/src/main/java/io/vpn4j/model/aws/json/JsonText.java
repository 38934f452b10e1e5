package io.vpn4j.model.aws.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON text into a tree, within bounds. Messages of the parser are not passed on, because
 * they quote the text, secrets included.
 */
final class JsonText {
  /** The largest text that is read: 16 Mi octets. */
  static final int MAX_OCTETS = 16 * 1024 * 1024;

  private static final int MAX_DEPTH = 32;
  private static final int MAX_STRING = 1024 * 1024;
  private static final int MAX_NAME = 256;
  private static final int MAX_NUMBER = 64;

  // Names of hostile documents must not stay in a table that all documents share.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(MAX_STRING)
                  .maxNameLength(MAX_NAME)
                  .maxNumberLength(MAX_NUMBER)
                  .maxDocumentLength(MAX_OCTETS)
                  .build())
          .build();

  private JsonText() {}

  /** UTF-8 as text; a byte order mark is read over. */
  static String decode(byte[] utf8) throws AwsJsonException {
    checkSize(utf8.length);
    try {
      // A decoder of its own reports malformed octets, where new String would replace them.
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new AwsJsonException("$", 0, 0, "octets that are not UTF-8", "JSON in UTF-8");
    }
  }

  /** The object that {@code text} is. */
  static JsonValue.Fields object(String text) throws AwsJsonException {
    JsonValue value = read(text);
    if (value instanceof JsonValue.Fields object) {
      return object;
    }
    throw new AwsJsonException("$", value.line(), value.column(), "no object", "a JSON object");
  }

  private static JsonValue read(String text) throws AwsJsonException {
    checkSize(text.length());
    try (JsonParser in = FACTORY.createParser(text)) {
      if (in.nextToken() == null) {
        throw new AwsJsonException("$", 0, 0, "an empty text", "a JSON object");
      }
      JsonValue value = value(in);
      if (in.nextToken() != null) {
        JsonLocation at = in.currentTokenLocation();
        throw new AwsJsonException(
            "$", at.getLineNr(), at.getColumnNr(), "more text after the object", "one object");
      }
      return value;
    } catch (StreamConstraintsException e) {
      throw refuse(e, "more than the bounds", bounds());
    } catch (JsonProcessingException e) {
      throw refuse(
          e,
          "text that is not well-formed JSON (cut off, a broken token, or a name that stands twice)",
          "the whole text as the AWS CLI printed it");
    } catch (IOException e) {
      throw new AwsJsonException("$", 0, 0, "text that cannot be read", "JSON");
    }
  }

  private static String bounds() {
    return "at most "
        + MAX_DEPTH
        + " levels, "
        + MAX_STRING
        + " characters a string, "
        + MAX_NAME
        + " a name, "
        + MAX_NUMBER
        + " a number";
  }

  private static void checkSize(int length) throws AwsJsonException {
    if (length > MAX_OCTETS) {
      throw new AwsJsonException(
          "$", 0, 0, "more than " + MAX_OCTETS + " octets", "a shorter document");
    }
  }

  private static AwsJsonException refuse(JsonProcessingException e, String found, String wanted) {
    JsonLocation at = e.getLocation();
    return at == null
        ? new AwsJsonException("$", 0, 0, found, wanted)
        : new AwsJsonException("$", at.getLineNr(), at.getColumnNr(), found, wanted);
  }

  /** The value that begins at the current token. The parser bounds the depth. */
  private static JsonValue value(JsonParser in) throws IOException {
    JsonLocation at = in.currentTokenLocation();
    int line = at.getLineNr();
    int column = at.getColumnNr();
    if (in.currentToken() == JsonToken.START_OBJECT) {
      Map<String, JsonValue> fields = new LinkedHashMap<>();
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String name = in.currentName();
        in.nextToken();
        fields.put(name, value(in));
      }
      return new JsonValue.Fields(fields, line, column);
    }
    if (in.currentToken() == JsonToken.START_ARRAY) {
      List<JsonValue> elements = new ArrayList<>();
      while (in.nextToken() != JsonToken.END_ARRAY) {
        elements.add(value(in));
      }
      return new JsonValue.Array(elements, line, column);
    }
    return in.currentToken() == JsonToken.VALUE_STRING
        ? new JsonValue.Text(in.getText(), line, column)
        : new JsonValue.Plain(in.getText(), line, column);
  }
}
