package io.vpn4j.routing.bgp.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.net.Ipv4Address;
import io.vpn4j.model.net.Ipv6Address;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.routing.bgp.message.BgpArbitraries.Sent;
import io.vpn4j.routing.bgp.message.DecodeResult.Accepted;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

class BgpCodecProperties {
  @Provide
  Arbitrary<Sent> sent() {
    return BgpArbitraries.sent();
  }

  @Provide
  Arbitrary<Sent> sentUpdates() {
    return BgpArbitraries.sentUpdates();
  }

  @Provide
  Arbitrary<Octets> anyOctets() {
    return BgpArbitraries.octets(0, 200);
  }

  @Property
  void messagesComeBackAsTheyWereSent(@ForAll("sent") Sent sent) {
    Octets octets = sent.octets();

    assertEquals(
        new Accepted(sent.message()), BgpCodec.decode(octets.asByteBuffer(), sent.context()));
    assertEquals(octets.length(), BgpCodec.encodedLength(sent.message(), sent.context()));
  }

  @Property
  void wantsOneMessageOfAStream(@ForAll("sent") Sent sent, @ForAll("anyOctets") Octets next) {
    Octets octets = sent.octets();
    ByteBuffer stream = Octets.concat(octets, next).asByteBuffer();

    assertEquals(octets.length(), BgpCodec.wantedOctets(stream, sent.context()));
    assertEquals(19, BgpCodec.wantedOctets(stream.slice(0, 18), sent.context()));
  }

  @Property
  void anyBodyIsTotal(@ForAll("anyOctets") Octets body, @ForAll byte type, @ForAll boolean rich) {
    int length = 19 + body.length();
    Octets message =
        Octets.concat(
            Octets.ofHex("ff".repeat(16)),
            Octets.of((byte) (length >> 8), (byte) length, (byte) (type & 7)),
            body);
    decodeAndCheck(message, rich ? BgpArbitraries.RICH : BgpArbitraries.POOR);
  }

  @Property
  void anyOctetsAreTotal(@ForAll("anyOctets") Octets octets) {
    decodeAndCheck(octets, BgpArbitraries.POOR);
  }

  @Property(tries = 3000)
  void damagedMessagesAreTotal(@ForAll("sent") Sent sent, @ForAll long seed) {
    DecodeResult result = decodeAndCheck(damaged(sent.octets(), new Random(seed)), sent.context());
    String outcome =
        result instanceof Accepted accepted ? accepted.action().toString() : "session ends";
    Statistics.label("outcome")
        .collect(outcome)
        .coverage(
            coverage -> {
              coverage.check("NONE").percentage(p -> p > 5);
              coverage.check("TREAT_AS_WITHDRAW").percentage(p -> p > 1);
              coverage.check("session ends").percentage(p -> p > 5);
            });
  }

  /** Flips, overwrites or cuts in the body, and puts the header's length right again. */
  private static Octets damaged(Octets message, Random random) {
    byte[] octets = message.toByteArray();
    for (int i = random.nextInt(3); i >= 0 && octets.length > 19; i--) {
      int at = 19 + random.nextInt(octets.length - 19);
      if (random.nextBoolean()) {
        octets[at] ^= (byte) (1 << random.nextInt(8));
      } else {
        octets[at] = (byte) random.nextInt();
      }
    }
    int length = random.nextInt(4) == 0 ? 19 + random.nextInt(octets.length - 18) : octets.length;
    byte[] cut = Arrays.copyOf(octets, length);
    cut[16] = (byte) (length >> 8);
    cut[17] = (byte) length;
    return Octets.of(cut);
  }

  /** Whatever is accepted without treating routes as withdrawn is the same message again. */
  private static DecodeResult decodeAndCheck(Octets octets, CodecContext context) {
    DecodeResult result = BgpCodec.decode(octets.asByteBuffer(), context);
    if (result instanceof Accepted accepted
        && accepted.action().compareTo(ErrorAction.ATTRIBUTE_DISCARD) <= 0) {
      Octets again = BgpCodec.encode(accepted.message(), context);
      assertEquals(
          new Accepted(accepted.message()), BgpCodec.decode(again.asByteBuffer(), context));
    }
    return result;
  }

  @Property
  void theViewSeesThePrefixesOfTheMessage(@ForAll("sentUpdates") Sent sent) {
    UpdateMessage update = (UpdateMessage) sent.message();
    UpdateView view = new UpdateView();

    boolean read = view.read(sent.octets().asByteBuffer(), sent.context());

    assertEquals(update.attributes().stream().allMatch(BgpCodecProperties::isUnicast), read);
    if (read) {
      List<Nlri> withdrawn = new ArrayList<>(update.withdrawn());
      update.attribute(MpUnreachNlri.class).ifPresent(u -> withdrawn.addAll(u.withdrawn()));
      List<Nlri> announced = new ArrayList<>(update.nlri());
      update.attribute(MpReachNlri.class).ifPresent(r -> announced.addAll(r.nlri()));
      assertEquals(withdrawn, collected(view, true));
      assertEquals(announced, collected(view, false));
      assertEquals(
          BgpCodec.encodeAttributes(update.attributes(), sent.context()),
          sent.octets().slice(view.attributesStart(), view.attributesEnd()));
      assertEquals(update.attribute(MpReachNlri.class).isPresent(), view.hasMultiprotocolReach());
    }
  }

  @Property(tries = 3000)
  void theViewNeverSeesMoreThanTheCodec(@ForAll("sentUpdates") Sent sent, @ForAll long seed) {
    Octets octets = damaged(sent.octets(), new Random(seed));
    UpdateView view = new UpdateView();
    boolean read = view.read(octets.asByteBuffer(), sent.context());
    List<Nlri> withdrawn = collected(view, true);
    List<Nlri> announced = collected(view, false);
    DecodeResult result = BgpCodec.decode(octets.asByteBuffer(), sent.context());
    if (!read) {
      assertTrue(withdrawn.isEmpty() && announced.isEmpty());
    } else if (result instanceof Accepted accepted && accepted.action() == ErrorAction.NONE) {
      UpdateMessage update = (UpdateMessage) accepted.message();
      assertTrue(announced.containsAll(update.nlri()) && withdrawn.containsAll(update.withdrawn()));
    }
  }

  private static boolean isUnicast(PathAttribute attribute) {
    if (attribute instanceof MpReachNlri reach) {
      return reach.family().safi() == 1;
    }
    if (attribute instanceof MpUnreachNlri unreach) {
      return unreach.family().safi() == 1;
    }
    return !(attribute instanceof OpaqueMpReachNlri || attribute instanceof OpaqueMpUnreachNlri);
  }

  private static List<Nlri> collected(UpdateView view, boolean withdrawn) {
    List<Nlri> all = new ArrayList<>();
    NlriVisitor visitor =
        new NlriVisitor() {
          @Override
          public void ipv4(int address, int length, long pathId) {
            all.add(new Nlri(new IpPrefix(new Ipv4Address(address), length), pathId));
          }

          @Override
          public void ipv6(long high, long low, int length, long pathId) {
            all.add(new Nlri(new IpPrefix(new Ipv6Address(high, low), length), pathId));
          }
        };
    if (withdrawn) {
      view.withdrawn(visitor);
    } else {
      view.announced(visitor);
    }
    return all;
  }
}
