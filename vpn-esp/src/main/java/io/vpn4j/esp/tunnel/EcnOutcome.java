package io.vpn4j.esp.tunnel;

/** What the ECN field of an outer header does to the inner packet (RFC 6040 section 4.2). */
public enum EcnOutcome {
  /** The inner field stays, as it should. */
  KEPT,
  /** The inner field takes the outer one: CE, or ECT(1) over ECT(0). */
  MARKED,
  /**
   * The inner field stays. A cell that figure 4 marks (!): ECT(1) inside and ECT(0) outside, which
   * no path of today makes. Worth a line in a log, seldom.
   */
  ODD,
  /**
   * The inner field stays. A cell that figure 4 marks (!!!): someone on the path has written a
   * field that it had no business to write. Worth an alarm, limited in rate.
   */
  SUSPECT,
  /**
   * The packet is to be dropped, and is worth an alarm too: the path signals congestion by CE and
   * the inner packet's sender could not hear of it, so a drop has to tell.
   */
  DROP,
  /** The inner octets are no IP packet with its header whole; nothing was touched. */
  MALFORMED;

  /** Whether figure 4 marks the cell (!!!), which calls for an alarm. */
  public boolean isAlarm() {
    return this == SUSPECT || this == DROP;
  }
}
