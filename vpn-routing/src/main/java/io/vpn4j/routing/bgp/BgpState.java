package io.vpn4j.routing.bgp;

/** The states of RFC 4271 section 8.2.2, by name. */
public enum BgpState {
  /** Not started, stopped, or waiting before the next attempt. */
  IDLE,
  /** A transport is being opened. */
  CONNECT,
  /** The peer may open a transport. */
  ACTIVE,
  /** Our OPEN is sent. */
  OPEN_SENT,
  /** The OPENs are exchanged. */
  OPEN_CONFIRM,
  /** Routes may be exchanged. */
  ESTABLISHED
}
