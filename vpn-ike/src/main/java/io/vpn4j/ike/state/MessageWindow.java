package io.vpn4j.ike.state;

import io.vpn4j.model.wire.Octets;
import java.util.Optional;

/**
 * Message IDs of both directions, with the window of one request that is the default (RFC 7296
 * section 2.2 and 2.3), and the last answer kept for repeats.
 */
final class MessageWindow {
  /** Message IDs must not start again at zero (RFC 7296 section 2.2). */
  static final long MAX_MESSAGE_ID = 0xffff_ffffL;

  private long nextRequest;
  private long expectedRequest;
  private Octets lastRequest = Octets.EMPTY;
  private Octets lastResponse = Octets.EMPTY;

  /**
   * @param nextRequest the Message ID of our next request
   * @param expectedRequest the Message ID of the peer's next request
   */
  MessageWindow(long nextRequest, long expectedRequest) {
    this.nextRequest = nextRequest;
    this.expectedRequest = expectedRequest;
  }

  long takeRequestId() {
    if (nextRequest > MAX_MESSAGE_ID) {
      throw new IllegalStateException("no Message ID is left; the IKE SA had to be deleted before");
    }
    return nextRequest++;
  }

  /**
   * Whether the IKE SA has to be deleted now: we have one Message ID left, which the Delete takes,
   * or the peer has none.
   */
  boolean isExhausted() {
    return nextRequest >= MAX_MESSAGE_ID || expectedRequest > MAX_MESSAGE_ID;
  }

  /** Whether a response with {@code messageId} would answer our latest request. */
  boolean isLatestRequest(long messageId) {
    return messageId == nextRequest - 1;
  }

  boolean isExpected(long messageId) {
    return messageId == expectedRequest;
  }

  /**
   * The answer to give again, if {@code message} is the last request once more. It must be the same
   * octet for octet (RFC 7296 section 2.1), so that only a true repeat, and not anything with an
   * old Message ID, makes us send.
   */
  Optional<Octets> repeatOf(Octets message) {
    return !lastResponse.isEmpty() && message.equals(lastRequest)
        ? Optional.of(lastResponse)
        : Optional.empty();
  }

  /** Remembers the answer to the expected request and expects the next one. */
  void answered(Octets request, Octets response) {
    expectedRequest++;
    lastRequest = request;
    lastResponse = response;
  }
}
