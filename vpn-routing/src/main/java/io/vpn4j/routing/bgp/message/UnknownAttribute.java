package io.vpn4j.routing.bgp.message;

import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireWriter;
import java.util.Objects;

/**
 * An attribute without a record of its own, kept as it came (RFC 4271 section 5).
 *
 * <p>{@link #passedOn} is what goes to other peers if the attribute is accepted.
 *
 * @param flags all eight bits
 * @param type the type code
 * @param value the octets behind the length
 */
public record UnknownAttribute(int flags, AttributeType type, Octets value)
    implements PathAttribute {
  /**
   * @throws IllegalArgumentException if the flags are out of range, the type has a record of its
   *     own, or the value is longer than 65,535 octets
   */
  public UnknownAttribute {
    Unsigned.requireU8("attribute flags", flags);
    Objects.requireNonNull(type, "type");
    if (AttributeCodec.isTyped(type)) {
      throw new IllegalArgumentException("attribute type " + type + " is not an unknown one");
    }
    Unsigned.requireU16("attribute length", value.length());
  }

  /** Whether a speaker that does not know it may ignore it. */
  public boolean isOptional() {
    return (flags & AttributeFlags.OPTIONAL) != 0;
  }

  /** Whether a speaker that does not know it passes it on. */
  public boolean isTransitive() {
    return (flags & AttributeFlags.TRANSITIVE) != 0;
  }

  /** The same with the Partial bit, as we pass it on (RFC 4271 section 5). */
  public UnknownAttribute passedOn() {
    return new UnknownAttribute(flags | AttributeFlags.PARTIAL, type, value);
  }

  @Override
  public int valueLength(CodecContext context) {
    return value.length();
  }

  @Override
  public void encodeValue(WireWriter out, CodecContext context) {
    out.octets(value);
  }
}
