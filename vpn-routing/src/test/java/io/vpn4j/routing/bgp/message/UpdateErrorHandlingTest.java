package io.vpn4j.routing.bgp.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.model.wire.Octets;
import io.vpn4j.routing.bgp.message.CodecContext.PeerRelation;
import io.vpn4j.routing.bgp.message.DecodeResult.Accepted;
import io.vpn4j.routing.bgp.message.DecodeResult.Refused;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 7606, one malformation a line, beside ORIGIN, AS_PATH and NEXT_HOP that are right. */
class UpdateErrorHandlingTest {
  private static final String NEEDED = "40010100" + "4002060201" + "0000fde9" + "4003040a000002";
  private static final Nlri PREFIX = Nlri.of("10.0.0.0/24");

  @ParameterizedTest
  @CsvSource({
    // attribute, action, code and subcode, RFC 7606 unless named
    "80040300000a, TREAT_AS_WITHDRAW, 3/5", // 7.4 MULTI_EXIT_DISC
    "400503000064, TREAT_AS_WITHDRAW, 3/5", // 7.5 LOCAL_PREF
    "40060100, ATTRIBUTE_DISCARD, 3/5", // 7.6 ATOMIC_AGGREGATE
    "c00706fde90a000001, ATTRIBUTE_DISCARD, 3/5", // 7.7 AGGREGATOR of two octets
    "c00708000000000a000001, ATTRIBUTE_DISCARD, 3/5", // RFC 7607 2: AS 0
    "c00803fde900, TREAT_AS_WITHDRAW, 3/9", // 7.8 COMMUNITIES
    "c00800, TREAT_AS_WITHDRAW, 3/9", // 7.8 none
    "8009050a00000100, TREAT_AS_WITHDRAW, 3/9", // 7.9 ORIGINATOR_ID
    "800a00, TREAT_AS_WITHDRAW, 3/9", // 7.10 CLUSTER_LIST
    "c01007000200640000fd, TREAT_AS_WITHDRAW, 3/9", // 7.14 Extended Communities
    "c0191300000000000000000000000000000000000000, TREAT_AS_WITHDRAW, 3/9", // 7.15
    "801a020100, ATTRIBUTE_DISCARD, 3/9", // RFC 7311 3.2 AIGP
    "c020040000fde9, TREAT_AS_WITHDRAW, 3/9", // RFC 8092 6
    "c02303000001, TREAT_AS_WITHDRAW, 3/9", // RFC 9234 5
    "c0040400000001, TREAT_AS_WITHDRAW, 3/4", // 3 c: transitive MULTI_EXIT_DISC
    "c00504000000c8, TREAT_AS_WITHDRAW, 3/4", // 3 c: optional LOCAL_PREF
    "4008040000fde9, TREAT_AS_WITHDRAW, 3/4", // 3 c: well-known COMMUNITIES
    "40010100, ATTRIBUTE_DISCARD, 3/1", // 3 g: ORIGIN a second time
    "8004, TREAT_AS_WITHDRAW, 3/1", // 4: no whole header
    "8004ff00, TREAT_AS_WITHDRAW, 3/1", // 4: longer than the attributes
    "c01106020100000000, ATTRIBUTE_DISCARD, 3/9" // RFC 6793 4.1: AS4_PATH between new speakers
  })
  void acceptsAnUpdateWithout(String attribute, ErrorAction action, String code) {
    Accepted accepted = accepted(NEEDED + attribute, true, PeerRelation.INTERNAL);

    assertEquals(action, accepted.action());
    AttributeError error = accepted.errors().get(0);
    assertTrue(error.code().toString().startsWith(code), error::toString);
    assertEquals(attribute, error.attribute().toString());
    UpdateMessage update = (UpdateMessage) accepted.message();
    boolean withdraws = action == ErrorAction.TREAT_AS_WITHDRAW;
    assertEquals(withdraws ? List.of(PREFIX) : List.of(), update.withdrawn());
    assertEquals(withdraws ? List.of() : List.of(PREFIX), update.nlri());
    assertEquals(withdraws ? 0 : 3, update.attributes().size());
  }

