package io.vpn4j.routing.bgp.message;

import io.vpn4j.model.net.AsNumber;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.IpPrefix;
import io.vpn4j.model.net.Ipv4Address;
import io.vpn4j.model.net.Ipv6Address;
import io.vpn4j.model.wire.Octets;
import io.vpn4j.routing.bgp.message.CodecContext.PeerRelation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Valid messages of two kinds of session: one with everything agreed on, one with nothing. */
final class BgpArbitraries {
  /** Everything that capabilities can agree on; internal, so that every attribute may come. */
  static final CodecContext RICH =
      new CodecContext(
          true,
          true,
          Set.of(AddressFamily.IPV4_UNICAST, AddressFamily.IPV6_UNICAST),
          Set.of(AddressFamily.IPV4_UNICAST, AddressFamily.IPV4_MULTICAST),
          PeerRelation.INTERNAL);

  /** Nothing agreed on. */
  static final CodecContext POOR = CodecContext.PLAIN.withPeer(PeerRelation.INTERNAL);

  private BgpArbitraries() {}

  /**
   * A message and the session it belongs to.
   *
   * @param message a valid one
   * @param context of the session
   */
  record Sent(BgpMessage message, CodecContext context) {
    Octets octets() {
      return BgpCodec.encode(message, context);
    }
  }

  static Arbitrary<Sent> sent() {
    return Arbitraries.of(RICH, POOR)
        .flatMap(context -> messages(context).map(message -> new Sent(message, context)))
        .withoutEdgeCases();
  }

  static Arbitrary<Sent> sentUpdates() {
    return Arbitraries.of(RICH, POOR)
        .flatMap(context -> updates(context).map(message -> new Sent(message, context)))
        .withoutEdgeCases();
  }

  private static Arbitrary<BgpMessage> messages(CodecContext context) {
    return Arbitraries.frequencyOf(
        Tuple.of(6, updates(context)),
        Tuple.of(3, opens()),
        Tuple.of(1, notifications()),
        Tuple.of(1, refreshes()),
        Tuple.of(1, Arbitraries.just(KeepaliveMessage.KEEPALIVE)));
  }

  static Arbitrary<Octets> octets(int min, int max) {
    return Arbitraries.bytes()
        .array(byte[].class)
        .ofMinSize(min)
        .ofMaxSize(max)
        .map(bytes -> Octets.of(bytes));
  }

  private static Arbitrary<Long> u32() {
    return Arbitraries.frequencyOf(
        Tuple.of(1, Arbitraries.of(0L, 1L, 0x7fff_ffffL, 0x8000_0000L, 0xffff_ffffL)),
        Tuple.of(2, Arbitraries.longs().between(0, 0xffff_ffffL)));
  }

  private static Arbitrary<Integer> u16() {
    return Arbitraries.integers().between(0, 0xffff);
  }

  private static Arbitrary<Ipv4Address> ipv4() {
    return Arbitraries.integers().map(Ipv4Address::new);
  }

  private static Arbitrary<Ipv6Address> ipv6() {
    return Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(Ipv6Address::new);
  }

  private static Arbitrary<AddressFamily> plainFamilies() {
    return Arbitraries.of(
        AddressFamily.IPV4_UNICAST,
        AddressFamily.IPV6_UNICAST,
        AddressFamily.IPV4_MULTICAST,
        AddressFamily.IPV6_MULTICAST);
  }

  private static Arbitrary<AddressFamily> families() {
    return Arbitraries.oneOf(
        plainFamilies(),
        Arbitraries.of(
            AddressFamily.IPV4_VPN, new AddressFamily(25, 70), new AddressFamily(65535, 255)));
  }

  private static Arbitrary<List<Nlri>> nlri(boolean ipv4, boolean addPath) {
    Arbitrary<IpPrefix> prefixes =
        ipv4
            ? Combinators.combine(ipv4(), Arbitraries.integers().between(0, 32))
                .as(IpPrefix::containing)
            : Combinators.combine(ipv6(), Arbitraries.integers().between(0, 128))
                .as(IpPrefix::containing);
    Arbitrary<Long> pathIds = addPath ? u32() : Arbitraries.just(Nlri.NO_PATH_ID);
    return Combinators.combine(prefixes, pathIds).as(Nlri::new).list().ofMaxSize(8);
  }

  private static Arbitrary<List<AsPathSegment>> segments(boolean fourOctets) {
    Arbitrary<Long> asNumbers = Arbitraries.longs().between(1, fourOctets ? AsNumber.MAX : 0xffff);
    Arbitrary<long[]> members =
        Arbitraries.frequencyOf(
            Tuple.of(9, asNumbers.array(long[].class).ofMinSize(1).ofMaxSize(5)),
            Tuple.of(1, asNumbers.array(long[].class).ofMinSize(250).ofMaxSize(255)));
    return Combinators.combine(Arbitraries.of(AsPathSegment.Type.values()), members)
        .as(AsPathSegment::of)
        .list()
        .ofMaxSize(4);
  }

