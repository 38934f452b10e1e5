package io.vpn4j.model.aws.json;

import io.vpn4j.model.secret.SecretAccess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The answer to a call of the EC2 API as the AWS CLI prints it: {@code {"VpnConnections": […]}} of
 * a describe call, {@code {"VpnConnection": {…}}} of a call that makes or changes one, or several
 * of them in one object.
 *
 * <p>A document that was read and not changed is written with the same octets if it was laid out as
 * the AWS CLI does it, with any indentation: one field or element a line, {@code ": "} after names,
 * escapes only where they must be. Any other is written as the same tree, in that layout.
 */
public final class Ec2Document {
  /** The largest document that is read: 16 MiB. */
  public static final int MAX_OCTETS = JsonText.MAX_OCTETS;

  private final JsonValue.Fields root;
  private final JsonLayout layout;
  private final Map<Ec2Shape<?>, List<? extends Described<?>>> described;

  private Ec2Document(
      JsonValue.Fields root,
      JsonLayout layout,
      Map<Ec2Shape<?>, List<? extends Described<?>>> described) {
    this.root = root;
    this.layout = layout;
    this.described = described;
  }

  /**
   * Reads the JSON.
   *
   * @throws AwsJsonException if it is anything else, or describes what no connection or gateway can
   *     be
   */
  public static Ec2Document read(String json) throws AwsJsonException {
    JsonValue.Fields root = JsonText.object(json);
    Map<Ec2Shape<?>, List<? extends Described<?>>> described = new LinkedHashMap<>();
    for (Ec2Shape<?> shape : Ec2Shape.ALL) {
      described.put(shape, read(shape, root));
    }
    return new Ec2Document(root, JsonLayout.of(json), described);
  }

  /**
   * Reads the JSON in UTF-8.
   *
   * @throws AwsJsonException if it is anything else
   */
  public static Ec2Document read(byte[] json) throws AwsJsonException {
    return read(JsonText.decode(json));
  }

  /**
   * Reads the JSON in UTF-8, to the end of the stream or one octet past {@link #MAX_OCTETS}; does
   * not close it.
   *
   * @throws AwsJsonException if it is anything else
   * @throws IOException if the stream fails
   */
  public static Ec2Document read(InputStream json) throws IOException, AwsJsonException {
    return read(json.readNBytes(MAX_OCTETS + 1));
  }

  /**
   * Reads the JSON file in UTF-8.
   *
   * @throws AwsJsonException if it is anything else
   * @throws IOException if the file cannot be read
   */
  public static Ec2Document read(Path json) throws IOException, AwsJsonException {
    try (InputStream in = Files.newInputStream(json)) {
      return read(in);
    }
  }

  /** The answer to a describe call, in the layout of the AWS CLI. */
  public static <T> Ec2Document describe(Ec2Shape<T> shape, List<Described<T>> resources) {
    return empty().with(shape, resources);
  }

  /** The answer to a call that makes or changes one resource, in the layout of the AWS CLI. */
  public static <T> Ec2Document result(Ec2Shape<T> shape, Described<T> resource) {
    Ec2Document empty = empty();
    JsonValue.Fields root = JsonValue.object(Map.of(shape.singleName(), resource.source()));
    return new Ec2Document(root, empty.layout, Map.of(shape, List.of(resource)));
  }

  private static Ec2Document empty() {
    return new Ec2Document(JsonValue.object(Map.of()), JsonLayout.AWS_CLI, Map.of());
  }

  private static <T> List<Described<T>> read(Ec2Shape<T> shape, JsonValue.Fields root)
      throws AwsJsonException {
    List<Described<T>> all = new ArrayList<>();
    JsonValue list = root.fields().get(shape.listName());
    if (list != null && !list.isNull()) {
      String path = "$." + shape.listName();
      if (!(list instanceof JsonValue.Array array)) {
        throw new AwsJsonException(path, list.line(), list.column(), "no array", "an array");
      }
      int index = 0;
      for (JsonValue element : array.elements()) {
        Described.read(shape, element, path + "[" + index++ + "]").ifPresent(all::add);
      }
    }
    JsonValue single = root.fields().get(shape.singleName());
    if (single != null && !single.isNull()) {
      Described.read(shape, single, "$." + shape.singleName()).ifPresent(all::add);
    }
    return List.copyOf(all);
  }

  /** All resources of a kind that the model has, in the order of the document. */
  @SuppressWarnings("unchecked") // read and with put under a shape what is of that shape
  public <T> List<Described<T>> all(Ec2Shape<T> shape) {
    return (List<Described<T>>) described.getOrDefault(shape, List.of());
  }

  /** The values of {@link #all}. */
  public <T> List<T> values(Ec2Shape<T> shape) {
    return all(shape).stream().map(Described::value).toList();
  }

  /**
   * This with other resources of a kind; a document that answers for one resource takes one. A
   * document that had both forms has all of them in the list.
   *
   * @throws IllegalArgumentException if it takes one and there are none or several
   */
  public <T> Ec2Document with(Ec2Shape<T> shape, List<Described<T>> resources) {
    List<JsonValue> sources =
        resources.stream().map(resource -> (JsonValue) resource.source()).toList();
    Map<String, JsonValue> fields = new LinkedHashMap<>(root.fields());
    boolean list = fields.containsKey(shape.listName());
    if (fields.containsKey(shape.singleName()) && !list) {
      if (sources.size() != 1) {
        throw new IllegalArgumentException(
            shape.singleName() + " of " + sources.size() + " resources: one is wanted");
      }
      fields.put(shape.singleName(), sources.get(0));
    } else {
      fields.remove(shape.singleName());
      fields.put(shape.listName(), JsonValue.array(sources));
    }
    Map<Ec2Shape<?>, List<? extends Described<?>>> all = new LinkedHashMap<>(described);
    all.put(shape, List.copyOf(resources));
    return new Ec2Document(JsonValue.object(fields), layout, all);
  }

  /** Paths of fields that the model does not have; they are kept. */
  public List<String> unknownFields() {
    List<String> unknown = new ArrayList<>();
    for (String name : root.fields().keySet()) {
      if (Ec2Shape.ALL.stream()
          .noneMatch(s -> s.listName().equals(name) || s.singleName().equals(name))) {
        unknown.add("$." + name);
      }
    }
    described.values().forEach(all -> all.forEach(one -> unknown.addAll(one.unknownFields())));
    return unknown;
  }

  /**
   * Writes the JSON.
   *
   * @param access for the pre-shared keys, which stand in the text
   */
  public String toJson(SecretAccess access) {
    Objects.requireNonNull(access, "access");
    return layout.write(root);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Ec2Document document && root.equals(document.root);
  }

  @Override
  public int hashCode() {
    return root.hashCode();
  }

  /** What is described, without a secret. */
  @Override
  public String toString() {
    return described.values().stream()
        .flatMap(List::stream)
        .map(Object::toString)
        .collect(Collectors.joining(", ", "Ec2Document[", "]"));
  }
}
