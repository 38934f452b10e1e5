package io.vpn4j.ike.requirements;

import java.util.Optional;

/**
 * One requirement.
 *
 * @param id such as {@code RFC7296-2.1-7}
 * @param section of the RFC
 * @param level MUST, MUST NOT, SHOULD ...
 * @param role initiator, responder or both: who has to meet it
 * @param text what is required, in our words
 * @param notApplicable why it does not concern this implementation
 * @param unmet why it is not met, where that is decided
 */
record Rule(
    String id,
    String section,
    String level,
    String role,
    String text,
    Optional<String> notApplicable,
    Optional<String> unmet) {

  boolean absolute() {
    return level.startsWith("MUST");
  }
}
