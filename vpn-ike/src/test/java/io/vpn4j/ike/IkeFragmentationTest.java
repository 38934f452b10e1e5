package io.vpn4j.ike;

import static io.vpn4j.ike.IkeSessionFixtures.link;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.SimulatedLink.Weather;
import io.vpn4j.ike.message.IkeCodec;
import io.vpn4j.ike.message.IkeMessage;
import io.vpn4j.ike.message.NotifyType;
import io.vpn4j.ike.message.ProtectedPayload;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.secret.SecretAccess;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.testing.Requirement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;

/** Sessions whose messages are too large for one datagram (RFC 7383). */
class IkeFragmentationTest {
  /** What is left of 576 octets behind the headers of IPv4 and UDP and the non-ESP marker. */
  private static final int MESSAGE_OCTETS = 544;

  /** As many selectors make IKE_AUTH larger than two datagrams of 576 octets. */
  private static final List<TrafficSelector> MANY =
      IntStream.range(0, 60)
          .mapToObj(i -> TrafficSelector.of(IpPrefix.of("10.0." + i + ".0/24")))
          .toList();

  private static IkeConfig.Builder large(IkeConfig.Builder config, int fragmentOctets) {
    return config
        .fragmentOctets(fragmentOctets)
        .localTrafficSelectors(MANY)
        .peerTrafficSelectors(MANY);
  }

  private static SimulatedLink largeLink(int left, int right, Weather weather, long seed) {
    return link(
        large(IkeSessionFixtures.left(), left).build(),
        large(IkeSessionFixtures.right(), right).build(),
        weather,
        seed);
  }

  private static SimulatedLink largeLink(int left, int right) {
    return largeLink(left, right, Weather.FINE, 1);
  }

