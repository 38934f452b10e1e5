package io.vpn4j.ike.fragment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.ike.crypto.SkPayloadCipher;
import io.vpn4j.ike.fragment.FragmentFixtures.Suite;
import io.vpn4j.ike.fragment.FragmentResult.Ignored;
import io.vpn4j.ike.fragment.FragmentResult.Kept;
import io.vpn4j.ike.fragment.FragmentResult.Whole;
import io.vpn4j.ike.message.EncryptedFragmentPayload;
import io.vpn4j.ike.message.IkeArbitraries;
import io.vpn4j.ike.message.IkeCodec;
import io.vpn4j.ike.message.IkeMessage;
import io.vpn4j.ike.message.Payload;
import io.vpn4j.ike.message.PayloadType;
import io.vpn4j.model.wire.MalformedMessageException;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.testing.Requirement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;

class FragmentProperties {

  @Provide
  Arbitrary<List<Payload>> chains() {
    return IkeArbitraries.payloads().list().ofMinSize(1).ofMaxSize(40);
  }

  @Property(tries = 300)
  @Requirement("RFC7383-2.5.1-1")
  void noMessageIsLongerThanAskedForAndAllAreAsLongAsTheyCanBe(
      @ForAll Suite suite,
      @ForAll @IntRange(max = 20_000) int octets,
      @ForAll @IntRange(min = MessageSealer.MIN_MESSAGE_OCTETS, max = 1500) int messageOctets) {
    List<Octets> messages =
        FragmentFixtures.split(
            suite, FragmentFixtures.request(1), FragmentFixtures.chain(octets), messageOctets);

    assertTrue(messages.stream().allMatch(m -> m.length() <= messageOctets));
    // A block more would not have fitted, so there are no more fragments than there must be.
    assertTrue(
        messages.stream()
            .limit(messages.size() - 1L)
            .allMatch(m -> m.length() > messageOctets - 16));
  }

