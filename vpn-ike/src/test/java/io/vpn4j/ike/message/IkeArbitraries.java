package io.vpn4j.ike.message;

import io.vpn4j.ike.IkeSpi;
import io.vpn4j.ike.message.TrafficSelectorSubstructure.AddressRange;
import io.vpn4j.model.net.IpAddress;
import io.vpn4j.model.net.Ipv4Address;
import io.vpn4j.model.net.Ipv6Address;
import io.vpn4j.model.wire.Octets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Valid messages, made of named parts. */
public final class IkeArbitraries {
  private IkeArbitraries() {}

  /** Messages of every shape, with headers that fit no session. */
  public static Arbitrary<IkeMessage> messages() {
    return messages(0);
  }

  private static Arbitrary<IkeMessage> messages(int minPayloads) {
    Arbitrary<List<Payload>> open = payloads().list().ofMinSize(minPayloads).ofMaxSize(6);
    Arbitrary<IkeMessage> unprotected =
        Combinators.combine(headers(), open, mostly(Octets.EMPTY, octets(0, 40)))
            .as(IkeMessage::new);
    Arbitrary<IkeMessage> withProtectedLast =
        Combinators.combine(
                headers(),
                payloads().list().ofMinSize(minPayloads / 2).ofMaxSize(3),
                protectedPayloads())
            .as((header, before, sk) -> new IkeMessage(header, append(before, sk)));
    return Arbitraries.frequencyOf(Tuple.of(3, unprotected), Tuple.of(1, withProtectedLast));
  }

  private static List<Payload> append(List<Payload> before, Payload last) {
    List<Payload> all = new ArrayList<>(before);
    all.add(last);
    return all;
  }

  static Arbitrary<IkeHeader> headers() {
    return Combinators.combine(
            Arbitraries.longs().edgeCases(e -> e.add(0L, -1L)).map(IkeSpi::new),
            Arbitraries.longs().map(IkeSpi::new),
            mostly(0, Arbitraries.integers().between(0, 15)),
            u8().map(ExchangeType::new),
            u8(),
            Arbitraries.longs().between(0, 0xffff_ffffL))
        .as(
            (spiI, spiR, minor, exchange, flags, id) ->
                new IkeHeader(spiI, spiR, IkeHeader.MAJOR_VERSION, minor, exchange, flags, id));
  }

  /** Payloads of every type. */
  public static Arbitrary<Payload> payloads() {
    return Arbitraries.oneOf(
        List.of(
            sa(),
            ke(),
            id(),
            cert(),
            certRequest(),
            auth(),
            nonce(),
            notifications(),
            deletions(),
            vendorId(),
            puzzleSolution(),
            ts(),
            configuration(),
            eap(),
            unknown()));
  }

  static Arbitrary<Payload> protectedPayloads() {
    Arbitrary<PayloadType> firstInner = u8().map(PayloadType::new);
    Arbitrary<Payload> sk =
        Combinators.combine(firstInner, octets(0, 80), bits(0)).as(EncryptedPayload::new);
    Arbitrary<Payload> skf =
        Arbitraries.integers()
            .between(1, 65535)
            .flatMap(
                total ->
                    Combinators.combine(
                            firstInner,
                            Arbitraries.integers().between(1, total),
                            octets(0, 80),
                            bits(0))
                        .as(
                            (inner, number, body, bits) ->
                                new EncryptedFragmentPayload(inner, number, total, body, bits)));
    return Arbitraries.oneOf(sk, skf);
  }

  private static Arbitrary<Payload> sa() {
    return Combinators.combine(proposals().list().ofMinSize(1).ofMaxSize(4), bits(0))
        .as(SaPayload::new);
  }

  private static Arbitrary<Proposal> proposals() {
    return Combinators.combine(
            u8(),
            u8().map(ProtocolId::new),
            Arbitraries.oneOf(octets(0, 0), octets(4, 4), octets(8, 8), octets(255, 255)),
            transforms().list().ofMaxSize(5),
            mostly(0, u8()))
        .as(Proposal::new);
  }

  private static Arbitrary<Transform> transforms() {
    return Combinators.combine(
            u8().map(TransformType::new), u16(), attributes().list().ofMaxSize(3), mostly(0, u16()))
        .as(Transform::new);
  }

