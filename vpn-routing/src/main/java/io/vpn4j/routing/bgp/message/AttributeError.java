package io.vpn4j.routing.bgp.message;

import io.vpn4j.model.wire.Octets;
import java.util.Objects;

/**
 * What is wrong with one attribute of an UPDATE, and what was done about it.
 *
 * @param type the attribute
 * @param action what RFC 7606 says
 * @param code what RFC 4271 section 6.3 calls it
 * @param attribute flags, type, length and value; empty if the attribute is missing
 * @param reason for the log
 */
public record AttributeError(
    AttributeType type,
    ErrorAction action,
    NotificationCode code,
    Octets attribute,
    String reason) {
  /** Checks that nothing is missing. */
  public AttributeError {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(attribute, "attribute");
    Objects.requireNonNull(reason, "reason");
  }
}
