package io.vpn4j.routing.bgp.fsm;

/** The timers of a connection (RFC 4271 section 8.1.3, RFC 9687 section 3.1). */
public enum FsmTimer {
  /** An attempt at a transport takes too long (event 9). */
  CONNECT_RETRY,
  /** Nothing came from the peer (event 10). */
  HOLD,
  /** It is time to say that we live (event 11). */
  KEEPALIVE,
  /** The peer had its chance to send its OPEN first (event 12). */
  DELAY_OPEN,
  /** The wait after a failure is over (event 13). */
  IDLE_HOLD,
  /** The peer reads nothing (event 29). */
  SEND_HOLD
}
