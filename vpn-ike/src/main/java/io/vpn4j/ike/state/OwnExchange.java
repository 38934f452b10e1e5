package io.vpn4j.ike.state;

import io.vpn4j.ike.message.ExchangeType;
import io.vpn4j.ike.message.Payload;
import java.util.List;

/**
 * An exchange that we begin in an established IKE SA: it waits for its turn, sends one request and
 * gets one answer; if there are additional key exchanges, it does so once for each of them.
 */
sealed interface OwnExchange
    permits LivenessCheck,
        ChildSaCreation,
        ChildSaDeletion,
        IkeSaRekeying,
        IkeSaDeletion,
        AddressUpdate {

  ExchangeType type();

  /** Whether it changes what Child SAs there are, so that an IKE SA rekey must not cross it. */
  default boolean concernsChildSas() {
    return false;
  }

  /**
   * Whether it goes on with what an exchange before has begun (RFC 9370 section 2.2.4), and so does
   * not wait for others.
   */
  default boolean isFollowUp() {
    return false;
  }

  /** Whether there is still a reason for it when its turn comes. */
  default boolean isWanted(Association association, IkeSa sa) {
    return true;
  }

  /** The payloads of the request; draws what it needs. */
  List<Payload> begin(Association association, IkeSa sa, Turn turn);

  /** The answer, proved to be the peer's. */
  void answered(Association association, IkeSa sa, Turn turn, List<Payload> response);

  /** Nothing will come of it: zeroes its secrets. */
  default void forget() {}
}
