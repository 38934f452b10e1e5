package io.vpn4j.routing.bgp.message;

import java.util.List;
import java.util.Objects;

/** What a peer's octets are: a message, maybe with errors that it survives, or the end. */
public sealed interface DecodeResult {
  /**
   * A message to process as it is.
   *
   * @param message for an UPDATE, what RFC 7606 leaves of it: without discarded attributes; routes
   *     that are treated as withdrawn are among those withdrawn
   * @param errors what was wrong with attributes, in wire order; empty but for an UPDATE
   */
  record Accepted(BgpMessage message, List<AttributeError> errors) implements DecodeResult {
    /** Copies the list. */
    public Accepted {
      Objects.requireNonNull(message, "message");
      errors = List.copyOf(errors);
    }

    /** A message without errors. */
    public Accepted(BgpMessage message) {
      this(message, List.of());
    }

    /** The strongest of what was done about the errors. */
    public ErrorAction action() {
      return errors.stream()
          .map(AttributeError::action)
          .reduce(ErrorAction.NONE, ErrorAction::stronger);
    }
  }

  /**
   * The session cannot go on.
   *
   * @param answer what to send before closing
   * @param reason for the log
   */
  record Refused(NotificationMessage answer, String reason) implements DecodeResult {
    /** Checks that nothing is missing. */
    public Refused {
      Objects.requireNonNull(answer, "answer");
      Objects.requireNonNull(reason, "reason");
    }
  }
}
