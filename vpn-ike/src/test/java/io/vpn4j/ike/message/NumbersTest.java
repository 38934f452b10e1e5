package io.vpn4j.ike.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.IkeSpi;
import io.vpn4j.ike.message.TrafficSelectorSubstructure.AddressRange;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The ends of ranges, which mutation testing showed that no other test looks at. */
class NumbersTest {
  private static final IkeSpi SPI = new IkeSpi(1);
  private static final IpAddress ADDRESS = IpAddress.of("192.0.2.1");

  private static IkeHeader header(int major, int minor, int flags, long messageId) {
    return new IkeHeader(SPI, SPI, major, minor, ExchangeType.IKE_AUTH, flags, messageId);
  }

  private static void assertRefused(List<Runnable> mistakes) {
    for (Runnable mistake : mistakes) {
      assertThrows(IllegalArgumentException.class, mistake::run);
    }
  }

  @Test
  void aHeaderHoldsNoMoreThanItsFields() {
    header(15, 15, 255, 0xffff_ffffL);
    assertRefused(
        List.of(
            () -> header(16, 0, 0, 0),
            () -> header(2, 16, 0, 0),
            () -> header(2, 0, 256, 0),
            () -> header(2, 0, 0, 0x1_0000_0000L)));
    assertFalse(header(2, 0, 0x28, 0).isVersionBitSet());
    assertTrue(header(2, 0, 0x38, 0).isVersionBitSet());
  }

  @Test
  void aRangeOfAddressesHoldsNoMoreThanItsFields() {
    new AddressRange(255, 65_535, 65_535, ADDRESS, ADDRESS);
    assertRefused(
        List.of(
            () -> new AddressRange(256, 0, 0, ADDRESS, ADDRESS),
            () -> new AddressRange(0, 65_536, 0, ADDRESS, ADDRESS),
            () -> new AddressRange(0, 0, 65_536, ADDRESS, ADDRESS)));
  }

  @Test
  void additionalKeyExchangesAreSixToTwelve() {
    assertEquals(new TransformType(6), TransformType.additionalKeyExchange(1));
    assertEquals(new TransformType(12), TransformType.additionalKeyExchange(7));
    assertFalse(new TransformType(5).isAdditionalKeyExchange());
    assertTrue(new TransformType(6).isAdditionalKeyExchange());
    assertTrue(new TransformType(12).isAdditionalKeyExchange());
    assertFalse(new TransformType(13).isAdditionalKeyExchange());
    assertRefused(
        List.of(
            () -> TransformType.additionalKeyExchange(0),
            () -> TransformType.additionalKeyExchange(8),
            () -> new TransformType(256)));
  }

  @Test
  void aNonceHasSixteenTo256Octets() throws MalformedMessageException {
    for (int octets : new int[] {16, 256}) {
      NoncePayload nonce = new NoncePayload(Octets.of(new byte[octets]));
      assertEquals(PayloadType.NONCE, nonce.type());
      assertEquals(
          List.of(nonce),
          IkeCodec.decodePayloads(PayloadType.NONCE, IkeCodec.encodePayloads(List.of(nonce))));
    }
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> new NoncePayload(Octets.of(new byte[15])));
    assertTrue(e.getMessage().contains("16 to 256"), e.getMessage());
  }

  @Test
  void aFragmentCountsItsOwnHeader() {
    EncryptedFragmentPayload fragment =
        new EncryptedFragmentPayload(PayloadType.IDI, 1, 65_535, Octets.ofHex("0102"));
    assertEquals(4 + 2, fragment.bodyLength());
    assertRefused(
        List.of(() -> new EncryptedFragmentPayload(PayloadType.IDI, 1, 65_536, Octets.EMPTY)));
  }

  @Test
  void aDeleteHoldsNoMoreThanItsFields() {
    Octets spi = Octets.ofHex("01020304");
    assertRefused(
        List.of(
            () -> new DeletePayload(ProtocolId.ESP, 256, List.of()),
            () -> new DeletePayload(ProtocolId.ESP, 4, Collections.nCopies(65_536, spi))));
  }

  @Test
  void proposalsAndTransformsDifferFromOthers() {
    Transform transform = Transform.of(TransformType.ENCR, 12, 128);
    Proposal proposal = new Proposal(1, ProtocolId.IKE, Octets.EMPTY, List.of(transform));
    assertNotEquals(proposal, new Proposal(2, ProtocolId.IKE, Octets.EMPTY, List.of(transform)));
    assertNotEquals(proposal, new Proposal(1, ProtocolId.ESP, Octets.EMPTY, List.of(transform)));
    assertNotEquals(
        proposal,
        new Proposal(
            1, ProtocolId.IKE, Octets.EMPTY, List.of(Transform.of(TransformType.ENCR, 12, 256))));
    assertNotEquals(0, proposal.hashCode());
    assertNotEquals(0, transform.hashCode());
  }

  @Test
  void selectorsOfTheTwoSidesAreTwoTypes() {
    List<TrafficSelectorSubstructure> any =
        List.of(AddressRange.ofAll(IpAddress.of("0.0.0.0"), IpAddress.of("255.255.255.255")));
    assertEquals(PayloadType.TSI, new TsPayload(true, any).type());
    assertEquals(PayloadType.TSR, new TsPayload(false, any).type());
    assertThrows(
        IllegalArgumentException.class,
        () -> new TsPayload(true, Collections.nCopies(256, any.get(0))));
  }
}