  private static Arbitrary<TransformAttribute> attributes() {
    Arbitrary<Integer> type = mostly(TransformAttribute.KEY_LENGTH, u15());
    Arbitrary<TransformAttribute> fixed =
        Combinators.combine(type, u16()).as(TransformAttribute.Fixed::new);
    Arbitrary<TransformAttribute> variable =
        Combinators.combine(type, octets(0, 9)).as(TransformAttribute.Variable::new);
    return Arbitraries.oneOf(fixed, variable);
  }

  private static Arbitrary<Payload> ke() {
    return Combinators.combine(u16(), octets(0, 96), bits(PayloadBits.RESERVED_16))
        .as(KePayload::new);
  }

  private static Arbitrary<Payload> id() {
    return Combinators.combine(
            Arbitraries.of(true, false), u8(), octets(0, 30), bits(PayloadBits.RESERVED_24))
        .as(IdPayload::new);
  }

  private static Arbitrary<Payload> cert() {
    return Combinators.combine(u8(), octets(0, 60), bits(0)).as(CertPayload::new);
  }

  private static Arbitrary<Payload> certRequest() {
    return Combinators.combine(u8(), octets(0, 60), bits(0)).as(CertRequestPayload::new);
  }

  private static Arbitrary<Payload> auth() {
    return Combinators.combine(u8(), octets(0, 60), bits(PayloadBits.RESERVED_24))
        .as(AuthPayload::new);
  }

  private static Arbitrary<Payload> nonce() {
    return Combinators.combine(
            Arbitraries.oneOf(octets(16, 16), octets(32, 32), octets(256, 256), octets(16, 256)),
            bits(0))
        .as(NoncePayload::new);
  }

  private static Arbitrary<Payload> notifications() {
    return Combinators.combine(
            u8().map(ProtocolId::new),
            Arbitraries.oneOf(octets(0, 0), octets(4, 4), octets(8, 8), octets(255, 255)),
            u16().map(NotifyType::new),
            octets(0, 40),
            bits(0))
        .as(NotifyPayload::new);
  }

  private static Arbitrary<Payload> deletions() {
    return Arbitraries.of(0, 1, 4, 8, 255)
        .flatMap(
            size ->
                Combinators.combine(
                        u8().map(ProtocolId::new),
                        octets(size, size).list().ofMaxSize(size == 0 ? 0 : 5),
                        bits(0))
                    .as((protocol, spis, bits) -> new DeletePayload(protocol, size, spis, bits)));
  }

  private static Arbitrary<Payload> vendorId() {
    return Combinators.combine(octets(0, 40), bits(0)).as(VendorIdPayload::new);
  }

  private static Arbitrary<Payload> puzzleSolution() {
    return Combinators.combine(octets(1, 64), bits(0))
        .as((key, bits) -> new PuzzleSolutionPayload(Octets.concat(key, key, key, key), bits));
  }

  private static Arbitrary<Payload> ts() {
    return Combinators.combine(
            Arbitraries.of(true, false),
            selectors().list().ofMaxSize(4),
            bits(PayloadBits.RESERVED_24))
        .as(TsPayload::new);
  }

  private static Arbitrary<TrafficSelectorSubstructure> selectors() {
    Arbitrary<IpAddress> ipv4 = Arbitraries.integers().map(Ipv4Address::new);
    Arbitrary<IpAddress> ipv6 =
        Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(Ipv6Address::new);
    Arbitrary<TrafficSelectorSubstructure> unknown =
        Combinators.combine(u8().filter(type -> type != 7 && type != 8), u8(), octets(0, 20))
            .as(TrafficSelectorSubstructure.Unknown::new);
    return Arbitraries.oneOf(ranges(ipv4), ranges(ipv6), unknown);
  }

  private static Arbitrary<TrafficSelectorSubstructure> ranges(Arbitrary<IpAddress> address) {
    return Combinators.combine(u8(), u16(), u16(), address, address).as(AddressRange::new);
  }

  private static Arbitrary<Payload> configuration() {
    return Combinators.combine(
            u8(), configurationAttributes().list().ofMaxSize(4), bits(PayloadBits.RESERVED_24))
        .as(ConfigurationPayload::new);
  }

  private static Arbitrary<ConfigurationAttribute> configurationAttributes() {
    return Combinators.combine(u15(), octets(0, 17), mostly(false, Arbitraries.of(true)))
        .as(ConfigurationAttribute::new);
  }

  private static Arbitrary<Payload> eap() {
    return Combinators.combine(octets(0, 40), bits(0)).as(EapPayload::new);
  }

