package io.vpn4j.model.aws.json;

import io.vpn4j.model.aws.CustomerGatewayConfiguration;
import io.vpn4j.model.aws.CustomerGatewayConfigurationException;
import io.vpn4j.model.secret.SecretAccess;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A resource and the JSON object that describes it.
 *
 * <p>The object keeps what the type of the model does not have. A change of the value changes in
 * the object only the fields that differ.
 *
 * @param <T> the type of the model
 */
public final class Described<T> {
  static final String CONFIGURATION = "CustomerGatewayConfiguration";

  private final Ec2Shape<T> shape;
  private final T value;
  private final JsonValue.Fields source;
  private final List<String> unknownFields;

  private Described(
      Ec2Shape<T> shape, T value, JsonValue.Fields source, List<String> unknownFields) {
    this.shape = shape;
    this.value = value;
    this.source = source;
    this.unknownFields = List.copyOf(unknownFields);
  }

  /**
   * Describes {@code value} with every field that the service would show.
   *
   * @throws IllegalArgumentException if a pre-shared key breaks the rule of AWS
   */
  public static <T> Described<T> of(Ec2Shape<T> shape, T value) {
    return new Described<>(shape, value, shape.mapping().write(value), List.of());
  }

  static <T> Optional<Described<T>> read(Ec2Shape<T> shape, JsonValue source, String path)
      throws AwsJsonException {
    List<String> unknown = new ArrayList<>();
    ObjectReader at = ObjectReader.of(source, path, unknown);
    return shape.mapping().knows(at)
        ? Optional.of(new Described<>(shape, shape.mapping().read(at), at.source(), unknown))
        : Optional.empty();
  }

  /** The resource. */
  public T value() {
    return value;
  }

  /** Paths in the document of fields that the model does not have; they are kept. */
  public List<String> unknownFields() {
    return unknownFields;
  }

  /**
   * This with another value: the fields that differ are changed, all others stay as they are.
   *
   * @throws IllegalArgumentException if a pre-shared key breaks the rule of AWS
   */
  public Described<T> with(T other) {
    Mapping<T> mapping = shape.mapping();
    JsonValue.Fields merged =
        JsonMerge.fields(source, mapping.write(value).fields(), mapping.write(other).fields());
    return new Described<>(shape, other, merged, unknownFields);
  }

  /**
   * The XML for the device that stands in the description of a connection; the service leaves it
   * out unless the connection is pending or available.
   *
   * @throws CustomerGatewayConfigurationException if the text in the field is anything else
   */
  public Optional<CustomerGatewayConfiguration> customerGatewayConfiguration()
      throws CustomerGatewayConfigurationException {
    return source.fields().get(CONFIGURATION) instanceof JsonValue.Text xml && !xml.text().isEmpty()
        ? Optional.of(CustomerGatewayConfiguration.read(xml.text()))
        : Optional.empty();
  }

  /**
   * This with the XML for the device in the description.
   *
   * @throws IllegalArgumentException if this describes something other than a connection
   */
  public Described<T> withCustomerGatewayConfiguration(CustomerGatewayConfiguration document) {
    if (shape != Ec2Shape.VPN_CONNECTION) {
      throw new IllegalArgumentException(shape + " has no " + CONFIGURATION);
    }
    // The tree leaves this package only for a SecretAccess of the caller.
    JsonValue xml = JsonValue.text(document.toXml(SecretAccess.grant()));
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    if (!source.fields().containsKey(CONFIGURATION)) {
      fields.put(CONFIGURATION, xml); // first, as the service has it
    }
    fields.putAll(source.fields());
    fields.put(CONFIGURATION, xml);
    return new Described<>(shape, value, JsonValue.object(fields), unknownFields);
  }

  JsonValue.Fields source() {
    return source;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Described<?> described
        && shape == described.shape
        && value.equals(described.value)
        && source.equals(described.source);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  /** The value, which shows no secret. */
  @Override
  public String toString() {
    return "Described[" + value + "]";
  }
}
