package io.vpn4j.routing.bgp.fsm;

import io.vpn4j.routing.bgp.message.BgpCodec;
import io.vpn4j.routing.bgp.message.CodecContext;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * Messages out of a stream in any segmentation. Holds at most one message that is not whole: never
 * more than its header claims, and no memory for what has not come.
 */
final class MessageStream {
  private byte[] partial = new byte[BgpCodec.HEADER_OCTETS];
  private int length;

  /**
   * The next message, if it is whole with {@code in}.
   *
   * @param in octets taken are behind its position
   * @return as many octets as the codec wants; valid until the next call
   */
  Optional<ByteBuffer> next(ByteBuffer in, CodecContext context) {
    if (length == 0) {
      int wanted = wantedOctets(in, context);
      if (in.remaining() >= wanted) {
        ByteBuffer message = in.slice(in.position(), wanted);
        in.position(in.position() + wanted);
        return Optional.of(message);
      }
    }
    while (true) {
      int wanted = wantedOctets(ByteBuffer.wrap(partial, 0, length), context);
      int taken = Math.min(wanted - length, in.remaining());
      if (taken <= 0 && length < wanted) {
        return Optional.empty();
      }
      if (length >= wanted) {
        length = 0;
        return Optional.of(ByteBuffer.wrap(partial, 0, wanted).slice());
      }
      if (length + taken > partial.length) {
        // Twice as much at most: a header alone makes us take no 65,535 octets.
        partial = Arrays.copyOf(partial, Math.min(wanted, Math.max(2 * length, length + taken)));
      }
      in.get(partial, length, taken);
      length += taken;
    }
  }

  /** Without the marker the length says nothing, and waiting for it would only delay the answer. */
  private static int wantedOctets(ByteBuffer received, CodecContext context) {
    int at = received.position();
    boolean unmarked =
        received.remaining() >= BgpCodec.HEADER_OCTETS
            && (received.getLong(at) & received.getLong(at + Long.BYTES)) != -1;
    return unmarked ? BgpCodec.HEADER_OCTETS : BgpCodec.wantedOctets(received, context);
  }
}
