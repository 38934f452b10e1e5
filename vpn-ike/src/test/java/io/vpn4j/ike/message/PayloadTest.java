package io.vpn4j.ike.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.EspSpi;
import io.vpn4j.ike.message.TrafficSelectorSubstructure.AddressRange;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.MalformedMessageException.Kind;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.testing.Requirement;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each payload of RFC 7296 section 3 with octets written down from its picture there. */
class PayloadTest {
  private static final Octets NONCE = Octets.ofHex("000102030405060708090a0b0c0d0e0f");

  /** Type, octets behind the generic payload header, value: one fixture for both directions. */
  static Stream<Arguments> examples() {
    Octets ascii = Octets.ofHex("76706e2e6578616d706c65");
    return Stream.of(
        example(
            "0000002c01010004 0300000c0100000c800e0080 0300000802000005 030000080300000c"
                + "000000080400000e",
            new SaPayload(
                List.of(
                    new Proposal(
                        1,
                        ProtocolId.IKE,
                        Octets.EMPTY,
                        List.of(
                            Transform.of(TransformType.ENCR, 12, 128),
                            Transform.of(TransformType.PRF, 5),
                            Transform.of(TransformType.INTEG, 12),
                            Transform.of(TransformType.KE, 14)))))),
        example(
            "0200002001030402 0a0b0c0d 0300000c01000014800e0100 0000000805000000"
                + "0000001c02020401 0a0b0c0e 0000001003000002 0005000401020304",
            new SaPayload(
                List.of(
                    new Proposal(
                        1,
                        ProtocolId.ESP,
                        Octets.ofHex("0a0b0c0d"),
                        List.of(
                            Transform.of(TransformType.ENCR, 20, 256),
                            Transform.of(TransformType.ESN, 0))),
                    new Proposal(
                        2,
                        ProtocolId.AH,
                        Octets.ofHex("0a0b0c0e"),
                        List.of(
                            new Transform(
                                TransformType.INTEG,
                                2,
                                List.of(
                                    new TransformAttribute.Variable(
                                        5, Octets.ofHex("01020304"))))))))),
        example("000e0000 c0ffee", new KePayload(14, Octets.ofHex("c0ffee"))),
        example(
            "01000000 c0000201",
            new IdPayload(true, IdPayload.IPV4_ADDR, Octets.ofHex("c0000201"))),
        example("02000000 76706e2e6578616d706c65", new IdPayload(false, IdPayload.FQDN, ascii)),
        example("04 3000", new CertPayload(CertPayload.X509_SIGNATURE, Octets.ofHex("3000"))),
        example("04", new CertRequestPayload(4, Octets.EMPTY)),
        example("02000000 aabb", new AuthPayload(AuthPayload.SHARED_KEY_MIC, Octets.ofHex("aabb"))),
        example("000102030405060708090a0b0c0d0e0f", new NoncePayload(NONCE)),
        example("0000000e", NotifyPayload.of(NotifyType.NO_PROPOSAL_CHOSEN)),
        example(
            "00000011 0013", NotifyPayload.of(NotifyType.INVALID_KE_PAYLOAD, Octets.ofHex("0013"))),
        example(
            "03044009 01020304",
            new NotifyPayload(
                ProtocolId.ESP, Octets.ofHex("01020304"), NotifyType.REKEY_SA, Octets.EMPTY)),
        example("01000000", DeletePayload.ikeSa()),
        example("03040002 00000100 ffffffff", DeletePayload.esp(new EspSpi(256), new EspSpi(-1))),
        example("76706e2e6578616d706c65", new VendorIdPayload(ascii)),
        example(
            "0001 0002 0003 0004",
            new PuzzleSolutionPayload(
                List.of(
                    Octets.ofHex("0001"),
                    Octets.ofHex("0002"),
                    Octets.ofHex("0003"),
                    Octets.ofHex("0004")))),
        example(
            "02000000 070000100000ffff0a0000000affffff 0706001001bb01bbc0000201c0000201",
            new TsPayload(
                true,
                List.of(
                    AddressRange.ofAll(IpAddress.of("10.0.0.0"), IpAddress.of("10.255.255.255")),
                    new AddressRange(
                        6, 443, 443, IpAddress.of("192.0.2.1"), IpAddress.of("192.0.2.1"))))),
        example(
            "02000000 08000028ffff0000 20010db8000000000000000000000000"
                + "20010db8ffffffffffffffffffffffff 0a000008 01020304",
            new TsPayload(
                false,
                List.of(
                    new AddressRange(
                        0,
                        65535,
                        0,
                        IpAddress.of("2001:db8::"),
                        IpAddress.of("2001:db8:ffff:ffff:ffff:ffff:ffff:ffff")),
                    new TrafficSelectorSubstructure.Unknown(10, 0, Octets.ofHex("01020304"))))),
        example(
            "01000000 00010000 00030004 c0000235",
            new ConfigurationPayload(
                ConfigurationPayload.REQUEST,
                List.of(
                    new ConfigurationAttribute(1, Octets.EMPTY),
                    new ConfigurationAttribute(3, Octets.ofHex("c0000235"))))),
        example("01050005 01", new EapPayload(Octets.ofHex("0105000501"))),
        example("0102", new UnknownPayload(PayloadType.GSA, Octets.ofHex("0102"))),
        example("", new UnknownPayload(new PayloadType(200), Octets.EMPTY)));
  }