  @ParameterizedTest
  @CsvSource({
    "40010103 40020602010000fde9 4003040a000002, 3/6", // 7.1 ORIGIN of 3
    "4001020000 40020602010000fde9 4003040a000002, 3/5", // 7.1 ORIGIN of two octets
    "40010100 40020605010000fde9 4003040a000002, 3/11", // 7.2 segment type 5
    "40010100 4002020200 4003040a000002, 3/11", // 7.2 no AS number in a segment
    "40010100 40020602020000fde9 4003040a000002, 3/11", // 7.2 longer than the attribute
    "40010100 40020702010000fde902 4003040a000002, 3/11", // 7.2 one octet left over
    "40010100 400206020100000000 4003040a000002, 3/11", // RFC 7607 2: AS 0
    "40010100 40020602010000fde9 4003030a0000, 3/5", // 7.3 NEXT_HOP
    "40020602010000fde9 4003040a000002, 3/3", // 3 d: no ORIGIN
    "40010100 4003040a000002, 3/3", // 3 d: no AS_PATH
    "40010100 40020602010000fde9, 3/3" // 3 d: no NEXT_HOP
  })
  void treatsAsWithdrawnWithMandatoryAttributesThatAreWrong(String attributes, String code) {
    Accepted accepted = accepted(attributes.replace(" ", ""), true, PeerRelation.EXTERNAL);

    assertEquals(ErrorAction.TREAT_AS_WITHDRAW, accepted.action());
    assertTrue(accepted.errors().get(0).code().toString().startsWith(code), code);
    assertEquals(new UpdateMessage(List.of(PREFIX), List.of(), List.of()), accepted.message());
  }

  @ParameterizedTest
  @CsvSource({
    "40050400000064, EXTERNAL", // 7.5
    "8009040a000001, EXTERNAL", // 7.9
    "800a040a000001, EXTERNAL", // 7.10
    "8009040a000001, CONFEDERATION",
    "800a040a000001, CONFEDERATION"
  })
  void discardsWhatSuchAPeerMayNotSend(String attribute, PeerRelation peer) {
    Accepted accepted = accepted(NEEDED + attribute, true, peer);

    assertEquals(ErrorAction.ATTRIBUTE_DISCARD, accepted.action());
    assertEquals(3, ((UpdateMessage) accepted.message()).attributes().size());
  }

  @ParameterizedTest
  @CsvSource({
    // attribute, NLRI there, code, data
    "800e0500020105fe, true, 3/9, 800e0500020105fe", // 7.11: next hop of 5 octets
    "800f0400020181, true, 3/9, 800f0400020181", // 7.12 and 3 j: prefix length 129
    "800f03000201800f03000201, true, 3/1, ''", // 3 g: MP_UNREACH_NLRI twice
    "406300, true, 3/2, 406300", // RFC 4271 6.3: a well-known attribute of type 99
    "800403000001, false, 3/5, 800403000001" // 5.2: no NLRI
  })
  void endsTheSession(String attribute, boolean nlri, String code, String data) {
    DecodeResult result =
        BgpCodec.decode(
            message(NEEDED + attribute, nlri).asByteBuffer(),
            CodecContext.FOUR_OCTET_AS.withPeer(PeerRelation.INTERNAL));

    NotificationMessage answer = assertInstanceOf(Refused.class, result).answer();
    assertTrue(answer.code().toString().startsWith(code), answer::toString);
    assertEquals(Octets.ofHex(data), answer.data());
  }

  /** RFC 7606 2: the routes of MP_REACH_NLRI are withdrawn too, and nothing else is left. */
  @Test
  void withdrawsTheRoutesOfMpReachNlri() {
    String reach = "800e1a000201" + "10" + "20010db8000000000000000000000001" + "00" + "2020010db8";

    Accepted accepted = accepted(NEEDED + "8004030000" + "0a" + reach, true, PeerRelation.EXTERNAL);

    assertEquals(
        new UpdateMessage(
            List.of(PREFIX),
            List.of(
                new MpUnreachNlri(AddressFamily.IPV6_UNICAST, List.of(Nlri.of("2001:db8::/32")))),
            List.of()),
        accepted.message());
  }

  @ParameterizedTest
  @CsvSource({
    "EXTERNAL, TREAT_AS_WITHDRAW", // RFC 5065 5
    "CONFEDERATION, NONE",
    "INTERNAL, NONE"
  })
  void refusesConfederationSegmentsFromOutside(PeerRelation peer, ErrorAction action) {
    String attributes = "40010100" + "40020603010000fde9" + "4003040a000002";

    assertEquals(action, accepted(attributes, true, peer).action());
  }

  @Test
  void needsNoNextHopForMpReachNlriAlone() {
    String reach = "800e1a000201" + "10" + "20010db8000000000000000000000001" + "00" + "2020010db8";

    Accepted accepted =
        accepted("4001010040020602010000fde9" + reach, false, PeerRelation.EXTERNAL);

    assertEquals(ErrorAction.NONE, accepted.action());
  }

  private static Accepted accepted(String attributes, boolean nlri, PeerRelation peer) {
    return assertInstanceOf(
        Accepted.class,
        BgpCodec.decode(
            message(attributes, nlri).asByteBuffer(), CodecContext.FOUR_OCTET_AS.withPeer(peer)));
  }

  private static Octets message(String attributes, boolean nlri) {
    String body =
        "0000"
            + String.format("%04x", attributes.length() / 2)
            + attributes
            + (nlri ? "180a0000" : "");
    return Octets.ofHex(
        "ff".repeat(16) + String.format("%04x", 19 + body.length() / 2) + "02" + body);
  }
}
