package io.vpn4j.esp.tunnel;

/**
 * What the entry of a tunnel writes into the ECN field of the outer header (RFC 6040 section 4.1,
 * figure 3).
 */
public enum EcnMode {
  /**
   * The inner field as it is. The mode of every tunnel whose far end follows RFC 4301 or RFC 6040:
   * any that IKEv2 made does.
   */
  NORMAL,
  /**
   * Not-ECT always: for a far end that would lose congestion marks, because it discards the outer
   * field (RFC 2401, or IKEv1 peers of old). The path then drops instead of marking.
   */
  COMPATIBILITY;

  /** The outer field of an inner packet that is marked {@code inner}. */
  public Ecn outer(Ecn inner) {
    return this == NORMAL ? inner : Ecn.NOT_ECT;
  }
}
