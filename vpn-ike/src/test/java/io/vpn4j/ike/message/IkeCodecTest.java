package io.vpn4j.ike.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.IkeSpi;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.MalformedMessageException.Kind;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.testing.Requirement;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IkeCodecTest {
  private static final IkeSpi SPI_I = new IkeSpi(0xc0c1c2c3c4c5c6c7L);
  private static final IkeSpi SPI_R = new IkeSpi(0xd0d1d2d3d4d5d6d7L);

  /** RFC 7634 appendix B: everything before the IV of the message. */
  private static final String RFC_7634_PREFIX =
      "c0c1c2c3c4c5c6c7d0d1d2d3d4d5d6d72e202500000000090000004529000029";

  /** RFC 7634 appendix B: IV, ciphertext and tag. */
  private static final String RFC_7634_BODY =
      "1011121314151617610394701f8d017f7c129248896b71bfe25236efd7cdc67066906315b2";

  private static final IkeHeader HEADER =
      IkeHeader.of(SPI_I, SPI_R, ExchangeType.INFORMATIONAL, false, false, 9);

  private static final IkeHeader INIT_RESPONSE =
      IkeHeader.of(SPI_I, SPI_R, ExchangeType.IKE_SA_INIT, false, true, 0);

  @Test
  void decodesTheProtectedMessageOfRfc7634() throws MalformedMessageException {
    Octets octets = Octets.ofHex(RFC_7634_PREFIX + RFC_7634_BODY);

    IkeMessage message = IkeCodec.decode(octets.asByteBuffer());

    EncryptedPayload sk = new EncryptedPayload(PayloadType.NOTIFY, Octets.ofHex(RFC_7634_BODY));
    assertEquals(new IkeMessage(HEADER, List.of(sk)), message);
    assertEquals(Octets.ofHex(RFC_7634_PREFIX), IkeCodec.protectedPrefix(octets, sk));
    assertEquals(octets, IkeCodec.encode(message));
  }

  @Test
  void givesSealTheFinalHeadersOfRfc7634() {
    Octets body = Octets.ofHex(RFC_7634_BODY);
    List<Octets> sealed = new ArrayList<>();

    Octets message =
        IkeCodec.encodeProtected(
            HEADER,
            PayloadType.NOTIFY,
            body.length(),
            prefix -> {
              sealed.add(prefix);
              return body;
            });

    assertEquals(List.of(Octets.ofHex(RFC_7634_PREFIX)), sealed);
    assertEquals(Octets.ofHex(RFC_7634_PREFIX + RFC_7634_BODY), message);
  }

  @Test
  @Requirement("RFC7296-2.3-1")
  void encodesTheInnerPayloadOfRfc7634() throws MalformedMessageException {
    NotifyPayload windowSize =
        NotifyPayload.of(NotifyType.SET_WINDOW_SIZE, Octets.ofHex("0000000a"));
    Octets chain = Octets.ofHex("0000000c000040010000000a");

    assertEquals(chain, IkeCodec.encodePayloads(List.of(windowSize)));
    assertEquals(List.of(windowSize), IkeCodec.decodePayloads(PayloadType.NOTIFY, chain));
  }

  @Test
  @Requirement({"RFC7383-2.5-1", "RFC7383-2.5-3"})
  void encodesAFragmentThatDecodes() throws MalformedMessageException {
    Octets body = Octets.ofHex("00112233");

    Octets octets =
        IkeCodec.encodeProtectedFragment(HEADER, PayloadType.NONE, 2, 3, 4, prefix -> body);

    EncryptedFragmentPayload skf = new EncryptedFragmentPayload(PayloadType.NONE, 2, 3, body);
    assertEquals(
        Octets.ofHex(
            "c0c1c2c3c4c5c6c7d0d1d2d3d4d5d6d7352025000000000900000028"
                + "0000000c0002000300112233"),
        octets);
    assertEquals(new IkeMessage(HEADER, List.of(skf)), IkeCodec.decode(octets.asByteBuffer()));
    assertEquals(octets.slice(0, 36), IkeCodec.protectedPrefix(octets, skf));
  }

  @Test
  @Requirement({"RFC7383-2.6-1", "RFC7383-2.5-3"})
  void refusesFragmentNumbersThatRfc7383Forbids() {
    for (String numberAndTotal : List.of("00000000", "00000003", "00040003", "ffff0001")) {
      Octets octets =
          Octets.ofHex(
              "c0c1c2c3c4c5c6c7d0d1d2d3d4d5d6d7352025000000000900000028"
                  + "0000000c"
                  + numberAndTotal
                  + "00112233");

      MalformedMessageException e = refusal(octets);

      assertEquals(Kind.BAD_VALUE, e.kind());
      assertEquals("fragment number", e.field());
    }
  }

  @Test
  void refusesABodyOfAnotherLengthThanAnnounced() {
    assertThrows(
        IllegalArgumentException.class,
        () -> IkeCodec.encodeProtected(HEADER, PayloadType.NONE, 16, prefix -> Octets.EMPTY));
  }

  @Test
  void refusesThePrefixOfAnotherMessage() {
    Octets octets = Octets.ofHex(RFC_7634_PREFIX + RFC_7634_BODY);
    EncryptedPayload other = new EncryptedPayload(PayloadType.NONE, Octets.of(new byte[16]));

    assertThrows(IllegalArgumentException.class, () -> IkeCodec.protectedPrefix(octets, other));
    assertThrows(
        IllegalArgumentException.class,
        () -> IkeCodec.protectedPrefix(Octets.of(new byte[16]), other));
  }

  @Test
  void decodesAHeaderWithoutPayloads() throws MalformedMessageException {
    IkeMessage message = new IkeMessage(HEADER, List.of());

    Octets octets = IkeCodec.encode(message);

    assertEquals(IkeHeader.OCTETS, octets.length());
    assertEquals(message, IkeCodec.decode(octets.asByteBuffer()));
  }

  @Test
  void keepsPaddingBehindAnUnprotectedAnswer() throws MalformedMessageException {
    // Openswan's shape: ten octets of Notify, two of padding, all of them in the length.
    Octets octets =
        Octets.ofHex(
            "c0c1c2c3c4c5c6c7d0d1d2d3d4d5d6d7292022200000000000000028"
                + "0000000a01000011000e"
                + "0000");

    IkeMessage message = IkeCodec.decode(octets.asByteBuffer());

    assertEquals(
        Optional.of(Octets.ofHex("000e")),
        message.notify(NotifyType.INVALID_KE_PAYLOAD).map(NotifyPayload::data));
    assertEquals(Octets.ofHex("0000"), message.trailer());
    assertEquals(octets, IkeCodec.encode(message));
  }

  @Test
  @Requirement({"RFC7296-3.14-1", "RFC7296-3.1-1"})
  void refusesOctetsBehindAProtectedPayload() {
    Octets octets =
        Octets.ofHex(
            "c0c1c2c3c4c5c6c7d0d1d2d3d4d5d6d72e2025000000000900000026"
                + "29000009aabbccddee"
                + "00");

    MalformedMessageException e = refusal(octets);

    assertEquals(Kind.TRAILING_OCTETS, e.kind());
    assertEquals(37, e.offset());
  }

  @Test
  void refusesOctetsBehindAnInnerChain() {
    MalformedMessageException e =
        assertThrows(
            MalformedMessageException.class,
            () -> IkeCodec.decodePayloads(PayloadType.DELETE, Octets.ofHex("000000080100000000")));

    assertEquals(Kind.TRAILING_OCTETS, e.kind());
  }

  @Test
  void givesNoPayloadsForAnEmptyChain() throws MalformedMessageException {
    assertEquals(List.of(), IkeCodec.decodePayloads(PayloadType.NONE, Octets.EMPTY));
    assertEquals(Octets.EMPTY, IkeCodec.encodePayloads(List.of()));
  }

  @Test
  @Requirement({"RFC7296-2.5-2", "RFC7296-3.1-5"})
  void distinguishesAnotherMajorVersionAndStillPeeks() throws MalformedMessageException {
    for (String version : List.of("10", "1f", "30", "f2")) {
      Octets octets =
          Octets.ofHex("c0c1c2c3c4c5c6c7000000000000000021" + version + "2208000000000000001c");

      MalformedMessageException e = refusal(octets);

      assertEquals(Kind.BAD_VALUE, e.kind());
      assertEquals("major version", e.field());
      IkeHeader header = IkeHeader.peek(octets.asByteBuffer());
      assertEquals(
          Integer.parseInt(version, 16), header.majorVersion() << 4 | header.minorVersion());
      assertEquals(SPI_I, header.initiatorSpi());
      assertTrue(header.isInitiator());
      assertFalse(header.isResponse());
      assertThrows(IllegalArgumentException.class, () -> new IkeMessage(header, List.of()));
    }
  }

  @Test
  @Requirement("RFC7296-2.5-1")
  void ignoresTheMinorVersionAndReservedFlagsButKeepsThem() throws MalformedMessageException {
    Octets octets = Octets.ofHex("c0c1c2c3c4c5c6c7d0d1d2d3d4d5d6d7002f25c7ffffffff0000001c");

    IkeMessage message = IkeCodec.decode(octets.asByteBuffer());

    assertEquals(15, message.header().minorVersion());
    assertEquals(0xc7, message.header().flags());
    assertEquals(0xffff_ffffL, message.header().messageId());
    assertEquals(octets, IkeCodec.encode(message));
  }

  @Test
  void readsAllThreeFlags() {
    IkeHeader header = new IkeHeader(SPI_I, SPI_R, 2, 0, ExchangeType.IKE_AUTH, 0x10, 1);

    assertTrue(header.isVersionBitSet());
    assertFalse(header.isInitiator());
    assertEquals(0x28, IkeHeader.of(SPI_I, SPI_R, ExchangeType.IKE_AUTH, true, true, 1).flags());
  }

  @Test
  @Requirement("RFC7296-3.1-13")
  void refusesALengthThatIsNotTheDatagrams() {
    for (String length : List.of("00000000", "0000001b", "0000001d", "ffffffff", "8000001c")) {
      Octets octets = Octets.ofHex("c0c1c2c3c4c5c6c7d0d1d2d3d4d5d6d70020250000000000" + length);

      assertEquals(Kind.BAD_LENGTH, refusal(octets).kind());
      MalformedMessageException e =
          assertThrows(
              MalformedMessageException.class, () -> IkeHeader.peek(octets.asByteBuffer()));
      assertEquals("message length", e.field());
    }
  }

  @Test
  void refusesAMessageLargerThanUdpCanCarry() {
    ByteBuffer tooLarge = ByteBuffer.allocate(IkeCodec.MAX_OCTETS + 1);
    tooLarge.put(17, (byte) 0x20).putInt(24, IkeCodec.MAX_OCTETS + 1);

    MalformedMessageException e =
        assertThrows(MalformedMessageException.class, () -> IkeCodec.decode(tooLarge));

    assertEquals(Kind.BAD_LENGTH, e.kind());
  }

  @Test
  @Requirement({"RFC7296-2-1", "RFC7296-2-2"})
  void encodesUpToTheLargestMessageAndNoFurther() throws MalformedMessageException {
    int room = IkeCodec.MAX_OCTETS - IkeHeader.OCTETS - Payload.HEADER_OCTETS;
    IkeMessage largest =
        new IkeMessage(HEADER, List.of(new VendorIdPayload(Octets.of(new byte[room]))));
    IkeMessage larger =
        new IkeMessage(HEADER, List.of(new VendorIdPayload(Octets.of(new byte[room + 1]))));

    assertEquals(largest, IkeCodec.decode(IkeCodec.encode(largest).asByteBuffer()));
    assertThrows(IllegalArgumentException.class, () -> IkeCodec.encode(larger));
    assertThrows(
        IllegalArgumentException.class,
        () -> IkeCodec.encodePayloads(Collections.nCopies(2, larger.payloads().get(0))));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            IkeCodec.encodeProtected(
                HEADER, PayloadType.NONE, room + 1, prefix -> Octets.of(new byte[room + 1])));
  }

  @Test
  void decodesTheMostPayloadsThatFitOneMessage() throws MalformedMessageException {
    int count = (IkeCodec.MAX_OCTETS - IkeHeader.OCTETS) / Payload.HEADER_OCTETS;
    IkeMessage many =
        new IkeMessage(HEADER, Collections.nCopies(count, new VendorIdPayload(Octets.EMPTY)));

    assertEquals(many, IkeCodec.decode(IkeCodec.encode(many).asByteBuffer()));
  }

  @Test
  @Requirement({"RFC7296-3.14-1", "RFC7296-3.1-1", "RFC7296-3.1-2"})
  void refusesAnythingBehindAProtectedPayloadOfOurOwn() {
    EncryptedPayload sk = new EncryptedPayload(PayloadType.NONE, Octets.EMPTY);
    VendorIdPayload after = new VendorIdPayload(Octets.EMPTY);

    assertThrows(IllegalArgumentException.class, () -> new IkeMessage(HEADER, List.of(sk, after)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new IkeMessage(HEADER, List.of(sk), Octets.ofHex("00")));
    assertThrows(IllegalArgumentException.class, () -> IkeCodec.encodePayloads(List.of(sk)));
  }

  @Test
  void leavesThePositionOfTheDatagramAlone() throws MalformedMessageException {
    ByteBuffer datagram = ByteBuffer.allocate(4 + IkeHeader.OCTETS);
    IkeCodec.encode(new IkeMessage(HEADER, List.of())).writeTo(datagram.position(4));
    datagram.position(4);

    assertEquals(HEADER, IkeCodec.decode(datagram).header());
    assertEquals(HEADER, IkeHeader.peek(datagram));
    assertEquals(4, datagram.position());
  }

  @Test
  void findsPayloadsByKind() {
    NotifyPayload cookie = NotifyPayload.of(NotifyType.COOKIE, Octets.ofHex("01"));
    NotifyPayload other = NotifyPayload.of(NotifyType.COOKIE, Octets.ofHex("02"));
    KePayload ke = new KePayload(19, Octets.ofHex("aa"));
    IkeMessage message = new IkeMessage(INIT_RESPONSE, List.of(cookie, ke, other));

    assertEquals(Optional.of(ke), message.first(KePayload.class));
    assertEquals(Optional.empty(), message.first(NoncePayload.class));
    assertEquals(List.of(cookie, other), message.all(NotifyPayload.class));
    assertEquals(Optional.of(cookie), message.notify(NotifyType.COOKIE));
    assertEquals(Optional.empty(), message.notify(NotifyType.REDIRECT));
  }

  private static MalformedMessageException refusal(Octets octets) {
    return assertThrows(
        MalformedMessageException.class, () -> IkeCodec.decode(octets.asByteBuffer()));
  }
}
