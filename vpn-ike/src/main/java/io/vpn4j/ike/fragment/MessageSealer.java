package io.vpn4j.ike.fragment;

import io.vpn4j.ike.crypto.SkPayloadCipher;
import io.vpn4j.ike.message.IkeCodec;
import io.vpn4j.ike.message.IkeHeader;
import io.vpn4j.ike.message.PayloadType;
import io.vpn4j.model.wire.Octets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Seals a payload chain into one SK message, or into SKF messages when it is too large for that
 * (RFC 7383 section 2.5).
 */
public final class MessageSealer {
  /**
   * The least size that can be asked for: IPv4 passes every datagram of 576 octets, and 20 of them
   * are the IP header, 8 of UDP and 4 the non-ESP marker (RFC 7383 section 2.5.1).
   */
  public static final int MIN_MESSAGE_OCTETS = 576 - 20 - 8 - 4;

  /** IKE header, generic payload header, Fragment Number and Total Fragments. */
  private static final int FRAGMENT_OVERHEAD = IkeHeader.OCTETS + 4 + 4;

  private static final int MAX_FRAGMENTS = 65_535;

  private MessageSealer() {}

  /** One SK message, however large. */
  public static Octets whole(
      SkPayloadCipher cipher, IkeHeader header, PayloadType firstInner, Octets inner) {
    return IkeCodec.encodeProtected(
        header,
        firstInner,
        cipher.bodyOctets(inner.length()),
        prefix -> cipher.seal(prefix, inner.toByteArray()));
  }

  /**
   * As many messages as it takes, none longer than {@code messageOctets}; one SK message if that is
   * enough.
   *
   * @param firstInner the type of the first payload of {@code inner}
   * @param inner the payload chain
   * @param messageOctets the most octets of an IKE message, without headers of IP and UDP and
   *     without the non-ESP marker; at least {@link #MIN_MESSAGE_OCTETS}
   * @return in the order of Fragment Number
   * @throws IllegalArgumentException if {@code messageOctets} is too small, or {@code inner} is too
   *     large for 65,535 fragments
   */
  public static List<Octets> fragments(
      SkPayloadCipher cipher,
      IkeHeader header,
      PayloadType firstInner,
      Octets inner,
      int messageOctets) {
    if (messageOctets < MIN_MESSAGE_OCTETS) {
      throw new IllegalArgumentException(
          "messages of " + messageOctets + " octets; at least " + MIN_MESSAGE_OCTETS);
    }
    int wholeOctets = IkeHeader.OCTETS + 4 + cipher.bodyOctets(inner.length());
    if (wholeOctets <= messageOctets) {
      return List.of(whole(cipher, header, firstInner, inner));
    }
    int piece = pieceOctets(cipher, messageOctets);
    int total = (inner.length() + piece - 1) / piece;
    if (total > MAX_FRAGMENTS) {
      throw new IllegalArgumentException(inner.length() + " octets make " + total + " fragments");
    }
    List<Octets> messages = new ArrayList<>();
    for (int number = 1; number <= total; number++) {
      int from = (number - 1) * piece;
      byte[] part = inner.slice(from, Math.min(from + piece, inner.length())).toByteArray();
      messages.add(
          IkeCodec.encodeProtectedFragment(
              header,
              // RFC 7383 2.5: only the first fragment says what the chain begins with.
              number == 1 ? firstInner : PayloadType.NONE,
              number,
              total,
              cipher.bodyOctets(part.length),
              prefix -> cipher.seal(prefix, part)));
      Arrays.fill(part, (byte) 0);
    }
    return List.copyOf(messages);
  }

  /** The most octets of a chain that a fragment can carry; block ciphers pad, so it is tried. */
  private static int pieceOctets(SkPayloadCipher cipher, int messageOctets) {
    int piece = messageOctets - FRAGMENT_OVERHEAD - cipher.bodyOctets(0);
    while (FRAGMENT_OVERHEAD + cipher.bodyOctets(piece + 1) <= messageOctets) {
      piece++;
    }
    while (FRAGMENT_OVERHEAD + cipher.bodyOctets(piece) > messageOctets) {
      piece--;
    }
    return piece;
  }
}