  private static Arbitrary<AsNumber> asNumbers(boolean fourOctets) {
    return Arbitraries.longs().between(1, fourOctets ? AsNumber.MAX : 0xffff).map(AsNumber::of);
  }

  private static Arbitrary<Octets> items(int size) {
    return octets(size, 3 * size)
        .map(octets -> octets.slice(0, octets.length() - octets.length() % size));
  }

  private static Arbitrary<Boolean> partial() {
    return Arbitraries.of(true, false);
  }

  /** One of each type but those that an UPDATE needs, in the order of their types. */
  private static List<Arbitrary<? extends PathAttribute>> optionalAttributes(CodecContext context) {
    boolean four = context.fourOctetAs();
    List<Arbitrary<? extends PathAttribute>> all = new ArrayList<>();
    all.add(u32().map(MultiExitDisc::new));
    all.add(u32().map(LocalPref::new));
    all.add(Arbitraries.just(AtomicAggregate.PRESENT));
    all.add(Combinators.combine(asNumbers(four), ipv4(), partial()).as(Aggregator::new));
    all.add(Combinators.combine(items(4), partial()).as(Communities::new));
    all.add(ipv4().map(OriginatorId::new));
    all.add(items(4).map(ClusterList::new));
    all.add(Combinators.combine(items(8), partial()).as(ExtendedCommunities::new));
    if (!four) {
      all.add(Combinators.combine(segments(true), partial()).as(As4Path::new));
      all.add(Combinators.combine(asNumbers(true), ipv4(), partial()).as(As4Aggregator::new));
    }
    all.add(Combinators.combine(items(20), partial()).as(Ipv6ExtendedCommunities::new));
    all.add(
        octets(0, 12)
            .map(
                value ->
                    new Aigp(
                        Octets.concat(
                            Octets.of((byte) 1, (byte) 0, (byte) (3 + value.length())), value))));
    all.add(Combinators.combine(items(12), partial()).as(LargeCommunities::new));
    all.add(Combinators.combine(asNumbers(true), partial()).as(OnlyToCustomer::new));
    all.add(unknown());
    all.add(reach(context));
    all.add(unreach(context));
    return all;
  }

  private static Arbitrary<UnknownAttribute> unknown() {
    return Combinators.combine(
            Arbitraries.integers().between(0x80, 0xff),
            Arbitraries.of(11, 12, 22, 40, 128, 255),
            Arbitraries.oneOf(octets(0, 20), octets(256, 300)))
        .as(
            (flags, type, value) ->
                new UnknownAttribute(extended(flags, value), type(type), value));
  }

  private static AttributeType type(int value) {
    return new AttributeType(value);
  }

  /** The bit as it comes back: a long value is never without it. */
  private static int extended(int flags, Octets value) {
    return value.length() > 255 ? flags | AttributeFlags.EXTENDED_LENGTH : flags;
  }

  private static Arbitrary<PathAttribute> reach(CodecContext context) {
    Arbitrary<PathAttribute> plain =
        plainFamilies()
            .flatMap(
                family ->
                    Combinators.combine(
                            nextHops(family, context),
                            nlri(family.isIpv4(), context.hasAddPath(family)))
                        .as((nextHops, nlri) -> new MpReachNlri(family, nextHops, nlri)));
    Arbitrary<PathAttribute> opaque =
        Combinators.combine(octets(0, 24), Arbitraries.integers().between(0, 255), octets(0, 20))
            .as(
                (hop, zero, nlri) ->
                    new OpaqueMpReachNlri(AddressFamily.IPV4_VPN, hop, zero, nlri));
    return Arbitraries.frequencyOf(Tuple.of(3, plain), Tuple.of(1, opaque));
  }

  private static Arbitrary<List<IpAddress>> nextHops(AddressFamily family, CodecContext context) {
    Arbitrary<List<IpAddress>> six = ipv6().<IpAddress>map(a -> a).list().ofMinSize(1).ofMaxSize(2);
    Arbitrary<List<IpAddress>> four = ipv4().map(List::of);
    if (family.isIpv6()) {
      return six;
    }
    return context.extendedNextHop().isEmpty() ? four : Arbitraries.oneOf(four, six);
  }

  private static Arbitrary<PathAttribute> unreach(CodecContext context) {
    Arbitrary<PathAttribute> plain =
        plainFamilies()
            .flatMap(
                family ->
                    nlri(family.isIpv4(), context.hasAddPath(family))
                        .map(nlri -> new MpUnreachNlri(family, nlri)));
    Arbitrary<PathAttribute> opaque =
        octets(0, 20).map(nlri -> new OpaqueMpUnreachNlri(AddressFamily.IPV6_VPN, nlri));
    return Arbitraries.frequencyOf(Tuple.of(3, plain), Tuple.of(1, opaque));
  }

