package io.vpn4j.ike.state;

import io.vpn4j.ike.message.ExchangeType;
import io.vpn4j.model.wire.Octets;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Message IDs of both directions (RFC 7296 section 2.2 and 2.3): which requests of ours wait for
 * their answers, which request of the peer may come next, and the answers kept for repeats.
 *
 * <p>Each end says how many requests it takes at once (SET_WINDOW_SIZE); until it does, one.
 */
final class MessageWindow {
  /** Message IDs must not start again at zero (RFC 7296 section 2.2). */
  static final long MAX_MESSAGE_ID = 0xffff_ffffL;

  private record Answered(Octets request, SealedMessage response) {}

  private final TreeMap<Long, ExchangeType> awaited = new TreeMap<>();
  private final TreeMap<Long, Answered> answered = new TreeMap<>();
  private long nextRequest;
  private long expectedRequest;
  private int peerSize = 1;
  private int ownSize = 1;

  /**
   * @param nextRequest the Message ID of our next request
   * @param expectedRequest the lowest Message ID of the peer's that is not answered yet
   */
  MessageWindow(long nextRequest, long expectedRequest) {
    this.nextRequest = nextRequest;
    this.expectedRequest = expectedRequest;
  }

  /** As many requests of ours may wait at once; a peer never takes that back by saying less. */
  void peerTakes(int requests) {
    peerSize = Math.max(peerSize, requests);
  }

  /** As many requests of the peer we take at once. */
  void weTake(int requests) {
    ownSize = Math.max(ownSize, requests);
  }

  /** Whether one more request may go out now. */
  boolean hasRoom() {
    return awaited.isEmpty() || nextRequest < awaited.firstKey() + peerSize;
  }

  long takeRequestId(ExchangeType exchange) {
    if (nextRequest > MAX_MESSAGE_ID) {
      throw new IllegalStateException("no Message ID is left; the IKE SA had to be deleted before");
    }
    awaited.put(nextRequest, exchange);
    return nextRequest++;
  }

  /** The exchange of our request {@code messageId}, if its answer is still awaited. */
  Optional<ExchangeType> awaited(long messageId) {
    return Optional.ofNullable(awaited.get(messageId));
  }

  /** The answer to our request {@code messageId} is here, or is not waited for any more. */
  void settle(long messageId) {
    awaited.remove(messageId);
  }

  /**
   * Whether the IKE SA has to be deleted now: we have one Message ID left, which the Delete takes,
   * or the peer has none.
   */
  boolean isExhausted() {
    return nextRequest >= MAX_MESSAGE_ID || expectedRequest > MAX_MESSAGE_ID;
  }

  /** Whether a request with {@code messageId} may come now and has not been answered. */
  boolean isExpected(long messageId) {
    return messageId >= expectedRequest
        && messageId < expectedRequest + ownSize
        && !answered.containsKey(messageId);
  }

  /**
   * The answer to give again, if {@code datagram} is an answered request once more. It must be the
   * same octet for octet (RFC 7296 section 2.1), so that only a true repeat, and not anything with
   * an old Message ID, makes us send.
   */
  Optional<SealedMessage> repeatOf(long messageId, Octets datagram) {
    return Optional.ofNullable(answered.get(messageId))
        .filter(a -> a.request().equals(datagram))
        .map(Answered::response);
  }

  /** The answer to the peer's request {@code messageId}, if it is still kept. */
  Optional<SealedMessage> answerTo(long messageId) {
    return Optional.ofNullable(answered.get(messageId)).map(Answered::response);
  }

  /**
   * Remembers the answer to an expected request. As many answers are kept as the peer may still ask
   * for (RFC 7296 section 2.3).
   *
   * @param request the datagram by which a repeat is recognised
   */
  void answered(long messageId, Octets request, SealedMessage response) {
    answered.put(messageId, new Answered(request, response));
    while (answered.containsKey(expectedRequest)) {
      expectedRequest++;
    }
    answered.headMap(expectedRequest - ownSize).clear();
  }
}
