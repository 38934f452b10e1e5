package io.vpn4j.ike.fragment;

import io.vpn4j.ike.message.PayloadType;
import io.vpn4j.model.wire.Octets;

/** What came of a fragment. */
public sealed interface FragmentResult {

  /**
   * It is the peer's and was kept; others of its message are missing.
   *
   * @param have fragments that are here
   * @param total fragments of the message
   */
  record Kept(int have, int total) implements FragmentResult {}

  /**
   * It was the last that was missing.
   *
   * @param firstInner the type of the first payload inside
   * @param inner the payload chain, put together
   * @param firstFragment the datagram with Fragment Number 1, which stands for the message when it
   *     is repeated (RFC 7383 section 2.6.1)
   */
  record Whole(PayloadType firstInner, Octets inner, Octets firstFragment)
      implements FragmentResult {
    /** Without what was secret on the wire. */
    @Override
    public String toString() {
      return "Whole[" + firstInner + ", " + inner.length() + " octets]";
    }
  }

  /**
   * It is of no use and changed nothing.
   *
   * @param why the reason
   */
  record Ignored(Reason why) implements FragmentResult {}

  /** Why a fragment is of no use (RFC 7383 section 2.6). */
  enum Reason {
    /** It is here already. */
    DUPLICATE,
    /** The peer has begun again with more, smaller fragments. */
    OUTDATED,
    /** Its Total Fragments is more than we take. */
    TOO_MANY_FRAGMENTS,
    /** Its message is larger than what we keep; all of it is dropped. */
    TOO_LARGE,
    /** Its checksum is wrong: nothing proves that it is the peer's. */
    BAD_INTEGRITY
  }
}