  private static Arguments example(String body, Payload value) {
    return Arguments.of(value.type(), Octets.ofHex(body.replace(" ", "")), value);
  }

  @ParameterizedTest
  @MethodSource("examples")
  @Requirement({"RFC7296-3.2-3", "RFC7296-4-1"})
  void decodesAndEncodesWhatTheRfcPictures(PayloadType type, Octets body, Payload value)
      throws MalformedMessageException {
    Octets chain = chain("0000", body);

    assertEquals(List.of(value), IkeCodec.decodePayloads(type, chain));
    assertEquals(chain, IkeCodec.encodePayloads(List.of(value)));
    assertEquals(chain.length(), value.encodedLength());
    assertEquals(body, value.bodyOctets());
  }

  @ParameterizedTest
  @MethodSource("examples")
  @Requirement({"RFC7296-3.2-2", "RFC7296-2.5-12"})
  void keepsCriticalAndReservedBitsOfTheGenericHeader(PayloadType type, Octets body, Payload value)
      throws MalformedMessageException {
    Octets chain = chain("00a5", body);

    Payload decoded = IkeCodec.decodePayloads(type, chain).get(0);

    assertTrue(decoded.critical());
    assertFalse(value.critical());
    assertNotEquals(value, decoded);
    assertEquals(chain, IkeCodec.encodePayloads(List.of(decoded)));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void refusesEveryTruncationOfAStructuredBody(PayloadType type, Octets body, Payload value) {
    for (int length = 0; length < body.length(); length++) {
      Octets chain = chain("0000", body.slice(0, length));
      try {
        // A shorter body may be a value of its own, where the last field has no length.
        assertEquals(chain, IkeCodec.encodePayloads(IkeCodec.decodePayloads(type, chain)));
      } catch (MalformedMessageException e) {
        assertTrue(e.offset() <= chain.length(), e.getMessage());
      }
    }
  }

  @Test
  void keepsReservedFieldsInsideEveryPayloadThatHasThem() throws MalformedMessageException {
    for (String typeAndBody :
        List.of(
            "22 000e1234ff",
            "23 01123456c0000201",
            "27 02123456ff",
            "2c 00123456",
            "2f 01123456 80010000",
            "21 00aa001001010001 00bb000801cc000c")) {
      PayloadType type = new PayloadType(Integer.parseInt(typeAndBody.substring(0, 2), 16));
      Octets chain = chain("0000", Octets.ofHex(typeAndBody.substring(3).replace(" ", "")));

      assertEquals(
          chain, IkeCodec.encodePayloads(IkeCodec.decodePayloads(type, chain)), typeAndBody);
    }
  }

  @Test
  @Requirement({"RFC7296-3.3.1-1", "RFC7296-3.3.2-1", "RFC7296-2.5-8"})
  void comparesTransformsAndProposalsWithoutReservedBits() throws MalformedMessageException {
    SaPayload sa =
        decode(PayloadType.SA, "00aa001401010001 00bb000c01cc000c800e0080", SaPayload.class);

    Transform wanted = Transform.of(TransformType.ENCR, 12, 128);
    Proposal proposal = new Proposal(1, ProtocolId.IKE, Octets.EMPTY, List.of(wanted));
    assertEquals(List.of(proposal), sa.proposals());
    assertEquals(proposal.hashCode(), sa.proposals().get(0).hashCode());
    assertEquals(0xbbcc, sa.proposals().get(0).transforms().get(0).reserved());
  }

  @Test
  @Requirement("RFC7296-3.3.5-1")
  void findsKeyLengthOnlyInItsFixedFormat() {
    assertEquals(OptionalInt.of(256), Transform.of(TransformType.ENCR, 20, 256).keyLength());
    assertEquals(OptionalInt.empty(), Transform.of(TransformType.ENCR, 3).keyLength());
    assertEquals(
        OptionalInt.empty(),
        new Transform(
                TransformType.ENCR,
                20,
                List.of(new TransformAttribute.Variable(14, Octets.ofHex("0100"))))
            .keyLength());
  }

  @Test
  void listsTransformsOfOneTypeInOrder() {
    Transform aes256 = Transform.of(TransformType.ENCR, 12, 256);
    Transform sha1 = Transform.of(TransformType.PRF, 2);
    Transform aes128 = Transform.of(TransformType.ENCR, 12, 128);
    Proposal proposal =
        new Proposal(1, ProtocolId.IKE, Octets.EMPTY, List.of(aes256, sha1, aes128));

    assertEquals(List.of(aes256, aes128), proposal.transforms(TransformType.ENCR));
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        refused("SA without a proposal", 33, "", Kind.TRUNCATED, "last proposal"),
        refused("more promised", 33, "0200000801010000", Kind.BAD_VALUE, "last proposal"),
        refused(
            "last, yet more",
            33,
            "0000000801010000 0000000802010000",
            Kind.BAD_VALUE,
            "last proposal"),
        refused(
            "fewer transforms", 33, "0000000801010001", Kind.BAD_LENGTH, "number of transforms"),
        refused(
            "more transforms",
            33,
            "0000001001010000 0000000802000005",
            Kind.BAD_LENGTH,
            "number of transforms"),
        refused(
            "transform promises more",
            33,
            "0000001001010001 0300000802000005",
            Kind.BAD_VALUE,
            "last transform"),
        refused("shorter than its header", 33, "0000000301010000", Kind.BAD_LENGTH, "proposal"),
        refused(
            "attribute longer than transform",
            33,
            "0000001401010001 0000000c0100000c 000e0002",
            Kind.TRUNCATED,
            "attribute value"),
        refused(
            "nonce too short", 40, "000102030405060708090a0b0c0d0e", Kind.BAD_VALUE, "nonce data"),
        refused("nonce too long", 40, "00".repeat(257), Kind.BAD_VALUE, "nonce data"),
        refused("SPI longer than payload", 41, "0305400900000000", Kind.TRUNCATED, "SPI"),
        refused("SPIs of no octets", 42, "0100ffff", Kind.BAD_VALUE, "number of SPIs"),
        refused("fewer SPIs", 42, "03040002 01020304", Kind.BAD_LENGTH, "number of SPIs"),
        refused("octets behind SPIs", 42, "03040000 01", Kind.BAD_LENGTH, "number of SPIs"),
        refused("fewer selectors", 44, "01000000", Kind.BAD_LENGTH, "number of traffic selectors"),
        refused(
            "more selectors",
            45,
            "00000000 0a000004",
            Kind.BAD_LENGTH,
            "number of traffic selectors"),
        refused(
            "IPv6 addresses in IPv4 selector",
            44,
            "01000000 07000028" + "00".repeat(36),
            Kind.BAD_LENGTH,
            "selector length"),
        refused(
            "selector shorter than header",
            44,
            "01000000 0a000003",
            Kind.BAD_LENGTH,
            "traffic selector"),
        refused(
            "attribute past payload", 47, "01000000 00010001", Kind.TRUNCATED, "attribute value"),
        refused("no solution", 54, "", Kind.BAD_LENGTH, "puzzle solution"),
        refused("three keys", 54, "010203", Kind.BAD_LENGTH, "puzzle solution"),
        refused("SK inside SK", 46, "00", Kind.BAD_ORDER, "next payload"),
        refused("SKF inside SK", 53, "0001000100", Kind.BAD_ORDER, "next payload"));
  }