  /** Whatever the link does, the message comes out once, and only when all of it is there. */
  @Property(tries = 300)
  @Requirement({"RFC7383-2.6-6", "RFC7383-2.6-4"})
  void aChainSurvivesAnyOrderAndRepetition(
      @ForAll Suite suite,
      @ForAll("chains") List<Payload> payloads,
      @ForAll @IntRange(min = MessageSealer.MIN_MESSAGE_OCTETS, max = 1500) int messageOctets,
      @ForAll long linkSeed)
      throws MalformedMessageException {
    Octets chain = IkeCodec.encodePayloads(payloads);
    PayloadType first = payloads.get(0).type();
    SkPayloadCipher cipher = suite.cipher();
    List<Octets> messages =
        MessageSealer.fragments(cipher, FragmentFixtures.request(1), first, chain, messageOctets);
    Statistics.label("fragments").collect(Math.min(messages.size(), 5));
    if (messages.size() == 1) {
      return;
    }
    Random link = new Random(linkSeed);
    List<Integer> arrivals = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      arrivals.addAll(Collections.nCopies(1 + link.nextInt(3), i));
    }
    Collections.shuffle(arrivals, link);
    FragmentStore store = new FragmentStore(FragmentLimits.DEFAULT);
    Set<Integer> arrived = new HashSet<>();
    for (int i : arrivals) {
      boolean repeat = !arrived.add(i);
      FragmentResult result = FragmentFixtures.receive(store, messages.get(i), cipher);
      if (arrived.size() == messages.size()) {
        Whole whole = (Whole) result;
        assertEquals(payloads, IkeCodec.decodePayloads(whole.firstInner(), whole.inner()));
        assertEquals(messages.get(0), whole.firstFragment());
        assertEquals(0, store.heldOctets());
        return;
      }
      assertEquals(
          repeat
              ? new Ignored(FragmentResult.Reason.DUPLICATE)
              : new Kept(arrived.size(), messages.size()),
          result);
    }
  }

  /**
   * A message that was cut anew for smaller datagrams comes out whole, old pieces or not. Cuts with
   * one Total Fragments and other pieces cannot be told apart; a sender must not make them.
   */
  @Property(tries = 100)
  @Requirement("RFC7383-2.6-3")
  void piecesOfDifferentCutsNeverMix(
      @ForAll @IntRange(min = 2500, max = 9000) int octets,
      @ForAll @Size(min = 2, max = 3) List<@IntRange(min = 544, max = 2000) Integer> cuts,
      @ForAll long linkSeed) {
    SkPayloadCipher cipher = Suite.AEAD.cipher();
    Octets chain = FragmentFixtures.chain(octets);
    List<Octets> arrivals = new ArrayList<>();
    Set<Integer> totals = new HashSet<>();
    for (int cut : cuts) {
      List<Octets> pieces =
          FragmentFixtures.split(Suite.AEAD, FragmentFixtures.request(1), chain, cut);
      if (totals.add(pieces.size())) {
        arrivals.addAll(pieces);
      }
    }
    Statistics.label("cuts").collect(totals.size());
    Collections.shuffle(arrivals, new Random(linkSeed));
    FragmentStore store = new FragmentStore(FragmentLimits.DEFAULT);
    Optional<Whole> whole = Optional.empty();
    // The smallest cut wins when its pieces come again, as they do until there is an answer.
    arrivals.addAll(arrivals.stream().filter(d -> totalOf(d) == Collections.max(totals)).toList());
    for (Octets datagram : arrivals) {
      if (FragmentFixtures.receive(store, datagram, cipher) instanceof Whole w) {
        whole = Optional.of(w);
        assertEquals(chain, w.inner());
      }
    }
    assertTrue(whole.isPresent());
  }

  private static int totalOf(Octets datagram) {
    return datagram.u8(34) << 8 | datagram.u8(35);
  }

  /** Nobody without the keys changes the store, and it holds no more than its limit. */
  @Property(tries = 500)
  @Requirement({"RFC7383-2.6-2", "RFC7383-2.6-5"})
  void aForgedFragmentChangesNothing(
      @ForAll Suite suite,
      @ForAll @IntRange(min = 1000, max = 4000) int octets,
      @ForAll @IntRange(max = 100_000) int place,
      @ForAll @IntRange(min = 1, max = 255) int flip) {
    List<Octets> messages =
        FragmentFixtures.split(
            suite, FragmentFixtures.request(1), FragmentFixtures.chain(octets), 600);
    SkPayloadCipher cipher = suite.cipher();
    FragmentStore store = new FragmentStore(FragmentLimits.DEFAULT);
    FragmentFixtures.receive(store, messages.get(0), cipher);
    int held = store.heldOctets();

    byte[] forged = messages.get(1).toByteArray();
    forged[place % forged.length] ^= (byte) flip;
    try {
      IkeMessage message = IkeCodec.decode(Octets.of(forged).asByteBuffer());
      Optional<EncryptedFragmentPayload> skf = message.first(EncryptedFragmentPayload.class);
      if (skf.isEmpty()) {
        return;
      }
      FragmentResult result = store.receive(message.header(), Octets.of(forged), skf.get(), cipher);
      Statistics.label("result").collect(result);
      assertTrue(result instanceof Ignored, result.toString());
    } catch (MalformedMessageException e) {
      Statistics.label("result").collect("malformed");
    }
    assertEquals(held, store.heldOctets());
  }

  /** The peer itself, which has the keys and means harm, gets no further than the limit. */
  @Property(tries = 100)
  void aHostilePeerFillsNoMoreThanTheLimit(
      @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 12_000) Integer> sizes,
      @ForAll long seed) {
    FragmentLimits limits = new FragmentLimits(64, 10_000);
    FragmentStore store = new FragmentStore(limits);
    SkPayloadCipher cipher = Suite.AEAD.cipher();
    Random random = new Random(seed);
    int most = 0;
    for (int size : sizes) {
      int total = 1 + random.nextInt(100);
      Octets datagram =
          IkeCodec.encodeProtectedFragment(
              FragmentFixtures.request(random.nextInt(3)),
              PayloadType.IDI,
              1 + random.nextInt(total),
              total,
              cipher.bodyOctets(size),
              prefix -> cipher.seal(prefix, new byte[size]));
      FragmentFixtures.receive(store, datagram, cipher);
      assertTrue(store.heldOctets() <= limits.maxOctets());
      most = Math.max(most, store.heldOctets());
    }
    Statistics.label("more than half full").collect(most > limits.maxOctets() / 2);
  }
}