  private static Arbitrary<Payload> unknown() {
    Arbitrary<PayloadType> type =
        u8().map(PayloadType::new)
            .filter(t -> !t.equals(PayloadType.NONE) && !PayloadChain.isTyped(t));
    return Combinators.combine(type, octets(0, 40), bits(0)).as(UnknownPayload::new);
  }

  private static Arbitrary<PayloadBits> bits(int maxReserved) {
    return Combinators.combine(
            Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.just(0)),
                Tuple.of(2, Arbitraries.just(0x80)),
                Tuple.of(1, u8())),
            mostly(0, Arbitraries.integers().between(0, maxReserved)))
        .as(PayloadBits::new);
  }

  /** Octets that differ from each other, so that a swapped field shows. */
  static Arbitrary<Octets> octets(int min, int max) {
    return Arbitraries.bytes().array(byte[].class).ofMinSize(min).ofMaxSize(max).map(Octets::of);
  }

  static Arbitrary<Integer> u8() {
    return Arbitraries.integers().between(0, 255).edgeCases(e -> e.add(0, 127, 128, 255));
  }

  private static Arbitrary<Integer> u15() {
    return Arbitraries.integers().between(0, 0x7fff);
  }

  private static Arbitrary<Integer> u16() {
    return Arbitraries.integers()
        .between(0, 65535)
        .edgeCases(e -> e.add(0, 127, 128, 255, 256, 16383, 16384, 32767, 32768, 65535));
  }

  private static <T> Arbitrary<T> mostly(T usual, Arbitrary<T> other) {
    return Arbitraries.frequencyOf(Tuple.of(4, Arbitraries.just(usual)), Tuple.of(1, other));
  }

  /** How octets of a valid message become something else. */
  enum Damage {
    /** The end is cut off. */
    TRUNCATE,
    /** One bit is turned over. */
    FLIP_BIT,
    /** The head of one message goes before the tail of another. */
    SPLICE,
    /** Two octets, often those of a length, get another value. */
    LIE
  }

  /**
   * A damaged message.
   *
   * @param damage what was done to it
   * @param octets what came out; the header's length is mostly right again, or nothing would get
   *     past it
   */
  record Mutant(Damage damage, Octets octets) {}

  static Arbitrary<Mutant> mutants() {
    return Combinators.combine(
            messages(3).map(IkeCodec::encode),
            messages(3).map(IkeCodec::encode),
            Arbitraries.of(Damage.class),
            Arbitraries.integers().between(0, 1 << 20).withoutEdgeCases(),
            Arbitraries.oneOf(Arbitraries.integers().between(0, 70), u16()),
            Arbitraries.frequencyOf(
                Tuple.of(9, Arbitraries.just(true)), Tuple.of(1, Arbitraries.just(false))))
        .as(
            (message, other, damage, where, value, mend) ->
                new Mutant(damage, mutate(message, other, damage, where, value, mend)));
  }

  private static Octets mutate(
      Octets message, Octets other, Damage damage, int where, int value, boolean mend) {
    int at = where % message.length();
    byte[] octets =
        switch (damage) {
          case TRUNCATE -> message.slice(0, at).toByteArray();
          case FLIP_BIT -> {
            byte[] flipped = message.toByteArray();
            flipped[at] ^= (byte) (1 << value % 8);
            yield flipped;
          }
          case SPLICE ->
              Octets.concat(
                      message.slice(0, at),
                      other.slice(Math.min(at, other.length()), other.length()))
                  .toByteArray();
          case LIE -> {
            byte[] lied = message.toByteArray();
            int field = lengthField(message, where).orElse(at);
            lied[field] = (byte) (value >>> 8);
            if (field + 1 < lied.length) {
              lied[field + 1] = (byte) value;
            }
            yield lied;
          }
        };
    return mend ? withTrueLength(octets) : Octets.of(octets);
  }

  /** The position of the length of one of the payloads of a valid message. */
  private static Optional<Integer> lengthField(Octets message, int which) {
    List<Integer> fields = new ArrayList<>();
    for (int at : PayloadWalk.starts(message, message.length())) {
      fields.add(at + 2);
    }
    return fields.isEmpty() ? Optional.empty() : Optional.of(fields.get(which % fields.size()));
  }

  static Octets withTrueLength(byte[] octets) {
    if (octets.length >= IkeHeader.OCTETS) {
      octets[24] = 0;
      octets[25] = 0;
      octets[26] = (byte) (octets.length >>> 8);
      octets[27] = (byte) octets.length;
    }
    return Octets.of(octets);
  }
}