  private static Arguments refused(String what, int type, String body, Kind kind, String field) {
    return Arguments.of(what, new PayloadType(type), body, kind, field);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  @Requirement({"RFC7296-3.3-2", "RFC7296-3.9-1", "RFC7296-3.1-2"})
  void refusesAndNamesTheField(
      String what, PayloadType type, String body, Kind kind, String field) {
    MalformedMessageException e =
        assertThrows(MalformedMessageException.class, () -> decode(type, body, Payload.class));

    assertEquals(kind, e.kind(), e.getMessage());
    assertEquals(field, e.field(), e.getMessage());
  }

  @Test
  void readsWhateverRangeASelectorStates() throws MalformedMessageException {
    TsPayload ts =
        decode(PayloadType.TSI, "01000000 0711001022221111c0000466c0000366", TsPayload.class);

    assertEquals(
        new AddressRange(
            17, 0x2222, 0x1111, IpAddress.of("192.0.4.102"), IpAddress.of("192.0.3.102")),
        ts.selectors().get(0));
  }

  @Test
  @Requirement({"RFC7296-3.9-1", "RFC7296-3.11-2"})
  void refusesToMakeWhatCannotBeWritten() {
    Octets long256 = Octets.of(new byte[256]);
    List<Runnable> mistakes =
        List.of(
            () -> new NoncePayload(Octets.ofHex("00")),
            () -> new NoncePayload(Octets.EMPTY, PayloadBits.NONE),
            () -> new NoncePayload(NONCE, new PayloadBits(0, 1)),
            () -> new KePayload(65536, Octets.EMPTY),
            () -> new KePayload(14, Octets.EMPTY, new PayloadBits(0, 0x10000)),
            () -> new IdPayload(true, 256, Octets.EMPTY),
            () -> new SaPayload(List.of()),
            () -> new Proposal(256, ProtocolId.IKE, Octets.EMPTY, List.of()),
            () -> new Proposal(1, ProtocolId.IKE, long256, List.of()),
            () -> Transform.of(TransformType.ENCR, 65536),
            () -> TransformAttribute.keyLength(-1),
            () -> new TransformAttribute.Variable(0x8000, Octets.EMPTY),
            () -> new ConfigurationAttribute(0x8000, Octets.EMPTY),
            () -> new NotifyPayload(ProtocolId.ESP, long256, NotifyType.COOKIE, Octets.EMPTY),
            () -> new DeletePayload(ProtocolId.ESP, 4, List.of(Octets.ofHex("00"))),
            () -> new DeletePayload(ProtocolId.IKE, 0, List.of(Octets.EMPTY)),
            () -> new UnknownPayload(PayloadType.SA, Octets.EMPTY),
            () -> new UnknownPayload(PayloadType.SK, Octets.EMPTY),
            () -> new UnknownPayload(PayloadType.NONE, Octets.EMPTY),
            () -> AddressRange.ofAll(IpAddress.of("0.0.0.0"), IpAddress.of("::")),
            () -> new TrafficSelectorSubstructure.Unknown(7, 0, Octets.EMPTY),
            () -> new EncryptedFragmentPayload(PayloadType.IDI, 2, 1, Octets.EMPTY),
            () -> new EncryptedFragmentPayload(PayloadType.IDI, 0, 1, Octets.EMPTY),
            () -> new PayloadBits(256, 0),
            () -> new NotifyType(65536),
            () -> new PayloadType(-1));
    for (Runnable mistake : mistakes) {
      assertThrows(IllegalArgumentException.class, mistake::run);
    }
  }

  @Test
  void doesNotPrintAuthenticationData() {
    assertEquals(
        "AuthPayload[method=2, 2 octets]", new AuthPayload(2, Octets.ofHex("aabb")).toString());
    assertEquals("EapPayload[2 octets]", new EapPayload(Octets.ofHex("aabb")).toString());
  }

  private static <T extends Payload> T decode(PayloadType type, String body, Class<T> kind)
      throws MalformedMessageException {
    Octets octets = Octets.ofHex(body.replace(" ", ""));
    return kind.cast(IkeCodec.decodePayloads(type, chain("0000", octets)).get(0));
  }

  /** A chain of one payload. */
  private static Octets chain(String nextAndBits, Octets body) {
    return Octets.concat(
        Octets.ofHex(nextAndBits + String.format("%04x", 4 + body.length())), body);
  }
}
