package io.vpn4j.routing.bgp.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.Ipv4Address;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RFC 6793 section 4.2. */
class FourOctetAsTest {
  private static final long TRANS = 23_456;
  private static final Ipv4Address ID = Ipv4Address.of("192.0.2.1");

  @Test
  void takesTheLongNumbersFromAs4Path() {
    assertEquals(
        AsPath.of(64512, 100_000, 200_000),
        FourOctetAs.merge(AsPath.of(64512, TRANS, TRANS), as4(100_000, 200_000)));
  }

  @Test
  void ignoresAnAs4PathThatIsLongerThanAsPath() {
    assertEquals(AsPath.of(64512), FourOctetAs.merge(AsPath.of(64512), as4(1, 100_000)));
  }

  @Test
  void countsASetAsOne() {
    AsPath path =
        new AsPath(List.of(AsPathSegment.sequence(1, TRANS), AsPathSegment.set(3, TRANS, 5)));
    As4Path as4 =
        new As4Path(List.of(AsPathSegment.sequence(100_000), AsPathSegment.set(3, 200_000, 5)));

    assertEquals(
        new AsPath(List.of(AsPathSegment.sequence(1, 100_000), AsPathSegment.set(3, 200_000, 5))),
        FourOctetAs.merge(path, as4));
  }

  @Test
  void keepsTheConfederationInFrontAndDropsOneInsideAs4Path() {
    AsPathSegment confederation =
        AsPathSegment.of(AsPathSegment.Type.AS_CONFED_SEQUENCE, 65001, 65002);
    AsPath path = new AsPath(List.of(confederation, AsPathSegment.sequence(TRANS)));
    As4Path as4 = new As4Path(List.of(confederation, AsPathSegment.sequence(100_000)));

    assertEquals(
        new AsPath(List.of(confederation, AsPathSegment.sequence(100_000))),
        FourOctetAs.merge(path, as4));
  }

  @Test
  void ignoresAs4AttributesOlderThanTheAggregate() {
    Aggregator aggregator = new Aggregator(AsNumber.of(64512), ID);

    assertEquals(
        List.of(AsPath.of(64512, TRANS), aggregator),
        FourOctetAs.merge(
            List.of(
                AsPath.of(64512, TRANS),
                aggregator,
                as4(64512, 100_000),
                new As4Aggregator(AsNumber.of(100_000), ID))));
  }

  @Test
  void mergesWhatWasSplit() {
    List<PathAttribute> attributes =
        List.of(Origin.IGP, AsPath.of(64512, 100_000, 7), new Aggregator(AsNumber.of(100_000), ID));
    List<PathAttribute> split = FourOctetAs.split(attributes);
    assertEquals(5, split.size());
    UpdateMessage old = new UpdateMessage(List.of(), split, List.of());
    CodecContext twoOctets = CodecContext.PLAIN;

    UpdateMessage received =
        (UpdateMessage)
            ((DecodeResult.Accepted)
                    BgpCodec.decode(BgpCodec.encode(old, twoOctets).asByteBuffer(), twoOctets))
                .message();

    assertEquals(AsPath.of(64512, TRANS, 7), received.attributes().get(1));
    assertEquals(attributes, FourOctetAs.merge(received.attributes()));
  }

  @Test
  void splitsNothingThatFits() {
    List<PathAttribute> attributes = List.of(AsPath.of(1, 2), new Aggregator(AsNumber.of(3), ID));

    assertEquals(attributes, FourOctetAs.split(attributes));
  }

  private static As4Path as4(long... asNumbers) {
    return new As4Path(List.of(AsPathSegment.sequence(asNumbers)));
  }
}
