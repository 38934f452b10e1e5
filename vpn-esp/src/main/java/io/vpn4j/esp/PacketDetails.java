package io.vpn4j.esp;

/**
 * What {@link InboundSa#open(java.nio.ByteBuffer, java.nio.ByteBuffer, PacketDetails)} tells about
 * a packet beside its octets. One object serves all packets of a thread.
 */
public final class PacketDetails {
  private int nextHeader = -1;
  private long sequenceNumber;

  /** Details of no packet yet. */
  public PacketDetails() {}

  /** The next header: an IANA protocol number; -1 before the first packet. */
  public int nextHeader() {
    return nextHeader;
  }

  /** The sequence number, all 64 bits of it, unsigned; 0 before the first packet. */
  public long sequenceNumber() {
    return sequenceNumber;
  }

  void set(int newNextHeader, long newSequenceNumber) {
    this.nextHeader = newNextHeader;
    this.sequenceNumber = newSequenceNumber;
  }

  @Override
  public String toString() {
    return "PacketDetails[nextHeader="
        + nextHeader
        + ", sequenceNumber="
        + Long.toUnsignedString(sequenceNumber)
        + "]";
  }
}
