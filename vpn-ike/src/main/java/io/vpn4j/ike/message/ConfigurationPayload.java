package io.vpn4j.ike.message;

import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * CP: configuration asked for or given (RFC 7296 section 3.15).
 *
 * @param cfgType the IANA number of the kind of exchange
 * @param attributes in order
 * @param bits critical bit and the RESERVED field of three octets
 */
public record ConfigurationPayload(
    int cfgType, List<ConfigurationAttribute> attributes, PayloadBits bits) implements Payload {
  /** CFG_REQUEST. */
  public static final int REQUEST = 1;

  /** CFG_REPLY. */
  public static final int REPLY = 2;

  /** CFG_SET. */
  public static final int SET = 3;

  /** CFG_ACK. */
  public static final int ACK = 4;

  /**
   * @throws IllegalArgumentException if a field is out of range
   */
  public ConfigurationPayload {
    Unsigned.requireU8("CFG type", cfgType);
    attributes = List.copyOf(attributes);
    bits.requireReserved(PayloadBits.RESERVED_24);
  }

  /** What we send. */
  public ConfigurationPayload(int cfgType, List<ConfigurationAttribute> attributes) {
    this(cfgType, attributes, PayloadBits.NONE);
  }

  static ConfigurationPayload decode(int headerBits, WireReader body)
      throws MalformedMessageException {
    int cfgType = body.u8("CFG type");
    PayloadBits bits = PayloadBits.read24(headerBits, body);
    List<ConfigurationAttribute> attributes = new ArrayList<>();
    while (body.hasRemaining()) {
      attributes.add(ConfigurationAttribute.decode(body));
    }
    return new ConfigurationPayload(cfgType, attributes, bits);
  }

  @Override
  public PayloadType type() {
    return PayloadType.CP;
  }

  @Override
  public int bodyLength() {
    return 4 + attributes.stream().mapToInt(ConfigurationAttribute::encodedLength).sum();
  }

  @Override
  public void encodeBody(WireWriter out) {
    out.u8(cfgType);
    bits.writeReserved24(out);
    attributes.forEach(attribute -> attribute.encode(out));
  }
}
