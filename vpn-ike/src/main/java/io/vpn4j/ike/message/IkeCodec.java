package io.vpn4j.ike.message;

import io.vpn4j.ike.message.PayloadChain.Place;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.MalformedMessageException.Kind;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.model.wire.WireReader;
import io.vpn4j.model.wire.WireWriter;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Messages and payload chains to octets and back (RFC 7296 section 3).
 *
 * <p>Whatever decodes, encodes to the same octets again. Decoding throws nothing but {@link
 * MalformedMessageException}; encoding throws {@link IllegalArgumentException} when a value of our
 * own does not fit.
 */
public final class IkeCodec {
  /** The most octets of a message or chain: what UDP and the Payload Length field can carry. */
  public static final int MAX_OCTETS = 65_535;

  private IkeCodec() {}

  /**
   * Decodes a whole message.
   *
   * @param datagram from the initiator's SPI on, without the non-ESP marker; its position stays
   * @throws MalformedMessageException if it is not one; of kind BAD_VALUE in the field "major
   *     version" if the header is whole and the version is not 2.x
   */
  public static IkeMessage decode(ByteBuffer datagram) throws MalformedMessageException {
    WireReader in = WireReader.of(datagram);
    requireSize(in);
    IkeHeader.Decoded start = IkeHeader.Decoded.read(in);
    int majorVersion = start.header().majorVersion();
    if (majorVersion != IkeHeader.MAJOR_VERSION) {
      throw in.bad(Kind.BAD_VALUE, "major version", majorVersion + " instead of 2");
    }
    List<Payload> payloads = PayloadChain.decode(start.firstPayload(), in, Place.MESSAGE);
    return new IkeMessage(start.header(), payloads, in.rest());
  }

  /**
   * Encodes a whole message.
   *
   * @throws IllegalArgumentException if it is longer than {@link #MAX_OCTETS}
   */
  public static Octets encode(IkeMessage message) {
    int length = requireSize(message.encodedLength());
    return write(
        length,
        out -> {
          message.header().encode(out, PayloadChain.firstType(message.payloads()), length);
          PayloadChain.encode(message.payloads(), out);
          out.octets(message.trailer());
        });
  }

  /**
   * Decodes what was inside an SK payload, padding removed.
   *
   * @param first the type of the first payload: the SK payload's {@code firstInner}
   * @param chain all octets of the chain; offsets in exceptions count from its start
   * @throws MalformedMessageException if it is not a chain, has octets left over, or has an SK or
   *     SKF payload in it
   */
  public static List<Payload> decodePayloads(PayloadType first, Octets chain)
      throws MalformedMessageException {
    WireReader in = WireReader.of(chain);
    requireSize(in);
    List<Payload> payloads = PayloadChain.decode(first, in, Place.INSIDE_PROTECTED);
    in.expectEnd("end of payloads");
    return List.copyOf(payloads);
  }

  /**
   * Encodes what goes inside an SK payload; the type of the first payload goes into the SK payload.
   *
   * @throws IllegalArgumentException if the chain is longer than {@link #MAX_OCTETS} or has an SK
   *     or SKF payload in it
   */
  public static Octets encodePayloads(List<Payload> payloads) {
    if (payloads.stream().anyMatch(ProtectedPayload.class::isInstance)) {
      throw new IllegalArgumentException("an encrypted payload cannot hold another");
    }
    return write(
        requireSize(PayloadChain.encodedLength(payloads)),
        out -> PayloadChain.encode(payloads, out));
  }

  /**
   * Encodes a message that is one SK payload, whose checksum covers the header with its final
   * lengths (RFC 7296 section 3.14, RFC 5282 section 5.1).
   *
   * @param bodyOctets octets of IV, ciphertext and checksum together
   * @param seal gets everything before the body, and gives the body
   * @throws IllegalArgumentException if the message would be longer than {@link #MAX_OCTETS}, or
   *     {@code seal} gives a body of another length
   */
  public static Octets encodeProtected(
      IkeHeader header, PayloadType firstInner, int bodyOctets, Function<Octets, Octets> seal) {
    return sealed(header, PayloadType.SK, firstInner, Octets.EMPTY, requireBody(bodyOctets), seal);
  }

  /**
   * Encodes a message that is one SKF payload, like {@link #encodeProtected} (RFC 7383 section
   * 2.5).
   *
   * @param firstInner the type of the first payload inside in fragment 1, NONE in all others
   * @param fragmentNumber 1 to {@code totalFragments}
   * @param totalFragments 1 to 65,535
   * @param bodyOctets octets of IV, ciphertext and checksum together
   * @param seal gets everything before the body, and gives the body
   * @throws IllegalArgumentException if a number is out of range, the message would be longer than
   *     {@link #MAX_OCTETS}, or {@code seal} gives a body of another length
   */
  public static Octets encodeProtectedFragment(
      IkeHeader header,
      PayloadType firstInner,
      int fragmentNumber,
      int totalFragments,
      int bodyOctets,
      Function<Octets, Octets> seal) {
    Octets numbers =
        new EncryptedFragmentPayload(firstInner, fragmentNumber, totalFragments, Octets.EMPTY)
            .bodyOctets();
    return sealed(header, PayloadType.SKF, firstInner, numbers, requireBody(bodyOctets), seal);
  }

  /**
   * Everything in {@code message} before the body of its SK or SKF payload: what the checksum
   * covers in clear, as it was received.
   *
   * @param message the octets that {@link #decode} took
   * @param sk the last payload of what it gave
   * @throws IllegalArgumentException if {@code message} does not end with the body of {@code sk}
   */
  public static Octets protectedPrefix(Octets message, ProtectedPayload sk) {
    int prefix = message.length() - sk.body().length();
    if (prefix < IkeHeader.OCTETS || !message.slice(prefix, message.length()).equals(sk.body())) {
      throw new IllegalArgumentException("the payload is not the end of this message");
    }
    return message.slice(0, prefix);
  }

  private static Octets sealed(
      IkeHeader header,
      PayloadType type,
      PayloadType firstInner,
      Octets clear,
      int bodyOctets,
      Function<Octets, Octets> seal) {
    int payloadLength = Payload.HEADER_OCTETS + clear.length() + bodyOctets;
    int length = requireSize(IkeHeader.OCTETS + (long) payloadLength);
    Octets prefix =
        write(
            length - bodyOctets,
            out -> {
              header.encode(out, type, length);
              out.u8(firstInner.value()).u8(0).u16(payloadLength).octets(clear);
            });
    Octets body = seal.apply(prefix);
    if (body.length() != bodyOctets) {
      throw new IllegalArgumentException(
          "sealed body has " + body.length() + " octets, " + bodyOctets + " were announced");
    }
    return Octets.concat(prefix, body);
  }

  private static Octets write(int length, Consumer<WireWriter> content) {
    ByteBuffer octets = ByteBuffer.allocate(length);
    content.accept(new WireWriter(octets));
    if (octets.hasRemaining()) {
      throw new IllegalStateException(
          "encoded length " + length + ", but " + octets.position() + " octets were written");
    }
    return Octets.of(octets.flip());
  }

  private static void requireSize(WireReader in) throws MalformedMessageException {
    if (in.remaining() > MAX_OCTETS) {
      throw in.bad(Kind.BAD_LENGTH, "message", in.remaining() + " octets, more than " + MAX_OCTETS);
    }
  }

  private static int requireSize(long length) {
    Unsigned.require("message length", length, MAX_OCTETS);
    return (int) length;
  }

  private static int requireBody(int bodyOctets) {
    Unsigned.require("body length", bodyOctets, MAX_OCTETS);
    return bodyOctets;
  }
}
