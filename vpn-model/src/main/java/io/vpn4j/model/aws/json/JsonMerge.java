package io.vpn4j.model.aws.json;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Carries a change of a value over to the JSON that the value was read from.
 *
 * <p>{@code before} is what the writer makes of the old value, {@code after} what it makes of the
 * new one. Only where the two differ does the source change; what the model does not know, or wrote
 * in other words, stays.
 */
final class JsonMerge {
  /** Fields that tell which element of an array is which, the most telling first. */
  private static final List<String> IDENTITIES =
      List.of(
          "SubnetId",
          "VpnConnectionId",
          "CustomerGatewayId",
          "OutsideIpAddress",
          "DestinationCidrBlock",
          "DestinationIpv6CidrBlock",
          "VpnGatewayId",
          "RouteTableId",
          "TransitGatewayId",
          "VpcId",
          "GatewayId",
          "CidrBlock",
          "Ipv6CidrBlock",
          "Key",
          "Value");

  private JsonMerge() {}

  static JsonValue merge(JsonValue source, JsonValue before, JsonValue after) {
    if (before.equals(after)) {
      return source;
    }
    if (source instanceof JsonValue.Fields s
        && before instanceof JsonValue.Fields b
        && after instanceof JsonValue.Fields a) {
      return fields(s, b.fields(), a.fields());
    }
    if (source instanceof JsonValue.Array s
        && before instanceof JsonValue.Array b
        && after instanceof JsonValue.Array a) {
      return elements(s, b.elements(), a.elements());
    }
    return after;
  }

  static JsonValue.Fields fields(
      JsonValue.Fields source, Map<String, JsonValue> before, Map<String, JsonValue> after) {
    Map<String, JsonValue> merged = new LinkedHashMap<>(source.fields());
    Set<String> names = new LinkedHashSet<>(before.keySet());
    names.addAll(after.keySet());
    for (String name : names) {
      JsonValue old = before.get(name);
      JsonValue now = after.get(name);
      if (Objects.equals(old, now)) {
        continue;
      }
      JsonValue found = merged.get(name);
      if (now == null) {
        merged.remove(name);
      } else {
        merged.put(name, old == null || found == null ? now : merge(found, old, now));
      }
    }
    return JsonValue.object(merged);
  }

  private static JsonValue elements(
      JsonValue.Array source, List<JsonValue> before, List<JsonValue> after) {
    Map<String, Deque<JsonValue>> sources = byIdentity(source.elements());
    Map<String, Deque<JsonValue>> befores = byIdentity(before);
    List<JsonValue> merged = new ArrayList<>();
    for (JsonValue element : after) {
      // Elements without identity meet in the order in which they stand.
      String identity = identity(element);
      JsonValue found = next(sources, identity);
      JsonValue old = next(befores, identity);
      merged.add(found == null || old == null ? element : merge(found, old, element));
    }
    return JsonValue.array(merged);
  }

  private static Map<String, Deque<JsonValue>> byIdentity(List<JsonValue> elements) {
    Map<String, Deque<JsonValue>> all = new HashMap<>();
    for (JsonValue element : elements) {
      all.computeIfAbsent(identity(element), identity -> new ArrayDeque<>()).add(element);
    }
    return all;
  }

  private static JsonValue next(Map<String, Deque<JsonValue>> all, String identity) {
    Deque<JsonValue> elements = all.get(identity);
    return elements == null ? null : elements.poll();
  }

  private static String identity(JsonValue element) {
    if (element instanceof JsonValue.Fields object) {
      for (String name : IDENTITIES) {
        if (object.fields().get(name) instanceof JsonValue.Text text) {
          return name + "=" + text.text();
        }
      }
    }
    return "";
  }
}
