package io.vpn4j.ike.fragment;

import static io.vpn4j.ike.fragment.FragmentFixtures.FIRST_INNER;
import static io.vpn4j.ike.fragment.FragmentFixtures.MESSAGE_OCTETS;
import static io.vpn4j.ike.fragment.FragmentFixtures.chain;
import static io.vpn4j.ike.fragment.FragmentFixtures.receive;
import static io.vpn4j.ike.fragment.FragmentFixtures.request;
import static io.vpn4j.ike.fragment.FragmentFixtures.response;
import static io.vpn4j.ike.fragment.FragmentFixtures.split;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.crypto.SkPayloadCipher;
import io.vpn4j.ike.fragment.FragmentFixtures.Suite;
import io.vpn4j.ike.fragment.FragmentResult.Ignored;
import io.vpn4j.ike.fragment.FragmentResult.Kept;
import io.vpn4j.ike.fragment.FragmentResult.Reason;
import io.vpn4j.ike.fragment.FragmentResult.Whole;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.testing.Requirement;
import java.util.List;
import org.junit.jupiter.api.Test;

class FragmentStoreTest {
  private final SkPayloadCipher cipher = Suite.AEAD.cipher();
  private final FragmentStore store = new FragmentStore(FragmentLimits.DEFAULT);

  private FragmentResult take(Octets datagram) {
    return receive(store, datagram, cipher);
  }

  private static List<Octets> fragmentsOf(int chainOctets, int messageOctets) {
    return split(Suite.AEAD, request(1), chain(chainOctets), messageOctets);
  }

  @Test
  @Requirement("RFC7383-2.6-6")
  void putsFragmentsTogetherInTheOrderOfTheirNumbers() {
    List<Octets> fragments = fragmentsOf(1200, MESSAGE_OCTETS);
    assertEquals(3, fragments.size());

    assertEquals(new Kept(1, 3), take(fragments.get(2)));
    assertEquals(new Kept(2, 3), take(fragments.get(0)));
    assertEquals(new Whole(FIRST_INNER, chain(1200), fragments.get(0)), take(fragments.get(1)));
    assertEquals(0, store.heldOctets());
  }

  @Test
  @Requirement("RFC7383-2.6-4")
  void keepsOneOfTwoEqualFragments() {
    List<Octets> fragments = fragmentsOf(1200, MESSAGE_OCTETS);
    take(fragments.get(0));
    int held = store.heldOctets();

    assertEquals(new Ignored(Reason.DUPLICATE), take(fragments.get(0)));
    assertEquals(held, store.heldOctets());
  }

  /** RFC 7383 section 2.6: more fragments are a new attempt, fewer are from an old one. */
  @Test
  @Requirement("RFC7383-2.6-3")
  void beginsAgainWhenTheMessageComesInMoreFragments() {
    List<Octets> large = fragmentsOf(3000, 1600);
    List<Octets> small = fragmentsOf(3000, MESSAGE_OCTETS);
    take(large.get(0));

    assertEquals(new Kept(1, small.size()), take(small.get(3)));
    assertEquals(new Ignored(Reason.OUTDATED), take(large.get(1)));
    for (Octets datagram : small.subList(0, small.size() - 1)) {
      take(datagram);
    }
    FragmentResult last = take(small.get(small.size() - 1));
    assertEquals(chain(3000), assertInstanceOf(Whole.class, last).inner());
  }

  @Test
  @Requirement({"RFC7383-2.6-2", "RFC7383-2.6-5", "RFC7383-2.6.2-1"})
  void dropsAForgedFragmentAndKeepsWhatIsHere() {
    List<Octets> fragments = fragmentsOf(1200, MESSAGE_OCTETS);
    List<Octets> forged =
        MessageSealer.fragments(
            Suite.AEAD.cipher((byte) 8), request(1), FIRST_INNER, chain(9000), MESSAGE_OCTETS);
    take(fragments.get(0));
    int held = store.heldOctets();

    // Also one that announces more fragments, which would be a new attempt if it were true.
    assertEquals(new Ignored(Reason.BAD_INTEGRITY), take(forged.get(1)));
    assertEquals(held, store.heldOctets());
    assertEquals(new Kept(2, 3), take(fragments.get(1)));
  }

  @Test
  void keepsRequestsAndResponsesApart() {
    List<Octets> request = split(Suite.AEAD, request(1), chain(900), MESSAGE_OCTETS);
    List<Octets> response = split(Suite.AEAD, response(1), chain(901), MESSAGE_OCTETS);

    assertEquals(new Kept(1, 2), take(request.get(0)));
    assertEquals(new Kept(1, 2), take(response.get(1)));
    assertEquals(chain(900), assertInstanceOf(Whole.class, take(request.get(1))).inner());
    assertEquals(chain(901), assertInstanceOf(Whole.class, take(response.get(0))).inner());
  }

  @Test
  void refusesMoreFragmentsThanTheLimitBeforeItOpensAny() {
    FragmentStore small = new FragmentStore(new FragmentLimits(2, 10_000));
    List<Octets> fragments = fragmentsOf(1200, MESSAGE_OCTETS);

    assertEquals(new Ignored(Reason.TOO_MANY_FRAGMENTS), receive(small, fragments.get(0), cipher));
    assertEquals(0, small.heldOctets());
  }

  @Test
  void dropsAMessageThatOutgrowsTheLimit() {
    FragmentStore small = new FragmentStore(new FragmentLimits(256, 1600));
    List<Octets> fragments = fragmentsOf(1200, MESSAGE_OCTETS);

    receive(small, fragments.get(0), cipher);
    receive(small, fragments.get(1), cipher);
    assertEquals(new Ignored(Reason.TOO_LARGE), receive(small, fragments.get(2), cipher));
    assertEquals(0, small.heldOctets());
  }

  @Test
  void givesUpAnOtherMessageRatherThanWaitForItsRoom() {
    FragmentStore small = new FragmentStore(new FragmentLimits(256, 2000));
    List<Octets> one = split(Suite.AEAD, request(1), chain(1200), MESSAGE_OCTETS);
    List<Octets> two = split(Suite.AEAD, request(2), chain(900), MESSAGE_OCTETS);
    receive(small, one.get(0), cipher);
    receive(small, one.get(1), cipher);

    assertEquals(new Kept(1, 2), receive(small, two.get(0), cipher));
    assertInstanceOf(Whole.class, receive(small, two.get(1), cipher));
  }

  @Test
  void forgetsAMessageThatCameInAnotherWay() {
    List<Octets> fragments = fragmentsOf(1200, MESSAGE_OCTETS);
    take(fragments.get(0));
    store.forget(request(2));
    assertTrue(store.heldOctets() > 0);
    store.forget(request(1));
    assertEquals(0, store.heldOctets());
  }

  @Test
  void tellsNothingOfWhatItKeeps() {
    take(fragmentsOf(1200, MESSAGE_OCTETS).get(0));
    assertEquals("FragmentStore[1 messages, " + store.heldOctets() + " octets]", store.toString());
    store.destroy();
    assertEquals(0, store.heldOctets());
  }
}
