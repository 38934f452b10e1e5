package io.vpn4j.esp.fragment;

/**
 * What the fragments of one datagram have in common: addresses, identification, and protocol in
 * IPv4 (RFC 791 section 2.3); addresses and identification in IPv6 (RFC 8200 section 4.5), where
 * the protocol is 0.
 *
 * <p>The hash depends on a secret of the reassembler, so that nobody can choose identifications
 * that fall together; were it found out, the limit on datagrams still bounds a search.
 */
final class DatagramKey {
  private final boolean ipv4;
  private final int protocol;
  private final int identification;
  private final long sourceHigh;
  private final long sourceLow;
  private final long destinationHigh;
  private final long destinationLow;
  private final int hash;

  DatagramKey(ReceivedFragment fragment, long seed) {
    this.ipv4 = fragment.ipv4();
    this.protocol = fragment.keyProtocol();
    this.identification = fragment.identification();
    this.sourceHigh = fragment.sourceHigh();
    this.sourceLow = fragment.sourceLow();
    this.destinationHigh = fragment.destinationHigh();
    this.destinationLow = fragment.destinationLow();
    long mixed = mix(seed ^ ((long) protocol << 32 | (identification & 0xffff_ffffL)));
    mixed = mix(mixed ^ sourceHigh);
    mixed = mix(mixed ^ sourceLow);
    mixed = mix(mixed ^ destinationHigh);
    this.hash = (int) (mix(mixed ^ destinationLow) >>> 32);
  }

  /** The finalizer of SplitMix64: every bit of the input moves half of those of the output. */
  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DatagramKey key
        && ipv4 == key.ipv4
        && protocol == key.protocol
        && identification == key.identification
        && sourceHigh == key.sourceHigh
        && sourceLow == key.sourceLow
        && destinationHigh == key.destinationHigh
        && destinationLow == key.destinationLow;
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
