package io.vpn4j.model.aws.json;

/** Both directions between a type of the model and the object that describes it. */
interface Mapping<T> {
  /** Whether the model has such a resource; others stay in the document and are not read. */
  default boolean knows(ObjectReader at) throws AwsJsonException {
    return true;
  }

  /**
   * Reads the object.
   *
   * @throws AwsJsonException if a field has a wrong form, or a rule of the model is broken
   */
  T read(ObjectReader at) throws AwsJsonException;

  /** Writes the object, every field that the service would describe. */
  JsonValue.Fields write(T value);
}
