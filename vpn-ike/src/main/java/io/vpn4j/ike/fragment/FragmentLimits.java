package io.vpn4j.ike.fragment;

import io.vpn4j.ike.message.IkeCodec;

/**
 * How much one IKE SA keeps of messages that are not whole yet.
 *
 * <p>The sender of a fragment has done a key exchange with us but may not have proved who it is, so
 * what it can make us keep is bounded (RFC 7383 section 5).
 *
 * @param maxFragments the largest Total Fragments that is taken
 * @param maxOctets octets that are kept at once, for all messages together: of each fragment what
 *     is inside, of a first fragment the datagram too
 */
public record FragmentLimits(int maxFragments, int maxOctets) {
  /**
   * 65,535 octets, some ten long certificates, in up to 256 pieces: the smallest datagrams that RFC
   * 7383 section 2.5.1 speaks of need no more than 140.
   */
  public static final FragmentLimits DEFAULT = new FragmentLimits(256, IkeCodec.MAX_OCTETS);

  /**
   * @throws IllegalArgumentException if a limit is not positive
   */
  public FragmentLimits {
    if (maxFragments < 1 || maxOctets < 1) {
      throw new IllegalArgumentException(
          "maxFragments " + maxFragments + " and maxOctets " + maxOctets + " must be positive");
    }
  }
}