  private static IkeMessage decode(Octets message) {
    try {
      return IkeCodec.decode(message.asByteBuffer());
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isFragment(Octets message) {
    return message.u8(16) == 53;
  }

  private static List<Octets> sent(List<IkeOutput> outputs) {
    return SimulatedLink.of(outputs, IkeOutput.Transmit.class).stream()
        .map(t -> Octets.of(t.octets()))
        .toList();
  }

  private static List<Octets> fragments(List<IkeOutput> outputs) {
    return sent(outputs).stream().filter(IkeFragmentationTest::isFragment).toList();
  }

  private static void assertSameKeys(SimulatedLink link) {
    ChildSa left = SimulatedLink.of(link.leftOutputs, IkeOutput.ChildSaUp.class).get(0).child();
    ChildSa right = SimulatedLink.of(link.rightOutputs, IkeOutput.ChildSaUp.class).get(0).child();
    assertArrayEquals(
        left.keys().outbound(SecretAccess.grant()), right.keys().inbound(SecretAccess.grant()));
  }

  @Test
  @Requirement("RFC7383-2.5-4")
  void noProtectedMessageIsLargerThanItsDatagramMayBe() {
    SimulatedLink link = largeLink(576, 576).initiate().run(Duration.ofSeconds(1));

    assertSameKeys(link);
    // Both selector payloads of 60 times 16 octets, in pieces of some 480.
    assertEquals(5, fragments(link.leftOutputs).size());
    assertEquals(5, fragments(link.rightOutputs).size());
    assertTrue(
        link.wire.stream()
            .filter(m -> decode(m).first(ProtectedPayload.class).isPresent())
            .allMatch(m -> m.length() <= MESSAGE_OCTETS));
  }

  @Test
  @Requirement("RFC7383-2.4-2")
  void whatFitsGoesWholeAlsoWhenFragmentsAreAgreedOn() {
    SimulatedLink link = largeLink(576, 576).initiate().run(Duration.ofSeconds(1));
    int before = link.wire.size();
    link.command(true, new IkeCommand.CheckLiveness()).run(Duration.ofSeconds(1));

    assertEquals(2, link.wire.size() - before);
    assertTrue(
        link.wire.subList(before, link.wire.size()).stream()
            .noneMatch(IkeFragmentationTest::isFragment));
    assertTrue(link.left.isEstablished());
  }

  /** RFC 9242 section 3.3.2: AUTH covers what was inside, however it was cut. */
  @Test
  @Requirement("RFC9242-3.3.2-2")
  void cutsIkeIntermediateToo() {
    IkeAlgorithms twice =
        IkeSessionFixtures.FAST.withAdditionalKeyExchange(
            AdditionalKeyExchange.required(1, KeyExchangeMethod.MODP_6144));
    SimulatedLink link =
        link(
            l -> l.ikeAlgorithms(twice).fragmentOctets(576),
            r -> r.ikeAlgorithms(twice).fragmentOctets(576));
    link.initiate().run(Duration.ofSeconds(1));

    assertEquals(2, fragments(link.leftOutputs).size());
    assertEquals(2, fragments(link.rightOutputs).size());
    assertSameKeys(link);
  }

  @Test
  void anIkeSaThatReplacesAnotherGoesOnCutting() {
    SimulatedLink link = largeLink(576, 576).initiate().run(Duration.ofSeconds(1));
    link.command(true, new IkeCommand.RekeyIkeSa()).run(Duration.ofSeconds(1));
    assertEquals(1, SimulatedLink.of(link.leftOutputs, IkeOutput.IkeSaRekeyed.class).size());
    int before = fragments(link.leftOutputs).size();
    EspSpi spi =
        SimulatedLink.of(link.leftOutputs, IkeOutput.ChildSaUp.class).get(0).child().inboundSpi();
    link.command(true, new IkeCommand.RekeyChildSa(spi)).run(Duration.ofSeconds(1));

    assertEquals(2, SimulatedLink.of(link.leftOutputs, IkeOutput.ChildSaUp.class).size());
    assertTrue(fragments(link.leftOutputs).size() > before);
  }

  @Test
  @Requirement("RFC7383-2.3-2")
  void cutsNothingUnlessBothEndsSaidThatTheyCan() {
    for (SimulatedLink link : List.of(largeLink(576, 0), largeLink(0, 576))) {
      link.initiate().run(Duration.ofSeconds(1));

      assertSameKeys(link);
      assertTrue(link.wire.stream().noneMatch(IkeFragmentationTest::isFragment));
    }
  }

  /** RFC 7383 section 2.3: the responder speaks of it only to an initiator that has. */
  @Test
  @Requirement({"RFC7383-2.3-1", "RFC7383-2.4-1"})
  void announcesFragmentationInTheFirstExchange() {
    SimulatedLink both = largeLink(576, 576).initiate().run(Duration.ofSeconds(1));
    SimulatedLink one = largeLink(0, 576).initiate().run(Duration.ofSeconds(1));

    assertTrue(announces(sent(both.leftOutputs).get(0)));
    assertTrue(announces(sent(both.rightOutputs).get(0)));
    assertFalse(announces(sent(one.leftOutputs).get(0)));
    assertFalse(announces(sent(one.rightOutputs).get(0)));
  }

  private static boolean announces(Octets init) {
    return decode(init).notify(NotifyType.IKEV2_FRAGMENTATION_SUPPORTED).isPresent();
  }

  /** RFC 7383 section 2.6.1, RFC 7296 section 2.1: the same octets, all of them. */
  @Test
  @Requirement("RFC7296-2.1-7")
  void repeatsARequestAsTheSameFragments() {
    SimulatedLink link = largeLink(576, 576).initiate();
    link.deliverNext().deliverNext();
    link.cut();
    List<Octets> once = fragments(link.leftOutputs);
    link.run(Duration.ofSeconds(3));

    assertEquals(5, once.size());
    List<Octets> all = fragments(link.leftOutputs);
    assertTrue(all.size() > 5);
    for (int i = 0; i < all.size(); i++) {
      assertEquals(once.get(i % 5), all.get(i));
    }
  }

  /** RFC 7383 section 2.6.1: one answer for the request, not one for each of its fragments. */
  @Test
  @Requirement("RFC7383-2.6.1-1")
  void answersARepeatedRequestOnlyOnItsFirstFragment() {
    SimulatedLink link = largeLink(576, 576).initiate().run(Duration.ofSeconds(1));
    List<Octets> request = fragments(link.leftOutputs);
    List<Octets> response = fragments(link.rightOutputs);
    UdpPath path = SimulatedLink.INITIATE.natTraversalPath();

    for (int i = 1; i < request.size(); i++) {
      link.inject(true, path, request.get(i));
    }
    assertEquals(response, fragments(link.rightOutputs));
    link.inject(true, path, request.get(0));

    List<Octets> twice = new ArrayList<>(response);
    twice.addAll(response);
    assertEquals(twice, fragments(link.rightOutputs));
  }

  @Test
  @Requirement("RFC7383-2.3-2")
  void takesNoFragmentThatWasNotAgreedOn() {
    SimulatedLink with = largeLink(576, 576).initiate().run(Duration.ofSeconds(1));
    SimulatedLink without = largeLink(576, 0).initiate();
    without.deliverNext();
    byte[] fragment = fragments(with.leftOutputs).get(0).toByteArray();
    byte[] spis = sent(without.rightOutputs).get(0).toByteArray();
    System.arraycopy(spis, 0, fragment, 0, 16);

    without.inject(true, SimulatedLink.INITIATE.natTraversalPath(), Octets.of(fragment));

    assertEquals(
        IkeDropReason.NOT_PROTECTED,
        SimulatedLink.of(without.rightOutputs, IkeOutput.Dropped.class).get(0).reason());
  }

  @Test
  void refusesASizeThatIsNeitherOffNorPossible() {
    for (int size : List.of(-1, 1, 575, 65_536)) {
      assertThrows(
          IllegalArgumentException.class,
          () -> IkeSessionFixtures.left().fragmentOctets(size).build());
    }
  }

  @Property(tries = 150)
  @Label("fragments get lost, doubled and overtaken, and both ends stand with the same keys or end")
  void fragmentsSurviveAnyLink(
      @ForAll long seed,
      @ForAll @DoubleRange(max = 0.4) double loss,
      @ForAll @DoubleRange(max = 0.5) double duplication,
      @ForAll @IntRange(min = 1, max = 2000) int maxDelayMillis,
      @ForAll @IntRange(min = 576, max = 1500) int leftOctets,
      @ForAll @IntRange(min = 576, max = 1500) int rightOctets) {
    Weather weather = new Weather(loss, duplication, Duration.ofMillis(maxDelayMillis));
    SimulatedLink link = largeLink(leftOctets, rightOctets, weather, seed);
    link.initiate().run(Duration.ofSeconds(95));

    boolean both = link.left.isEstablished() && link.right.isEstablished();
    Statistics.label("outcome").collect(both ? "established" : "ended");
    if (both) {
      assertSameKeys(link);
    } else {
      link.run(Duration.ofMinutes(1));
      assertTrue(
          !link.left.isEstablished() && !link.right.isEstablished(),
          () -> "seed " + seed + ": " + link.left + " " + link.right);
    }
  }
}
