package io.vpn4j.routing.bgp.message;

import io.vpn4j.model.wire.Octets;
import io.vpn4j.routing.bgp.message.CodecContext.PeerRelation;
import io.vpn4j.routing.bgp.message.DecodeResult.Accepted;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Octets as a message of one of four sessions, which the first octet chooses; the header is put
 * right. What is accepted without withdrawing anything is the same message again, and the view sees
 * no other prefixes.
 */
public final class BgpMessageFuzz {
  private static final CodecContext INTERNAL =
      CodecContext.FOUR_OCTET_AS.withPeer(PeerRelation.INTERNAL);
  private static final List<CodecContext> SESSIONS =
      List.of(
          CodecContext.PLAIN,
          CodecContext.FOUR_OCTET_AS,
          INTERNAL.withExtendedMessages(true),
          INTERNAL
              .withAddPath(Set.of(AddressFamily.IPV4_UNICAST, AddressFamily.IPV6_UNICAST))
              .withExtendedNextHop(Set.of(AddressFamily.IPV4_UNICAST)));

  private BgpMessageFuzz() {}

  /** The target: session, type, body. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length < 2) {
      return;
    }
    CodecContext session = SESSIONS.get(input[0] & 3);
    Octets octets = Octets.of(input);
    Octets message = message(input[1] & 7, octets.slice(2, octets.length()));
    DecodeResult result = BgpCodec.decode(message.asByteBuffer(), session);
    boolean viewed = new UpdateView().read(message.asByteBuffer(), session);
    if (result instanceof Accepted accepted
        && accepted.action().compareTo(ErrorAction.ATTRIBUTE_DISCARD) <= 0) {
      BgpMessage decoded = accepted.message();
      Octets again = BgpCodec.encode(decoded, session);
      require(new Accepted(decoded).equals(BgpCodec.decode(again.asByteBuffer(), session)));
      require(!decoded.toString().isEmpty());
      if (decoded instanceof OpenMessage open) {
        open.refusal();
      }
    } else if (viewed) {
      require(message.u8(18) == MessageType.UPDATE.value());
    }
  }

  private static Octets message(int type, Octets body) {
    int length = 19 + body.length();
    return Octets.concat(
        Octets.ofHex("ff".repeat(16)),
        Octets.of((byte) (length >> 8), (byte) length, (byte) type),
        body);
  }

  private static void require(boolean condition) {
    if (!condition) {
      throw new AssertionError("not the same message again");
    }
  }

  /** Messages of each type, the UPDATEs with one of each attribute. */
  public static List<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>();
    for (byte session = 0; session < SESSIONS.size(); session++) {
      for (BgpArbitraries.Sent sent : BgpArbitraries.sent().list().ofSize(8).sample()) {
        Octets octets = sent.octets();
        seeds.add(
            Octets.concat(
                    Octets.of(session, (byte) octets.u8(18)), octets.slice(19, octets.length()))
                .toByteArray());
      }
    }
    return seeds;
  }
}
