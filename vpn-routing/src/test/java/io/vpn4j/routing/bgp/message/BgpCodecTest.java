package io.vpn4j.routing.bgp.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.Ipv4Address;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.routing.bgp.message.DecodeResult.Accepted;
import io.vpn4j.routing.bgp.message.DecodeResult.Refused;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BgpCodecTest {
  private static final String MARKER = "ff".repeat(16);
  private static final Ipv4Address ID = Ipv4Address.of("192.0.2.1");

  @ParameterizedTest
  @CsvSource({
    // RFC 4271 6.1: header behind the marker, answer
    "0012 04, 1/2, 0012", // shorter than a header
    "1001 02, 1/2, 1001", // longer than 4,096
    "0014 04, 1/2, 0014", // KEEPALIVE with a body
    "001c 01, 1/2, 001c", // OPEN too short
    "0016 02, 1/2, 0016", // UPDATE too short
    "0014 03, 1/2, 0014", // NOTIFICATION too short
    "0016 05, 1/2, 0016", // ROUTE-REFRESH too short
    "0013 00, 1/3, 00",
    "0013 06, 1/3, 06"
  })
  void answersAHeaderThatIsWrong(String header, String code, String data) {
    Octets octets = Octets.ofHex(MARKER + header.replace(" ", ""));

    assertEquals(19, BgpCodec.wantedOctets(octets.asByteBuffer(), CodecContext.PLAIN));
    NotificationMessage answer = refused(octets);
    assertEquals(code, answer.code().code() + "/" + answer.code().subcode());
    assertEquals(Octets.ofHex(data), answer.data());
  }

  @Test
  void answersAMarkerThatIsWrong() {
    Octets octets = Octets.ofHex("ff".repeat(15) + "fe" + "001304");

    assertEquals(NotificationCode.CONNECTION_NOT_SYNCHRONIZED, refused(octets).code());
  }

  @Test
  void readsABufferOfAnyByteOrderAndPosition() {
    ByteBuffer buffer = ByteBuffer.allocate(21).order(ByteOrder.LITTLE_ENDIAN);
    Octets.ofHex("0000" + MARKER + "001304").writeTo(buffer);
    buffer.position(2);

    assertEquals(19, BgpCodec.wantedOctets(buffer, CodecContext.PLAIN));
    assertEquals(
        new Accepted(KeepaliveMessage.KEEPALIVE), BgpCodec.decode(buffer, CodecContext.PLAIN));
    assertEquals(2, buffer.position());
  }

  @Test
  void encodesNothingLongerThanTheSessionAllows() {
    Octets data = Octets.of(new byte[4096 - 21]);
    NotificationMessage fits = new NotificationMessage(NotificationCode.FSM_ERROR, data);
    NotificationMessage tooLong =
        new NotificationMessage(
            NotificationCode.FSM_ERROR, Octets.concat(data, Octets.of((byte) 0)));

    assertEquals(4096, BgpCodec.encode(fits, CodecContext.PLAIN).length());
    assertThrows(
        IllegalArgumentException.class, () -> BgpCodec.encode(tooLong, CodecContext.PLAIN));
    assertEquals(
        4097, BgpCodec.encode(tooLong, CodecContext.PLAIN.withExtendedMessages(true)).length());
  }

  /** RFC 9072 2: 255, 255 and a length of two octets, above 255 octets of parameters. */
  @Test
  void writesLongParametersInTheirExtendedForm() {
    List<Capability> many =
        List.of(
            new Capability.Unknown(128, Octets.of(new byte[200])),
            new Capability.Unknown(129, Octets.of(new byte[200])));
    OpenMessage open = OpenMessage.of(AsNumber.of(4_200_000_000L), 30, ID, many);

    Octets octets = BgpCodec.encode(open, CodecContext.PLAIN);

    assertEquals("ffff", octets.slice(28, 30).toString());
    assertEquals(new Accepted(open), BgpCodec.decode(octets.asByteBuffer(), CodecContext.PLAIN));
    assertEquals(23_456, open.myAs());
  }

  @ParameterizedTest
  @CsvSource({
    "05 fde9 001e c0000201 00, 2/1, 0004", // version 5
    "04 0000 001e c0000201 00, 2/2, ''", // AS 0 (RFC 7607)
    "04 5ba0 001e c0000201 08 0206410400000000, 2/2, ''", // AS 0 of four octets
    "04 fde9 001e 00000000 00, 2/3, ''", // identifier 0
    "04 fde9 001e c0000201 02 0100, 2/4, ''", // authentication, deprecated
    "04 fde9 0001 c0000201 00, 2/6, ''", // one second
    "04 fde9 0002 c0000201 00, 2/6, ''" // two seconds
  })
  void saysWhyNobodyMayAcceptAnOpen(String body, String code, String data) {
    NotificationMessage answer = ((OpenMessage) accepted(open(body))).refusal().orElseThrow();

    assertEquals(code, answer.code().code() + "/" + answer.code().subcode());
    assertEquals(Octets.ofHex(data), answer.data());
  }

  @Test
  void acceptsAnOpenWithoutHoldTimer() {
    OpenMessage open = (OpenMessage) accepted(open("04 fde9 0000 c0000201 00"));

    assertEquals(Optional.empty(), open.refusal());
    assertEquals(AsNumber.of(65_001), open.asNumber());
  }

  @ParameterizedTest
  @CsvSource({
    "04 fde9 001e c0000201 01, no parameter",
    "04 fde9 001e c0000201 00 02, an octet too many",
    "04 fde9 001e c0000201 04 02024102, a capability too short",
    "04 fde9 001e c0000201 05 0203410100, AS number of one octet"
  })
  void answersParametersThatDoNotFitWithTheUnspecificCode(String body, String why) {
    assertEquals(NotificationCode.OPEN_MESSAGE_ERROR, refused(open(body)).code(), why);
  }

  /** RFC 7313 5. */
  @Test
  void answersALongBorrWithTheWholeMessage() {
    Octets octets = Octets.ofHex(MARKER + "0018050001010100");

    assertEquals(
        new NotificationMessage(NotificationCode.INVALID_ROUTE_REFRESH_LENGTH, octets),
        refused(octets));
  }

  @Test
  void writesTextForPeople() {
    NotificationMessage shutdown =
        NotificationMessage.withText(NotificationCode.ADMINISTRATIVE_SHUTDOWN, "Ärger");

    assertEquals("06c384726765" + "72", shutdown.data().toString());
    assertEquals(Optional.of("Ärger"), shutdown.text());
    NotificationMessage reset = NotificationMessage.hardReset(shutdown);
    assertEquals(Optional.of(shutdown), reset.hardResetReason());
    assertEquals(Optional.empty(), reset.text());
    assertThrows(
        IllegalArgumentException.class,
        () -> NotificationMessage.withText(NotificationCode.ADMINISTRATIVE_RESET, "x".repeat(256)));
    assertThrows(
        IllegalArgumentException.class,
        () -> NotificationMessage.withText(NotificationCode.BAD_PEER_AS, "x"));
  }

  private static Octets open(String body) {
    String hex = body.replace(" ", "");
    return Octets.ofHex(MARKER + String.format("%04x", 19 + hex.length() / 2) + "01" + hex);
  }

  private static NotificationMessage refused(Octets octets) {
    return assertInstanceOf(
            Refused.class, BgpCodec.decode(octets.asByteBuffer(), CodecContext.PLAIN))
        .answer();
  }

  private static BgpMessage accepted(Octets octets) {
    return assertInstanceOf(
            Accepted.class, BgpCodec.decode(octets.asByteBuffer(), CodecContext.PLAIN))
        .message();
  }
}