  static Arbitrary<UpdateMessage> updates(CodecContext context) {
    Arbitrary<List<PathAttribute>> needed =
        Combinators.combine(
                Arbitraries.of(Origin.values()),
                segments(context.fourOctetAs()).map(AsPath::new),
                ipv4().map(NextHop::new))
            .as((origin, path, nextHop) -> List.of(origin, path, nextHop));
    List<Arbitrary<? extends PathAttribute>> optional = optionalAttributes(context);
    Arbitrary<List<PathAttribute>> some =
        Arbitraries.integers()
            .between(0, optional.size() - 1)
            .set()
            .ofMaxSize(6)
            .flatMap(
                chosen ->
                    Combinators.combine(
                            chosen.stream()
                                .<Arbitrary<PathAttribute>>map(i -> optional.get(i).map(a -> a))
                                .toList())
                        .as(list -> list));
    boolean addPath = context.hasAddPath(AddressFamily.IPV4_UNICAST);
    return Combinators.combine(nlri(true, addPath), needed, some, nlri(true, addPath))
        .as(
            (withdrawn, first, more, nlri) -> {
              List<PathAttribute> attributes = new ArrayList<>(more);
              attributes.addAll(0, first);
              return new UpdateMessage(withdrawn, attributes, nlri);
            });
  }

  private static Arbitrary<OpenMessage> opens() {
    Arbitrary<OptionalParameter> parameters =
        Arbitraries.frequencyOf(
            Tuple.of(
                6, capabilities().list().ofMaxSize(4).map(OptionalParameter.Capabilities::new)),
            Tuple.of(
                1,
                Combinators.combine(Arbitraries.of(1, 3, 254), octets(0, 10))
                    .as(OptionalParameter.Unknown::new)));
    return Combinators.combine(
            u16(), u16(), ipv4(), Arbitraries.of(true, false), parameters.list().ofMaxSize(3))
        .as(
            (as, hold, id, extended, list) ->
                new OpenMessage(
                    OpenMessage.VERSION,
                    as,
                    hold,
                    id,
                    extended || OptionalParameter.encodedLength(list, false) > 255,
                    list));
  }

  private static Arbitrary<Capability> capabilities() {
    Arbitrary<Integer> octet = Arbitraries.integers().between(0, 255);
    return Arbitraries.oneOf(
        families().map(Capability.Multiprotocol::new),
        Arbitraries.of(
            new Capability.RouteRefresh(),
            new Capability.EnhancedRouteRefresh(),
            new Capability.ExtendedMessage()),
        u32().map(AsNumber::of).map(Capability.FourOctetAsNumber::new),
        octet.map(Capability.Role::new),
        Combinators.combine(families(), u16())
            .as(Capability.ExtendedNextHop.NextHopFamily::new)
            .list()
            .ofMaxSize(3)
            .map(Capability.ExtendedNextHop::new),
        Combinators.combine(
                Arbitraries.integers().between(0, 15),
                Arbitraries.integers().between(0, 4095),
                Combinators.combine(families(), octet)
                    .as(Capability.GracefulRestart.RestartFamily::new)
                    .list()
                    .ofMaxSize(3))
            .as(Capability.GracefulRestart::new),
        Combinators.combine(families(), octet, Arbitraries.integers().between(0, 0xff_ffff))
            .as(Capability.LongLivedGracefulRestart.StaleFamily::new)
            .list()
            .ofMaxSize(3)
            .map(Capability.LongLivedGracefulRestart::new),
        Combinators.combine(families(), octet)
            .as(Capability.AddPath.PathsFamily::new)
            .list()
            .ofMaxSize(3)
            .map(Capability.AddPath::new),
        Combinators.combine(Arbitraries.of(0, 3, 67, 73, 128, 255), octets(0, 20))
            .as(Capability.Unknown::new));
  }

  private static Arbitrary<NotificationMessage> notifications() {
    Arbitrary<Integer> octet = Arbitraries.integers().between(0, 255);
    return Combinators.combine(octet, octet, octets(0, 30))
        .as((code, sub, data) -> new NotificationMessage(new NotificationCode(code, sub), data));
  }

  private static Arbitrary<RouteRefreshMessage> refreshes() {
    return Combinators.combine(families(), Arbitraries.of(0, 1, 2, 3, 255), octets(0, 10))
        .as(
            (family, subtype, filters) ->
                new RouteRefreshMessage(
                    family, subtype, subtype == 1 || subtype == 2 ? Octets.EMPTY : filters));
  }
}
